"""Words that carry the sentence and no picture: articles, prepositions, conjunctions, pronouns, auxiliaries."""

from __future__ import annotations

from ..model import Mark
from . import Kind, Table, entries

NEW = {"another", "other", "second", "altro", "altra", "secondo", "seconda"}
PRONOUNS = {"he", "she", "they", "him", "her", "them", "lui", "lei", "loro", "egli", "ella"}


@entries(Kind.STRUCTURE, Mark.STRUCTURE)
def structure() -> Table:
    """One table for both languages."""
    return {
        "article": "a, an, the, this, that, these, those, some, another, other, its, his, her, their, my, your, our"
        "|un, uno, una, un', il, lo, la, i, gli, le, l', questo, questa, quello, quella, altro, altra, suo, sua, "
        "suoi, sue, dei, degli, delle, del, dello, della, dell', al, allo, alla, all', ai, agli, alle, dal, dallo, "
        "dalla, dall', dai, dagli, dalle, nel, nello, nella, nell', nei, negli, nelle, sul, sullo, sulla, sull', "
        "sui, sugli, sulle, col, coi",
        "preposition": "of, in, on, at, to, from, off, by, with, without, into, onto, over, under, through, during, "
        "for, about, around, across, along, behind, beside, between, toward, towards, near, up, down, out, as, like, "
        "after, before, back, away, against, again, inside of, together"
        "|di, a, da, in, con, su, per, tra, fra, sopra, sotto, dentro, dietro, davanti, accanto, verso, vicino, "
        "durante, dopo, prima, come, senza, contro, d', insieme, indietro, giù",
        "conjunction": "and, or, but, so, because, when, where, who, which, if, not, no, also, just, only, very, too, "
        "there, here, all, both, each, now, still, even"
        "|e, ed, o, ma, perché, quando, dove, che, chi, se, non, anche, solo, molto, qui, lì, ancora, c', n', ci",
        "place": "front, side, left, right, middle, center, centre, end, next, in the air, into the air, everyone, everybody, alongside, within, among, upon, beyond, "
        "beneath, underneath, below, above, opposite"
        "|lato, destra, sinistra, mezzo, centro, fine, fianco, oltre, presso, in aria, per aria, nell'aria",
        "degree": "same, own, every, first, last, almost, always, never, once, twice, really, quite, such, more, most, "
        "until, what, how, why, already, soon, often, ever, enough, rather, well"
        "|stesso, stessa, ogni, primo, prima, ultimo, ultima, quasi, sempre, mai, davvero, proprio, più, fino, come, "
        "già, spesso, così, tutto, tutta, tutti, tutte, bene",
        "pronoun": "i, you, he, she, it, we, they, him, them, me, us, himself, herself, itself, themselves"
        "|io, tu, lui, lei, noi, voi, loro, si, egli, ella, lo stesso, se stesso, mi, ti",
        "auxiliary": "is, are, was, were, be, being, been, has, have, had, do, does, did, doing, will, would, can, "
        "could, may, must, should, get, got, gets, go, goes, make, makes, let, start, begin, try, tries, perform, "
        "performs, wears, wearing, wear, show, featuring, feature, seen, took, take"
        "|è, sono, era, erano, essere, ha, hanno, aveva, fa, fanno, fare, viene, può, deve, sta, stanno, inizia, "
        "prova, cerca, esegue, compie, indossa, vestito di, mostra, vestita",
        "film": "shot, scene, video, clip, camera, footage, take, image, picture, style, stylized, view, frame, film, movie, "
        "look, duration, sec, second, seconds, lens, composition, featuring, of a, quality, hd, 4k, 8k"
        "|inquadratura, scena, ripresa, filmato, immagine, stile, durata, secondi, secondo, telecamera, video",
    }
