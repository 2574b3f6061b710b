"""Addresses of one's cameo."""

from __future__ import annotations

from django.urls import path

from . import views
from .characters import views as characters

urlpatterns = [
    path("cameo/", views.cameo, name="cameo"),
    path("cameo/record/", views.record, name="cameo_record"),
    path("cameo/record/<int:number>/part/", views.part, name="cameo_part"),
    path("cameo/record/<int:number>/glance/", views.glance, name="cameo_glance"),
    path("cameo/checking/", views.checking, name="cameo_checking"),
    path("cameo/looks/", views.looks, name="cameo_looks"),
    path("cameo/people/", views.people_allowed, name="cameo_people"),
    path("cameo/ask/", views.ask, name="cameo_ask"),
    path("cameo/named/", views.named, name="cameo_named"),
    path("cameo/asked/", views.asked, name="cameo_asked"),
    path("cameo/requests/<int:pk>/", views.answer, name="cameo_answer"),
    path("cameo/ledger.json", views.ledger_file, name="cameo_ledger"),
    path("cameo/recordings/<int:pk>/film", views.film, name="cameo_film"),
    path("characters/", characters.characters, name="characters"),
    path("characters/<str:public_id>/", characters.change, name="character"),
    path("characters/<str:public_id>/picture.png", characters.picture, name="character_picture"),
    path("characters/<str:public_id>/frames.jpg", characters.frames, name="character_frames"),
    path("cameo/end/", views.end, name="cameo_end"),
]
