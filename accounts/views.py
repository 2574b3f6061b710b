"""Pages about people and how they come in: invites, waiting list, settings."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from . import actions, consents, limits, queries, refusals
from .adapter import SESSION_CODE
from .errors import Refusal
from .forms import CodeForm, ProfileForm, WaitlistForm
from .models import Consent, Invite, Person


def person_of(request: HttpRequest) -> Person:
    """The signed-in person of a request behind `login_required`."""
    assert isinstance(request.user, Person)  # noqa: S101 (login_required)
    return request.user


@require_http_methods(["GET", "HEAD", "POST"])
def enter_code(request: HttpRequest) -> HttpResponse:
    """Type a code by hand."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return redirect("invite", code=form.cleaned_data["code"])
    return render(request, "accounts/enter_code.html", {"form": form}, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD"])
def invite(request: HttpRequest, code: str) -> HttpResponse:
    """The page behind an invite link: who invites, and the door to sign-up. Guessing is slow."""
    if request.user.is_authenticated:
        messages.info(request, _("You are already in. Give this link to somebody else."))
        return redirect("home")
    try:
        if limits.WRONG_CODES.spent(request):
            raise refusals.TooManyTries
        found = actions.find_invite(code)
    except Refusal as refusal:
        limits.WRONG_CODES.count(request)
        form = CodeForm(initial={"code": code})
        page = {"form": form, "refusal": refusal}
        return render(request, "accounts/enter_code.html", page, status=refusal.http_status)
    request.session[SESSION_CODE] = found.code
    return render(request, "accounts/invite.html", {"invite": found})


@require_http_methods(["GET", "HEAD", "POST"])
def waitlist(request: HttpRequest) -> HttpResponse:
    """Ask to be let in."""
    form = WaitlistForm(request.POST or None)
    if request.method == "POST":
        known = form.data.get("email", "").strip().lower()
        if form.is_valid() or (set(form.errors) == {"email"} and form.has_error("email", "unique")):
            if limits.WAITLIST.spent(request):
                form.add_error(None, str(refusals.TooManyTries.message))
                return render(request, "accounts/waitlist.html", {"form": form}, status=429)
            limits.WAITLIST.count(request)
            actions.join_waitlist(known, form.cleaned_data.get("note", ""), (get_language() or "en")[:2])
            return render(request, "accounts/waitlist_done.html")
    return render(request, "accounts/waitlist.html", {"form": form}, status=400 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD"])
def settings_home(request: HttpRequest) -> HttpResponse:
    """Everything a person can set, by subject."""
    return render(request, "accounts/settings.html")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def profile_edit(request: HttpRequest) -> HttpResponse:
    """Name, bio, language."""
    person = person_of(request)
    form = ProfileForm(request.POST or None, instance=Person.objects.get(pk=person.pk))
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_profile(person, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("Saved."))
            response = redirect("profile_edit")
            response.set_cookie(settings.LANGUAGE_COOKIE_NAME, form.cleaned_data["language"], samesite="Lax")
            return response
    return render(request, "accounts/profile_edit.html", {"form": form}, status=400 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def invites(request: HttpRequest) -> HttpResponse:
    """My codes: give, copy, see who came, take back."""
    person = person_of(request)
    if request.method == "POST":
        try:
            actions.give_invite(person)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        return redirect("invites")
    page = {"invites": queries.invites_of(person), "left": queries.invites_left(person)}
    return render(request, "accounts/invites.html", page)


@login_required
@require_POST
def invite_revoke(request: HttpRequest, code: str) -> HttpResponse:
    """Take an unused code back."""
    person = person_of(request)
    try:
        actions.revoke_invite(get_object_or_404(Invite, code=code, issuer=person), person)
        messages.success(request, _("The invite no longer works."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("invites")


@require_http_methods(["GET", "HEAD"])
def privacy(request: HttpRequest) -> HttpResponse:
    """What people agree to, in the versions in force, and what they said yes to."""
    person = request.user if isinstance(request.user, Person) else None
    rows = Consent.objects.filter(person=person, withdrawn_at=None).order_by("version")
    given, due = {row.subject: row for row in rows}, consents.due(person) if person else []
    subjects = [
        {
            "name": name,
            "text": consents.text(name),
            "version": consents.version(name),
            "given": given.get(name),
            "due": name in due,
        }
        for name in consents.TEXTS
    ]
    return render(request, "accounts/privacy.html", {"subjects": subjects})


@login_required
@require_POST
def agree(request: HttpRequest, subject: str) -> HttpResponse:
    """A yes to the text in force, by somebody who agreed to an older one."""
    person = person_of(request)
    if subject not in consents.due(person):
        raise Http404
    consents.give(person, subject)
    messages.success(request, _("Noted. You can read what you agreed to here at any time."))
    return redirect("privacy")
