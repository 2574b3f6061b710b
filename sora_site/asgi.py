"""Pages and sockets on one ASGI application."""

from __future__ import annotations

import os

from channels.auth import AuthMiddlewareStack
from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import AllowedHostsOriginValidator
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sora_site.settings")
pages = get_asgi_application()

from accounts.routing import websocket_urlpatterns as of_people  # noqa: E402  (needs the app registry)
from generation.routing import websocket_urlpatterns as of_videos  # noqa: E402
from sora_site.threads import KeptThreads  # noqa: E402

application = ProtocolTypeRouter(
    {
        "http": KeptThreads(pages),
        "websocket": AllowedHostsOriginValidator(AuthMiddlewareStack(URLRouter([*of_people, *of_videos]))),
    }
)
