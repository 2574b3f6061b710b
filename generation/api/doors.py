"""The door of every call: key, scope, rate, one shape for every error, the headers that clients read."""

from __future__ import annotations

import functools
import hashlib
import secrets
import time
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt

from accounts.errors import Refusal
from accounts.models import Person
from accounts.policy import may_sign_in

from . import keys, meter, pace, usage
from .errors import AUTH, RATE, SERVER, ApiError, of_refusal
from .models import ApiKey, Scope

log = structlog.get_logger(__name__)
VERSION = "2020-10-01"
READS = {"GET", "HEAD"}
View = Callable[..., HttpResponseBase]
POLLED: set[View] = set()  # views that programs ask over and over until something is there
AGAIN = {408, 409, 429, 500, 502, 503, 504}  # what official clients try again unless they are told


class Call(HttpRequest):
    """A request that came in: with the key it came by, and whose it is."""

    key: ApiKey
    person: Person


def polled(view: View) -> View:
    """Count the calls of this view as polls, and tell how long the next one should wait."""
    POLLED.add(view)
    return view


def door(**methods: tuple[Scope, View]) -> View:
    """A view that hands each HTTP method to its function, for keys that have its scope."""

    @csrf_exempt
    def entered(request: Call, **kwargs: str) -> HttpResponseBase:
        began, number = time.perf_counter(), f"req_{secrets.token_hex(16)}"
        request.META["sora.call"] = number
        with translation.override("en"):
            answer = _answered(request, methods, kwargs)
        _count(request, answer)
        answer["x-request-id"] = number
        answer["openai-version"] = VERSION
        answer["openai-processing-ms"] = str(round((time.perf_counter() - began) * 1000))
        answer["Cache-Control"] = answer.get("Cache-Control", "no-store")
        return answer

    return functools.wraps(entered)(entered)


def _answered(
    request: Call, methods: dict[str, tuple[Scope, View]], kwargs: dict[str, str]
) -> HttpResponseBase:
    found = methods.get("GET" if request.method == "HEAD" else request.method or "")
    if found is None:
        sentence = f"{request.method} is not offered here."
        refused = ApiError(405, sentence, code="method_not_allowed").response()
        refused["Allow"] = ", ".join(methods)
        return refused
    answer = _inside(request, *found, kwargs)
    _tell_rate(answer, request)
    if answer.status_code in AGAIN and "x-should-retry" not in answer:
        # without an Idempotency-Key nobody knows whether a call that broke off made something
        safe = request.method != "POST" or bool(request.headers.get("Idempotency-Key"))
        helps = answer.status_code != 409 and (answer.status_code == 503 or safe)
        answer["x-should-retry"] = "true" if helps else "false"
    return answer


def _inside(request: Call, scope: Scope, view: View, kwargs: dict[str, str]) -> HttpResponseBase:
    try:
        _enter(request, scope, polls=view in POLLED)
        return view(request, **kwargs)
    except ApiError as error:
        return error.response()
    except Refusal as refusal:
        return of_refusal(refusal).response()
    except Exception:
        log.exception("api.failed", path=request.path, call=request.META["sora.call"])
        return ApiError(500, "Something went wrong here.", code="server_error", kind=SERVER).response()


def _enter(request: Call, scope: Scope, *, polls: bool) -> None:
    """Who asks, whether they may, and whether not too often."""
    word, _space, text = request.headers.get("Authorization", "").partition(" ")
    whole = request.method not in READS
    key = keys.find(text.strip(), whole=whole) if word.lower() == "bearer" and text.strip() else None
    if key is None or not may_sign_in(key.person):
        raise ApiError(
            401, "Give a working key: Authorization: Bearer KEY.", code="invalid_api_key", kind=AUTH
        )
    if scope not in key.scopes:
        raise ApiError(403, f"This key may not do that: it lacks {scope.value!r}.", code="missing_scope")
    request.key, request.person = key, key.person
    asked = meter.asked(key.digest, poll=pace.slowed(key.digest) if polls else 0.0)
    if polls:
        request.META["sora.crowd"] = pace.slow(key.digest, asked, key.per_minute)
    request.META["sora.rate"] = (key.per_minute, max(0, key.per_minute - asked.used), asked.left)
    if asked.used > key.per_minute:
        sentence = f"This key may ask {key.per_minute} times a minute. Wait {asked.left} seconds."
        raise ApiError(429, sentence, code="rate_limit_exceeded", kind=RATE, retry=True, after=asked.left)


def _count(request: Call, answer: HttpResponseBase) -> None:
    """Add what was refused, or sent of a file, to what the key of a call used."""
    key = getattr(request, "key", None)
    if key is not None:
        size = int(answer.get("Content-Length") or 0) if answer.streaming else 0
        usage.count(key, refused=answer.status_code >= 400, sent_bytes=size)


def _tell_rate(answer: HttpResponseBase, request: Call) -> None:
    """How much of the minute is left, on every answer to a working key, refusals included."""
    if "sora.rate" not in request.META:
        return
    limit, left, seconds = request.META["sora.rate"]
    answer["x-ratelimit-limit-requests"] = str(limit)
    answer["x-ratelimit-remaining-requests"] = str(left)
    answer["x-ratelimit-reset-requests"] = f"{seconds}s"


def crowd(request: Call) -> float:
    """By how much this program should wait longer because of all that ask."""
    return float(request.META.get("sora.crowd") or pace.slowed(request.key.digest))


def submission(request: Call) -> str:
    """The name under which a call that is sent again finds what the first one made; empty without a key."""
    key = request.headers.get("Idempotency-Key", "")
    if not key:
        return ""
    return "api-" + hashlib.sha256(f"{request.key.person_id}:{request.path}:{key}".encode()).hexdigest()[:48]
