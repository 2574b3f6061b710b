"""Addresses of moderation."""

from __future__ import annotations

from django.urls import path

from . import views
from .desk import views as desk

urlpatterns = [
    path("settings/decisions/", desk.decisions, name="decisions"),
    path("settings/decisions/<int:pk>/", desk.decision, name="decision"),
    path("settings/decisions/stopped/<int:pk>/", desk.stopped, name="stopped"),
    path("transparency/", desk.transparency, name="transparency"),
    path("rules/", views.rules, name="rules"),
]
