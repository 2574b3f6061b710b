"""Evidence is handed over sealed to its recipient, signed and written down; kept as long as law asks."""

from __future__ import annotations

import io
import json
import subprocess
import zipfile
from datetime import timedelta
from hashlib import sha256

import pytest
import time_machine
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from django.core.management import CommandError, call_command

from accounts import clock
from accounts.models import AuditEvent
from moderation.desk import cases, evidence, handover
from moderation.models import Case, Note

pytestmark = pytest.mark.django_db


@pytest.fixture
def police(tmp_path):
    """A folder with a key and a certificate of those who receive it."""
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Police")])
    now = clock.now()
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(7).not_valid_before(now).not_valid_after(now + timedelta(days=9))
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    (tmp_path / "police.pem").write_bytes(made.sign(key, hashes.SHA256()).public_bytes(pem))
    (tmp_path / "police.key").write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain))
    return tmp_path


@pytest.fixture
def sealed(settings, tmp_path, alice, sam):
    """A case of which something is preserved."""
    settings.DATA_DIR = tmp_path / "data"
    settings.KEYS_DIR = str(tmp_path / "keys")
    case = Case.objects.create(
        about="video", target="video_x", subject=alice, category="minors", gravity=3, excerpt="words",
        evidence=evidence.seal([("prompt.txt", b"the words"), ("content.mp4", b"\x00film")]),
        evidence_until=clock.now() + timedelta(days=365),
    )  # fmt: skip
    Note.objects.create(case=case, by=sam, words="Between us")
    return case


def export(case, folder, **more):
    words = {"to": folder / "case.p7m", "recipient": folder / "police.pem", "authority": "Police 4711"}
    told = {"by": "sam", **words, **more}
    call_command("evidence", "export", str(case.pk), **told, stdout=io.StringIO())
    return folder / "case.p7m"


def openssl(folder, *words):
    return subprocess.run(["openssl", "cms", *words], cwd=folder, capture_output=True, check=True)


def test_only_the_recipient_opens_it_and_everything_in_it_is_signed_for(sealed, police):
    sent = export(sealed, police)
    assert sent.stat().st_mode & 0o077 == 0
    assert b"the words" not in sent.read_bytes()
    with pytest.raises(CommandError, match="already"):
        export(sealed, police)
    opening = ("-decrypt", "-binary", "-inform", "DER", "-in", "case.p7m", "-inkey", "police.key")
    openssl(police, *opening, "-out", "case.zip")
    with zipfile.ZipFile(police / "case.zip") as archive:
        archive.extractall(police)
        names = set(archive.namelist())
    manifest = json.loads((police / "manifest.json").read_text())
    assert set(manifest["sha256"]) == names - {"manifest.json", "manifest.p7s", "signer.pem"}
    for name, digest in manifest["sha256"].items():
        assert sha256((police / name).read_bytes()).hexdigest() == digest
    assert (police / "files/content.mp4").read_bytes() == b"\x00film"
    assert "Between us" not in (police / "case.json").read_text(), "what staff tell each other stays here"
    root = police / "keys" / "root.pem"
    checking = ("-verify", "-binary", "-inform", "DER", "-in", "manifest.p7s", "-content", "manifest.json")
    openssl(police, *checking, "-CAfile", str(root), "-out", "checked.json")
    (police / "manifest.json").write_text("{}")
    with pytest.raises(subprocess.CalledProcessError):
        openssl(police, *checking, "-CAfile", str(root), "-out", "checked.json")
    event = AuditEvent.objects.get(verb="evidence.handed_over")
    assert (event.actor.username, event.detail["authority"]) == ("sam", "Police 4711")
    assert event.detail["sha256"] == sha256(sent.read_bytes()).hexdigest()


def test_who_may_not_decide_the_gravest_hands_nothing_over(sealed, police, alice, make_person):
    make_person("helper", is_staff=True)
    for handle in ("helper", "alice", "nobody"):
        with pytest.raises(CommandError, match="none of the staff"):
            export(sealed, police, by=handle)
    assert not AuditEvent.objects.filter(verb__startswith="evidence.").exists()


def test_it_goes_when_its_time_is_over_unless_it_is_open_or_kept_longer(sealed, sam, settings):
    files = list(evidence.folder().iterdir())
    assert len(files) == 2
    with time_machine.travel(clock.now() + timedelta(days=366), tick=False):
        assert handover.end_due() == 0, "an open case keeps its files"
        Case.objects.update(outcome="remove", decided_at=clock.now())
        handover.keep(sam, Case.objects.get(), clock.now() + timedelta(days=30))
        assert handover.end_due() == 0
    with time_machine.travel(clock.now() + timedelta(days=400), tick=False):
        assert handover.end_due() == 1
    assert not list(evidence.folder().iterdir())
    assert AuditEvent.objects.filter(verb="evidence.ended", actor=None).count() == 1


def test_what_is_hidden_now_is_preserved_for_the_time_that_law_asks(sealed, settings):
    case = Case.objects.get()
    case.about = "profile"
    case.target = "alice"
    cases.hide(case)
    assert case.evidence_until - clock.now() > timedelta(days=settings.EVIDENCE_DAYS - 1)
