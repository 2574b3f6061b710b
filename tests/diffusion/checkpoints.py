"""Tiny random weights in the real format: real pipelines, real ratios of compression, a few hundred
kilobytes.

What they make is coloured noise with noise for sound; what is tested is that it comes the right way.
"""

from __future__ import annotations

import string
from pathlib import Path
from typing import Any

import torch
from diffusers import (
    AutoencoderKLLTX2Audio,
    AutoencoderKLLTX2Video,
    AutoencoderKLMiniMaxH3,
    AutoencoderKLMiniMaxH3Audio,
    AutoencoderKLWan,
    FlowMatchEulerDiscreteScheduler,
    LTX2Pipeline,
    LTX2VideoTransformer3DModel,
    MiniMaxH3Blocks,
    MiniMaxH3Scheduler,
    MiniMaxH3Transformer3DModel,
    UniPCMultistepScheduler,
    WanPipeline,
    WanTransformer3DModel,
    WanVACEPipeline,
    WanVACETransformer3DModel,
)
from diffusers.pipelines.ltx2 import LTX2LatentUpsamplerModel, LTX2TextConnectors
from diffusers.pipelines.ltx2.vocoder import LTX2Vocoder
from tokenizers import AddedToken, pre_tokenizers
from transformers import (
    Gemma3Config,
    Gemma3ForConditionalGeneration,
    Gemma3TextConfig,
    GemmaTokenizer,
    Qwen2Tokenizer,
    Qwen2VLImageProcessorPil,
    Qwen3VLConfig,
    Qwen3VLForConditionalGeneration,
    SiglipVisionConfig,
    T5Tokenizer,
    UMT5Config,
    UMT5EncoderModel,
)

CHANNELS = 4


def ltx2(folder: Path, seed: int = 0) -> Path:
    """LTX-2 with its upsampler: 8 times in time, 32 in space, 25 latents of sound a second."""
    torch.manual_seed(seed)
    tokenizer = _gemma_tokenizer()
    pipe = LTX2Pipeline(
        scheduler=FlowMatchEulerDiscreteScheduler(
            use_dynamic_shifting=True, base_shift=0.95, max_shift=2.05, base_image_seq_len=1024,
            max_image_seq_len=4096, shift_terminal=0.1,
        ),
        vae=_ltx2_pictures(),
        audio_vae=AutoencoderKLLTX2Audio(
            base_channels=4, ch_mult=(1, 1, 1), num_res_blocks=1, latent_channels=2, resolution=32, mel_bins=8
        ),
        text_encoder=_gemma(tokenizer),
        tokenizer=tokenizer,
        connectors=LTX2TextConnectors(
            caption_channels=16, text_proj_in_factor=3, rope_double_precision=False, rope_type="split",
            connector_rope_base_seq_len=32,
            **{
                f"{kind}_connector_{name}": value
                for kind in ("video", "audio")
                for name, value in {
                    "num_attention_heads": 4, "attention_head_dim": 4, "num_layers": 1,
                    "num_learnable_registers": None,
                }.items()
            },
        ),
        transformer=LTX2VideoTransformer3DModel(
            in_channels=CHANNELS, out_channels=CHANNELS, num_attention_heads=2, attention_head_dim=8,
            cross_attention_dim=16, audio_in_channels=4, audio_out_channels=4, audio_num_attention_heads=2,
            audio_attention_head_dim=4, audio_cross_attention_dim=8, num_layers=2, caption_channels=16,
            rope_double_precision=False, rope_type="split",
        ),
        vocoder=LTX2Vocoder(
            in_channels=16, hidden_channels=32, out_channels=2, resnet_kernel_sizes=[3],
            resnet_dilations=[[1, 3, 5]], output_sampling_rate=24000,
        ),
        processor=None, prompt_enhancer=None, duration_head=None,
    )  # fmt: skip
    pipe.save_pretrained(folder)
    upsampler = LTX2LatentUpsamplerModel(in_channels=CHANNELS, mid_channels=32, num_blocks_per_stage=1)
    upsampler.save_pretrained(folder / "latent_upsampler")
    return folder


def wan(folder: Path, seed: int = 0) -> Path:
    """Wan from words: 4 times in time, 8 in space."""
    torch.manual_seed(seed)
    WanPipeline(**_wan_parts(), transformer=WanTransformer3DModel(**_wan_size()).eval()).save_pretrained(
        folder
    )
    return folder


def wan_vace(folder: Path, seed: int = 0) -> Path:
    """Wan with VACE."""
    torch.manual_seed(seed)
    transformer = WanVACETransformer3DModel(vace_layers=[0], vace_in_channels=96, **_wan_size()).eval()
    WanVACEPipeline(**_wan_parts(), transformer=transformer).save_pretrained(folder)
    return folder


def minimax(folder: Path, seed: int = 0) -> Path:
    """MiniMax-H3: 17 frames to 5 latents in time, 16 in space, two channels of sound at 32 kHz."""
    torch.manual_seed(seed)
    tokenizer = _qwen_tokenizer()
    pipe = MiniMaxH3Blocks().init_pipeline()
    pipe.update_components(
        text_encoder=_qwen(tokenizer), tokenizer=tokenizer, vae=_minimax_pictures(),
        audio_vae=_minimax_sound(),
        transformer=_minimax_transformer(), transformer_ref=_minimax_transformer(),
        scheduler=MiniMaxH3Scheduler(shift=12.0), audio_scheduler=MiniMaxH3Scheduler(shift=3.0),
        canvas_short_edge=64, canvas_max_pixels=64 * 128, reference_image_short_edge=64,
    )  # fmt: skip
    pipe.save_pretrained(str(folder), overwrite_modular_index=True)
    Qwen2VLImageProcessorPil(
        size={"shortest_edge": 32 * 32, "longest_edge": 64 * 64}, patch_size=16, temporal_patch_size=2,
        merge_size=2, image_mean=[0.5] * 3, image_std=[0.5] * 3,
    ).save_pretrained(folder / "processor")  # fmt: skip
    return folder


def _qwen_tokenizer() -> Any:
    vocabulary = {"<|endoftext|>": 0}
    for letter in sorted(pre_tokenizers.ByteLevel.alphabet()):
        vocabulary.setdefault(letter, len(vocabulary))
    tokenizer = Qwen2Tokenizer(vocab=vocabulary, merges=[], model_max_length=512)
    marks = ("im_start", "im_end", "vision_start", "vision_end", "image_pad", "video_pad")
    tokenizer.add_tokens([AddedToken(f"<|{mark}|>", special=True) for mark in marks])
    return tokenizer


def _qwen(tokenizer: Any) -> Any:
    """Deep, as the pipeline reads what comes out of the fiftieth layer."""
    marks = {
        f"{name}_token_id": tokenizer.convert_tokens_to_ids(f"<|{mark}|>")
        for name, mark in {
            "image": "image_pad", "video": "video_pad", "vision_start": "vision_start",
            "vision_end": "vision_end",
        }.items()
    }  # fmt: skip
    config = Qwen3VLConfig(
        text_config={
            "vocab_size": len(tokenizer), "hidden_size": 16, "intermediate_size": 16, "num_hidden_layers": 51,
            "num_attention_heads": 2, "num_key_value_heads": 1, "head_dim": 8,
            "max_position_embeddings": 32768, "bos_token_id": None, "eos_token_id": tokenizer.eos_token_id,
            "pad_token_id": tokenizer.pad_token_id,
            "rope_parameters": {
                "rope_type": "default", "rope_theta": 1e4, "mrope_section": [2, 1, 1],
                "mrope_interleaved": True,
            },
        },
        vision_config={
            "depth": 2, "hidden_size": 16, "intermediate_size": 16, "num_heads": 2, "patch_size": 16,
            "spatial_merge_size": 2, "temporal_patch_size": 2, "out_hidden_size": 16,
            "num_position_embeddings": 64, "deepstack_visual_indexes": [0, 1],
        },
        tie_word_embeddings=True,
        **marks,
    )  # fmt: skip
    return Qwen3VLForConditionalGeneration(config).eval()


def _minimax_transformer() -> Any:
    return MiniMaxH3Transformer3DModel(
        num_attention_heads=2, attention_head_dim=16, hidden_size=24, num_layers=2, num_refiner_layers=1,
        ffn_dim=32, in_channels=4, audio_in_channels=8, text_dim=16, freq_dim=8, time_embed_hidden_dim=24,
        time_embed_dim=16, rope_freq_dim=2,
    ).eval()  # fmt: skip


def _minimax_pictures() -> Any:
    return AutoencoderKLMiniMaxH3(
        latent_channels=4, block_out_channels=(8, 8, 8, 8), layers_per_block=1,
        spatial_downsample_factors=(2, 2, 2, 2), temporal_downsample_factors=(1, 2, 2, 1), norm_num_groups=4,
        decoder_num_layers=1, decoder_num_attention_heads=2, decoder_attention_head_dim=8,
        decoder_num_register_tokens=2, decoder_ffn_mult=2, latents_mean=(0.0,) * 4, latents_std=(1.0,) * 4,
    ).eval()  # fmt: skip


def _minimax_sound() -> Any:
    return AutoencoderKLMiniMaxH3Audio(
        encoder_dim=4, encoder_rates=(4, 10, 20), latent_dim=32, latent_channels=8, num_attention_heads=2,
        decoder_dim=16, decoder_rates=(20, 10, 4), decoder_kernel_sizes=(40, 20, 8),
        resblock_kernel_sizes=(3,),
        resblock_dilation_sizes=((1, 3),), sampling_rate=32000, latents_mean=[0.0] * 8, latents_std=[1.0] * 8,
    ).eval()  # fmt: skip


def _wan_size() -> dict[str, Any]:
    return {
        "num_attention_heads": 2, "attention_head_dim": 12, "text_dim": 16, "freq_dim": 16, "ffn_dim": 32,
        "num_layers": 2, "rope_max_seq_len": 64,
    }  # fmt: skip


def _wan_parts() -> dict[str, Any]:
    letters = ["▁", *string.ascii_letters, *string.digits, *string.punctuation]
    vocabulary = [("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), *((letter, -2.0) for letter in letters)]
    tokenizer = T5Tokenizer(vocab=vocabulary, extra_ids=0, model_max_length=512)
    reader = UMT5Config(vocab_size=len(tokenizer), d_model=16, d_kv=8, d_ff=16, num_layers=2, num_heads=2)
    pictures = AutoencoderKLWan(
        base_dim=8, z_dim=16, dim_mult=[1, 1, 1, 1], num_res_blocks=1, temperal_downsample=[False, True, True]
    )
    scheduler = UniPCMultistepScheduler(
        prediction_type="flow_prediction", use_flow_sigmas=True, flow_shift=3.0
    )
    return {
        "tokenizer": tokenizer, "text_encoder": UMT5EncoderModel(reader).eval(), "vae": pictures.eval(),
        "transformer_2": None, "scheduler": scheduler,
    }  # fmt: skip


def _ltx2_pictures() -> Any:
    width = 8
    pictures = AutoencoderKLLTX2Video(
        latent_channels=CHANNELS, block_out_channels=(width,) * 4, decoder_block_out_channels=(width,) * 3,
        layers_per_block=(1,) * 5, decoder_layers_per_block=(1,) * 4, decoder_causal=False,
        upsample_residual=(False,) * 3, upsample_factor=(1,) * 3, spatial_compression_ratio=32,
        temporal_compression_ratio=8,
    )  # fmt: skip
    pictures.use_framewise_encoding = pictures.use_framewise_decoding = False
    return pictures


def _gemma_tokenizer() -> Any:
    specials = ["<pad>", "<eos>", "<bos>", "<unk>", "<mask>", "▁"]
    vocabulary = {
        token: number for number, token in enumerate([*specials, *(f"<0x{n:02X}>" for n in range(256))])
    }
    return GemmaTokenizer(vocab=vocabulary, merges=[], model_max_length=64)


def _gemma(tokenizer: Any) -> Any:
    text = Gemma3TextConfig(
        vocab_size=len(tokenizer), hidden_size=16, intermediate_size=16, num_hidden_layers=2,
        num_attention_heads=2, num_key_value_heads=1, head_dim=8, max_position_embeddings=1024,
        sliding_window=64,
        pad_token_id=tokenizer.pad_token_id, bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
    )  # fmt: skip
    eyes = SiglipVisionConfig(
        hidden_size=16, intermediate_size=16, num_hidden_layers=1, num_attention_heads=2, image_size=28,
        patch_size=14, vision_use_head=False,
    )  # fmt: skip
    config = Gemma3Config(
        text_config=text.to_dict(), vision_config=eyes.to_dict(), mm_tokens_per_image=4, image_token_index=3,
        boi_token_index=2, eoi_token_index=1,
    )  # fmt: skip
    return Gemma3ForConditionalGeneration(config).eval()
