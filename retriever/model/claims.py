"""What a sentence claims that must stand in its source to the letter: numbers, names, negations.

Text in, sets of folded words out; both the model's sentence and its source are read by the same
rules. Knows no model and no score.
"""

import re
from dataclasses import dataclass

from retriever.model import claim_words as known
from retriever.store.analyser import STOP_WORDS, fold, stem, word_spans

_FIGURES = re.compile(
    r"(?P<pound>[£$€]\s?)?(?P<figure>\d[\d,]*(?:\.\d+)?)"
    r"(?P<share>\s?(?:%|per ?cent\b|percentage points?\b))?"
)
_WORD_NUMBER = re.compile(
    rf"\b(?:(?P<tens>{'|'.join(known.TENS)})(?:[- ](?P<units>{'|'.join(known.UNITS)}))?"
    rf"|(?P<small>{'|'.join([*known.TEENS, *known.UNITS])}))\b"
    r"(?P<share>\s?(?:per ?cent\b))?"
)
_FROM_TO = re.compile(
    r"\bfrom (?:[^\W\d]+ ){0,3}£?(\d[\d,.]*)[^.;]{0,40}? to (?:[^\W\d]+ ){0,3}£?(\d[\d,.]*)"
)
_GRADE = re.compile(
    r"\b(?:outstanding|inadequate|good|requir(?:es?|ed|ing) improvement(?: to be good)?)\b"
)
_BREAK = re.compile(r"[.;:,()–—?!]")
_AT_MOST = re.compile(known.AT_MOST)
_AT_LEAST = re.compile(known.AT_LEAST)

SCOPE_WORDS = 3
"""How many words of meaning a negation is taken to deny."""

NEAR_WORDS = 4
"""How many words of meaning on either side are a number's company."""


@dataclass(frozen=True, slots=True)
class Name:
    """A capitalised word.

    Attributes:
        word: Folded.
        is_first: Whether only its place may have given it the capital.
        is_initials: Whether it is all capitals.
    """

    word: str
    is_first: bool
    is_initials: bool


def numbers(text: str) -> frozenset[str]:
    """Return the numbers of a text: "1,304" and "two" as digits, "%" and "£" as a part of them."""
    folded = fold(text)
    found = set()
    for each in _FIGURES.finditer(folded):
        found.add(_with_units(_plain(each["figure"]), each["share"], each["pound"]))
    for each in _WORD_NUMBER.finditer(folded):
        value = known.TENS.get(each["tens"] or "", 0)
        value += known.SMALL.get(each["units"] or each["small"] or "", 0)
        found.add(_with_units(str(value), each["share"], None))
    found |= {word for _, _, word in word_spans(folded) if word in known.PARTS}
    return frozenset(found)


def without_unit(number: str) -> str:
    """Return a number without "%" and "£"."""
    return number.strip("%£$€")


def company(text: str) -> dict[str, frozenset[str]]:
    """Return the words of meaning that stand near each number of a text, its unit left out."""
    read = [
        (tuple(without_unit(each) for each in numbers(word)), stem(word))
        for _, _, word in word_spans(text.replace(",", ""))
        if word not in STOP_WORDS
    ]
    near: dict[str, frozenset[str]] = {}
    for place, (values, _) in enumerate(read):
        around = read[max(0, place - NEAR_WORDS) : place + NEAR_WORDS + 1]
        words = frozenset(word for others, word in around if not others)
        for value in values:
            near[value] = near.get(value, frozenset()) | words
    return near


def is_turned_round(sentence: str, source: str) -> bool:
    """Say whether "from A to B" of the sentence is "from B to A" in its source."""
    said = {(_plain(a), _plain(b)) for a, b in _FROM_TO.findall(fold(sentence))}
    stands = {(_plain(a), _plain(b)) for a, b in _FROM_TO.findall(fold(source))}
    return any((b, a) in stands and (a, b) not in stands for a, b in said)


def names(text: str) -> tuple[Name, ...]:
    """Return the capitalised words of a text that are no stop words."""
    found = []
    for start, end, word in word_spans(text):
        before = text[:start].rstrip()
        if not text[start].isupper() or (word in STOP_WORDS and not text[start:end].isupper()):
            continue
        if end - start > 1:
            is_first = not before or before[-1] in ".:?!“‘\"'"
            found.append(Name(word, is_first, text[start:end].isupper()))
    return tuple(found)


def negations(text: str) -> tuple[frozenset[str], ...]:
    """Return for each negation of a text the stems of what it denies, or of what leads to it."""
    read = word_spans(text)
    scopes = []
    for place, (_, end, word) in enumerate(read):
        if word not in known.NEGATIVES and not word.endswith("n't"):
            continue
        following = read[place + 1][2] if place + 1 < len(read) else ""
        if (word, following) in known.NO_DENIAL:
            continue
        stopped = _BREAK.search(text, end)
        clause_end = stopped.start() if stopped else len(text)
        after = [each for start, _, each in read[place + 1 :] if start < clause_end]
        scope = _meaning(after)[:SCOPE_WORDS]
        scopes.append(
            frozenset(scope or _meaning([each for _, _, each in read[:place]])[-SCOPE_WORDS:])
        )
    return tuple(scopes)


def duties(text: str) -> frozenset[str]:
    """Return how binding a text is, in kinds: "duty", "advice", "leave" (to do something)."""
    found = {known.BINDING[word] for _, _, word in word_spans(text) if word in known.BINDING}
    if re.search(r"\bmay\b", text):  # the month is written with a capital
        found.add("leave")
    return frozenset(found)


def bounds(text: str) -> frozenset[str]:
    """Return which numbers a text bounds, and how: "at most 12", "at least 3"."""
    folded = fold(text)
    at_most = {f"at most {_plain(each)}" for each in _AT_MOST.findall(folded)}
    left = _AT_MOST.sub(" ", folded)
    return frozenset(at_most | {f"at least {_plain(each)}" for each in _AT_LEAST.findall(left)})


def opposites(word: str) -> frozenset[str]:
    """Return the stems that say the contrary of a folded word."""
    turned = {stem(prefix + word) for prefix in known.TURNING}
    turned |= {stem(word.removeprefix(each)) for each in known.TURNING if word.startswith(each)}
    turned |= known.CONTRARIES.get(stem(word), frozenset())
    return frozenset(turned - {stem(word)})


def grades(text: str) -> frozenset[str]:
    """Return the inspection grades that a text names; "good" of "to be good" is none."""
    return frozenset(
        "requires improvement" if found.startswith("requir") else found
        for found in _GRADE.findall(fold(text))
    )


def grades_something(text: str) -> bool:
    """Say whether a text tells of grading."""
    return any(stem(word) in known.GRADING for _, _, word in word_spans(text))


def _meaning(words: list[str]) -> list[str]:
    return [stem(word) for word in words if word not in STOP_WORDS]


def _plain(figure: str) -> str:
    plain = figure.replace(",", "").rstrip(".")
    return plain.lstrip("0") or "0"


def _with_units(value: str, share: str | None, pound: str | None) -> str:
    return f"{(pound or '').strip()}{value}{'%' if share else ''}"
