"""What people type, and the values of variables, stay out of the logs."""

from __future__ import annotations

import logging

import pytest
import structlog
from django.test import Client
from django.urls import path

SECRET = "a prompt that nobody else may read"


def broken(request):
    words = request.POST["prompt"]
    raise RuntimeError(f"broken with {len(words)} letters")


urlpatterns = [path("broken/", broken)]


@pytest.fixture
def lines(caplog):
    """What was logged, formatted as the site's handlers do."""
    caplog.set_level(logging.INFO)
    return lambda: "\n".join(logging.Formatter().format(record) for record in caplog.records)


@pytest.mark.urls(__name__)
def test_a_page_that_breaks_is_logged_without_what_was_typed(lines, settings):
    settings.MIDDLEWARE = []
    client = Client(raise_request_exception=False)
    assert client.post("/broken/", {"prompt": SECRET}).status_code == 500
    assert "broken with" in lines()
    assert SECRET not in lines()


def test_an_event_with_an_error_is_one_without_variables(lines):
    words = SECRET
    try:
        int("x" * len(words))
    except ValueError:
        structlog.get_logger("sora.test").exception("shot.broken", video="video_1")
    text = lines()
    assert "shot.broken" in text
    assert "video_1" in text
    assert "ValueError" in text
    assert SECRET not in text.replace("words = SECRET", "")


def test_no_handler_mails_reports_with_variables():
    loggers = [logging.getLogger(name) for name in ("", "django", "django.request")]
    kinds = {type(handler).__name__ for logger in loggers for handler in logger.handlers}
    assert "AdminEmailHandler" not in kinds
