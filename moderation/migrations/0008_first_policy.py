"""The policy that a new site starts with."""

import tomllib
from importlib import resources

from django.db import migrations
from django.utils import timezone

CHANGES = (
    "The first written version.",
    "La prima versione scritta.",
)


def write(apps, _editor):
    versions, rows = (apps.get_model("moderation", name) for name in ("PolicyVersion", "PolicyRow"))
    source = tomllib.loads(resources.files("moderation.policies").joinpath("first.toml").read_text("utf-8"))
    version = versions.objects.create(
        number=1, status="live", live_from=timezone.now(), changes_en=CHANGES[0], changes_it=CHANGES[1]
    )
    rows.objects.bulk_create(
        rows(version=version, category=category, place=place, audience=audience, outcome=outcome)
        for category, place, audience, outcome in source["rows"]
    )


def unwrite(apps, _editor):
    apps.get_model("moderation", "PolicyVersion").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("moderation", "0007_policies")]

    operations = [migrations.RunPython(write, unwrite)]
