"""Sites that still have the first policy get a second: what nobody could read is looked at afterwards."""

from django.db import migrations
from django.utils import timezone

CHANGES = (
    "Names, captions and comments in languages that are not read here are still shown at once, and a person looks at them "
    "afterwards; until then people under 18 do not see such comments.",
    "Nomi, didascalie e commenti in lingue che qui non si leggono si vedono ancora subito, e una persona li guarda dopo; "
    "fino ad allora chi ha meno di 18 anni non vede tali commenti.",
)
LOOKED_AT = [
    ("other_language", "name"),
    ("other_language", "caption"),
    ("other_language", "comment"),
    ("unread", "name"),
    ("unread", "comment"),
]


def write(apps, _editor):
    """A version of its own, so that everybody reads on the page of the rules what changed; staff's own versions stay."""
    versions, rows = (apps.get_model("moderation", name) for name in ("PolicyVersion", "PolicyRow"))
    first = versions.objects.filter(number=1, status="live").first()
    if first is None or versions.objects.count() != 1:
        return
    if not any(rows.objects.filter(version=first, category=c, place=p, outcome="allow").exists() for c, p in LOOKED_AT):
        return
    now = timezone.now()
    versions.objects.filter(pk=first.pk).update(status="archived")
    second = versions.objects.create(
        number=2, status="live", live_from=now, made_at=now, changes_en=CHANGES[0], changes_it=CHANGES[1]
    )
    rows.objects.bulk_create(
        rows(
            version=second,
            category=row.category,
            place=row.place,
            audience=row.audience,
            outcome="look" if (row.category, row.place) in LOOKED_AT else row.outcome,
        )
        for row in rows.objects.filter(version=first)
    )


class Migration(migrations.Migration):
    dependencies = [("moderation", "0012_looks")]

    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
