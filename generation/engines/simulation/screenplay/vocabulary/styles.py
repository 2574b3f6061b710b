"""Words for styles. Their meanings are the names under which `grade` registers them."""

from __future__ import annotations

from ..model import Mark
from . import Kind, Table, entries


@entries(Kind.STYLE)
def styles() -> Table:
    """Looks of the whole film."""
    return {
        "realistic": "realistic, photorealistic, photo realistic, lifelike, realism, realistic style, live action, like a documentary"
        "|realistico, realistica, fotorealistico, fotorealistica, stile realistico, dal vero, come un documentario",
        "cinematic": "cinematic, film look, movie style, cinematography, blockbuster, cinematic style, like a movie, on 35mm film,"
        "anamorphic, hollywood style"
        "|cinematografico, cinematografica, da cinema, cinematico, stile cinematografico, come al cinema, come un film,"
        "da film, anamorfico",
        "anime": "anime, anime style, manga, manga style, cel shaded, cel shading, cartoon, animated, ghibli style"
        "|anime, cartone animato, cartoni animati, animato, animata, stile anime, in stile anime, stile manga",
        "claymation": "claymation, claymation of, clay animation, plasticine, plasticine animation, stop motion, stop motion animation,"
        "clay style, clay figures, figures made of clay, modelling clay, modeling clay, clay puppets"
        "|plastilina, in plastilina, di plastilina, pongo, in pongo, pupazzi di plastilina, animazione in plastilina,"
        "passo uno, a passo uno, claymation, stile claymation, stop motion",
        "paper": "paper cut out, paper cutout, papercut, paper cut, paper collage, cut out animation, cutout animation, paper craft,"
        "papercraft, cut out paper, cut paper, paper puppets, cardboard cut out, cardboard cutout,"
        "cardboard style, paper style, paper animation, cut out style"
        "|carta ritagliata, ritagli di carta, collage di carta, di cartone ritagliato,"
        "cartoncino, in cartoncino, di cartoncino, sagome di carta, teatrino di carta, stile ritaglio, decoupage",
        "noir": "film noir, noir, noir style, noir film, noir movie, black and white film, black and white movie, black and white style, black and white video, monochrome, in black and white,"
        "hard boiled, hardboiled, low key lighting"
        "|film noir, noir, in stile noir, stile noir, film in bianco e nero, in bianco e nero, un noir, monocromatico",
        "vhs": "vhs, retro vhs, vhs tape, old vhs, vhs style, vhs footage, vhs recording, camcorder footage, camcorder style, home video,"
        "old home video, video tape, videotape, old videotape, found footage, 80s video, 90s video, eighties video,"
        "nineties video, retro video, analog video, like an old vhs, retro style"
        "|vhs, vecchio vhs, come un vecchio vhs, videocassetta, vecchia videocassetta, in vhs, stile vhs,"
        "videocamera anni ottanta, videocamera anni novanta, filmino di famiglia, filmino amatoriale,"
        "video anni ottanta, video anni novanta, anni ottanta, stile retro",
        "festive": "festive, festive style, christmas style, christmassy, christmas lights, fairy lights, string lights, holiday lights,"
        "christmas spirit, holiday season, merry christmas, at christmas, for christmas, happy new year, celebratory"
        "|festivo, festiva, natalizio, natalizia, stile natalizio, atmosfera natalizia, luci di natale, lucine,"
        "lucine di natale, a natale, per natale, buon natale, capodanno, a capodanno, clima di festa, aria di festa",
    }


@entries(Kind.STYLE, Mark.APPROXIMATED, "shown as: {}")
def styles_near() -> Table:
    """Looks that a known one may stand in for."""
    return {
        "claymation": "puppet animation, felt animation, felted, knitted style|pupazzi animati, animazione di pupazzi",
        "paper": "origami, origami style, pop up book, felt cut out, shadow puppets, storybook style, collage"
        "|origami, libro pop up, ombre cinesi, collage",
        "anime": "comic book style, comic style, 2d animation, hand drawn, drawn style, cel animation, pixar style"
        "|stile fumetto, disegnato a mano, disegno animato, disegni animati, a fumetti, animazione 2d",
        "noir": "silent film, silent movie, old film, old movie, detective film, chiaroscuro, expressionist"
        "|film muto, vecchio film, film poliziesco, chiaroscuro, espressionista",
        "vhs": "super 8, 8mm film, analog, old tv, old television, surveillance footage"
        "|super 8, pellicola 8mm, vecchia tv, vecchia televisione",
        "cinematic": "imax, widescreen, film trailer, movie trailer|grande schermo",
        "festive": "birthday lights, carnival lights, magical lights|luci di festa, luci magiche",
    }
