"""Sealed files open with any of the keys and are sealed anew with the first."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from cameo import vault


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.CAMEO_KEY = "old"


def test_a_new_key_takes_over(settings, capsys):
    name = vault.seal(b"a face")
    settings.CAMEO_KEY = "new"
    with pytest.raises(vault.Unreadable):
        vault.open_sealed(name)
    settings.CAMEO_KEY = "new,old"
    assert vault.open_sealed(name) == b"a face"
    call_command("rotate_cameo_key")
    assert "1 sealed anew" in capsys.readouterr().out
    settings.CAMEO_KEY = "new"
    assert vault.open_sealed(name) == b"a face"
    settings.CAMEO_KEY = "old"
    with pytest.raises(vault.Unreadable):
        vault.open_sealed(name)


def test_files_that_no_key_opens_are_told(settings):
    name = vault.seal(b"a face")
    settings.CAMEO_KEY = "other"
    with pytest.raises(CommandError, match=name[:20]):
        call_command("rotate_cameo_key")


def test_what_was_sealed_before_there_was_a_key_of_its_own_opens(settings):
    settings.CAMEO_KEY = ""
    name = vault.seal(b"a face")
    settings.CAMEO_KEY = "first"
    assert vault.open_sealed(name) == b"a face"
