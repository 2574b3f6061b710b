"""The composer's form: parses what was typed into a `Brief`; admission judges it."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import Person

from . import conf, start_image, wording
from .admission import Brief
from .engines import catalog
from .models import SEED_LIMIT, Video
from .states import ParentKind, Physics

ORIENTATIONS = [("landscape", _("Landscape")), ("portrait", _("Portrait"))]


class ComposerForm(forms.Form):
    """Everything a person chooses before Create."""

    prompt = forms.CharField(
        label=_("What happens?"), strip=False, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    model = forms.ChoiceField(label=_("Model"))
    style = forms.ChoiceField(label=_("Style"))
    orientation = forms.ChoiceField(label=_("Orientation"), choices=ORIENTATIONS, required=False)
    size = forms.ChoiceField(label=_("Size"))
    seconds = forms.TypedChoiceField(label=_("Length"), coerce=int)
    seed = forms.IntegerField(
        label=_("Seed"),
        required=False,
        min_value=0,
        max_value=SEED_LIMIT - 1,
        help_text=_("The same seed and words give the same video."),
    )
    physics = forms.ChoiceField(
        label=_("Physics"),
        required=False,
        choices=[("", _("As the model has it")), *Physics.choices],
        help_text=_(
            "A trained model can follow the depth of a simulated take, with its sound: nothing teleports "
            "then. Simulated models do so always."
        ),
    )
    variants = forms.IntegerField(
        label=_("Variants"), initial=1, required=False, min_value=1, max_value=conf.MAX_VARIANTS
    )
    start_image = forms.FileField(
        label=_("Start image"),
        required=False,
        max_length=200,
        help_text=_(
            "It becomes the backdrop and the colours of the place: an approximation. JPEG, PNG or WebP up to "
            "10 MB, without faces."
        ),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    submission = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    remix = forms.CharField(required=False, max_length=48, widget=forms.HiddenInput)
    change = forms.CharField(required=False, max_length=48, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        offered = catalog.models().values()
        self._offer("model", [(model.name, model.label) for model in offered])
        styles = dict.fromkeys(style for model in offered for style in model.styles)
        self._offer("style", [(style, wording.style(style)) for style in styles])
        sizes = dict.fromkeys(size for model in offered for size in model.sizes)
        self._offer("size", [(f"{w}x{h}", f"{w} \N{MULTIPLICATION SIGN} {h}") for w, h in sizes])
        lengths = dict.fromkeys(seconds for model in offered for seconds in model.seconds)
        self._offer("seconds", [(seconds, _("%(n)d seconds") % {"n": seconds}) for seconds in lengths])

    def _offer(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (declared above)
        field.choices = choices

    def brief(self, person: Person, parent: Video | None, own: Video | None = None) -> Brief:
        """What was typed, as a `Brief`, with the video it starts from; only after `is_valid`.

        `own` is one's own video that is made anew after what was understood of it was changed.
        """
        clean = self.cleaned_data
        kind = ParentKind.REROLL if own is not None else ParentKind.REMIX if parent is not None else ""
        return Brief(
            prompt=clean["prompt"],
            model=clean["model"],
            style=clean["style"],
            size=_turned(catalog.parse_size(clean["size"]), clean["orientation"], clean["model"]),
            seconds=clean["seconds"],
            seed=clean["seed"],
            physics=clean["physics"],
            variants=clean["variants"] or 1,
            parent=own or parent,
            parent_kind=kind,
            submission=clean["submission"],
            start_image=self._start_image(person, own or parent),
        )

    def _start_image(self, person: Person, begun: Video | None) -> bytes:
        """The picture that was chosen, checked; else that of the video it starts from. Raises a Refusal."""
        chosen = self.cleaned_data.get("start_image")
        return start_image.checked(chosen, person) if chosen else start_image.of(begun)


class ReasonForm(forms.Form):
    """Why staff decide what they decide."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The owner reads it, and it is kept in the audit log."),
    )


def _turned(size: tuple[int, int], orientation: str, model: str) -> tuple[int, int]:
    """The size in the chosen orientation, when the model offers it that way round."""
    wide = orientation == "landscape"
    other = size[1], size[0]
    if orientation and (size[0] >= size[1]) != wide and other in catalog.get(model).sizes:
        return other
    return size


def initial_choices(parent: Video | None, *, change: bool = False) -> dict[str, Any]:
    """What the composer shows first: the preselected tier, or the recipe of the video that it starts from.

    `change` is for one's own video: the seed is the same, so that what is not changed stays equal.
    """
    names = list(catalog.models())
    name = conf.preselected_model() if conf.preselected_model() in names else names[0]
    model = catalog.get(name)
    first: dict[str, Any] = {
        "model": name,
        "style": model.styles[0],
        "orientation": "landscape" if model.sizes[0][0] >= model.sizes[0][1] else "portrait",
        "size": "x".join(map(str, model.sizes[0])),
        "seconds": model.seconds[0],
        "variants": 1,
        "submission": uuid.uuid4().hex,
    }
    if parent is None:
        return first
    first |= {
        "model": parent.model if parent.model in names else name,
        "style": parent.style,
        "size": parent.size,
        "seconds": min(_lengths(), key=lambda seconds: abs(seconds - parent.seconds)),
        "prompt": parent.prompt,
        "orientation": parent.orientation,
    }
    return first | (
        {"change": parent.public_id, "seed": parent.seed} if change else {"remix": parent.public_id}
    )


def _lengths() -> list[int]:
    return [seconds for model in catalog.models().values() for seconds in model.seconds]
