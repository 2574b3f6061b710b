"""Signed provenance: a C2PA manifest inside every film and its stills, by this deployment's own certificates.

On first use a root and an ES256 signing certificate are made in the keys'
folder, which only the deployment's user may read. A film is signed last:
one changed byte afterwards and `verify` answers `INVALID`. Nothing here uses
the network: no time-stamping service, no remote manifests, no revocation
requests. See https://spec.c2pa.org and https://cv.iptc.org/newscodes/digitalsourcetype/.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import c2pa
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from ..errors import EncodeFailed
from .encode import speaking_of
from .signet import Identity, identity

_MP4 = "video/mp4"
KINDS = {
    ".mp4": _MP4,
    ".webp": "image/webp",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
}
_INGREDIENT = "xmp:iid:parent"


class Source(StrEnum):
    """Where the picture comes from, in IPTC's words.

    `COMPOSITE`: somebody's own film, changed, or with made parts.
    `ALGORITHMIC`: computed from a scene by formulas, no part of it sampled
    from training data: a simulated and rendered film. `TRAINED`: made by a
    model trained on other people's media. `TRAINED` is the claim that nobody
    can be misled by, so it is what an engine is taken for unless it is known.
    """

    COMPOSITE = "http://cv.iptc.org/newscodes/digitalsourcetype/compositeSynthetic"
    ALGORITHMIC = "http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia"
    TRAINED = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"


@dataclass(frozen=True, slots=True)
class Claim:
    """What a manifest says: title, product, the model that made it, from what, when and by whom."""

    title: str
    generator: str
    model: str
    source: Source = Source.TRAINED
    when: dt.datetime | None = None
    creator: str = ""


class State(StrEnum):
    """What a film's provenance is worth."""

    TRUSTED = "Trusted"  # intact and signed by this deployment
    VALID = "Valid"  # intact, signed by somebody else
    INVALID = "Invalid"  # altered after it was signed
    MISSING = "Missing"  # carries no manifest


def sign(src: Path, dst: Path, claim: Claim, *, parent: Path | None, keys: Path) -> None:
    """Write `src` with a signed manifest to `dst` (another path); `EncodeFailed` leaves no `dst`.

    `parent` is the film that this one is a remix of. What a file is, its name's end says.
    """
    who = identity(keys, claim.generator)
    part = dst.with_name(f"{dst.name}.part")
    try:
        with speaking_of(dst.name):
            _embed(src, part, _manifest(claim, KINDS[src.suffix], remix=parent is not None), parent, who)
            part.replace(dst)
    except c2pa.C2paError as error:
        raise EncodeFailed(f"{dst.name} could not be signed: {error}.") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def verify(path: Path, keys: Path) -> State:
    """What the provenance of the film at `path` is worth to the deployment that owns `keys`."""
    return _read(path, identity(keys).root)[0]


def manifest(path: Path, keys: Path) -> Mapping[str, Any]:
    """The active manifest of the film as C2PA's JSON; empty when there is none."""
    return _active(_read(path, identity(keys).root)[1])


def read(path: Path, root: str) -> tuple[State, dict[str, Any]]:
    """What the provenance at `path` is worth by the PEM certificate `root`, and what its manifest says.

    The manifest as title, product, model, source, when and creator; what it does not say is missing.
    """
    state, found = _read(path, root)
    active = _active(found)
    data = [part.get("data", {}) for part in active.get("assertions", [])]
    made = [action for part in data for action in part.get("actions", [])]
    agents = [agent for action in made if isinstance(agent := action.get("softwareAgent"), dict)]
    authors = [author.get("name", "") for part in data for author in part.get("author", [])]
    said = {
        "title": active.get("title", ""),
        "product": next((agent.get("name", "") for agent in agents), ""),
        "model": next((agent.get("version", "") for agent in agents), ""),
        "when": next((action["when"] for action in made if "when" in action), ""),
        "creator": ", ".join(filter(None, authors)),
        "made_from": ", ".join(part.get("title", "") for part in active.get("ingredients", [])),
    }
    return state, {name: str(value)[:200] for name, value in said.items() if value}


def _active(found: dict[str, Any]) -> Mapping[str, Any]:
    active = found.get("manifests", {}).get(found.get("active_manifest"), {})
    return active if isinstance(active, dict) else {}


def _embed(src: Path, part: Path, text: Mapping[str, Any], parent: Path | None, who: Identity) -> None:
    def es256(data: bytes) -> bytes:
        r, s = decode_dss_signature(who.key.sign(data, ec.ECDSA(hashes.SHA256())))
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")

    with (
        src.open("rb") as film,
        part.open("w+b") as signed,
        c2pa.Signer.from_callback(es256, c2pa.C2paSigningAlg.ES256, who.chain, None) as signer,
        _rules(who.root) as rules,
        c2pa.Context(rules) as context,  # so that the ingredient is judged by our own root, too
        c2pa.Builder(json.dumps(text), context) as builder,
    ):
        if parent is not None:
            ingredient = {"title": parent.name, "relationship": "parentOf", "instance_id": _INGREDIENT}
            with parent.open("rb") as original:
                builder.add_ingredient(json.dumps(ingredient), _MP4, original)
        builder.sign(signer, text["format"], film, signed)


def _manifest(claim: Claim, kind: str, *, remix: bool) -> dict[str, Any]:
    """The claim: who made it, from what, with which model, and when."""
    agent = {"name": claim.generator, "version": claim.model}
    made: dict[str, Any] = {"softwareAgent": agent, "digitalSourceType": claim.source.value}
    if claim.when is not None:
        made["when"] = claim.when.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    opened = {"action": "c2pa.opened", "parameters": {"ingredientIds": [_INGREDIENT]}, "softwareAgent": agent}
    actions = [opened, {"action": "c2pa.edited", **made}] if remix else [{"action": "c2pa.created", **made}]
    assertions: list[dict[str, Any]] = [{"label": "c2pa.actions.v2", "data": {"actions": actions}}]
    if claim.creator:
        assertions.append(_creator(claim.creator))
    return {
        "claim_generator_info": [agent],
        "title": claim.title or "Untitled",
        "format": kind,
        "assertions": assertions,
    }


def _creator(name: str) -> dict[str, Any]:
    """Who made it, in the words of schema.org."""
    work = {
        "@context": "https://schema.org",
        "@type": "CreativeWork",
        "author": [{"@type": "Person", "name": name}],
    }
    return {"label": "stds.schema-org.CreativeWork", "data": work}


def _rules(root: str) -> c2pa.Settings:
    """C2PA's settings: trust our own root, and never ask the network."""
    return c2pa.Settings.from_dict(
        {
            "verify": {"verify_trust": True, "remote_manifest_fetch": False, "ocsp_fetch": False},
            "trust": {"user_anchors": root},
        }
    )


def _read(path: Path, root: str) -> tuple[State, dict[str, Any]]:
    try:
        with (
            _rules(root) as rules,
            c2pa.Context(rules) as context,
            path.open("rb") as film,
            c2pa.Reader(KINDS[path.suffix], film, context=context) as reader,
        ):
            return State(reader.get_validation_state()), json.loads(reader.json())
    except c2pa.C2paError as error:
        if "ManifestNotFound" in str(error) or "no JUMBF data found" in str(error):
            return State.MISSING, {}
        return State.INVALID, {}
