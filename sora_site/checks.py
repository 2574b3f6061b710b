"""System checks of the deployment itself; `manage.py check --deploy` runs them all.

A bad value is found when the site starts, with a sentence that names it, not
when the first person meets it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error, Tags, register

from generation.engines import catalog
from generation.engines.errors import EngineError

FEW_BYTES = 2 * 1024**3


@register("sora")
def the_catalogue_can_be_read(**_options: object) -> Sequence[CheckMessage]:
    """Every model named by the catalogue, and by the deployment's own, is complete."""
    try:
        catalog.models()
    except EngineError as error:
        return [Error(str(error), hint="See SORA_CATALOG.", id="sora.E001")]
    return []


@register("sora")
def the_data_folder_is_writable(**_options: object) -> Sequence[CheckMessage]:
    """Videos, the database and the keys lie there."""
    if not os.access(settings.DATA_DIR, os.W_OK):
        sentence = f"{settings.DATA_DIR} cannot be written by this user."
        return [Error(sentence, hint="Set SORA_DATA to a folder that can.", id="sora.E002")]
    free = shutil.disk_usage(settings.DATA_DIR).free
    if free < FEW_BYTES:
        return [
            checks.Warning(f"Only {free / 1024**3:.1f} GB are free for {settings.DATA_DIR}.", id="sora.W001")
        ]
    return []


@register(Tags.security, deploy=True)
def strangers_do_not_see_tracebacks(**_options: object) -> Sequence[CheckMessage]:
    """DEBUG shows settings and code to everybody who can reach the site."""
    local = {"127.0.0.1", "localhost", "[::1]"}
    if settings.DEBUG and not set(settings.ALLOWED_HOSTS) <= local:
        sentence = "DEBUG is on while ALLOWED_HOSTS lets in more than this machine."
        return [Error(sentence, hint="Unset DEBUG.", id="sora.E003")]
    return []
