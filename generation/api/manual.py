"""The page of the API: quick start, calls, console, webhooks, errors, changes, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from ..engines import catalog
from ..engines.catalog import Model
from . import catalogue, openapi, samples
from .briefs import MODEL

HEADERS: dict[str, Promise] = {
    "x-request-id": _("The name of the call; who runs this service finds it in the log."),
    "openai-poll-after-ms": _(
        "When it is worth to ask again for this video: an eighth of what it still takes, one to thirty "
        "seconds; longer where so many ask that videos would be made more slowly. poll and create_and_poll "
        "wait as long."
    ),
    "x-ratelimit-limit-requests, -remaining-requests, -reset-requests": _(
        "How often the key may ask in a minute, how often it still may, and when the minute ends."
    ),
    "retry-after": _("Seconds after which a call that was refused is worth sending again."),
    "x-should-retry": _("Whether a client should send a refused call again by itself: true or false."),
    "x-sora-approximated": _(
        "Of a film that you sent: what was only approximated, as a code and a sentence. film_look_only: an "
        "edit changed the look of the whole film; film_made_anew: any other edit, staged anew after its "
        "first frame; film_goes_on_elsewhere: an extension goes on in a place made after its last frame."
    ),
    "ETag, Accept-Ranges, Content-Range": _(
        "Of content: what you have is not sent again, and a download that broke off goes on."
    ),
}
BEYOND: dict[str, Promise] = {
    "seed": _("A whole number; the same words and seed make the same video."),
    "style": _("One of the model's styles."),
    "physics": _("“simulated”: a trained model follows the simulation; also for edits, extensions, remixes."),
    "variants": _("1 to 4 videos of the same words; the answer is the first and names all."),
    "shots": _("A storyboard: a list of {prompt, seconds}."),
    "expires_after": _("{anchor: created_at, seconds}: how long programs can fetch the film."),
    "GET /videos/{id}/events": _("Progress as server-sent events: stage, place in the queue, seconds left."),
    "GET /videos/{id}/physics": _("What the audit of the motion found: gravity, momentum, contacts."),
    "GET /videos/{id}/content?variant=take": _(
        "What happened in a shot, in numbers: trajectories, contacts, cameras."
    ),
    "POST /videos/batches": _("Up to a hundred videos as JSON Lines, a line each."),
    "POST /videos/edits, /extensions": _(
        "Films of your own may be sent, too. One that was made here is known again; of others, an edit "
        "changes the style, an extension goes on after the last frame."
    ),
    "/webhook_endpoints": _("Webhooks are added, tested and removed by API."),
}


@dataclass(frozen=True, slots=True)
class Change:
    """What became other in the API, and when."""

    day: date
    words: Promise


CHANGES = [
    Change(
        date(2026, 11, 29),
        _(
            "openai-poll-after-ms follows the queue and how many ask. New: x-sora-approximated on edits and "
            "extensions of films that are sent, physics on edits and extensions, the codes unreadable_text "
            "and unreadable_address."
        ),
    ),
    Change(
        date(2026, 11, 28),
        _(
            "Characters of films; films that are sent are edited and extended; variants, storyboards, "
            "batches, server-sent events, takes; pictures from the web; expiry; sora-2-pro makes 16 and 20 "
            "seconds and 1080x1920."
        ),
    ),
    Change(date(2026, 11, 25), _("Signed webhooks; limits, rotation and use of keys; this document.")),
    Change(date(2026, 11, 24), _("Videos are made, polled, listed, remixed, edited, extended and deleted.")),
]


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The page; it needs no account, like the OpenAPI document."""
    models = list(catalog.models().values())
    first = next((model for model in models if model.name == MODEL), models[0])
    base = request.build_absolute_uri("/v1")
    context = {
        "base": base,
        "samples": samples.starts(base, first.name, first.seconds[0]),
        "hooks": samples.hooks(),
        "calls": calls(),
        "models": [_told(model) for model in models],
        "headers": [{"name": name, "words": words} for name, words in HEADERS.items()],
        "beyond": [{"name": name, "words": words} for name, words in BEYOND.items()],
        "errors": catalogue.groups(),
        "changes": CHANGES,
    }
    return render(request, "api/docs.html", context)


def calls() -> list[dict[str, str]]:
    """Every call of the OpenAPI document: method, path, what it is, and the scope that a key needs."""
    found = []
    for path, methods in openapi.document("")["paths"].items():
        for method, call in methods.items():
            if method != "parameters":
                scope = call["description"].partition("`")[2].partition("`")[0]
                words = str(WORDS.get(call["operationId"], call["summary"]))
                found.append({"method": method.upper(), "path": path, "words": words, "scope": scope})
    return found


WORDS: dict[str, Promise] = {
    "listModels": _("The models of this deployment."),
    "getModel": _("A model."),
    "listVideos": _("Your videos, newest first."),
    "createVideo": _("Make a video."),
    "createVideos": _("Make many videos."),
    "listCharacters": _("Your characters."),
    "createCharacter": _("Make a character of a film of a pet or a thing."),
    "getCharacter": _("A character."),
    "deleteCharacter": _("Delete a character."),
    "editVideo": _("Change a video of your own in words."),
    "extendVideo": _("Make a video longer."),
    "getVideo": _("A video and how far it is."),
    "deleteVideo": _("Delete a video."),
    "downloadVideo": _("A file of a finished video."),
    "streamVideo": _("Progress as it happens."),
    "getPhysics": _("What the audit of its motion found."),
    "remixVideo": _("Make a video anew with a change, also of others who allow it."),
    "listEndpoints": _("Your webhooks."),
    "addEndpoint": _("Add a webhook; its secret is told once."),
    "getEndpoint": _("A webhook."),
    "removeEndpoint": _("Remove a webhook."),
    "rotateSecret": _("A new secret; the old one overlaps for a day."),
    "testEndpoint": _("Send a test event."),
}


def _told(model: Model) -> dict[str, Any]:
    return {
        "name": model.name,
        "plan": model.plan,
        "sizes": ", ".join(f"{width}x{height}" for width, height in model.sizes),
        "seconds": ", ".join(map(str, model.seconds)),
        "styles": ", ".join(model.styles),
    }
