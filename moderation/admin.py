"""The log of decisions for staff."""

from __future__ import annotations

from django.contrib import admin

from accounts.admin import ReadOnly

from .models import Decision


@admin.register(Decision)
class DecisionAdmin(ReadOnly):
    list_display = ("at", "surface", "verdict", "code", "person", "reason")
    list_filter = ("surface", "verdict", "code")
    search_fields = ("reason", "person__username", "excerpt")
    date_hierarchy = "at"
