"""Addresses of the sockets."""

from __future__ import annotations

from typing import Any

from django.urls import path

from .notices.consumers import NoticeConsumer

websocket_urlpatterns: list[Any] = [path("ws/notices/", NoticeConsumer.as_asgi())]
