"""Neural voices on tiny random weights: what they say is noise; that it comes as speech should is tested."""

from __future__ import annotations

import io
import json
import wave
from dataclasses import replace

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from generation.engines import catalog, voices
from generation.engines.errors import BadRequest, EngineUnavailable, RenderFailed
from generation.engines.simulation.sound import speech
from generation.engines.simulation.sound.voices import Voice
from generation.fleet import licences
from generation.refusals import OnlyStaff

LETTERS = "abcdefghijklmnopqrstuvwxyz '"
VOICE = Voice(seed=5)


def recording(pitch: float, seconds: float = 1.0) -> bytes:
    out = io.BytesIO()
    tone = np.sin(np.arange(int(48_000 * seconds)) / 48_000 * 2 * np.pi * pitch)
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(48_000)
        file.writeframes((tone * 12_000).astype("<i2").tobytes())
    return out.getvalue()


def _louder(model, part: str):
    """Random weights whisper: let the last layer make a sound that is heard."""
    last = model.get_submodule(f"{part}.conv_post".strip("."))
    last.weight.data.mul_(1e4)
    return model


def vits(folder) -> None:
    import torch
    from transformers import VitsConfig, VitsModel, VitsTokenizer

    torch.manual_seed(0)
    folder.mkdir()
    vocabulary = {letter: number for number, letter in enumerate(["<pad>", "<unk>", *LETTERS])}
    (folder / "vocab.json").write_text(json.dumps(vocabulary))
    tokenizer = VitsTokenizer(str(folder / "vocab.json"), phonemize=False, is_uroman=False, unk_token="<unk>")
    tokenizer.save_pretrained(folder)
    config = VitsConfig(
        vocab_size=len(vocabulary), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, ffn_dim=16,
        flow_size=16, spectrogram_bins=9, upsample_initial_channel=16, upsample_rates=[8, 8],
        upsample_kernel_sizes=[16, 16], resblock_kernel_sizes=[3], resblock_dilation_sizes=[[1]],
        prior_encoder_num_flows=1, duration_predictor_num_flows=1, depth_separable_num_layers=1,
        wavenet_dilation_rate=1, posterior_encoder_num_wavenet_layers=1, prior_encoder_num_wavenet_layers=1,
    )  # fmt: skip
    _louder(VitsModel(config), "decoder").eval().save_pretrained(folder)


def speecht5(folder) -> None:
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import (
        PreTrainedTokenizerFast,
        SpeechT5Config,
        SpeechT5ForTextToSpeech,
        SpeechT5HifiGan,
        SpeechT5HifiGanConfig,
        Wav2Vec2Config,
        Wav2Vec2ForXVector,
    )

    torch.manual_seed(0)
    vocabulary = {letter: number for number, letter in enumerate(["<pad>", "</s>", "<unk>", *LETTERS])}
    letters = Tokenizer(models.WordLevel(vocabulary, unk_token="<unk>"))
    letters.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    PreTrainedTokenizerFast(tokenizer_object=letters, unk_token="<unk>", pad_token="<pad>").save_pretrained(
        folder
    )
    config = SpeechT5Config(
        vocab_size=len(vocabulary), hidden_size=16, encoder_layers=1, encoder_attention_heads=2,
        encoder_ffn_dim=16, decoder_layers=1, decoder_attention_heads=2, decoder_ffn_dim=16, num_mel_bins=8,
        speech_decoder_prenet_units=16, speech_decoder_postnet_units=16, speech_decoder_postnet_layers=1,
        speech_decoder_prenet_layers=1, speaker_embedding_dim=12, positional_dropout=0.0,
    )  # fmt: skip
    SpeechT5ForTextToSpeech(config).eval().save_pretrained(folder)
    vocoder = SpeechT5HifiGanConfig(
        model_in_dim=8, upsample_initial_channel=16, upsample_rates=[8, 8], upsample_kernel_sizes=[16, 16],
        resblock_kernel_sizes=[3], resblock_dilation_sizes=[[1]], normalize_before=False,
    )  # fmt: skip
    _louder(SpeechT5HifiGan(vocoder), "").eval().save_pretrained(folder / "vocoder")
    heard = Wav2Vec2Config(
        hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16, conv_dim=(8, 8),
        conv_stride=(8, 8), conv_kernel=(16, 16), num_feat_extract_layers=2, num_conv_pos_embeddings=4,
        num_conv_pos_embedding_groups=2, tdnn_dim=(16, 16), tdnn_kernel=(3, 1), tdnn_dilation=(1, 1),
        xvector_output_dim=12,
    )  # fmt: skip
    Wav2Vec2ForXVector(heard).eval().save_pretrained(folder / "speaker")


@pytest.fixture
def use(tmp_path, monkeypatch):
    """`use("vits")`: the deployment names this voice."""

    def made(kind: str, folder=None):
        folder = folder or tmp_path / kind
        if not folder.exists() and kind in BUILD:
            BUILD[kind](folder)
        own = tmp_path / "own.toml"
        own.write_text(
            f'[voices.tiny]\nkind = "{kind}"\nsource = {json.dumps(str(folder))}\n'
            'licence = { name = "none" }\n'
        )
        monkeypatch.setenv("SORA_CATALOG", str(own))
        monkeypatch.setenv(voices.SETTING, "tiny")
        monkeypatch.setattr(voices, "_permits", [])  # its licence is another test's affair
        voices._loaded.cache_clear()
        return folder

    yield made
    voices._loaded.cache_clear()


BUILD = {"vits": vits, "speecht5": speecht5}


@pytest.mark.parametrize("kind", BUILD)
def test_lines_are_spoken_by_the_neural_voice_with_times_for_lips_and_captions(kind, use):
    plain = speech.speak_all([("hello there", VOICE)])[0]
    use(kind)
    spoken, silent = speech.speak_all([("hello there", VOICE), ("...", VOICE)])
    assert len(spoken.samples) == round(spoken.duration * 48_000) > 0
    assert np.isfinite(spoken.samples).all()
    assert abs(float(np.sqrt(np.mean(spoken.samples**2))) - speech.SPOKEN_LEVEL) < 0.03
    assert [what for _, what in spoken.phonemes] == [what for _, what in plain.phonemes]
    assert all(0 <= seconds <= spoken.duration + 0.01 for seconds, _ in spoken.phonemes)
    assert len(silent.samples) == 0
    again = speech.speak_all([("hello there", VOICE)])[0]
    assert np.array_equal(again.samples, spoken.samples), "the same seed speaks the same"


def test_a_voice_speaks_only_once_its_licence_was_accepted_by_staff(use, monkeypatch, db, sam, alice):
    use("vits")
    monkeypatch.setattr(voices, "_permits", [licences.may_speak])
    assert (voices.named(), voices.chosen(), voices.copies()) == ("espeak", None, False)
    with pytest.raises(OnlyStaff):
        licences.accept("tiny", alice)
    licences.accept("tiny", sam)
    assert voices.named() == "tiny"
    assert voices.chosen() is not None
    licences.withdraw("tiny", sam)
    assert voices.named() == "espeak"


def test_staff_see_voices_with_their_terms_and_the_command_checks_them(
    use, client, sam, capsys, monkeypatch, db
):
    folder = use("speecht5")
    client.force_login(sam)
    type(sam).objects.filter(pk=sam.pk).update(is_superuser=True)
    page = client.get(reverse("admin:generation_licenceacceptance_changelist")).content.decode()
    assert "it speaks the lines here" in page
    assert reverse("admin:generation_licence", args=["tiny", "accept"]) in page
    call_command("models", "list")
    assert "tiny: waits for its licence" in capsys.readouterr().out
    call_command("models", "accept", "tiny", "--as", sam.username)
    call_command("models", "list")
    assert "tiny: ready, and speaks the lines here" in capsys.readouterr().out
    call_command("models", "check", "tiny")
    assert "speecht5, vocoder, speaker" in capsys.readouterr().out
    with pytest.raises(CommandError, match="is a voice"):
        call_command("models", "warm", "tiny")
    next((folder / "vocoder").glob("*.safetensors")).write_bytes(b"half")
    with pytest.raises(CommandError, match="1 of 1 cannot be used"):
        call_command("models", "check", "tiny")
    assert "vocoder/model.safetensors" in capsys.readouterr().out


def test_the_own_tokenizer_of_speecht5_reads_letters(use, tmp_path):
    import sentencepiece
    from transformers import SpeechT5Tokenizer

    folder = use("speecht5")
    for name in ("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json"):
        (folder / name).unlink(missing_ok=True)
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(["hello there", "good morning to everybody", "the quick brown fox jumps"] * 9),
        model_prefix=str(tmp_path / "spm_char"), model_type="char", vocab_size=27, minloglevel=9,
        hard_vocab_limit=False,
    )  # fmt: skip
    SpeechT5Tokenizer(str(tmp_path / "spm_char.model")).save_pretrained(folder)
    assert (folder / "spm_char.model").is_file()
    assert len(speech.speak_all([("hello", VOICE)])[0].samples)


def test_a_recording_changes_the_voice_that_speaks(use):
    use("speecht5")
    low, high, again = (
        voices.chosen()._embedding(replace(VOICE, sample=recording(pitch))) for pitch in (110, 440, 110)
    )
    assert (low == again).all()
    assert not (low == high).all()
    spoken = speech.speak_all([("hello", replace(VOICE, sample=recording(110)))])[0]
    assert len(spoken.samples)


def test_what_is_no_recording_and_who_cannot_copy_is_told(use):
    folder = use("speecht5")
    with pytest.raises(RenderFailed, match="cannot be heard"):
        speech.speak_all([("hello", replace(VOICE, sample=b"RIFF nonsense"))])
    (folder / "speaker").rename(folder / "away")
    use("speecht5", folder)
    with pytest.raises(EngineUnavailable, match="no 'speaker'"):
        speech.speak_all([("hello", replace(VOICE, sample=recording(110)))])


def test_a_voice_that_is_missing_damaged_or_unknown_says_so(use, tmp_path, monkeypatch):
    folder = use("vits")
    next(folder.glob("*.safetensors")).write_bytes(b"nonsense")
    voices._loaded.cache_clear()
    with pytest.raises(EngineUnavailable, match="cannot be loaded"):
        speech.speak_all([("hello", VOICE)])
    monkeypatch.setenv(voices.SETTING, "other")
    with pytest.raises(BadRequest, match="known are tiny"):
        speech.speak_all([("hello", VOICE)])
    use("bark", folder)
    with pytest.raises(BadRequest, match="kind"):
        catalog.voice("tiny")
