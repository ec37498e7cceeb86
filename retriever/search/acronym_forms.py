"""Acronyms of a question: the form that it leaves out, as the library's documents explain it.

"SCCIF" is searched as what it stands for too, and what it stands for as "SCCIF", both behind the
question's own words. Knows only what passages explain (see `retriever.store.acronyms`).
"""

from collections.abc import Iterator, Sequence

from retriever.search.expansion import Expansion
from retriever.search.lexicon import Lexicon
from retriever.store.acronyms import MARK, key_words, long_key, short_form
from retriever.store.analyser import STOP_WORDS, terms, word_spans, words

LONG_WEIGHT = 0.2
"""Of each word of a long form that is added. 140 questions made by program over 42 documents of
policy, whose passage has the other form alone: recall@5 by words .614 without, .793 at 0.2, .829
at 0.3, .857 at 0.5; where the passage has the question's own form .979, .964, .950, .943."""

SHORT_WEIGHT = 0.3
"""Of a short form that is added: .514 without, .571 at 0.2, .636 at 0.3, .736 at 0.5; where the
passage has the question's own form .964, .964, .950, .936."""

MOST_MEANINGS = 2
LEAST_SHARE = 0.3
"""A short form may stand for several things: those told less often than this are left out."""

LOOKED_AT = 12
"""Passages that tell whether a small word is a word of its own ("send")."""


def acronym_forms(text: str, lexicon: Lexicon) -> Iterator[Expansion]:
    """Yield the forms of its acronyms that a question leaves out."""
    yield from _long_forms(text, lexicon)
    yield from _short_forms(text, lexicon)


def _long_forms(text: str, lexicon: Lexicon) -> Iterator[Expansion]:
    asked = f" {' '.join(key_words(text))} "
    shouted = text == text.upper()
    seen: set[str] = set()
    for start, end, word in word_spans(text):
        written = "" if shouted else short_form(text[start:end])
        short = written or word
        if word in STOP_WORDS or short in seen:
            continue
        seen.add(short)
        for long in _meanings(short, lexicon):
            is_new = f" {long_key(long)} " not in asked
            if is_new and (written or not _is_word(short, lexicon)):
                own = tuple(dict.fromkeys(terms(long)))
                yield Expansion(start, end, long, own, LONG_WEIGHT, is_long=True)


def _meanings(short: str, lexicon: Lexicon) -> list[str]:
    """Return what a short form stands for, the commonest first, one wording of each."""
    told = lexicon.frequencies(lexicon.beginning(f"{short}{MARK}"))
    wordings: dict[str, dict[str, int]] = {}
    for term, count in told.items():
        long = term.partition(MARK)[2]
        wordings.setdefault(long_key(long), {})[long] = count
    ranked = sorted(wordings.values(), key=lambda each: (-sum(each.values()), min(each)))
    most = sum(ranked[0].values()) if ranked else 0
    return [
        min(each, key=lambda long: (-each[long], long))
        for each in ranked[:MOST_MEANINGS]
        if sum(each.values()) >= LEAST_SHARE * most
    ]


def _is_word(small: str, lexicon: Lexicon) -> bool:
    """Say whether the library writes a short form in small letters too, as a word of its own."""
    texts = lexicon.texts_with(terms(small)[0], LOOKED_AT) if terms(small) else ()
    written = (
        text[start:end] for text in texts for start, end, w in word_spans(text) if w == small
    )
    return any(each == each.lower() for each in written)


def _short_forms(text: str, lexicon: Lexicon) -> Iterator[Expansion]:
    spans = [each for each in word_spans(text) for _ in key_words(text[each[0] : each[1]])]
    stems = [stem for start, end, _ in spans for stem in key_words(text[start:end])]
    own = set(words(text))
    place = 0
    while place + 1 < len(stems):
        length, short = _short_at(stems[place:], lexicon)
        if short and short not in own:
            start, end = spans[place][0], spans[place + length - 1][1]
            yield Expansion(start, end, short.upper(), (short,), SHORT_WEIGHT)
        place += max(1, length)


def _short_at(stems: Sequence[str], lexicon: Lexicon) -> tuple[int, str]:
    """Return how many stems are the longest long form that they begin with, and its short one."""
    told = {}
    for term in lexicon.beginning(f"{stems[0]} {stems[1]}"):
        long, _, short = term.partition(MARK)
        words_of_long = long.split(" ")
        if words_of_long == list(stems[: len(words_of_long)]):
            told[term] = (len(words_of_long), short)
    if not told:
        return 0, ""
    counts = lexicon.frequencies(list(told))
    best = min(told, key=lambda term: (-told[term][0], -counts[term], term))
    return told[best]
