"""The official client against the whole site, with its real workers."""

from __future__ import annotations

import pytest
from openai import OpenAI

pytestmark = [pytest.mark.browser, pytest.mark.worker]


def test_a_program_makes_polls_and_downloads_a_video(site, states, tmp_path):
    key = site.manage("apikey", "--user", "alice")
    client = OpenAI(base_url=f"{site.address}/v1", api_key=key)
    video = client.videos.create_and_poll(
        model="tiny", prompt="A corgi rides a skateboard", size="64x36", seconds="4"
    )
    assert video.status == "completed", video.error
    client.videos.download_content(video.id).write_to_file(tmp_path / "corgi.mp4")
    assert (tmp_path / "corgi.mp4").stat().st_size > 10_000
