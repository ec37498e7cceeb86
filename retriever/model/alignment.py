"""Lays a sentence beside the one that bears it out, word by word, and looks at what was exchanged.

A sentence that keeps to its source's wording and exchanges one number, name or "all" for another
has nearly all its words in the source, and often the exchanged one as well, from elsewhere in it.
Laid side by side, the exchange shows. Knows words, not where they come from.
"""

from dataclasses import dataclass
from difflib import SequenceMatcher

from retriever.model import claims
from retriever.store.analyser import stem, word_spans

KEPT_FLOOR = 0.5
"""Under this share of words kept in order the wording is free, and words pair by chance."""

EXCHANGED_WORDS = 4
"""A longer exchange is another clause, and none of its words stands for one of the other's."""

DENIAL_WORDS = 2
"""A denial put in or left out alone turns a sentence round; with its clause it does not."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """What a sentence has in place of what its source has; one of them may be ""."""

    said: str
    stands: str


def exchanges(sentence: str, source: str) -> tuple[Exchange, ...]:
    """Return what a sentence exchanges of its source; nothing for a free rendering."""
    said, stands = word_spans(sentence), word_spans(source)
    matcher = SequenceMatcher(
        None, [word for _, _, word in said], [word for _, _, word in stands], autojunk=False
    )
    kept = sum(block.size for block in matcher.get_matching_blocks())
    if not said or kept / len(said) < KEPT_FLOOR:
        return ()
    return tuple(
        Exchange(_between(sentence, said[a:b]), _between(source, stands[c:d]))
        for operation, a, b, c, d in matcher.get_opcodes()
        if operation != "equal" and max(b - a, d - c) <= EXCHANGED_WORDS
    )


def is_exchanged(exchange: Exchange, heading: frozenset[str]) -> bool:
    """Say whether an exchange puts one claim in the place of another.

    Args:
        exchange: What was exchanged.
        heading: Folded words of the source's title and authority: names of these may be put in.
    """
    said, stands = exchange.said, exchange.stands
    if not said or not stands:
        left = word_spans(said or stands)
        return len(left) <= DENIAL_WORDS and bool(claims.negations(said or stands))
    numbers, others = claims.numbers(said), claims.numbers(stands)
    if numbers and others and not numbers <= others:
        return True
    return _names_differ(said, stands, heading) or _is_contrary(said, stands)


def _names_differ(said: str, stands: str, heading: frozenset[str]) -> bool:
    # A word before them: none is taken for a sentence's first.
    ours, theirs = (claims.names(f"x {text}") for text in (said, stands))
    words, others = ([each.word for each in names] for names in (ours, theirs))
    if not words or not others or heading.issuperset(words):
        return False
    initials = ("".join(word[0] for word in names) for names in (words, others))
    if any(one in other for one, other in zip(initials, (others, words), strict=True)):
        return False
    return not {stem(word) for word in words} & {stem(word) for word in others}


def _is_contrary(said: str, stands: str) -> bool:
    ours, theirs = ([word for _, _, word in word_spans(text)] for text in (said, stands))
    if bool(claims.negations(said)) != bool(claims.negations(stands)):
        return True
    binding, others = claims.duties(said), claims.duties(stands)
    if binding and others and binding != others:
        return True
    stems = {stem(word) for word in theirs}
    return any(claims.opposites(word) & stems for word in ours)


def _between(text: str, words: list[tuple[int, int, str]]) -> str:
    return text[words[0][0] : words[-1][1]] if words else ""
