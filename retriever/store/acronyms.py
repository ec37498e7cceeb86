"""Acronyms as a text itself explains them: "designated safeguarding lead (DSL)" and the other way.

An explanation becomes two terms of the passage that gives it, so that it is counted, published and
removed with that passage and found by any store that finds terms by their beginning. Terms of words
hold neither a space nor "=", so the two kinds never meet. Nothing is guessed: each letter of the
short form must begin a word of the long one, in order. Knows texts; knows no index.

Source of the way backwards from the bracket: Schwartz and Hearst 2003, "A simple algorithm for
identifying abbreviation definitions in biomedical text"; ours is stricter, whole beginnings alone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retriever.store.analyser import fold, stem, terms

MARK = "="
"""Between the two forms in a term."""

_SHORT = r"[A-Z][A-Za-z0-9]*(?:[&-][A-Za-z0-9]+)*"
_QUOTED = r"[\"'“”‘’]?"
_AFTER = re.compile(
    rf"\(\s*(?:the |an? |or |known as |also known as |abbreviated to )?{_QUOTED}(?P<short>{_SHORT})"
    rf"{_QUOTED}\s*(?:[,;)]|\bor\b)"
)
_BEFORE = re.compile(
    rf"(?<![\w-])(?P<short>{_SHORT})\s*\(\s*(?:the |an? )?(?P<long>[^()]{{5,120}})\)"
)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_END = re.compile(r"[.:;?!>|()\[\]•]|\n\s*\n")
_JOINING = frozenset(
    ("a", "an", "and", "at", "by", "for", "from", "in", "into", "its", "of", "on", "or", "the")
) | {"to", "with"}
_LEFT_OUT = frozenset(("and", "the", "a", "an"))

_MOST_LETTERS = 10
_FEWEST = 2
"""Letters of a short form, and words of a long one."""

_REACH_CHARS = 160
"""How far before a bracket the long form may begin: ten words of sixteen letters."""


@dataclass(frozen=True, slots=True)
class Acronym:
    """A short form and what it stands for.

    Attributes:
        short: Folded, in the singular ("lado").
        long: Folded words as they are printed ("local authority designated officer").
    """

    short: str
    long: str


def indexed_terms(text: str) -> list[str]:
    """Return all the terms that a passage is found by."""
    return [*terms(text), *acronym_terms(text)]


def acronym_terms(text: str) -> list[str]:
    """Return the terms that tell a text's acronyms each way: "dsl=designated ...", and back."""
    return [
        term
        for each in acronyms_of(text)
        for term in (f"{each.short}{MARK}{each.long}", f"{long_key(each.long)}{MARK}{each.short}")
    ]


def acronyms_of(text: str) -> list[Acronym]:
    """Return the acronyms that a text explains, each once, in the order of the text."""
    if "(" not in text:
        return []
    found = [*_explained_before(text), *_explained_after(text)]
    return list(dict.fromkeys(found))


def long_key(long: str) -> str:
    """Return what a long form is looked up by: its words' stems, "and" and articles left out."""
    return " ".join(key_words(long))


def key_words(text: str) -> list[str]:
    """Return the stems of a text's words, "and" and articles left out."""
    return [stem(word) for word in _words(fold(text)) if word not in _LEFT_OUT]


def short_form(written: str) -> str:
    """Return a short form folded and in the singular; "" for what is none.

    At least two capitals make one: "LADOs", "DfE", "R&D"; not "Ofsted", "Act" or "I".
    """
    singular = re.sub(r"(?<=[A-Z0-9])['’]?s$", "", written)
    letters = re.sub(r"[^A-Za-z0-9]", "", singular)
    capitals = sum(letter.isupper() for letter in letters)
    is_short = capitals >= max(_FEWEST, len(letters) / 2) and len(letters) <= _MOST_LETTERS
    return fold(singular).replace("&", "").replace("-", "") if is_short else ""


def _explained_before(text: str) -> Iterator[Acronym]:
    """Yield what stands as "long form (SHORT)"."""
    for bracket in _AFTER.finditer(text):
        short = short_form(bracket["short"])
        before = _END.split(text[max(0, bracket.start() - _REACH_CHARS) : bracket.start()])[-1]
        long = _ending_of(_words(fold(before)), short) if short else ()
        if long:
            yield _acronym(short, long)


def _explained_after(text: str) -> Iterator[Acronym]:
    """Yield what stands as "SHORT (long form)"."""
    for bracket in _BEFORE.finditer(text):
        short = short_form(bracket["short"])
        long = _words(fold(bracket["long"]))
        if short and _ending_of(long, short) == tuple(long):
            yield _acronym(short, long)


def _ending_of(words: Sequence[str], short: str) -> tuple[str, ...]:
    """Return the last words that a short form abbreviates; () where they do not.

    The fewest words that do, and rather without a letter from a joining word: the "I" of "inquiry
    into abuse" is not that of "into". Two letters take none from joining words at all.
    """
    most = min(len(words), 2 * len(short) + 2)
    takes = (False,) if len(short) == _FEWEST else (False, True)
    for from_joining in takes:
        for count in range(_FEWEST, most + 1):
            some = tuple(words[-count:])
            if short[0] == some[0][0] and _fits(short, some, from_joining=from_joining):
                return some
    return ()


def _fits(letters: str, words: Sequence[str], *, from_joining: bool, begun: int = 0) -> bool:
    """Say whether each letter begins a word, in order, and no word but a joining one is passed.

    A word may give two letters of its beginning, the last one more ("SENCo" for co-ordinator).

    Args:
        letters: That are left.
        words: That are left.
        from_joining: Whether a joining word may give a letter ("DfE").
        begun: How many words gave letters so far.
    """
    if not words:
        return not letters and begun >= _FEWEST
    word, rest = words[0], words[1:]
    if word in _JOINING:
        if begun and _fits(letters, rest, from_joining=from_joining, begun=begun):
            return True
        if not from_joining:
            return False
    most = min(2, len(letters)) if rest else len(letters)
    return any(
        word.startswith(letters[:length])
        and _fits(letters[length:], rest, from_joining=from_joining, begun=begun + 1)
        for length in range(1, most + 1)
    )


def _words(folded: str) -> list[str]:
    """Return folded words, the parts of hyphened ones apart and possessives cut."""
    return [re.sub(r"'s?$", "", word) for word in _WORD.findall(folded)]


def _acronym(short: str, words: Sequence[str]) -> Acronym:
    return Acronym(short, " ".join(words))
