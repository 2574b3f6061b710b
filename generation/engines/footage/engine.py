"""The engine whose shot is a film that somebody sent, as it is or in another style."""

from __future__ import annotations

from collections.abc import Callable

from ..base import Progress, Rendered, RenderRequest, Stage
from ..errors import BadRequest
from . import sandbox
from .sandbox import Errand

FPS = 24


class FootageEngine:
    """Takes `request.footage` over: filled to the size, at 24 frames a second, with its sound."""

    def render(
        self,
        request: RenderRequest,
        *,
        on_progress: Callable[[Progress], None],
        should_stop: Callable[[], bool],
    ) -> Rendered:
        """Decode it in the sandbox; `FilmRefused` when it is not what it seemed to be."""
        if request.footage is None:
            raise BadRequest("There is no film to take over.")
        errand = Errand(
            "take",
            request.footage,
            request.workdir,
            {
                "width": request.width,
                "height": request.height,
                "frames": round(request.seconds * FPS),
                "style": request.style,
                "seed": request.seed,
            },
            sandbox.TAKE_SECONDS,
        )
        sandbox.run(errand, lambda share: on_progress(Progress(Stage.DECODE, share)), should_stop)
        report = {"footage": {"style": request.style, "seconds": request.seconds}}
        return Rendered(request.workdir / "picture.mp4", request.workdir / "sound.wav", (), report)
