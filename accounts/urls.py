"""Addresses of people's pages (profiles are the feed's, sign-in is allauth's)."""

from __future__ import annotations

from django.urls import path

from . import views
from .family import resting
from .family import views as family
from .mydata import views as mydata
from .notices import views as notices
from .push import views as push
from .uploads import views as uploads

urlpatterns = [
    path("i/", views.enter_code, name="enter_code"),
    path("i/<str:code>/", views.invite, name="invite"),
    path("waitlist/", views.waitlist, name="waitlist"),
    path("privacy/", views.privacy, name="privacy"),
    path("privacy/agree/<slug:subject>/", views.agree, name="agree"),
    path("settings/", views.settings_home, name="settings"),
    path("settings/profile/", views.profile_edit, name="profile_edit"),
    path("settings/invites/", views.invites, name="invites"),
    path("settings/invites/<str:code>/revoke/", views.invite_revoke, name="invite_revoke"),
    path("settings/time/", family.own, name="own_rules"),
    path("settings/family/", family.family, name="family"),
    path("settings/family/<int:pk>/", family.rules, name="family_rules"),
    path("settings/family/<int:pk>/confirm/", family.confirm, name="family_confirm"),
    path("settings/family/<int:pk>/end/", family.end, name="family_end"),
    path("settings/family/<int:pk>/ask/", family.ask, name="family_ask"),
    path("settings/family/<int:pk>/age/", family.age_wrong, name="family_age"),
    path("settings/time/go-on/", resting.go_on, name="go_on"),
    path("settings/family/wishes/<int:pk>/", family.answer, name="family_answer"),
    path("settings/data/", mydata.overview, name="my_data"),
    path("settings/data/copy/", mydata.ask, name="my_data_copy"),
    path("settings/data/copy/<str:signed>/", mydata.fetch, name="my_data_fetch"),
    path("settings/data/forget/<slug:name>/", mydata.forget, name="my_data_forget"),
    path("settings/data/leave/", mydata.leave, name="leave"),
    path("settings/data/stay/", mydata.stay, name="stay"),
    path("settings/notices/", notices.wanted, name="notice_settings"),
    path("settings/push/", push.subscribe, name="push_subscribe"),
    path("settings/push/stop/", push.stop, name="push_stop"),
    path("notices/", notices.notices, name="notices"),
    path("notices/clear/", notices.clear, name="notices_clear"),
    path("uploads/<slug:name>/", uploads.begin, name="upload"),
    path("uploads/<int:pk>/piece/", uploads.piece, name="upload_piece"),
    path("family/<str:code>/", family.join, name="family_join"),
]
