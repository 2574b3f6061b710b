"""Short addresses of a file for one viewer: for players and download programs that bring no cookies.

An address says for whom it is and ends after minutes. It stands in for the session and for nothing else:
the viewing gate is asked at each request as that person, so what is taken down is gone at once, link or no
link.
"""

from __future__ import annotations

from django.core import signing
from django.http import HttpRequest
from django.urls import reverse

from accounts.models import Person

SALT = "generation.media"
SECONDS = 300
NAME = "s"


def signed(person: Person, public_id: str, kind: str) -> str:
    """The address of a file for `person`, good for five minutes."""
    said = signing.dumps([public_id, kind, person.pk], salt=SALT)
    return f"{reverse('media', args=[public_id, kind])}?{NAME}={said}"


def holder(request: HttpRequest, public_id: str, kind: str) -> Person | None:
    """Whom a signed address stands for; None for one that is old, broken or another file's."""
    said = request.GET.get(NAME, "")
    if not said:
        return None
    try:
        found, what, pk = signing.loads(said, salt=SALT, max_age=SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    if (found, what) != (public_id, kind):
        return None
    return Person.objects.filter(pk=pk, is_active=True).first()
