"""The words of English, as a dictionary has them: what is one is no slip of another."""

from functools import cache

from spellchecker import SpellChecker


def is_english(word: str) -> bool:
    """Say whether a word is one of English, whatever its letters' case."""
    return word.lower() in _dictionary()


@cache
def _dictionary() -> SpellChecker:
    """Return the dictionary, read when it is first asked."""
    return SpellChecker()
