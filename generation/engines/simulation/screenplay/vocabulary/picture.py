"""Light, weather and camera."""

from __future__ import annotations

from ..model import Mark
from . import Kind, Table, entries


@entries(Kind.TIME)
def times() -> Table:
    """Times of day."""
    return {
        "dawn": "dawn, sunrise, early morning, first light|alba, all'alba, mattina presto",
        "day": "day, daytime, daylight, noon, midday, afternoon, by day, sunshine, morning"
        "|giorno, di giorno, mezzogiorno, pomeriggio, mattina, mattino",
        "sunset": "sunset, golden hour, dusk, twilight, evening, sundown"
        "|tramonto, al tramonto, crepuscolo, sera, ora d'oro",
        "night": "night, midnight, nighttime, at night, moonlight, moonlit, starlit, full moon, under the moon, "
        "under the full moon, in front of the moon, in front of the full moon, in front of a full moon, under a full moon, "
        "under the stars, starry sky, neon, neon lights, neon signs, neon lit"
        "|notte, di notte, mezzanotte, chiaro di luna, luna piena, sotto la luna, sotto la luna piena, davanti alla luna, "
        "davanti alla luna piena, sotto le stelle, cielo stellato, luci al neon, insegne al neon, neon",
    }


@entries(Kind.WEATHER)
def weathers() -> Table:
    """Weathers."""
    return {
        "clear": "sunny, clear sky, sun, cloudless, blue sky, bright|soleggiato, soleggiata, sole, sereno, cielo sereno",
        "cloudy": "cloudy, overcast, cloud|nuvoloso, nuvolosa, coperto, nuvole, nuvola",
        "fog": "fog, foggy, mist, misty, haze, hazy|nebbia, nebbioso, foschia",
        "rain": "rain, rainy, drizzle, raining, pouring rain, downpour|pioggia, piove, piovoso, piovosa, sta piovendo, sotto la pioggia",
        "storm": "storm, stormy, thunderstorm, thunder, lightning|tempesta, temporale, tuoni, fulmini",
        "snow": "snow, snowy, blizzard, snowing, snowfall, snow covered"
        "|neve, nevica, nevoso, nevosa, nevicata, innevato, innevata, innevati, innevate, sta nevicando, bufera di neve",
        "windy": "wind, windy, breeze, gale, strong wind|vento, ventoso, ventosa, brezza, vento forte, forte vento",
    }


@entries(Kind.SIZE)
def sizes() -> Table:
    """How much of the actor fills the picture."""
    return {
        "wide": "wide, wide shot, wide angle, long shot, full shot, establishing shot, total shot"
        "|campo lungo, totale, campo largo, figura intera",
        "medium": "medium shot, mid shot, waist up, medium, cowboy shot|mezzo busto, piano medio, piano americano, mezza figura",
        "close": "close up, closeup, close shot, extreme close up, macro, portrait|primo piano, primissimo piano, ritratto",
    }


@entries(Kind.MOVE)
def moves() -> Table:
    """How the camera moves."""
    return {
        "static": "static camera, static shot, locked off, still camera, tripod, fixed camera, static"
        "|camera fissa, inquadratura fissa, statica",
        "follow": "tracking shot, tracking, follow shot, camera follows, follows, following shot, dolly along, follow"
        "|carrellata, segue, la camera segue, inseguimento",
        "orbit": "orbit, orbiting, circle around, arc shot, 360|orbita, gira intorno, ruota intorno",
        "dolly_in": "dolly in, dolly, push in, zoom in, zoom, slow push"
        "|carrello in avanti, zoom, si avvicina, avvicinamento",
        "pan": "pan, panning, pan shot, pans left, pans right|panoramica",
        "drone": "drone shot, aerial shot, aerial view, aerial, drone footage, flyover|ripresa aerea, ripresa con il drone, ripresa con drone, dal drone",
        "crane": "crane shot, crane up, crane down, jib shot|ripresa con la gru, dolly verticale",
        "dolly_out": "dolly out, pull back, zoom out, pull out, dolly back|carrello indietro, carrello all'indietro, zoom indietro, si allontana la camera",
        "handheld": "handheld, hand held, shaky, handheld camera, vlog, found footage|camera a mano, a mano",
    }


@entries(Kind.MOVE, Mark.APPROXIMATED, "shown as: {}")
def moves_near() -> Table:
    """Moves that a known one may stand in for."""
    return {
        "handheld": "pov, gopro|soggettiva",
    }


@entries(Kind.ANGLE)
def angles() -> Table:
    """How high the camera stands."""
    return {
        "low": "low angle, from below, ground level, low shot, worm eye|dal basso, angolo basso",
        "high": "high angle, from above, bird eye, top down, overhead|dall'alto, a volo d'uccello",
        "eye": "eye level|altezza occhi",
    }
