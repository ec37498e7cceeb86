"""Spelling slips of a question, set right by the library's own words.

Only a word that neither the library nor the encoder's vocabulary knows is touched, and only where a
word of the library is a slip away: names, numbers, acronyms and short words stay as they are. The
library is searched by its terms, which are stems; how the word itself is written is read in
passages that hold it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from retriever.search.lexicon import Lexicon
from retriever.store.analyser import STOP_WORDS, fold, stem, word_spans, words

SHORTEST_CHARS = 5
"""A shorter word has too many neighbours to tell which one was meant."""

LONG_CHARS = 8
"""From here on two slips are set right, below one."""

TRIED_TERMS = 8
READ_PASSAGES = 6
"""How many terms are looked at, and passages of each."""

_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class Correction:
    """A word of the question, as it was written and as it is read."""

    written: str
    read: str


def corrected(text: str, lexicon: Lexicon) -> tuple[str, tuple[Correction, ...]]:
    """Return a question with its slips set right, and which they were."""
    suspects = list(_suspects(text))
    counts = lexicon.frequencies([stem(word) for _, _, word in suspects])
    corrections: list[Correction] = []
    for start, end, word in reversed(suspects):
        if counts[stem(word)] or lexicon.is_common(word):
            continue
        meant = _meant(word, lexicon)
        if meant:
            read = meant.capitalize() if text[start].isupper() else meant
            corrections.insert(0, Correction(text[start:end], read))
            text = text[:start] + read + text[end:]
    return text, tuple(corrections)


def _suspects(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the words that may be slips: of letters alone, no name, no part of an address."""
    for start, end, word in word_spans(text):
        written = text[start:end]
        is_first = start == 0 or text[:start].rstrip()[-1:] in (".", "?", "!", "")
        is_plain = written == fold(written) or (is_first and written[1:] == written[1:].lower())
        around = text[max(0, start - 1) : start] + text[end : end + 1]
        if (
            len(word) >= SHORTEST_CHARS
            and word.isalpha()
            and word not in STOP_WORDS
            and is_plain
            and not set(around) & set("@/_-'’#&")
            and not (text[end : end + 1] == "." and text[end + 1 : end + 2].isalpha())
        ):
            yield start, end, word


def _meant(word: str, lexicon: Lexicon) -> str:
    """Return the library's word that a slip stands for; "" where none is near enough."""
    slips = 2 if len(word) >= LONG_CHARS else 1
    best: tuple[int, int, str] | None = None
    terms = _near_terms(word, slips, lexicon)
    counts = lexicon.frequencies(terms)
    for term in terms:
        written = Counter(
            each
            for text in lexicon.texts_with(term, READ_PASSAGES)
            for each in words(text)
            if each.isalpha() and stem(each) == term
        )
        for each, often in written.items():
            distance = OSA.distance(word, each, score_cutoff=slips)
            if distance <= slips:
                rank = (distance, -counts[term], -often, each)
                best = rank if best is None or rank < best else best
    return best[-1] if best else ""


def _near_terms(word: str, slips: int, lexicon: Lexicon) -> list[str]:
    """Return the terms that may be the stem of what was meant, nearest first.

    A slip may stand in the ending that a stem has lost, so that the word's own beginnings are
    compared with the stems of each length.
    """
    by_length: dict[int, list[str]] = {}
    for beginning in _beginnings(word):
        for term in lexicon.beginning(beginning):
            if term.isalpha() and term.isascii():
                by_length.setdefault(len(term), []).append(term)
    found: dict[str, float] = {}
    for length in range(max(3, len(word) - 6), len(word) + slips + 1):
        terms = by_length.get(length, ())
        for beginning in {stem(word), word[:length], word[: length + 1], word[: length - 1]}:
            near = process.extract(
                beginning, terms, scorer=OSA.distance, score_cutoff=slips, limit=TRIED_TERMS
            )
            for term, distance, _ in near:
                # The longer the stem that fits, the less the ending had to explain.
                cost = distance + (len(word) - length) / 10
                found[term] = min(cost, found.get(term, cost))
    return sorted(found, key=lambda term: (found[term], term))[:TRIED_TERMS]


def _beginnings(word: str) -> Sequence[str]:
    """Return two letters that the word meant may begin with, one slip taken into account."""
    first, second, third = word[:3]
    others = _VOWELS if second in _VOWELS else ""
    pairs = [first + second, second + first, first + third, second + third]
    return list(dict.fromkeys([*pairs, *(first + vowel for vowel in others)]))
