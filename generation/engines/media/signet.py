"""The deployment's own certificates: a root, and a leaf that signs films with ES256.

Made once in a folder that only the deployment's user may enter (0700, files
0600); several processes may ask for the first time at once. The leaf follows
the C2PA certificate profile (X.509 v3, digitalSignature, emailProtection, not a
CA). It lives ten years and is replaced after five: there is no time-stamping
service, so a film's signature counts as long as its leaf does.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from ..errors import EngineUnavailable

ROOT_LIFE = dt.timedelta(days=365 * 30)
LEAF_LIFE = dt.timedelta(days=365 * 10)
RENEW_BEFORE = dt.timedelta(days=365 * 5)
_ROOT_KEY, _ROOT, _LEAF_KEY, _LEAF = "root.key.pem", "root.pem", "leaf.key.pem", "leaf.pem"
_PEM = serialization.Encoding.PEM


@dataclass(frozen=True, slots=True)
class Identity:
    """What signs: the leaf's key, the PEM chain (leaf, root) and the PEM root to trust."""

    key: ec.EllipticCurvePrivateKey
    chain: str
    root: str


def identity(keys: Path, organisation: str = "Self-hosted Sora", now: dt.datetime | None = None) -> Identity:
    """The certificates in the folder `keys`, made there if it has none; `organisation` names a new root.

    Raises `EngineUnavailable` when the folder cannot be used.
    """
    now = now or dt.datetime.now(dt.UTC)
    try:
        keys.mkdir(parents=True, exist_ok=True, mode=0o700)
        keys.chmod(0o700)
        with _locked(keys):
            if not (keys / _ROOT).is_file():
                _make_root(keys, organisation, now)
            ours = (keys / _ROOT_KEY).is_file()  # a leaf that somebody else's root signed is theirs to renew
            if ours and (not (keys / _LEAF).is_file() or _expiry(keys / _LEAF) - now < RENEW_BEFORE):
                _make_leaf(keys, now)
            root = (keys / _ROOT).read_text("ascii")
            leaf = (keys / _LEAF).read_text("ascii")
            key = _private(keys / _LEAF_KEY)
    except (OSError, ValueError) as error:
        raise EngineUnavailable(f"The provenance keys in {keys.name} cannot be used: {error}.") from error
    return Identity(key, leaf + root, root)


@contextmanager
def _locked(keys: Path) -> Iterator[None]:
    handle = os.open(keys / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _make_root(keys: Path, organisation: str, now: dt.datetime) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name(organisation, "Provenance root")
    certificate = (
        _certificate(name, name, key.public_key(), now, ROOT_LIFE)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .sign(key, hashes.SHA256())
    )
    _write(keys / _ROOT_KEY, _pem(key))
    _write(keys / _ROOT, certificate.public_bytes(_PEM))


def _make_leaf(keys: Path, now: dt.datetime) -> None:
    root = x509.load_pem_x509_certificate((keys / _ROOT).read_bytes())
    root_key, key = _private(keys / _ROOT_KEY), ec.generate_private_key(ec.SECP256R1())
    organisation = str(root.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)[0].value)
    issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key())
    certificate = (
        _certificate(_name(organisation, "Film signer"), root.subject, key.public_key(), now, LEAF_LIFE)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False)
        .add_extension(issuer, critical=False)
        .sign(root_key, hashes.SHA256())
    )
    _write(keys / _LEAF_KEY, _pem(key))
    _write(keys / _LEAF, certificate.public_bytes(_PEM))


def _certificate(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePublicKey,
    now: dt.datetime,
    life: dt.timedelta,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(hours=1))  # a clock may run a little behind
        .not_valid_after(now + life)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _name(organisation: str, role: str) -> x509.Name:
    short = organisation.strip()[:64] or "Self-hosted Sora"
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, short),
            x509.NameAttribute(NameOID.COMMON_NAME, f"{short[:40]} {role}"),
        ]
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(_PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())


def _private(path: Path) -> ec.EllipticCurvePrivateKey:
    return cast(
        "ec.EllipticCurvePrivateKey", serialization.load_pem_private_key(path.read_bytes(), password=None)
    )


def _expiry(path: Path) -> dt.datetime:
    return x509.load_pem_x509_certificate(path.read_bytes()).not_valid_after_utc


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all, readable by its owner alone; the certificate is written after its key."""
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
