"""The composer's pages: words, what was understood of them, and Create. Nothing typed is ever lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import gate as people_gate
from accounts.errors import Refusal
from accounts.limits import Limit
from accounts.models import Person
from accounts.policy import policy_for
from cameo.refusals import ApprovalNeeded
from moderation import gate as moderation_gate

from . import actions, gate, queries
from .admission import Brief
from .composing import edits, enhancer, llm, state
from .composing.panel import Panel, panel
from .composing.state import Asked, State
from .engines import catalog
from .fleet import offices
from .forms import ComposerForm, initial_choices
from .limits import forecast
from .models import SEED_LIMIT, Video
from .refusals import BadScreenplay
from .states import Status

LONGEST_READ = 32_000
ASKING = Limit("language-model", amount=30, seconds=600)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """The composer; a POST that is admitted leads to the progress page, nothing typed is lost otherwise."""
    person = _person(request)
    parent, own = _parent(request, person), _changed(request, person)
    if request.method != "POST":
        first = initial_choices(own or parent, change=own is not None)
        if request.GET.get("answer"):
            first["prompt"] = ""  # an answer says something of its own, in the style of what it answers
        if not first.get("prompt"):
            first["prompt"] = request.GET.get("prompt", "")[:LONGEST_READ]
        form = ComposerForm(initial=first)
        begun = _of_video(own) if own is not None else state.fresh()
        return _page(request, form, begun, parent)
    form = ComposerForm(request.POST, files=request.FILES)
    try:
        now = state.posted(request.POST.dict())
        if request.POST.get("op"):
            return _worked(request, now, parent)
        if not form.is_valid():
            return _page(request, form, now, parent, status=422)
        now = _written(request, form, now)
        videos = actions.create(person, _brief(form, person, now, parent, own))
    except Refusal as refusal:
        return _refused(request, form, parent, refusal)
    if now.note:
        messages.info(request, now.note)
    return redirect("making", public_id=videos[0].public_id)


def _worked(request: HttpRequest, now: State, parent: Video | None) -> HttpResponse:
    """The page after a button of the panel or of the offer was pressed, for browsers without scripts."""
    post, op = request.POST.dict(), request.POST.get("op", "")
    if op == "accept" and post.get("offer"):
        post["mine"], post["prompt"] = post.get("prompt", ""), post["offer"][:LONGEST_READ]
    elif op == "back" and post.get("mine"):
        post["prompt"] = post["mine"]
    if op == "model":
        now = _by_model(request, now, _asked(post, now))
    offered = _offer(request, post, now) if op == "richer" else {}
    taken = {"mine": post["mine"]} if op == "accept" and post.get("mine") else {}
    typed = QueryDict(mutable=True)
    typed.update(post)
    return _page(request, ComposerForm(typed), now, parent, more={**offered, **taken})


def _written(request: HttpRequest, form: ComposerForm, now: State) -> State:
    """What the operator's model makes of the words, if there is one and nobody changed anything by hand."""
    if not llm.configured() or now.base is not None or now.edits:
        return now
    return _by_model(request, now, _asked(form.cleaned_data, now))


def _by_model(request: HttpRequest, now: State, asked: Asked) -> State:
    """The screenplay that the model writes; with the reason where the rules read the words after all."""
    if not llm.configured() or not asked.prompt.strip():
        return now
    try:
        _may_ask(request, asked.prompt)
        play = llm.screenplay(
            asked.prompt, seconds=asked.seconds, style=asked.style, seed=asked.seed, styles=asked.styles
        )
    except llm.Unanswered as error:
        return replace(now, note=_("Read by rules because %(reason)s.") % {"reason": error.reason})
    fresh = state.of_play(play, asked.prompt, by="model")
    return replace(fresh, draw=now.draw, note=_("Written by %(model)s.") % {"model": llm.configured()})


def _may_ask(request: HttpRequest, prompt: str) -> None:
    """Words go to the operator's model only after the gates that every prompt passes, and not without end."""
    person = _person(request)
    try:
        people_gate.may_create(person)
        moderation_gate.screen_prompt(prompt, person)
    except Refusal as refusal:
        raise llm.Unanswered(str(refusal.message)) from refusal
    if ASKING.spent(request):
        raise llm.Unanswered(_("it was asked very often just now"))
    ASKING.count(request)


@login_required
@require_POST
def richer(request: HttpRequest) -> HttpResponse:
    """A fragment: a richer wording beside the person's, to accept or not."""
    post = request.POST.dict()
    return render(request, "generation/_richer.html", _offer(request, post, state.State(draw=0)))


def _offer(request: HttpRequest, values: Mapping[str, Any], now: State) -> dict[str, Any]:
    asked = _asked(values, now)
    turn = str(values.get("turn") or "")
    number = int(turn) + 1 if turn.isascii() and turn.isdigit() and len(turn) < 4 else 0
    note = ""
    offer = ""
    if llm.configured() and number == 0 and asked.prompt.strip():
        try:
            _may_ask(request, asked.prompt)
            offer = llm.richer(asked.prompt)
        except llm.Unanswered as error:
            note = _("Worded by rules because %(reason)s.") % {"reason": error.reason}
    if not offer:
        offer = enhancer.richer(asked.prompt, seconds=float(asked.seconds), style=asked.style, number=number)
    same = offer.split() == asked.prompt.split()
    pieces = [] if same else enhancer.pieces(asked.prompt, offer)
    return {
        "asked_richer": True,
        "offer": "" if same else offer,
        "pieces": pieces,
        "turn": number,
        "why": note,
    }


def _refused(
    request: HttpRequest, form: ComposerForm, parent: Video | None, refusal: Refusal
) -> HttpResponse:
    """The composer again, with the sentence at its field and everything as it was typed."""
    form.is_valid()
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))
    try:
        now = state.posted(request.POST.dict())
    except BadScreenplay:
        now = state.posted({**request.POST.dict(), "base": ""})
    asking = {"asking": refusal} if isinstance(refusal, ApprovalNeeded) else {}
    response = _page(request, form, now, parent, status=refusal.http_status, more=asking)
    response["X-Refusal"] = refusal.code
    if refusal.retry_after is not None:
        response["Retry-After"] = str(refusal.retry_after)
    return response


def _brief(form: ComposerForm, person: Person, now: State, parent: Video | None, own: Video | None) -> Brief:
    """What was typed; with the changed screenplay where there is one, as long as its shots are."""
    brief = form.brief(person, parent, own)
    brief = replace(brief, seed=brief.seed if brief.seed is not None else now.draw)
    if now.base is None and not now.edits:
        return brief
    play = now.edited(_asked(form.cleaned_data, now)).play
    whole = max(1, round(sum(shot["seconds"] for shot in play["shots"])))
    return replace(brief, seconds=whole, screenplay=edits.fitted(play, whole))


def _page(
    request: HttpRequest,
    form: ComposerForm,
    now: State,
    parent: Video | None,
    *,
    status: int = 200,
    more: Mapping[str, Any] = MappingProxyType({}),
) -> HttpResponse:
    person = _person(request)
    context = {
        "form": form,
        "models": _tiers(form, person),
        "forecast": forecast.of_choices(
            person, {name: str(form[name].value() or "") for name in forecast.CHOICES}
        ),
        "trained": any(model.diffusion is not None for model in catalog.models().values()),
        "parent": parent,
        "own": form["change"].value(),
        "begun_image": parent is not None and bool(parent.start_image),
        **more,
        **_understood(now, _values(form) | {"op": request.POST.get("op")}),
    }
    return render(request, "generation/create.html", context, status=status)


@login_required
@require_POST
def understood(request: HttpRequest) -> HttpResponse:
    """A fragment: what was understood of the words so far. A POST, for words do not belong in addresses."""
    post = request.POST.dict()
    try:
        now = state.posted(post)
        if post.get("op") == "model":
            now = _by_model(request, now, _asked(post, now))
        context = _understood(now, post)
    except BadScreenplay as refusal:
        context = _understood(state.posted({**post, "base": "", "edits": ""}), post)
        context["refusal"] = refusal.message
        response = render(request, "generation/_understood.html", context)
        response["X-Refusal"] = refusal.code
        return response
    return render(request, "generation/_understood.html", context)


def _understood(now: State, values: Mapping[str, Any]) -> dict[str, Any]:
    """What the panel shows: nothing before there are words."""
    asked = _asked(values, now)
    context: dict[str, Any] = {"state": now, "prompt": asked.prompt, "screenplay": None, "panel": None}
    context["model_name"] = llm.configured()
    if not asked.prompt.strip() and now.base is None:
        return context
    if values.get("op") == "drop":
        now = state.without(now, now.edited(asked).misfits)
        context["state"] = now
    found: Panel = panel(now, asked)
    return context | {"panel": found, "screenplay": found.play, "shown": found.shown(asked)}


def _asked(values: Mapping[str, Any], now: State) -> Asked:
    """What a form asks for, however it is filled in."""
    models = catalog.models()
    model = models.get(str(values.get("model"))) or next(iter(models.values()))
    style, seconds = str(values.get("style")), str(values.get("seconds"))
    known = [name for each in models.values() for name in each.styles]
    seed = str(values.get("seed") if values.get("seed") is not None else "").strip()
    typed = seed.isascii() and seed.isdigit() and len(seed) < 11 and int(seed) < SEED_LIMIT
    return Asked(
        prompt=str(values.get("prompt") or "")[:LONGEST_READ],
        seconds=int(seconds) if seconds in {str(n) for n in _lengths()} else model.seconds[0],
        style=style if style in known else model.styles[0],
        styles=model.styles,
        seed=int(seed) if typed else now.draw,
    )


def _lengths() -> set[int]:
    return {seconds for model in catalog.models().values() for seconds in model.seconds}


def _values(form: ComposerForm) -> dict[str, Any]:
    return {name: form[name].value() for name in ("prompt", "model", "style", "seconds", "seed")}


def _of_video(video: Video) -> State:
    """The state of a page on which what was understood of a video can be changed."""
    try:
        play = edits.loaded(video.screenplay or {})
    except Exception:  # noqa: BLE001 (a screenplay of another version: its words are read anew)
        return replace(state.fresh(), draw=video.seed)
    return state.of_play({**play, "seed": video.seed}, video.prompt, by="video")


def _tiers(form: ComposerForm, person: Person) -> list[dict[str, Any]]:
    """Each model with what it offers and how long the chosen size and length take here."""
    chosen = {name: form[name].value() for name in ("model", "size", "seconds")}
    tiers, may_pro = [], policy_for(person).pro_models
    for model in catalog.models().values():
        size = next((s for s in model.sizes if f"{s[0]}x{s[1]}" == chosen["size"]), model.sizes[0])
        length = next((s for s in model.seconds if str(s) == str(chosen["seconds"])), model.seconds[0])
        tiers.append(
            {
                "name": model.name,
                "label": model.label,
                "maker": offices.maker(model),
                "locked": model.plan == "pro" and not may_pro,
                "estimate": queries.minutes(model.name, size, length),
                "estimate_seconds": queries.estimate(model.name, size, length),
                "sizes": [f"{w}x{h}" for w, h in model.sizes],
                "seconds": list(model.seconds),
                "styles": list(model.styles),
                "preselected": model.name == chosen["model"],
            }
        )
    return tiers


def _person(request: HttpRequest) -> Person:
    person = request.user
    assert isinstance(person, Person)  # noqa: S101 (views that call this require a login)
    return person


def _parent(request: HttpRequest, person: Person) -> Video | None:
    wanted = request.POST.get("remix") or request.GET.get("remix")
    if not wanted:
        return None
    parent = Video.objects.visible_to(person).filter(public_id=wanted, status=Status.COMPLETED).first()
    if parent is None or not gate.can_remix(person, parent):
        raise Http404(_("There is no such video."))
    return parent


def _changed(request: HttpRequest, person: Person) -> Video | None:
    """One's own video of which the screenplay is to be changed."""
    wanted = request.POST.get("change") or request.GET.get("change")
    if not wanted:
        return None
    video = Video.objects.owned_by(person).filter(public_id=wanted).first()
    if video is None:
        raise Http404(_("There is no such video."))
    return video
