"""What a program is answered when it cannot have something: `{"error": {message, type, param, code}}`."""

from __future__ import annotations

from typing import Any

from django.http import JsonResponse

from accounts.errors import Refusal

BAD, AUTH, RATE, SERVER = "invalid_request_error", "authentication_error", "rate_limit_error", "server_error"


class ApiError(Exception):
    """A no with its HTTP status; `retry` tells official clients whether trying again helps."""

    def __init__(
        self,
        status: int,
        message: str,
        *,
        code: str,
        param: str | None = None,
        kind: str = BAD,
        retry: bool | None = None,
        after: int | None = None,
    ) -> None:
        super().__init__(message)
        self.status, self.code, self.param, self.kind = status, code, param, kind
        self.retry, self.after = retry, after

    def told(self) -> dict[str, str | None]:
        """The error object."""
        return {"message": str(self), "type": self.kind, "param": self.param, "code": self.code}

    def response(self) -> JsonResponse:
        """The answer."""
        answer = JsonResponse({"error": self.told()}, status=self.status)
        if self.retry is not None:
            answer["x-should-retry"] = "true" if self.retry else "false"
        if self.after is not None:
            answer["retry-after"] = str(self.after)
        return answer


def bad(param: str, message: str, code: str = "invalid_value") -> ApiError:
    """A field that is missing or wrong."""
    return ApiError(400, message, code=code, param=param)


def not_found(what: str = "video") -> ApiError:
    """Not there, or not this key's to know of."""
    return ApiError(404, f"There is no such {what}.", code=f"{what}_not_found")


def unreadable_address() -> ApiError:
    """The path or the query holds a NUL."""
    return ApiError(400, "The address contains a NUL.", code="unreadable_address")


def of_refusal(refusal: Refusal) -> ApiError:
    """The gates' own refusals, with their stable codes."""
    status = refusal.http_status
    kinds: dict[int, str] = {401: AUTH, 403: BAD, 429: RATE, 503: SERVER}
    options: dict[str, Any] = {"kind": kinds.get(status, BAD), "param": _param(refusal.field)}
    if status == 429:
        # a day's limit does not come back in a moment: clients must not try again by themselves
        options |= {"retry": False, "after": refusal.retry_after}
    elif refusal.retry_after is not None:
        options["after"] = refusal.retry_after
    return ApiError(400 if status == 422 else status, str(refusal), code=refusal.code, **options)


def _param(field: str | None) -> str | None:
    return {"start_image": "input_reference", "film": "video", "orientation": "size"}.get(field or "", field)
