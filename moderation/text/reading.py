"""One reading of a text: what is certain by rules, what is likely by the classifier, in which language.

The rules are sure. The classifier is sure above its line of block, and unsure between that and its line of
review; where a text teaches or warns it is never sure. In a language that it was not calibrated for it is
never sure either, and says that the language is another; where the encoders are missing it says nothing but
that nobody has read the text; of a text of many pages it reads the beginning, and says so.
"""

from __future__ import annotations

import re

from ..findings import Band, By, Finding
from . import context, rules
from .classifier import heads
from .classifier.exemplars import ANY
from .classifier.heads import Score
from .languages import Language, language_of
from .normal import undisguised

# what a finding says where nobody could read: the policy has rows for it like for any category
OTHER_LANGUAGE, UNREAD = "other_language", "unread"
# what only rules are sure of: a tale of knights is not refused to teens by a guess
MILD = {"fights", "intoxication"}
# where a rule found the mild kind, the classifier's guess at the grave one counts for nothing
GRAVE = {"fights": "violence", "intoxication": "drugs_weapons"}
# a word or a name says too little to guess by: it is left to the rules
FEWEST, FEWEST_OF_NAMES = 2, 4
WORDS = re.compile(r"[^\W\d_]+")
# signs of a harmful text without a sign of which kind
UNCLEAR = "unclear"


def read(text: str, surface: str) -> list[Finding]:
    """What is found in `text`, the surest first; empty where all is well."""
    found = [Finding(hit.category, Band.SURE, By.RULES, hit.words) for hit in rules.hits(text, surface)]
    if any(character.isalpha() for character in text):
        known = {finding.category for finding in found}
        known |= {grave for mild, grave in GRAVE.items() if mild in known}
        found += [finding for finding in _classified(text, surface) if finding.category not in known]
    return sorted(found, key=lambda finding: finding.band is Band.UNSURE)


def _classified(text: str, surface: str) -> list[Finding]:
    shown = undisguised(text)
    language = language_of(shown)
    abroad = [Finding(OTHER_LANGUAGE, Band.UNSURE, By.CHECK)] if language is Language.OTHER else []
    if not heads.available():
        return abroad or [Finding(UNREAD, Band.UNSURE, By.CHECK)]
    if len(WORDS.findall(shown)) < (FEWEST_OF_NAMES if surface == "name" else FEWEST):
        return abroad
    scored = heads.scores(text, language)
    eased = context.eased(shown)
    found = [_finding(score, eased=eased) for score in scored if score.unsure and score.head != ANY]
    if not found and any(score.unsure for score in scored):
        found = [Finding(UNCLEAR, Band.UNSURE, By.CLASSIFIER)]
    found += abroad
    if not heads.reads_all(text):
        found.append(Finding(UNREAD, Band.UNSURE, By.CHECK))
    return found


def _finding(score: Score, *, eased: bool) -> Finding:
    sure = score.sure and not eased and score.head not in MILD
    return Finding(score.head, Band.SURE if sure else Band.UNSURE, By.CLASSIFIER)
