"""The words of English, as a dictionary has them: no slips of others, and no names."""

from functools import cache

from spellchecker import SpellChecker

COMMON = 100
"""How often the dictionary's own texts have a word that counts: of rarer ones some are slips
("shool", "eduction": 50) which it has for words. "Foots" is there 173 times."""


def is_english(word: str) -> bool:
    """Say whether a word is one of English, whatever its letters' case."""
    return _dictionary()[word.lower()] >= COMMON


@cache
def _dictionary() -> SpellChecker:
    """Return the dictionary, read when it is first asked."""
    return SpellChecker()
