"""Everyday words of a question, and the words that the field's documents have for them.

Somebody asks what happens to "kids" who are "kicked out"; the guidance speaks of children who are
excluded. Both wordings are searched, read and weighed. Only wordings that the library has are
used. Knows tables (`everyday_words/*.toml`), no document and no question.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from retriever.search.expansion import Expansion
from retriever.search.lexicon import Lexicon
from retriever.store.analyser import distinct, terms

TABLES = Path(__file__).with_name("everyday_words")
"""A file a subject: each wording of the documents with what people say for it, in small letters."""

EVERYDAY_WEIGHT = 0.7
"""Of each word of the documents' wording, beside 1 for the question's own.

Of 1,970 questions of benchmarks/written, 632 have such a word: the fused list has the right passage
first for .400 of them without this and for .449 with it, among its first 12 for .703 and .772; of
77 of the 303 held out .455 and .519, .857 and .870 (30 November 2026, ffab8f5). At 0.5 and 1 within
.005 of 0.7, with fewer words in the tables (a7431c7)."""

_ANOTHER_THING = r"(?! tax\b)"
"""What follows a word that is part of another thing: council tax is no authority."""


def field_forms(text: str, lexicon: Lexicon) -> Iterator[Expansion]:
    """Yield what the library's documents may say for everyday words, in the question's order.

    Args:
        text: The question.
        lexicon: The library's words: a wording with a word that it does not have is of no use.
    """
    asked = set(terms(text))
    for found in _form().finditer(text):
        if _is_name(found, text):
            continue
        wording = everyday_words()[found[0].lower()]
        own = tuple(distinct(terms(wording)))
        counts = lexicon.frequencies(own)
        if not asked.issuperset(own) and all(counts[term] for term in own):
            yield Expansion(
                found.start(), found.end(), wording, own, EVERYDAY_WEIGHT, is_everyday=True
            )


def _is_name(found: re.Match[str], text: str) -> bool:
    """Say whether a word with a capital inside a question names something: "Max", "the CoP"."""
    is_one_word = " " not in found[0]
    return is_one_word and found.start() > 0 and not found[0].islower() and not text.isupper()


@cache
def everyday_words() -> Mapping[str, str]:
    """Read the tables, once: what people say, and the documents' wording of it."""
    tables = [tomllib.loads(file.read_text(encoding="utf-8")) for file in TABLES.glob("*.toml")]
    return {
        said: wording
        for table in tables
        for wording, all_said in table.items()
        for said in all_said
    }


@cache
def _form() -> re.Pattern[str]:
    """Return what finds everyday words, the longest wording first, as whole words."""
    longest_first = sorted(everyday_words(), key=lambda said: (-len(said), said))
    choice = "|".join(re.escape(said) for said in longest_first)
    return re.compile(rf"(?<![\w-])(?:{choice})(?![\w-]){_ANOTHER_THING}", re.IGNORECASE)
