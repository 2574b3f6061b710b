"""Reading prompts: what is staged, what is said not to be, and that nothing breaks the reader."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generation.engines.errors import BadRequest
from generation.engines.simulation.screenplay import Mark, Screenplay, read_prompt
from generation.engines.simulation.screenplay.vocabulary import Kind, vocabulary
from generation.engines.simulation.screenplay.vocabulary.things import COLOURS
from generation.engines.simulation.world import sets

SETS = set(sets.names())
LONGEST = 32_000


def read(prompt: str, seconds: float = 4, seed: int = 7) -> Screenplay:
    return read_prompt(prompt, seconds=seconds, style="realistic", seed=seed)


def marks(play: Screenplay, mark: Mark) -> list[str]:
    return [word.text for word in play.understood if word.mark is mark]


@pytest.mark.parametrize(
    ("prompt", "kind", "action", "place", "outcome"),
    [
        (
            "A basketball player misses a shot; the ball rebounds off the backboard",
            "person",
            "shoot_basketball",
            "gym",
            "miss",
        ),
        ("Un cestista sbaglia il tiro", "person", "shoot_basketball", "gym", "miss"),
        ("Airball! A man shoots a basketball", "person", "shoot_basketball", "gym", "miss"),
        (
            "A girl throws the ball through the hoop and scores",
            "person",
            "shoot_basketball",
            "gym",
            "success",
        ),
        ("A boy shoots a basketball in the park", "person", "shoot_basketball", "park", "success"),
        ("A man does a back-flip off a paddleboard on a moving sea", "person", "backflip", "sea", "success"),
        ("Salto mortale all’indietro da una tavola da paddle", "person", "backflip", "sea", "success"),
        ("A corgi rides a skateboard through the city", "corgi", "ride", "city", "success"),
        ("Un corgi sullo skateboard in città", "corgi", "ride", "city", "success"),
    ],
)
def test_the_three_scenes_are_recognised_in_both_languages(prompt, kind, action, place, outcome):
    play = read(prompt)
    shot = play.shots[0]
    assert (play.actor(shot.cast[0]).kind, shot.beats[0].action, shot.set) == (kind, action, place)
    assert shot.beats[0].outcome == outcome
    assert play.not_staged == []


def test_what_cannot_be_staged_is_said_word_by_word():
    play = read("A man grokks the zeitgeist of dignity")
    assert play.not_staged == ["grokks", "zeitgeist", "dignity"]
    assert [actor.kind for actor in play.actors] == ["person"]
    assert all(word.note for word in play.understood if word.mark is Mark.NOT_STAGED)


def test_something_similar_is_called_approximated_with_a_reason():
    play = read("A puppy on a longboard in Tokyo")
    assert marks(play, Mark.APPROXIMATED) == ["puppy", "longboard", "Tokyo"]
    assert all(word.note for word in play.understood if word.mark is Mark.APPROXIMATED)
    assert play.shots[0].beats[0].action == "ride"


def test_a_likeness_is_never_promised():
    play = read("@alice waves at the camera")
    assert marks(play, Mark.APPROXIMATED) == ["@alice"]


def test_colours_go_to_the_thing_they_describe():
    play = read("A man in a green shirt and white shoes shoots an orange basketball at the hoop")
    look = play.actors[0].appearance
    assert (look.top, look.shoes) == (COLOURS["green"], COLOURS["white"])
    assert play.prop("basketball").color == COLOURS["orange"]


def test_italian_colours_follow_their_noun():
    play = read("Una donna bionda con la maglietta rossa e le scarpe verdi saluta")
    look = play.actors[0].appearance
    assert (look.top, look.shoes) == (COLOURS["red"], COLOURS["green"])
    assert play.not_staged == []


def test_a_colour_of_something_that_is_not_shown_is_not_shown():
    assert read("A red legality").not_staged == ["red", "legality"]


def test_each_line_is_spoken_by_whoever_says_it():
    play = read('A man says "How are you?" "Fine," says a woman in a green shirt.', 8)
    man, woman = play.actors
    assert [(line.speaker, line.text) for line in play.shots[0].lines] == [
        (man.name, "How are you?"),
        (woman.name, "Fine,"),
    ]
    assert woman.appearance.top == COLOURS["green"]
    assert man.appearance.top != COLOURS["green"]


def test_lines_are_placed_one_after_the_other_inside_the_shot():
    lines = read('A woman says "Hello there, friend!" and then "Goodbye!"').shots[0].lines
    assert 0 <= lines[0].start < lines[1].start < 4
    assert {line.language for line in lines} == {"en"}


def test_a_line_that_has_no_time_is_not_promised():
    play = read(f'A man says "Hi." He says "{"much too long " * 30}"')
    assert [line.text for line in play.shots[0].lines] == ["Hi."]
    assert "much" in play.not_staged


def test_an_italian_line_is_spoken_in_italian():
    (line,) = read('A man says "Ciao, come stai? Sono contento che sei qui"').shots[0].lines
    assert line.language == "it"


def test_lettering_and_dogs_do_not_speak():
    sign = read('A sign that says "OPEN" in a street')
    assert not sign.shots[0].lines
    assert not sign.not_staged
    assert [(prop.kind, prop.text) for prop in sign.props] == [("signboard", "OPEN")]
    assert read('A film titled "OPEN" in a street').shots[0].title == "OPEN"
    assert not read('A corgi on a skateboard says "woof"').shots[0].lines


def test_a_storyboard_becomes_shots_that_share_their_people():
    play = read(
        "Shot 1: a boy shoots a ball at the hoop.\nduration: 3 sec\n"
        "Shot 2: he does a backflip off a paddleboard.",
        8,
    )
    assert [shot.beats[0].action for shot in play.shots] == ["shoot_basketball", "backflip"]
    assert len(play.actors) == 1
    assert [shot.seconds for shot in play.shots] == [3, 5]
    assert play.not_staged == []


def test_another_man_is_another_man_and_the_same_man_the_same():
    assert len(read("Shot 1: a man waves. Shot 2: the man looks around.").actors) == 1
    assert len(read("Shot 1: a man waves. Shot 2: another man looks around.").actors) == 2


def test_place_and_light_stay_until_words_change_them():
    play = read(
        "Shot 1: a woman in a street at night. Shot 2: close-up of the woman. Shot 3: she is in a park.", 9
    )
    assert [(s.set, s.time_of_day, s.camera.size) for s in play.shots] == [
        ("city", "night", "medium"),
        ("city", "night", "close"),
        ("park", "night", "medium"),
    ]


def test_shots_without_room_are_said_not_to_be_shown():
    play = read(" ".join(f"Shot {n}: a man waves." for n in range(1, 9)), 4)
    assert len(play.shots) == 4
    assert play.seconds == pytest.approx(4)
    assert play.not_staged.count("waves") == 4


def test_the_same_words_and_seed_give_the_same_screenplay_and_another_seed_another_look():
    prompt = "A person waves"
    assert read(prompt, seed=1) == read(prompt, seed=1)
    assert len({read(prompt, seed=seed).actors[0].appearance.skin for seed in range(12)}) > 3


def test_a_screenplay_survives_its_json_and_a_wrong_one_says_where():
    play = read("A corgi on a skateboard")
    assert Screenplay.from_json(play.to_json()) == play
    with pytest.raises(BadRequest, match=r"shots\.0\.seconds"):
        Screenplay.from_json(play.to_json().replace('"seconds": 4.0', '"seconds": -4.0'))
    with pytest.raises(BadRequest):
        Screenplay.from_json("{")


def check(prompt: str, play: Screenplay, seconds: float) -> None:
    """What holds of every reading: each word marked once at its place, nothing that cannot be built."""
    assert play.seconds == pytest.approx(seconds)
    assert all(shot.seconds > 0 and shot.set in SETS for shot in play.shots)
    assert all(line.start < shot.seconds for shot in play.shots for line in shot.lines)
    end = 0
    for word in play.understood:
        assert prompt[word.start : word.end] == word.text
        assert word.start >= end
        end = word.end
    marked = {place for word in play.understood for place in range(word.start, word.end)}
    assert all(not character.isalnum() or place in marked for place, character in enumerate(prompt))
    assert play.summary()
    assert Screenplay.from_json(play.to_json()) == play


ODD = st.text(max_size=300) | st.text(alphabet="\"'’“”«».:,()@ \n1aSshot", max_size=300)
KNOWN = st.lists(
    st.sampled_from(
        [" ".join(phrase) for phrase in vocabulary()] + ['"hello"', "Shot 2:", "Shot 1 (3s):", "."]
    ),
    max_size=25,
).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(
    prompt=(ODD | KNOWN).filter(lambda text: text.isprintable() or "\n" in text),
    seconds=st.sampled_from((0.5, 4, 12)),
)
def test_no_text_breaks_the_reader(prompt, seconds):
    check(prompt, read(prompt, seconds), seconds)


@pytest.mark.parametrize(
    "piece",
    [
        "a ",
        "corgi ",
        "x",
        '"',
        "Shot 1: ",
        "'a' ",
        "l'",
        "\n",
        "@",
        "“",
        "(shot 1 (",
        "1 s ",
        "😀",
        '"a" says a man ',
    ],
)
def test_the_longest_prompts_are_read_quickly_and_honestly(piece):
    prompt = (piece * LONGEST)[:LONGEST]
    check(prompt, read(prompt), 4)


@pytest.mark.parametrize("phrase", sorted(" ".join(phrase) for phrase in vocabulary()))
def test_every_known_phrase_can_be_read(phrase):
    entry = vocabulary()[tuple(phrase.split())]
    assert entry.mark is not Mark.APPROXIMATED or entry.note
    check(phrase, read(phrase), 4)


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.STRUCTURE])
def test_every_kind_of_word_is_known_in_italian_too(kind):
    languages = {entry.language for entry in vocabulary().values() if entry.kind is kind}
    assert languages == {"en", "it"}


def test_a_place_alone_is_shown_without_anybody():
    play = read("A waterfall in the jungle")
    assert play.shots[0].cast == ()
    assert play.shots[0].set == "jungle"
    assert read("A woman in the jungle").shots[0].cast


@pytest.mark.parametrize(
    ("prompt", "beats"),
    [
        ("A monkey steals a banana from a sleeping man", {("monkey", "pick_up"), ("a1", "sleep")}),
        ("A penguin waiter dances", {("penguin", "dance")}),
        ("Un gatto cuoco balla", {("cat", "dance")}),
        ("Una nonna cucina la pasta in cucina", {("a1", "cook")}),
        ("Due bambini giocano a calcio nel parco", {("a1", "kick"), ("a2", "kick")}),
        ("Un bambino fa volare un aquilone", {("a1", "pull_line"), ("kite", "hover")}),
        ("A boy flies a kite", {("a1", "pull_line"), ("kite", "hover")}),
        ("Un panda mangia e poi si addormenta", {("panda", "eat"), ("panda", "sleep")}),
        ("Two astronauts play chess", {("a1", "play_chess"), ("a2", "play_chess")}),
        ("Due gatti ballano il tango", {("cat", "waltz"), ("cat_2", "waltz")}),
        ("A man reads a book on a bench", {("a1", "sit"), ("a1", "read")}),
        ("An octopus plays the drums", {("octopus", "play_drums")}),
    ],
)
def test_who_does_what_in_sentences_that_were_misread(prompt, beats):
    shot = read(prompt).shots[0]
    assert {(beat.actor, beat.action) for beat in shot.beats} == beats


def test_the_full_moon_is_a_night_and_not_a_place():
    shot = read("Una strega vola su una scopa davanti alla luna piena").shots[0]
    assert (shot.time_of_day, shot.set) != ("day", "moon")
    assert shot.time_of_day == "night"


def test_who_drives_a_car_is_seen_in_it():
    play = read("A dog drives a car")
    assert {prop.kind for prop in play.props} == {"convertible"}
