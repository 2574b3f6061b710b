"""The Celery application: settings from Django, tasks from the apps."""

from __future__ import annotations

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sora_site.settings")

app = Celery("sora")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
