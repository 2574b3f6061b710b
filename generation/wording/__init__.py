"""What engines say in English, said in the reader's language.

Engines are a library without translations: their notes and labels are stable
English sentences. Rows keep those; pages ask here, at the moment of showing,
so that the same video reads Italian to one person and English to another. A
sentence that is not known is shown as it is, never left out.
"""

from .changes import changes
from .checks import MEASURES, Checks, checks
from .notes import known, note, words
from .styles import style
from .summary import told

__all__ = ["MEASURES", "Checks", "changes", "checks", "known", "note", "style", "told", "words"]
