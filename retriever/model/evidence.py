"""The words that bear a sentence out, and the tests to the letter that a sentence must pass there.

Each test says whether one kind of claim stands. They are a table, to which a kind is added by one
line. Knows nothing of models or embeddings.
"""

import re
from collections.abc import Callable, Mapping, Sequence

from retriever.model import claims
from retriever.model.alignment import exchanges, is_exchanged
from retriever.model.claim_words import DUTY_STEMS
from retriever.model.sources import Bearing, Source
from retriever.store.analyser import STOP_WORDS, stem, terms, word_spans, words

YEAR_DIGITS = 4
_MONTH = re.compile(
    r"\b(January|February|March|April|May|June|July|August|September|October|November|December)\b"
)

DENIED_TERMS = 2
"""A denial of the source is missed only by a sentence that has two words or more of what it
denies: one alone ("not votes, but members") stands there for other reasons too often."""


class Evidence:
    """What bears a sentence out.

    Args:
        borne: The stretches, best first.
        cited: The passages that were cited.
    """

    def __init__(self, borne: Sequence[Bearing], cited: Sequence[Source]) -> None:
        self.first = borne[0].own
        self.own = " ".join(each.own for each in borne)
        self.words = " ".join(each.words for each in borne)
        self.title = " ".join(source.title for source in cited)
        self.heading = ". ".join(source.heading for source in cited)
        self.whole = f"{self.words} . {self.heading}"
        self.terms = frozenset(terms(self.whole))
        self._words = frozenset(words(self.whole))

    def has_name(self, name: claims.Name) -> bool:
        """Say whether a name stands here, in another form of it, or as the words it abbreviates."""
        if name.word in self._words or stem(name.word) in self.terms:
            return True
        return name.is_initials and name.word in _initials(self.words, len(name.word))


def _numbers_stand(sentence: str, evidence: Evidence) -> bool:
    stands = claims.numbers(evidence.words) | _numbers_above(sentence, evidence)
    bare = {claims.without_unit(each) for each in stands} | {"1"}
    return all(
        each in stands or (each == claims.without_unit(each) and each in bare)
        for each in claims.numbers(sentence)
    )


def _numbers_above(sentence: str, evidence: Evidence) -> frozenset[str]:
    """Return the numbers of title and date that count for a sentence.

    A day of a month ("3 March 2017") bears out no "three frameworks": only a sentence that names a
    month may have it.
    """
    found = claims.numbers(evidence.heading)
    if _MONTH.search(sentence):
        return found
    return frozenset(each for each in found if len(each) == YEAR_DIGITS)


def _numbers_keep_company(sentence: str, evidence: Evidence) -> bool:
    """Say whether each number has a word near it that is near it in the source as well."""
    heads = {claims.without_unit(each) for each in _numbers_above(sentence, evidence)}
    said, stands = claims.company(sentence), claims.company(evidence.words)
    return not claims.is_turned_round(sentence, evidence.words) and all(
        not near or near & stands[number]
        for number, near in said.items()
        if number in stands and number not in heads
    )


def _grades_stand(sentence: str, evidence: Evidence) -> bool:
    """Say whether each grade stands; "good" and the like outside of grading are common words."""
    said, stands = claims.grades(sentence), claims.grades(evidence.own)
    return said <= stands or not (stands or claims.grades_something(sentence))


def _denials_stand(sentence: str, evidence: Evidence) -> bool:
    """Say whether what is denied is denied in the source, and the other way round."""
    said, stands = claims.negations(sentence), claims.negations(evidence.words)
    stems = frozenset(terms(sentence))
    added = any(not any(_is_same_denial(scope, other) for other in stands) for scope in said)
    dropped = any(
        len(scope & stems) >= max(DENIED_TERMS, len(scope) / 2)
        and not any(_is_same_denial(scope, other) for other in said)
        for scope in claims.negations(evidence.own)
    )
    return not added and not dropped


def _is_same_denial(one: frozenset[str], other: frozenset[str]) -> bool:
    return 2 * len(one & other) >= max(1, min(len(one), len(other)))


def _nothing_is_turned(sentence: str, evidence: Evidence) -> bool:
    """Say whether no word of the source stands turned into its contrary."""
    stands, own = frozenset(terms(evidence.words)), frozenset(terms(evidence.own))
    said = [word for _, _, word in word_spans(sentence) if word not in STOP_WORDS]
    stems = frozenset(stem(word) for word in said)
    return not any(
        stem(word) not in stands and (claims.opposites(word) & own) - stems for word in said
    )


def _nothing_is_exchanged(sentence: str, evidence: Evidence) -> bool:
    title = frozenset(words(evidence.title))
    return not any(is_exchanged(each, title) for each in exchanges(sentence, evidence.first))


def _duties_stand(sentence: str, evidence: Evidence) -> bool:
    """Say whether "must", "should" and "may" are as in the source; "requires" is a duty as well."""
    stands = claims.duties(evidence.words)
    if evidence.terms & DUTY_STEMS:
        stands |= {"duty"}
    return claims.duties(sentence) <= stands


def _bounds_stand(sentence: str, evidence: Evidence) -> bool:
    """Say whether no number is bounded the other way round."""
    stands = claims.bounds(evidence.words)
    return all(each in stands or _turned(each) not in stands for each in claims.bounds(sentence))


def _turned(bound: str) -> str:
    kind, number = bound.rsplit(" ", 1)
    return f"{'at least' if kind == 'at most' else 'at most'} {number}"


def _initials(text: str, length: int) -> frozenset[str]:
    """Return the initials of each run of so many words."""
    letters = [word[0] for word in re.findall(r"[^\W\d_]+", text.lower())]
    starts = range(len(letters) - length + 1)
    return frozenset("".join(letters[start : start + length]) for start in starts)


TESTS: Mapping[str, Callable[[str, Evidence], bool]] = {
    "numbers": _numbers_stand,
    "company": _numbers_keep_company,
    "grades": _grades_stand,
    "denials": _denials_stand,
    "contraries": _nothing_is_turned,
    "exchanges": _nothing_is_exchanged,
    "duties": _duties_stand,
    "bounds": _bounds_stand,
}
"""By name, whether one kind of claim of a sentence stands in its evidence."""
