"""Posts for staff."""

from __future__ import annotations

from django.contrib import admin

from accounts.admin import ReadOnly

from .models import Post


@admin.register(Post)
class PostAdmin(ReadOnly):
    list_display = ("video", "author", "caption", "visibility", "allow_remix", "published_at", "removed_at")
    list_filter = ("visibility", "allow_remix")
    search_fields = ("caption", "author__username", "video__public_id")
    list_select_related = ("video", "author")
    date_hierarchy = "published_at"
