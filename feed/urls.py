"""Addresses of the feed and of profiles."""

from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("", views.home, name="home"),
    path("following/", views.following, name="following"),
    path("@<str:handle>/", views.profile, name="profile"),
    path("@<str:handle>/follow/", views.follow, name="follow"),
    path("@<str:handle>/unfollow/", views.unfollow, name="unfollow"),
    path("@<str:handle>/block/", views.block, name="block"),
    path("v/<str:public_id>/publish/", views.publish, name="publish"),
    path("v/<str:public_id>/unpublish/", views.unpublish, name="unpublish"),
]
