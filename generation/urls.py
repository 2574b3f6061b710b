"""Addresses of a video's life."""

from __future__ import annotations

from django.urls import path, register_converter

from . import composer, media, starring_views, varying, views
from .fleet.metrics import metrics
from .library import pages as library
from .limits import pages
from .made_here_views import made_here_page


class VideoConverter:
    """The name of a video in an address; anything else is no address at all."""

    regex = "[A-Za-z0-9_-]{1,48}"

    def to_python(self, value: str) -> str:
        """The name itself."""
        return value

    def to_url(self, value: str) -> str:
        """The name itself."""
        return value


register_converter(VideoConverter, "video")

urlpatterns = [
    path("create/", composer.create, name="create"),
    path("create/understood/", composer.understood, name="understood"),
    path("create/join/", varying.join, name="join"),
    path("create/richer/", composer.richer, name="richer"),
    path("create/cost/", pages.cost, name="cost"),
    path("limits/", pages.limits, name="limits"),
    path("library/", library.library, name="library"),
    path("library/progress/", library.progress, name="library_progress"),
    path("library/stop/", library.stop, name="library_stop"),
    path("library/<int:pk>/favourite/", library.favourite, name="library_favourite"),
    path("drafts/", views.drafts, name="drafts"),
    path("appearances/", starring_views.appearances, name="appearances"),
    path("v/<video:public_id>/take-out/", starring_views.take_out, name="take_out"),
    path("videos/<video:public_id>/making/", views.making, name="making"),
    path("videos/<video:public_id>/state/", views.state, name="video_state"),
    path("videos/<video:public_id>/cancel/", views.cancel, name="video_cancel"),
    path("videos/<video:public_id>/retry/", views.retry, name="video_retry"),
    path("videos/<video:public_id>/delete/", views.delete, name="video_delete"),
    path("videos/<video:public_id>/restore/", views.restore, name="video_restore"),
    path("videos/<video:public_id>/screenplay.json", views.screenplay, name="video_screenplay"),
    path("v/<video:public_id>/", views.player, name="video"),
    path("v/<video:public_id>/vary/", varying.vary, name="video_vary"),
    path("v/<video:public_id>/difference/", varying.difference, name="video_difference"),
    path("made-here/", made_here_page, name="made_here"),
    path("metrics", metrics, name="metrics"),
    path("v/<video:public_id>/character/", starring_views.character, name="video_character"),
    path("media/<video:public_id>/<str:kind>", media.serve, name="media"),
]
