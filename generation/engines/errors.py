"""The one error tree of the engines: a stable code and a sentence for a person."""

from __future__ import annotations


class EngineError(Exception):
    """Base of everything an engine raises on purpose.

    `code` is stable (API clients and tests rely on it); `str(error)` is a
    sentence in English that says what happened and what to do; `retryable`
    tells whether the same request may succeed later.
    """

    code = "engine_error"
    retryable = False


class Interrupted(EngineError):
    """`should_stop` answered True."""

    code = "interrupted"


class BadRequest(EngineError):
    """The request asks for something this engine cannot do."""

    code = "bad_request"


class EngineUnavailable(EngineError):
    """A library, device or file that the engine needs is missing here."""

    code = "engine_unavailable"
    retryable = True


class RenderFailed(EngineError):
    """The renderer stopped or crashed."""

    code = "render_failed"
    retryable = True


class EncodeFailed(EngineError):
    """The film could not be written: full disk, broken stream."""

    code = "encode_failed"
    retryable = True
