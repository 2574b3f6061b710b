"""What somebody feels, as adjectives and adverbs; the meaning is an emotion that faces show.

Read last: a word that names a deed or a mood first ("angry", "happy") keeps it, and `feelings` finds this
meaning where the word describes a person.
"""

from __future__ import annotations

from . import Kind, Table, entries


@entries(Kind.EMOTION)
def feelings() -> Table:
    """The six emotions."""
    return {
        "joy": "happy, joyful, cheerful, glad, delighted, overjoyed, merry, smiling, laughing, grinning, beaming, jolly, "
        "gleeful, happily, joyfully, cheerfully, merrily, excited"
        "|felice, felici, allegro, allegra, allegri, gioioso, gioiosa, contento, contenta, sorridente, sorridenti, "
        "raggiante, felicemente, allegramente",
        "sadness": "sad, unhappy, melancholy, lonely, heartbroken, gloomy, depressed, crying, tearful, miserable, sadly"
        "|triste, tristi, malinconico, malinconica, infelice, abbattuto, abbattuta, tristemente",
        "anger": "angry, furious, mad, grumpy, annoyed, enraged, cross, angrily, furiously, grumpily"
        "|arrabbiato, arrabbiata, arrabbiati, furioso, furiosa, infuriato, infuriata, imbronciato, imbronciata, "
        "rabbiosamente",
        "fear": "scared, frightened, afraid, terrified, fearful, anxious, worried, nervous, fearfully, anxiously"
        "|spaventato, spaventata, impaurito, impaurita, terrorizzato, terrorizzata, preoccupato, preoccupata, ansioso, "
        "ansiosa",
        "surprise": "surprised, amazed, shocked, astonished, stunned, startled|sorpreso, sorpresa, stupito, stupita, "
        "sbalordito, sbalordita, meravigliato, meravigliata",
        "disgust": "disgusted, grossed out, repulsed, nauseous|disgustato, disgustata, schifato, schifata, nauseato, "
        "nauseata",
    }


@entries(Kind.ACTION)
def voices() -> Table:
    """Deeds of verbs that, with words in quotation marks, only say that somebody speaks."""
    return {
        "cry": "cry",
        "be_scared": "scream",
        "talk": "tell, whisper, mutter, announce|racconta, sussurra, mormora",
    }
