"""Checks one sentence of a model against the passages that it cites.

Two kinds of test. To the letter (`evidence`): its numbers, dates, names, grades, denials and duties
stand in the sentence that bears it out. By likeness: enough of its words stand there and its
embedding is near. Knows no server and no page.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from retriever.model import claims
from retriever.model.evidence import TESTS, Evidence
from retriever.model.sources import Bearing, Source
from retriever.search.places import named_authorities
from retriever.store.analyser import stem, terms
from retriever.store.encoder import Encoder, Floats

SUPPORT_FLOOR = 0.62
"""The least support that bears a sentence out, 0 to 1.

Of 625 false sentences .984 are marked with it and of 500 true ones .044; .981 and .040 at .55, .989
and .064 at .75. On sentences of other documents: .986 and .048.
"""

COVERAGE_WEIGHT = 0.6
"""Of the share of a sentence's terms that stand in its source, beside the embeddings' cosine."""

CLAIMS_WEIGHT = 0.2
"""Of its numbers and names when the sentence that bears it out is looked for: little, or a wrong
number would choose the sentence that happens to have it."""

SECOND_ADDS_TERMS = 3
"""A further sentence bears one out as well if it holds so many of the terms, names and numbers left
out, that the first one lacks: with fewer a number could be borrowed from anywhere."""

_TELLING = frozenset(
    terms(
        """according report reports document source passage text guidance say says said state states
        stated note notes noted mention mentions describe describes described found find finds
        explain explains inspectors judged graded rated grade judgement given also however
        additionally furthermore therefore overall thus answer"""
    )
)
"""Stems by which a model says that somebody says so: they claim nothing of their own."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the check of one sentence came to.

    Attributes:
        support: By likeness, at most 1; 0 where it cites nothing that can be read.
        faults: The names of the tests to the letter that it failed.
        bearings: Of each passage that it cites, the sentence that bears it out best.
    """

    support: float
    faults: tuple[str, ...]
    bearings: tuple[Bearing, ...]

    @property
    def is_supported(self) -> bool:
        """Whether what it cites bears the sentence out."""
        return not self.faults and self.support >= SUPPORT_FLOOR


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence as it is looked up: its terms, those that are claims, and its embedding."""

    terms: frozenset[str]
    claims: frozenset[str]
    embedding: Floats

    def likeness(self, bearing: Bearing) -> float:
        """Return how much a stretch looks like what bears this out.

        Of a table's rows, which differ by a word, the one counts whose first cell is told whole.
        """
        return (
            _share(self.terms, bearing.terms)
            + _share(bearing.label, self.terms)
            + CLAIMS_WEIGHT * _share(self.claims, bearing.terms)
            + float(self.embedding @ bearing.embedding)
        )


class Checker:
    """Checks sentences.

    Args:
        encoder: For the embeddings' likeness, and for what is a rare word.
        authorities: That the library knows: a sentence may name those of its sources alone.
    """

    def __init__(self, encoder: Encoder, authorities: Sequence[str] = ()) -> None:
        self._encoder = encoder
        self._authorities = tuple(authorities)

    def check(self, sentence: str, cited: Sequence[Source]) -> Verdict:
        """Check a sentence, without its marks, against the passages that it cites."""
        readable = [source for source in cited if source.bearings]
        if not readable:
            return Verdict(0.0, ("cites nothing",), ())
        said = self._said(sentence)
        best = [max(source.bearings, key=said.likeness) for source in readable]
        best.sort(key=said.likeness, reverse=True)
        borne = _borne_out(said, best[0], readable)
        evidence = Evidence(borne, readable)
        near = max(float(said.embedding @ each.embedding) for each in borne)
        covered = _share(said.terms, evidence.terms)
        faults = [name for name, stands in TESTS.items() if not stands(sentence, evidence)]
        if not self._names_stand(sentence, evidence):
            faults.append("names")
        support = COVERAGE_WEIGHT * covered + (1 - COVERAGE_WEIGHT) * near
        return Verdict(support, tuple(faults), tuple(best))

    def _said(self, sentence: str) -> _Said:
        whole = frozenset(terms(sentence))
        to_the_letter = {stem(each.word) for each in claims.names(sentence)}
        to_the_letter |= {each for each in whole if each[0].isdigit() or claims.numbers(each)}
        told = whole - to_the_letter - _TELLING
        return _Said(told or whole, frozenset(to_the_letter), self._encoder.encode([sentence])[0])

    def _names_stand(self, sentence: str, evidence: Evidence) -> bool:
        """Say whether each name stands in the source.

        A first word has its capital from its place: it is a name if the library has such an
        authority, or if it is rare, that is, in more than one piece in the encoder's vocabulary.
        """
        missing = [each for each in claims.names(sentence) if not evidence.has_name(each)]
        if any(not name.is_first for name in missing):
            return False
        counts = self._encoder.count_tokens([name.word for name in missing])
        named = set(named_authorities(self._authorities, sentence))
        known = set(named_authorities(self._authorities, evidence.whole))
        return all(count == 1 for count in counts) and named <= known


def _share(of: frozenset[str], stands: frozenset[str]) -> float:
    return len(of & stands) / len(of) if of else 0.0


def _borne_out(said: _Said, first: Bearing, cited: Sequence[Source]) -> list[Bearing]:
    """Return the sentence that bears another out best, and one that bears out the rest of it."""
    rest = said.terms - first.terms
    others = [each for source in cited for each in source.bearings if each is not first]
    if not others:
        return [first]
    second = max(others, key=lambda each: len(rest & each.terms))
    return [first, second] if len(rest & second.terms) >= SECOND_ADDS_TERMS else [first]
