"""Addresses of the Videos API, and of the page of its keys."""

from __future__ import annotations

from django.urls import path

from . import pages, views

urlpatterns = [
    path("v1/videos", views.videos),
    path("v1/videos/edits", views.edits),
    path("v1/videos/extensions", views.extensions),
    path("v1/videos/characters", views.characters),
    path("v1/videos/characters/<str:character_id>", views.characters),
    path("v1/videos/<str:video_id>", views.video),
    path("v1/videos/<str:video_id>/content", views.content),
    path("v1/videos/<str:video_id>/remix", views.remix),
    path("settings/keys/", pages.api_keys, name="api_keys"),
    path("settings/keys/<int:pk>/revoke/", pages.revoke, name="api_key_revoke"),
]
