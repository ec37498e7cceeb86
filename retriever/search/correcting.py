"""Spelling slips of a question, set right by the library's own words.

Only a word that neither the library, the encoder's vocabulary nor a dictionary of English knows is
touched, and only where a word of the library is a slip away: names, numbers, acronyms and short
words stay as they are. The library is searched by its terms, which are stems; how the word itself
is written is read in passages that hold it.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from retriever.search.english import is_english
from retriever.search.lexicon import Lexicon
from retriever.store.analyser import STOP_WORDS, fold, stem, word_spans, words

SHORTEST_CHARS = 5
"""A shorter word has too many neighbours to tell which one was meant."""

LONG_CHARS = 12
"""From here on two slips are set right, below one. With 8 here, 729 questions as people asked them
had five corrections: both by two slips were to another word, of three by one slip one was."""

TRIED_TERMS = 8
READ_PASSAGES = 6
"""How many terms are looked at, and passages of each."""

_ENDINGS = (
    "", "s", "e", "es", "ed", "er", "ers", "ing", "ings", "y", "ly", "al", "ally", "able", "ible",
    "ment", "ments", "ion", "ions", "ation", "ations", "ive", "ives", "ity", "ities", "ance",
    "ences", "ence", "ful", "ness", "less", "or", "ors", "ional", "ability",
)  # fmt: skip


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
        if counts[stem(word)] or lexicon.is_common(word) or is_english(word):
            continue
        meant = _meant(word, lexicon)
        if meant:
            read = meant.capitalize() if text[start].isupper() else meant
            corrections.insert(0, Correction(text[start:end], read))
            text = text[:start] + read + text[end:]
    return text, tuple(corrections)


def corrected_in_words(text: str, corrections: Sequence[Correction]) -> tuple[str, ...]:
    """Return the notice that says what was searched for instead; none where nothing was set right.

    Args:
        text: The question as it is read.
        corrections: That were made in it.
    """
    if not corrections:
        return ()
    slips = ", ".join(f"“{each.read}” for “{each.written}”" for each in corrections)
    return (f"Searched for: {text} (read {slips})",)


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
            and not set(around) & set("@/_'’#&")
            and not (text[end : end + 1] == "." and text[end + 1 : end + 2].isalpha())
        ):
            yield start, end, word


def _meant(word: str, lexicon: Lexicon) -> str:
    """Return the library's word that a slip stands for; "" where none is near enough."""
    slips = 2 if len(word) >= LONG_CHARS else 1
    near = _near_terms(word, slips, lexicon)
    counts = lexicon.frequencies(list(near))
    ranked = [
        (OSA.distance(word, each), -counts[term], -often, each)
        for term, likely in near.items()
        for each, often in _written(term, likely, lexicon).items()
    ]
    best = min((rank for rank in ranked if rank[0] <= slips), default=None)
    return best[-1] if best else ""


def _written(term: str, likely: str, lexicon: Lexicon) -> Mapping[str, int]:
    """Return how a term is written, and how often, in some passages that hold it.

    They may not be all of its forms: the likely one counts too where the encoder knows it.
    """
    texts = lexicon.texts_with(term, READ_PASSAGES)
    found = Counter(each for text in texts for each in words(text) if stem(each) == term)
    if likely not in found and stem(likely) == term and lexicon.is_common(likely):
        found[likely] = 1
    return {each: often for each, often in found.items() if each.isalpha()}


def _near_terms(word: str, slips: int, lexicon: Lexicon) -> dict[str, str]:
    """Return the terms that may be the stem of what was meant, each with its likely word.

    A slip may stand in the ending that a stem has lost: so each term is tried with the endings of
    English that make it as long as the word.
    """
    terms = [
        term
        for beginning in (word[0], word[1] + word[0])
        for term in lexicon.beginning(beginning)
        if term.isalpha() and term.isascii()
    ]
    found: dict[str, tuple[float, str]] = {}
    for ending in _ENDINGS:
        length = len(word) - len(ending)
        likely = {
            _joined(term, ending): term for term in terms if abs(len(term) - length) <= slips + 1
        }
        near = process.extract(
            word, list(likely), scorer=OSA.distance, score_cutoff=slips, limit=TRIED_TERMS
        )
        for each, distance, _ in near:
            term = likely[each]
            found[term] = min((distance, each), found.get(term, (distance, each)))
    ranked = sorted(found, key=lambda term: (found[term], term))[:TRIED_TERMS]
    return {term: found[term][1] for term in ranked}


def _joined(term: str, ending: str) -> str:
    """Return a stem with an ending: "duti" with "y" is "duty"."""
    return term[:-1] + ending if ending == "y" and term.endswith("i") else term + ending
