"""Addresses of people's pages (profiles are the feed's, sign-in is allauth's)."""

from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("i/", views.enter_code, name="enter_code"),
    path("i/<str:code>/", views.invite, name="invite"),
    path("waitlist/", views.waitlist, name="waitlist"),
    path("settings/", views.settings_home, name="settings"),
    path("settings/profile/", views.profile_edit, name="profile_edit"),
    path("settings/invites/", views.invites, name="invites"),
    path("settings/invites/<str:code>/revoke/", views.invite_revoke, name="invite_revoke"),
]
