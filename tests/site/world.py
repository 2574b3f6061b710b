"""A small world for the walk over all addresses: everything in it that belongs to somebody is Alice's.

She has a public post, a private draft, and one of everything else. Gus is Dana's guardian.
"""

from __future__ import annotations

from typing import Any

from accounts import clock
from accounts.family.models import FamilyLink, Wish
from accounts.models import Export, Invite, Person, Upload
from cameo import vault
from cameo.models import Cameo, Challenge, Character, Recording, UseRequest
from feed.direct.models import Conversation, Message, Seat
from feed.models import Collection, Comment, Post, Preference
from feed.models.chats import ChatTopic
from generation.api.models import ApiKey, Delivery, Endpoint
from generation.library.models import Creation, LibraryImport
from generation.models import Video
from moderation.models import Case, Decision, Statement


def build(cast: dict[str, Person]) -> dict[str, Any]:
    """Make it; the values that stand in addresses, by the names that rows use."""
    alice, bob, dana, gus = (cast[name] for name in ("owner", "follower", "teen", "guardian"))
    public, draft = _video(alice, "A public corgi"), _video(alice, "A private corgi")
    active = _video(alice, "A corgi to come", status="queued", progress=0, folder="", publishable=False)
    Post.objects.create(video=public, author=alice, comments_count=1)
    comment = Comment.objects.create(post=public.post, author=alice, text="Mine")
    link = FamilyLink.objects.create(guardian=gus, teen=dana, offered_by="guardian", confirmed_at=clock.now())
    (draft.file("content.mp4")).parent.mkdir(parents=True)
    draft.file("content.mp4").write_bytes(b"a film")
    made = {
        "public": public.public_id,
        "draft": draft.public_id,
        "active": active.public_id,
        "comment": comment.pk,
        "link": link.pk,
        "wish_of_family": Wish.objects.create(link=link, words="More time").pk,
        **_talks(alice, bob),
        **_likeness(alice, bob),
        **_programs(alice),
        **_kept(alice),
    }
    return {**made, "mine": [draft, active, comment, link, *_rows(alice)]}


def _rows(alice: Person) -> list[Any]:
    """What nobody but her may change."""
    kinds = (ApiKey, Endpoint, Export, Upload, ChatTopic, Preference, Collection, Message, Statement, Invite)
    rows = [row for kind in kinds for row in kind.objects.all()]
    return [
        *rows,
        *(row for kind in (Cameo, Challenge, Character, UseRequest, Creation) for row in kind.objects.all()),
    ]


def _video(person: Person, prompt: str, **state: Any) -> Video:
    made = {"status": "completed", "progress": 100, "publishable": True, "folder": "videos/x/1", **state}
    shape = {
        "model": "sora-1-turbo",
        "style": "realistic",
        "seconds": 4,
        "width": 640,
        "height": 360,
        "seed": 7,
    }
    return Video.objects.create(
        owner=person, prompt=prompt, title=prompt, screenplay={}, created_at=clock.now(), **shape, **made
    )


def _talks(alice: Person, bob: Person) -> dict[str, Any]:
    first, second = sorted((alice, bob), key=lambda person: person.pk)
    talk = Conversation.objects.create(first=first, second=second)
    for person, other in ((alice, bob), (bob, alice)):
        Seat.objects.create(conversation=talk, person=person, other=other, state="open")
    return {"message": Message.objects.create(conversation=talk, author=alice, text="Hello").pk}


def _likeness(alice: Person, bob: Person) -> dict[str, Any]:
    cameo = Cameo.objects.create(owner=alice)
    asked = Challenge.objects.create(person=alice, digits="123456", turns=["left", "right"])
    return {
        "challenge": asked.pk,
        "recording": Recording.objects.create(person=alice, challenge=asked, file=vault.seal(b"a film")).pk,
        "request": UseRequest.objects.create(cameo=cameo, person=bob, words="A film", fingerprint="x").pk,
        "character": Character.objects.create(owner=alice, name="Rex", handle="rex").public_id,
    }


def _programs(alice: Person) -> dict[str, Any]:
    endpoint = Endpoint.objects.create(person=alice, url="https://example.org/", secret="whsec_x")
    delivery = Delivery.objects.create(endpoint=endpoint, type="video.completed", about="video_x")
    return {
        "key": ApiKey.objects.create(person=alice, name="k", start="sk", digest="d").pk,
        "hook": endpoint.public_id,
        "event": delivery.public_id,
    }


def _kept(alice: Person) -> dict[str, Any]:
    source = LibraryImport.objects.create(owner=alice, name="old.zip")
    case = Case.objects.create(about="profile", target="alice", subject=alice, category="other")
    told = Statement.objects.create(
        person=alice, about="video", target="x", measure="warn", rule="other", reason="Why", case=case
    )
    return {
        "invite": Invite.objects.create(issuer=alice).code,
        "copy": Export.objects.create(person=alice).pk,
        "upload": Upload.objects.create(person=alice, purpose="chats", size=10).pk,
        "creation": Creation.objects.create(owner=alice, source=source, member="a.mp4").pk,
        "statement": told.pk,
        "stopped": Decision.objects.create(
            person=alice, surface="comment", verdict="refused", code="content_hate", category="hate"
        ).pk,
        "topic": ChatTopic.objects.create(person=alice, phrase="corgis").pk,
        "wish": Preference.objects.create(person=alice, phrase="corgis").pk,
        "collection": Collection.objects.create(owner=alice, name="Best").pk,
    }
