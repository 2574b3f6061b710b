"""The map of the site; each app keeps its own part."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("accounts/", include("allauth.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include("accounts.urls")),
    path("", include("cameo.urls")),
    path("", include("generation.urls")),
    path("", include("generation.api.urls")),
    path("", include("moderation.urls")),
    path("", include("feed.urls")),
    path("", include("sora_site.health")),
]
