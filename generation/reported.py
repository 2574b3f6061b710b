"""Videos as things that are reported: looked at, taken down and given back by the desk of moderation."""

from __future__ import annotations

from collections.abc import Iterable

from accounts.models import Person
from moderation.desk import statements
from moderation.desk.subjects import Look, Subject
from moderation.desk.subjects import register as register_subjects
from moderation.models import About, Category, RemovedPrint
from moderation.refusals import NothingToDecide

from .models import Mark, Video
from .states import Status


def register() -> None:
    """Tell the desk of videos."""
    register_subjects(Subject(About.VIDEO, look, take_down, give_back, evidence))


def _video(target: str) -> Video:
    video = Video.objects.filter(public_id=target).first()
    if video is None:
        raise NothingToDecide
    return video


def look(target: str) -> Look:
    """Its page, its words and its films."""
    from . import screening_room

    video = Video.objects.filter(public_id=target).first()
    if video is None:
        return Look()
    return Look(video.get_absolute_url(), video.prompt, tuple(screening_room.films(video)))


def take_down(staff: Person | None, target: str, reason: str) -> None:
    """Away from everybody; one that is not there any more needs nothing."""
    from . import review

    video = _video(target)
    if video.status != Status.REMOVED:
        review.take_down(staff, video, reason, tell=False)


def give_back(staff: Person | None, target: str, reason: str) -> None:
    """Where everybody saw it before."""
    from . import review

    video = _video(target)
    if video.status != Status.COMPLETED:
        review.give_back(staff, video, reason, tell=False)


def evidence(target: str) -> Iterable[tuple[str, bytes]]:
    """The film and the words it was made from."""
    video = _video(target)
    yield "prompt.txt", video.prompt.encode()
    if video.folder:
        film = video.file("content.mp4")
        if film.is_file():
            yield film.name, film.read_bytes()


def state(staff: Person | None, video: Video, reason: str) -> None:
    """Tell the owner why, and that they can appeal; the letter is written apart."""
    person = Person.objects.get(pk=video.owner_id)
    statements.issue(
        person, About.VIDEO, video.public_id, "remove", Category.OTHER, reason, by=staff, mail=False
    )


def remember(video: Video) -> None:
    """Its fingerprints do not come in again."""
    mark = Mark.objects.filter(video=video).first()
    if mark is not None and mark.prints:
        RemovedPrint.objects.update_or_create(
            about=About.VIDEO, target=video.public_id, defaults={"prints": bytes(mark.prints)}
        )


def forget(video: Video) -> None:
    """They may again."""
    RemovedPrint.objects.filter(about=About.VIDEO, target=video.public_id).delete()
