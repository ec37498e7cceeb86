"""The analyser: text to the terms that the word index counts.

One analyser serves passages and questions, so that the same word always gives the same term. It
knows English and nothing of documents. Version it: another analyser is another word index.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

import Stemmer

from retriever.store.spellings import one_spelling

ANALYSER_VERSION = "3"

_FOLDED = str.maketrans(
    {"‘": "'", "’": "'", "ʼ": "'", "“": '"', "”": '"', "‐": "-", "‑": "-", "–": "-", "—": "-"}
)
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_WORD_AS_PRINTED = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*")
_POSSESSIVE = re.compile(r"'s?$")
_HYPHENED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")
_DOTTED = re.compile(r"\b(?:[a-z]\.){2,}(?:[a-z]\b)?")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)+")
_REFERENCE = re.compile(
    r"\b(?P<kind>sections?|ss?|regulations?|regs?|paragraphs?|paras?|articles?|arts?|schedules?|"
    r"schs?|chapters?|chs?)\b\.?\s?(?P<number>\d+[a-z]{0,2})\b"
)
_MARKS = re.compile(r"[-.,]|\d")
_KINDS = {
    **dict.fromkeys(("section", "sections", "s", "ss"), "s"),
    **dict.fromkeys(("regulation", "regulations", "reg", "regs"), "reg"),
    **dict.fromkeys(("paragraph", "paragraphs", "para", "paras"), "para"),
    **dict.fromkeys(("article", "articles", "art", "arts"), "art"),
    **dict.fromkeys(("schedule", "schedules", "sch", "schs"), "sch"),
    **dict.fromkeys(("chapter", "chapters", "ch", "chs"), "ch"),
}

STOP_WORDS = frozenset(
    _WORD.findall(
        """a about after all also an and any are as at be because been before being but by can
        could did do does doing for from had has have having he her hers him his how i if in into
        is it its me my no nor not of on or our ours she should so than that the their theirs them
        then there these they this those to too us was we were what when where which while who
        whom whose why will with would you your yours"""
    )
)
"""Words that ask and join; they say nothing of a subject (a question is mostly made of them)."""

_STEM = Stemmer.Stemmer("english")


def fold(text: str) -> str:
    """Fold what readers do not tell apart: width, ligatures, curly quotes, dashes, letter case."""
    return unicodedata.normalize("NFKC", text).translate(_FOLDED).lower()


def word_spans(text: str) -> list[tuple[int, int, str]]:
    """Return (start, end, folded word) for each word of a text as it stands."""
    return [
        (found.start(), found.end(), _POSSESSIVE.sub("", fold(found.group())))
        for found in _WORD_AS_PRINTED.finditer(text)
    ]


def words(text: str) -> list[str]:
    """Return the folded words of a text, possessives cut, nothing stemmed or left out."""
    return [_POSSESSIVE.sub("", word) for word in _WORD.findall(fold(text))]


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Return a folded word's Snowball stem, the same for its British and American spelling."""
    return str(_STEM.stemWord(one_spelling(word)))


def terms(text: str) -> list[str]:
    """Return the terms of a text in order: folded, stop words left out, stemmed; then its wholes.

    The wholes are what words alone would part: "e-mail" is found by "email", "Reg. 44" by
    "regulation 44" and not by any 44, "S.E.N.D." by "SEND", "1,200" by "1200".
    """
    return [*(stem(word) for word in words(text) if word not in STOP_WORDS), *_wholes(fold(text))]


def content_stems(text: str) -> set[str]:
    """Return the stems of a text's words, those that only ask and join left out."""
    return {stem(word) for word in words(text) if word not in STOP_WORDS}


def _wholes(folded: str) -> list[str]:
    """Return what stands as one thing in a folded text and is several words."""
    if not _MARKS.search(folded):
        return []
    return [
        *(stem(found.replace("-", "")) for found in _HYPHENED.findall(folded)),
        *(found.replace(".", "") for found in _DOTTED.findall(folded)),
        *(found.replace(",", "") for found in _NUMBER.findall(folded)),
        *(f"{_KINDS[each['kind']]}.{each['number']}" for each in _REFERENCE.finditer(folded)),
    ]


def distinct(sequence: Sequence[str]) -> list[str]:
    """Return each term once, in the order of first appearance."""
    return list(dict.fromkeys(sequence))
