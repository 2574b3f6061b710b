"""Addresses of a video's life."""

from __future__ import annotations

from django.urls import path

from . import media, views

urlpatterns = [
    path("create/", views.create, name="create"),
    path("create/understood/", views.understood, name="understood"),
    path("drafts/", views.drafts, name="drafts"),
    path("videos/<str:public_id>/making/", views.making, name="making"),
    path("videos/<str:public_id>/state/", views.state, name="video_state"),
    path("videos/<str:public_id>/cancel/", views.cancel, name="video_cancel"),
    path("videos/<str:public_id>/retry/", views.retry, name="video_retry"),
    path("videos/<str:public_id>/delete/", views.delete, name="video_delete"),
    path("videos/<str:public_id>/restore/", views.restore, name="video_restore"),
    path("videos/<str:public_id>/screenplay.json", views.screenplay, name="video_screenplay"),
    path("v/<str:public_id>/", views.player, name="video"),
    path("media/<str:public_id>/<str:kind>", media.serve, name="media"),
]
