"""Addresses of the feed and of profiles."""

from __future__ import annotations

from django.urls import path

from . import checkins, leaders, lineage, reporting, sharing, steering, talking, views
from .chats import views as chats
from .direct import views as direct

urlpatterns = [
    path("", views.home, name="home"),
    path("latest/", views.latest, name="latest"),
    path("top/", views.top, name="top"),
    path("search/", views.search, name="search"),
    path("feed/tune/", steering.tune, name="tune"),
    path("feed/tune/preview/", steering.preview, name="tune_preview"),
    path("feed/wishes/<int:pk>/", steering.change_wish, name="wish"),
    path("feed/signals/", steering.signal, name="signal"),
    path("feed/chats/", chats.chats, name="chats"),
    path("feed/chats/agree/", chats.agree, name="chats_agree"),
    path("feed/chats/forget/", chats.forget, name="chats_forget"),
    path("feed/chats/<int:pk>/", chats.topic, name="chat_topic"),
    path("feed/check-in/", checkins.answer, name="check_in"),
    path("v/<str:public_id>/less/", steering.less, name="less"),
    path("@<str:handle>/mute/", steering.mute, name="mute"),
    path("leaders/", leaders.leaders, name="leaders"),
    path("following/", views.following, name="following"),
    path("@<str:handle>/", views.profile, name="profile"),
    path("@<str:handle>/follow/", views.follow, name="follow"),
    path("@<str:handle>/unfollow/", views.unfollow, name="unfollow"),
    path("@<str:handle>/block/", views.block, name="block"),
    path("messages/", direct.inbox, name="messages"),
    path("messages/new/", direct.new, name="message_new"),
    path("messages/@<str:handle>/", direct.talk, name="talk"),
    path("messages/@<str:handle>/answer/", direct.answer, name="talk_answer"),
    path("messages/<int:pk>/remove/", direct.remove, name="message_remove"),
    path("saved/", talking.saved, name="saved"),
    path("saved/<int:pk>/delete/", talking.delete_collection, name="collection_delete"),
    path("v/<str:public_id>/family/", lineage.family, name="family"),
    path("v/<str:public_id>/embed/", sharing.embed, name="embed"),
    path("oembed", sharing.oembed, name="oembed"),
    path("v/<str:public_id>/like/", talking.like, name="like"),
    path("v/<str:public_id>/save/", talking.save, name="save"),
    path("v/<str:public_id>/collect/", talking.collect, name="collect"),
    path("v/<str:public_id>/comments/", talking.comments, name="comments"),
    path("comments/<int:pk>/remove/", talking.remove_comment, name="comment_remove"),
    path("report/<str:about>/<str:target>/", reporting.report, name="report"),
    path("v/<str:public_id>/publish/", views.publish, name="publish"),
    path("v/<str:public_id>/unpublish/", views.unpublish, name="unpublish"),
]
