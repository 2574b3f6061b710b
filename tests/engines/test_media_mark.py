"""The visible mark, the captions' escaping and the signature."""

import datetime as dt
import html
import re
import stat
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generation.engines import media
from generation.engines.base import Caption
from generation.engines.media import signet
from generation.engines.media.captions import stamp, to_webvtt
from generation.engines.media.provenance import Claim, Source, State, manifest, sign, verify
from generation.engines.media.watermark import Watermark

from .test_media_film import picture

SIZES = [(64, 36), (36, 64), (480, 854), (854, 480), (1280, 720)]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("shade", [0, 128, 255])
def test_the_mark_shows_on_any_background_and_stays_inside(size, shade):
    mark = Watermark("Sora @alice", *size, seed=3)
    plain = np.full((size[1], size[0], 3), shade, np.uint8)
    for seconds in (0.0, 1.7, 3.1, 9.9):
        marked = mark.apply(plain, seconds)
        changed = np.abs(marked.astype(int) - plain)
        assert changed.max() > 60
        assert 0 < (changed.max(axis=2) > 20).mean() < 0.12
        x, y = mark.position(seconds)
        assert 0 <= x <= size[0] - mark.layer.shape[1]
        assert 0 <= y <= size[1] - mark.layer.shape[0]


@given(seed=st.integers(0, 2**63), start=st.floats(0, 600))
def test_the_mark_moves_without_jumps_and_crosses_the_picture(seed, start):
    mark = Watermark("Sora @alice", 640, 360, seed)
    way = np.array([mark.position(start + step / 24) for step in range(24 * 8)])
    assert np.abs(np.diff(way, axis=0)).max() < 640 / 12
    assert np.ptp(way, axis=0).max() > 180


def test_the_frame_under_the_mark_is_not_changed_in_place():
    plain = np.zeros((90, 160, 3), np.uint8)
    Watermark("Sora @alice", 160, 90).apply(plain, 0.0)
    assert not plain.any()


def test_any_handle_fits():
    for text in ("Sora", "S @a", f"Sora @{'w' * 30}", f"{'Product' * 9} @bob"):
        assert Watermark(text, 480, 854).layer.shape[1] <= 480


@given(st.text(), st.text(max_size=20))
def test_no_text_can_break_out_of_its_cue(text, speaker):
    file = to_webvtt([Caption(0.5, 1.5, text, speaker)])
    blocks = file.rstrip("\n").split("\n\n")
    assert blocks[0] == "WEBVTT"
    assert len(blocks) <= 2
    if len(blocks) == 2:
        number, timing, cue = re.split("[\n\r]", blocks[1])
        assert (number, timing) == ("1", "00:00:00.500 --> 00:00:01.500")
        spoken = re.sub(r"^<v [^<>]*>", "", cue)
        assert "-->" not in cue
        assert not set(spoken) & set("<>")
        assert html.unescape(spoken).split() == html.unescape(spoken).strip().split()


@given(
    st.text(
        st.characters(
            blacklist_categories=["Cc", "Cs", "Zl", "Zp", "Zs"], blacklist_characters="\ufeff\ufffe"
        ),
        min_size=1,
    )
)
def test_escaped_text_reads_as_it_was_typed(text):
    cue = to_webvtt([Caption(0, 1, text)]).split("\n")[4]
    back = cue.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert back == text


@given(st.floats(0, 400_000))
def test_a_time_stamp_reads_back(seconds):
    hours, minutes, rest = stamp(seconds).split(":")
    assert abs(int(hours) * 3600 + int(minutes) * 60 + float(rest) - seconds) <= 0.000501
    assert int(minutes) < 60
    assert float(rest) < 60


@pytest.fixture(scope="module")
def signed(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("signed")
    picture(folder / "a.mp4", 24)
    _sign(folder, "a.mp4", "signed.mp4", source=Source.ALGORITHMIC)
    return folder


def _sign(folder: Path, src: str, dst: str, parent: Path | None = None, **more) -> None:
    claim = Claim("A corgi", "Sora", "sora-2", **more)
    sign(folder / src, folder / dst, claim, parent=parent, keys=folder / "keys")


def test_a_signed_film_is_trusted_and_still_plays(signed):
    assert verify(signed / "signed.mp4", signed / "keys") is State.TRUSTED
    facts = media.probe(signed / "signed.mp4", decode=True)
    assert (facts.frames, facts.faststart) == (24, True)
    claim = manifest(signed / "signed.mp4", signed / "keys")
    assert claim["title"] == "A corgi"
    assert Source.ALGORITHMIC.value in str(claim["assertions"])
    assert "c2pa.created" in str(claim["assertions"])


def test_an_unsigned_film_says_so(signed):
    assert verify(signed / "a.mp4", signed / "keys") is State.MISSING
    assert manifest(signed / "a.mp4", signed / "keys") == {}


def test_one_changed_byte_is_found(signed):
    altered = bytearray((signed / "signed.mp4").read_bytes())
    altered[-200] ^= 1
    (signed / "altered.mp4").write_bytes(altered)
    assert verify(signed / "altered.mp4", signed / "keys") is State.INVALID


def test_a_film_of_another_deployment_is_valid_but_not_trusted(signed, tmp_path):
    assert verify(signed / "signed.mp4", tmp_path / "others") is State.VALID


def test_a_remix_names_the_film_it_came_from(signed):
    _sign(signed, "a.mp4", "remix.mp4", signed / "signed.mp4")
    assert verify(signed / "remix.mp4", signed / "keys") is State.TRUSTED
    claim = manifest(signed / "remix.mp4", signed / "keys")
    (ingredient,) = claim["ingredients"]
    assert ingredient["relationship"] == "parentOf"
    assert not ingredient["validation_results"]["activeManifest"]["failure"]
    assert "c2pa.opened" in str(claim["assertions"])
    assert Source.TRAINED.value in str(claim["assertions"])


def test_a_parent_without_provenance_is_named_all_the_same(signed):
    _sign(signed, "a.mp4", "remix2.mp4", signed / "a.mp4")
    assert verify(signed / "remix2.mp4", signed / "keys") is State.TRUSTED


def test_a_file_that_is_no_film_is_not_signed(signed):
    (signed / "text.mp4").write_bytes(b"no film")
    with pytest.raises(media.provenance.EncodeFailed, match="could not be signed"):
        _sign(signed, "text.mp4", "never.mp4")
    assert not (signed / "never.mp4").exists()
    assert not (signed / "never.mp4.part").exists()


def test_the_keys_are_for_their_owner_alone(signed):
    keys = signed / "keys"
    assert stat.S_IMODE(keys.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in keys.iterdir()} == {0o600}


def _chain(folder: Path) -> str:
    return signet.identity(folder).chain


def test_two_processes_that_come_first_share_one_identity(tmp_path):
    with ProcessPoolExecutor(2) as pool:
        assert len(set(pool.map(_chain, [tmp_path / "keys"] * 6))) == 1


def test_an_old_leaf_is_replaced_under_the_same_root(tmp_path):
    long_ago = dt.datetime.now(dt.UTC) - dt.timedelta(days=365 * 6)
    old = signet.identity(tmp_path, now=long_ago)
    new = signet.identity(tmp_path)
    assert new.root == old.root
    assert new.chain != old.chain
    assert signet.identity(tmp_path).chain == new.chain
