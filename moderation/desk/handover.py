"""Evidence for the authorities: a sealed case as one file that only its recipient opens.

The archive holds the preserved files, what is known of the case, its lines of the audit log, and a manifest
with the SHA-256 of each, signed by this place. It is encrypted to the recipient's certificate (CMS, RFC
5652), so that `openssl cms` opens and checks it without any program of ours; `docs/evidence.md` says how.
Each hand-over is in the audit log with the hash of what left.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from datetime import datetime
from typing import Any

import structlog
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers import algorithms
from cryptography.hazmat.primitives.serialization import pkcs7
from django.conf import settings
from django.db import transaction

from accounts import audit, clock
from accounts.models import AuditEvent, Person

from .. import refusals
from . import evidence
from .models import Case

log = structlog.get_logger(__name__)
DER = serialization.Encoding.DER


def hand_over(
    staff: Person,
    case: Case,
    *,
    authority: str,
    recipient: x509.Certificate,
    key: ec.EllipticCurvePrivateKey,
    chain: str,
) -> tuple[bytes, str]:
    """The encrypted archive of a case and its SHA-256; raises a `Refusal` where nothing is preserved."""
    if not case.evidence:
        raise refusals.NothingToDecide
    if not authority.strip():
        raise refusals.NoReason
    whole = _archive(case, authority.strip(), key, chain)
    builder = pkcs7.PKCS7EnvelopeBuilder().set_data(whole).add_recipient(recipient)
    builder = builder.set_content_encryption_algorithm(algorithms.AES256)
    sent = builder.encrypt(DER, [pkcs7.PKCS7Options.Binary])
    digest = hashlib.sha256(sent).hexdigest()
    audit.record(staff, "evidence.handed_over", case, authority=authority.strip()[:200], sha256=digest)
    return sent, digest


def _archive(case: Case, authority: str, key: ec.EllipticCurvePrivateKey, chain: str) -> bytes:
    """A zip: `files/…`, `case.json`, `audit.json`, `manifest.json` and its signature `manifest.p7s`."""
    files = {f"files/{kept['name']}": evidence.opened(kept["file"]) for kept in case.evidence}
    files["case.json"] = _json(_facts(case))
    files["audit.json"] = _json(_lines(case))
    manifest = _json(
        {
            "case": case.pk,
            "made_at": clock.now(),
            "made_by": settings.SITE_URL,
            "for": authority,
            "sha256": {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
        }
    )
    leaf, *others = x509.load_pem_x509_certificates(chain.encode())
    signer = pkcs7.PKCS7SignatureBuilder().set_data(manifest).add_signer(leaf, key, hashes.SHA256())
    for other in others:
        signer = signer.add_certificate(other)
    options = [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in {**files, "manifest.json": manifest}.items():
            archive.writestr(name, content)
        archive.writestr("manifest.p7s", signer.sign(DER, options))
        archive.writestr("signer.pem", chain)
    return out.getvalue()


def _json(what: Any) -> bytes:  # noqa: ANN401
    return json.dumps(what, indent=1, default=str, ensure_ascii=False).encode()


def _facts(case: Case) -> dict[str, Any]:
    """What is known of the case, of the account it is about, and of the reports."""
    person = case.subject
    return {
        "about": case.about,
        "target": case.target,
        "category": case.category,
        "opened_at": case.opened_at,
        "hidden_at": case.hidden_at,
        "decided_at": case.decided_at,
        "outcome": case.outcome,
        "words": case.excerpt,
        "account": {"handle": person.username, "email": person.email, "joined": person.date_joined}
        if person is not None
        else None,
        "reports": list(case.reports.values("reporter__username", "category", "words", "at")),
    }


def _lines(case: Case) -> list[dict[str, Any]]:
    rows = AuditEvent.objects.filter(target_type__model="case", target_id=str(case.pk)).order_by("at")
    return [dict(row) for row in rows.values("at", "verb", "actor__username", "detail")]


@transaction.atomic
def keep(staff: Person, case: Case, until: datetime) -> None:
    """Preserve it until then, because the authorities ask for it."""
    if not case.evidence:
        raise refusals.NothingToDecide
    case.evidence_until = until
    case.save(update_fields=["evidence_until"])
    audit.record(staff, "evidence.kept", case, until=until.isoformat())


def end_due() -> int:
    """Delete the sealed files of decided cases whose time is over; answers how many cases that were."""
    due = Case.objects.filter(evidence_until__lte=clock.now(), decided_at__isnull=False).exclude(evidence=[])
    ended = 0
    for case in due:
        with transaction.atomic():
            files = [kept["file"] for kept in case.evidence]
            case.evidence = []
            case.save(update_fields=["evidence"])
            audit.record(None, "evidence.ended", case, files=len(files))
        for name in files:
            (evidence.folder() / name).unlink(missing_ok=True)
        ended += 1
    return ended
