"""Addresses of the Videos API, and of the pages of its keys and webhooks."""

from __future__ import annotations

from django.urls import path

from . import cast, hook_pages, hooks, manual, offers, openapi, pages, views

urlpatterns = [
    path("v1/openapi.json", openapi.served, name="openapi"),
    path("v1/videos", views.videos),
    path("v1/videos/batches", views.batches),
    path("v1/videos/edits", views.edits),
    path("v1/videos/extensions", views.extensions),
    path("v1/videos/characters", cast.every),
    path("v1/videos/characters/<str:character_id>", cast.one),
    path("v1/videos/<str:video_id>", views.video),
    path("v1/videos/<str:video_id>/content", views.content),
    path("v1/videos/<str:video_id>/events", views.events),
    path("v1/videos/<str:video_id>/physics", views.physics),
    path("v1/videos/<str:video_id>/remix", views.remix),
    path("v1/webhook_endpoints", hooks.every),
    path("v1/webhook_endpoints/<str:hook_id>", hooks.one),
    path("v1/webhook_endpoints/<str:hook_id>/rotate", hooks.rotate),
    path("v1/webhook_endpoints/<str:hook_id>/test", hooks.test),
    path("v1/models", offers.models),
    path("v1/models/<str:model>", offers.model),
    path("v1/<path:rest>", offers.nowhere, name="nowhere"),
    path("developers/", manual.page, name="api_manual"),
    path("settings/keys/", pages.api_keys, name="api_keys"),
    path("settings/keys/<int:pk>/", pages.used, name="api_key"),
    path("settings/keys/<int:pk>/rotate/", pages.rotate, name="api_key_rotate"),
    path("settings/keys/<int:pk>/revoke/", pages.revoke, name="api_key_revoke"),
    path("settings/webhooks/", hook_pages.hooks, name="webhooks"),
    path("settings/webhooks/<str:hook_id>/", hook_pages.hook, name="webhook"),
    path("settings/webhooks/<str:hook_id>/test/", hook_pages.test, name="webhook_test"),
    path("settings/webhooks/<str:hook_id>/switch/", hook_pages.switch, name="webhook_switch"),
    path("settings/webhooks/<str:hook_id>/rotate/", hook_pages.rotate, name="webhook_rotate"),
    path("settings/webhooks/<str:hook_id>/remove/", hook_pages.remove, name="webhook_remove"),
    path("settings/webhooks/deliveries/<str:event_id>/resend/", hook_pages.resend, name="webhook_resend"),
]
