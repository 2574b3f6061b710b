"""The page on which somebody reports a video, a comment or a profile."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts import queries as people
from accounts.errors import Refusal
from accounts.models import Person
from accounts.views import person_of
from generation.models import Video
from moderation import reports
from moderation.models import About, Category

from .direct import queries as direct
from .models import Comment


class ReportForm(forms.Form):
    """Why, and in words if one likes."""

    category = forms.ChoiceField(
        label=gettext_lazy("What is wrong?"), choices=Category.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=gettext_lazy("Anything that helps us to see it"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, about: str, target: str) -> HttpResponse:
    """Report something that one sees; staff look at it, and one is told what came of it."""
    person = person_of(request)
    subject, named, back = _seen(person, about, target)
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            reports.report(person, about, named, subject, said["category"], said["words"])
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, _("Thank you. A person looks at it, and you get a mail with the answer.")
            )
            return redirect(back)
    page = {"form": form, "subject": subject, "back": back, "about": About(about).label}
    return render(request, "feed/report.html", page, status=422 if form.errors else 200)


def _seen(person: Person, about: str, target: str) -> tuple[Person, str, str]:
    """Whose it is, its name in the report, and the page it is on; 404 for what `person` does not see."""
    if about == About.VIDEO:
        video = Video.objects.visible_to(person).select_related("owner").filter(public_id=target).first()
        if video is not None:
            return video.owner, video.public_id, video.get_absolute_url()
    elif about == About.COMMENT and target.isdecimal() and len(target) < 19:
        rows = Comment.objects.visible_to(person).select_related("author", "post__video")
        comment = rows.filter(pk=int(target)).first()
        if comment is not None:
            return comment.author, comment.target, comment.post.video.get_absolute_url()
    elif about == About.MESSAGE and target.isdecimal() and len(target) < 19:
        message = direct.visible_message(person, int(target))
        if message is not None:
            back = reverse("talk", args=[message.author.username])
            return message.author, f"message-{message.pk}", back
    elif about in {About.PROFILE, About.CAMEO}:
        found = people.by_handle(target, person)
        if found is not None:
            return found, found.username, found.get_absolute_url()
    raise Http404(_("There is nothing here to report."))
