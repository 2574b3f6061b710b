"""The whole shipped policy, cell by cell: what follows for whom, where, from what; and that callers do it."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps

from accounts import actions
from accounts.errors import Refusal
from moderation import gate, refusals
from moderation.desk import cases, second
from moderation.desk.models import Case
from moderation.findings import Band, By, Finding
from moderation.models import Decision, Surface
from moderation.policies import drafting, live
from moderation.policies.models import PolicyVersion
from moderation.policies.terms import Audience, Category, Outcome, Place
from moderation.screening import refusal_for

NO, ADULTS, WAITS, LOOK, YES = "refuse", "adults", "review", "look", "allow"
EVERYWHERE = ["prompt", "name", "caption", "comment", "message", "upload", "frame", "speech"]
# category -> what follows from a sure finding, in the order of EVERYWHERE; the same for both audiences
SURE = {
    "sexual": [NO] * 8,
    "minors": [NO] * 8,
    "violence": [NO] * 8,
    "fights": [ADULTS] * 8,
    "extremism": [NO] * 8,
    "hate": [NO] * 8,
    "harassment": [NO] * 8,
    "self_harm": [NO] * 8,
    "dieting": [NO] * 8,
    "dangerous": [NO] * 8,
    "drugs_weapons": [NO] * 8,
    "intoxication": [ADULTS] * 8,
    "deception": [NO, WAITS, WAITS, YES, WAITS, WAITS, WAITS, WAITS],
    "real_person": [NO, YES, YES, YES, YES, YES, YES, YES],
    "illegal": [NO] * 8,
    "likeness": [WAITS] * 8,
    "unclear": [WAITS] * 8,
    "other_language": [WAITS, LOOK, LOOK, LOOK, YES, WAITS, WAITS, WAITS],
    "unread": [WAITS, LOOK, WAITS, LOOK, YES, WAITS, WAITS, WAITS],
}
CELLS = [
    (category, place, outcome)
    for category, row in SURE.items()
    for place, outcome in zip(EVERYWHERE, row, strict=True)
]


def test_the_matrix_speaks_of_every_category_and_place():
    assert set(SURE) == set(Category.values)
    assert set(EVERYWHERE) == set(Place.values)


@pytest.mark.parametrize(("category", "place", "outcome"), CELLS)
@pytest.mark.parametrize("audience", Audience.values)
def test_each_cell_of_the_policy(category, place, audience, outcome):
    table = live.shipped()
    sure, unsure = (Finding(category, band, By.RULES) for band in Band)
    decided = table.decide([sure], place, audience)
    assert decided.outcome == outcome
    teen = audience == Audience.TEEN
    refused = refusal_for(decided, audience)
    assert (refused is not None) == (outcome == NO or (outcome == ADULTS and teen))
    milder = WAITS if outcome == NO or (outcome == ADULTS and teen) else outcome
    doubted = table.decide([unsure], place, audience)
    assert doubted.outcome == milder
    assert refusal_for(doubted, audience) is None


def test_what_is_looked_at_afterwards_is_never_a_film_or_a_message(sam):
    for place in ("prompt", "message", "speech"):
        draft = drafting.new_draft(sam)
        PolicyVersion.objects.filter(pk=draft.pk).update(changes_en="x", changes_it="x")
        draft.rows.create(category="unclear", place=place, outcome=Outcome.LOOK)
        with pytest.raises(refusals.PolicyIncomplete):
            drafting.put_in_force(sam, draft)


FRENCH = "Le chat de la voisine dort sur le toit et il fait beau dans la rue"
GERMAN = "Ein Hund läuft auf dem Dach und wir sind nicht da"
RUSSIAN = "Кот спит на крыше, и всё тихо"


@pytest.mark.parametrize("words", [FRENCH, GERMAN, RUSSIAN])
@pytest.mark.parametrize("who", ["alice", "dana"])
def test_other_languages_on_each_surface(words, who, request):
    person = request.getfixturevalue(who)
    followed = {surface: gate.screen(words, person, surface) for surface in Surface if surface in gate.FIELDS}
    assert followed == {
        Surface.PROMPT: Outcome.REVIEW,
        Surface.CAPTION: Outcome.LOOK,
        Surface.COMMENT: Outcome.LOOK,
        Surface.MESSAGE: Outcome.ALLOW,
        Surface.NAME: Outcome.LOOK,
    }
    assert set(Decision.objects.values_list("category", flat=True)) == {"other_language"}


@pytest.mark.parametrize("words", ["bonjour", "¡Hola!", "merci beaucoup", "ありがとう 😀", "Danke"])
def test_a_short_greeting_is_shown_at_once_to_adults_at_least(words, alice):
    assert gate.screen(words, alice, Surface.COMMENT) in {Outcome.ALLOW, Outcome.LOOK}


HARM = {
    "fr": "Je vais te tuer, toi et toute ta famille, et je sais où tu habites dans la rue",
    "es": "Cómo fabricar una bomba casera en la cocina para matar a mucha gente en el metro",
    "de": "Alle Juden sind Ungeziefer und müssen vernichtet werden, das ist die Wahrheit für uns",
}


@pytest.mark.parametrize("words", HARM.values(), ids=HARM)
def test_harm_in_a_language_that_nothing_was_learned_from_waits_but_is_refused_to_nobody(words, alice):
    assert gate.screen(words, alice, Surface.COMMENT) is Outcome.REVIEW
    with pytest.raises(refusals.Unsure):
        gate.screen(words, alice, Surface.NAME)


def test_a_name_in_another_language_stands_and_a_person_looks_at_it(alice, client_for, sam):
    said = {"display_name": "Маша", "bio": RUSSIAN, "language": "en"}

    actions.edit_profile(alice, **said)
    alice.refresh_from_db()
    assert alice.bio == RUSSIAN
    case = Case.objects.get()
    assert (case.about, case.target, case.origin) == ("profile", "alice", "reading")
    assert case in cases.queue(sam)


def test_doubtful_words_about_oneself_are_not_stored_and_a_person_can_be_asked(alice):
    with pytest.raises(Refusal):
        actions.edit_profile(alice, bio=HARM["fr"])
    alice.refresh_from_db()
    assert alice.bio == ""
    assert second.may_ask(alice, Decision.objects.filter(person=alice).latest("pk"))


def test_a_site_with_the_first_policy_gets_a_second_and_staffs_own_stays(sam):
    migration = import_module("moderation.migrations.0013_foreign_words")
    migration.write(apps, None)
    assert live.table().number == 1  # it came with the rows already
    for category, place in migration.LOOKED_AT:
        live.version().rows.filter(category=category, place=place).update(outcome=Outcome.ALLOW)
    migration.write(apps, None)
    assert live.table().number == 2
    assert live.table().outcome("other_language", "comment", Audience.ADULT) is Outcome.LOOK
    assert set(live.table().rows) == set(live.shipped().rows)
    live.version().rows.filter(category="other_language", place="name").update(outcome=Outcome.ALLOW)
    migration.write(apps, None)
    assert live.version().number == 2
