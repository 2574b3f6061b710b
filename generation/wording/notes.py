"""Notes of the screenplay's words: why a word is shown roughly, or not at all."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from generation.engines.simulation.screenplay.vocabulary import label_of
from generation.engines.simulation.screenplay.vocabulary.places import NAMES

SENTENCES: dict[str, Promise] = {
    "spoken": _("spoken"),
    "heard, not seen": _("heard, not seen"),
    "a rougher sea; heard, not seen in the air": _("a rougher sea; heard, not seen in the air"),
    "this weather is not shown": _("this weather is not shown"),
    "the scene is indoors": _("the scene is indoors"),
    "lettering is not shown": _("lettering is not shown"),
    "written on the sign": _("written on the sign"),
    "shown as a title": _("shown as a title"),
    "shown as lettering: there is nothing that looks like it": _(
        "shown as lettering: there is nothing that looks like it"
    ),
    "the style chosen beside the words holds": _("the style chosen beside your words holds"),
    "this word is not in the vocabulary": _("this word is not in the vocabulary"),
    "this scene has no people in it": _("this scene has no people in it"),
    "this scene has no animal in it": _("this scene has no animal in it"),
    "one person takes part in this scene": _("one person takes part in this scene"),
    "no words to say stand in quotation marks": _("no words to say stand in quotation marks"),
    "a corgi does not speak": _("a corgi does not speak"),
    "nobody on stage can say it": _("nobody on stage can say it"),
    "nobody does this in the scene": _("nobody does this in the scene"),
    "nobody wears it": _("nobody wears it"),
    "nobody is there who could do it": _("nobody is there who could do it"),
    "the shot is too short for it": _("the shot is too short for it"),
    "shown as a toy": _("shown as a toy"),
    "there is no room for more": _("there is no room for more"),
    "heard in the music": _("heard in the music"),
    "this thing has no part in the scene": _("this thing has no part in the scene"),
    "the shot is too short to say it": _("the shot is too short to say it"),
    "there are not enough seconds for this shot": _("there are not enough seconds for this shot"),
    "shown as a figure in the looks of their cameo": _("shown as a figure in the looks of their cameo"),
    "told by the colours of the clothes": _("told by the colours of the clothes"),
    "shown as a few people": _("shown as a few people"),
    "shown as a person in everyday clothes": _("shown as a person in everyday clothes"),
    "shown as plain clothes of that colour": _("shown as plain clothes of that colour"),
    "shown as the colour of the shirt": _("shown as the colour of the shirt"),
    "seen on the face": _("seen on the face"),
    "animals keep their faces": _("animals keep their faces"),
    "seen on the face, heard in the music": _("seen on the face, heard in the music"),
    "shown as the animal alone": _("shown as the animal alone"),
    "shown as a corgi": _("shown as a corgi"),
    "shown as a ball": _("shown as a ball"),
    "shown as a hoop": _("shown as a hoop"),
    "shown as a paddleboard": _("shown as a paddleboard"),
    "shown as a skateboard": _("shown as a skateboard"),
    "this scene plays in a gym": _("this scene plays in a gym"),
    "this scene plays at sea": _("this scene plays at sea"),
    "this scene plays in a city street": _("this scene plays in a city street"),
    "this scene plays in a park": _("this scene plays in a park"),
    "this scene plays in a studio": _("this scene plays in a studio"),
}
# The meanings that notes with a gap name.
MEANINGS: dict[str, Promise] = {
    "city": pgettext_lazy("meaning", "city"),
    "gym": pgettext_lazy("meaning", "gym"),
    "park": pgettext_lazy("meaning", "park"),
    "sea": pgettext_lazy("meaning", "sea"),
    "studio": pgettext_lazy("meaning", "studio"),
    "backflip": pgettext_lazy("meaning", "back-flip"),
    "look": pgettext_lazy("meaning", "looking around"),
    "ride": pgettext_lazy("meaning", "riding"),
    "shoot": pgettext_lazy("meaning", "throwing"),
    "shoot basketball": pgettext_lazy("meaning", "a shot at the hoop"),
    "stand": pgettext_lazy("meaning", "standing"),
    "talk": pgettext_lazy("meaning", "talking"),
    "wave": pgettext_lazy("meaning", "waving"),
    "close": pgettext_lazy("meaning", "close shot"),
    "medium": pgettext_lazy("meaning", "medium shot"),
    "wide": pgettext_lazy("meaning", "wide shot"),
    "dolly in": pgettext_lazy("meaning", "moving closer"),
    "follow": pgettext_lazy("meaning", "following"),
    "handheld": pgettext_lazy("meaning", "hand-held camera"),
    "orbit": pgettext_lazy("meaning", "moving around"),
    "pan": pgettext_lazy("meaning", "panning"),
    "static": pgettext_lazy("meaning", "camera standing still"),
    "eye": pgettext_lazy("meaning", "eye level"),
    "high": pgettext_lazy("meaning", "from above"),
    "low": pgettext_lazy("meaning", "from below"),
    "dawn": pgettext_lazy("meaning", "dawn"),
    "day": pgettext_lazy("meaning", "daylight"),
    "night": pgettext_lazy("meaning", "night"),
    "sunset": pgettext_lazy("meaning", "sunset"),
    "clear": pgettext_lazy("meaning", "clear sky"),
    "cloudy": pgettext_lazy("meaning", "clouds"),
    "fog": pgettext_lazy("meaning", "fog"),
    "rain": pgettext_lazy("meaning", "rain"),
    "snow": pgettext_lazy("meaning", "snow"),
    "windy": pgettext_lazy("meaning", "wind"),
}
# Notes with a gap: a meaning, or a number.
PATTERNS: tuple[tuple[re.Pattern[str], Promise], ...] = (
    (re.compile(r"shown as(?:: | a )(?P<meaning>[a-z ]+)"), _("shown as: %(meaning)s")),
    (re.compile(r"this scene plays (?P<place>.+)"), _("this scene plays %(place)s")),
    (re.compile(r"shown as the set “(?P<meaning>[a-z ]+)”"), _("shown as the set “%(meaning)s”")),
    (re.compile(r"this shot has “(?P<meaning>[a-z ]+)”"), _("this shot has “%(meaning)s” already")),
    (re.compile(r"shown as (?P<number>\d+)"), _("shown as %(number)s")),
    (
        re.compile(r"at most (?P<number>\d+) people are shown"),
        _("at most %(number)s people are shown"),
    ),
    (
        re.compile(r"only the first (?P<number>\d+) words are read"),
        _("only the first %(number)s words are read"),
    ),
)


def note(text: str) -> str:
    """An engine's note in the reader's language; an unknown one unchanged."""
    return _said(text) or text


def known(text: str) -> bool:
    """Whether a note, its gap included, can be said in every language."""
    return not text or _said(text) is not None


def words(understood: list[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The words of a screenplay with their notes in the reader's language."""
    return [{**word, "note": note(str(word.get("note", "")))} for word in understood]


def _place(english: str) -> str:
    """A set with its preposition in the reader's language, "" when no set is called so."""
    italian = (get_language() or "").startswith("it")
    names = {first: second if italian else first for first, second in NAMES.values()}
    return names.get(english, "")


def _meaning(name: str) -> str:
    """A meaning in the reader's language: by its translation, else by the vocabulary's own first phrase."""
    if name in MEANINGS:
        return str(MEANINGS[name])
    language = "it" if (get_language() or "").startswith("it") else "en"
    return label_of(name.replace(" ", "_"), language)


def _said(text: str) -> str | None:
    if text in SENTENCES:
        return str(SENTENCES[text])
    for pattern, sentence in PATTERNS:
        if match := pattern.fullmatch(text):
            gaps = match.groupdict()
            if "place" in gaps:
                gaps["place"] = _place(gaps["place"])
                if not gaps["place"]:
                    return None
            if "meaning" in gaps:
                meaning = _meaning(gaps["meaning"])
                if not meaning:
                    return None
                gaps["meaning"] = meaning
            return str(sentence) % gaps
    return None
