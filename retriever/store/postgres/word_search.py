"""Finds passages by words: BM25 as the local word index has it, to the last digit.

Candidates are the passages that hold one of the question's weightier terms, by the index of terms;
the database orders them by their stored weights, and the head is scored again here, with the
average length of now and in the order in which the local index adds. So both stores rank alike.
Knows the tables of words; no vectors.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from retriever.store.postgres.filtering import Allowed
from retriever.store.postgres.migrations import Connection
from retriever.store.postgres.totals import Totals
from retriever.store.postgres.word_rows import sparse, stored_term
from retriever.store.saturation import counts_behind, length_weights

HEAD_FACTOR = 2
"""How many times k are scored again: the stored weights may be of an average 5 % off."""

CANDIDATES = 5_000
"""The terms that say most give candidates until so many passages hold them, or one in a hundred of
all up to MOST_CANDIDATES. At 100,000 passages candidates from the terms that 1 % hold shared all of
the first ten with a search of all, in 1.3 ms of the processor (5 %: 3.6 ms; 0.3 %: 99.4 %)."""

MOST_CANDIDATES = 20_000
_SHARE = 100

_QUERY = """
WITH head AS (
    SELECT key, length, mean, weights FROM words
    WHERE terms && %(candidates)s::integer[]{filter}
    ORDER BY weights <#> %(query)s::sparsevec LIMIT %(most)s)
SELECT key, length, mean,
    (SELECT array_agg(-(weights <#> one) ORDER BY place)
     FROM unnest(%(ones)s::sparsevec[]) WITH ORDINALITY AS each (one, place))
FROM head ORDER BY key
"""
_ALL = _QUERY.format(filter="").encode()
_SOME = _QUERY.format(filter=" AND doc_key = ANY(%(documents)s::bigint[])").encode()

_Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class _Term:
    """A term of the question that some passage holds."""

    number: int
    passages: int
    rarity: np.float32


@dataclass(frozen=True, slots=True)
class WordSearch:
    """The words of one generation.

    Attributes:
        connection: With its transaction begun.
        totals: How many passages there are, and how many terms they have.
        least: The terms that say most give candidates until so many passages hold them, or more
            where there are many.
    """

    connection: Connection
    totals: Totals
    least: int = CANDIDATES
    _known: dict[str, tuple[int, int]] = field(default_factory=dict)

    def frequencies(self, terms: Iterable[str]) -> dict[str, int]:
        """Return in how many passages each term stands."""
        wanted = list(terms)
        self._look_up(wanted)
        return {term: self._known[term][1] for term in wanted}

    def beginning(self, letters: str) -> list[str]:
        """Return the terms that begin with some letters, ascending."""
        # No letter comes after the last one that there is.
        rows = self.connection.execute(
            "SELECT term FROM terms WHERE term >= %s AND term < %s ORDER BY term",
            (letters, f"{letters}\U0010ffff"),
        )
        return [term for (term,) in rows.fetchall()]

    def search(
        self, terms: Sequence[str], k: int, allowed: Allowed | None, weights: Sequence[float]
    ) -> list[tuple[int, float]]:
        """Return up to k (key, BM25 score above 0), best first; of equal ones the lower key."""
        asked = self._asked(terms, weights)
        if not asked or k < 1 or (allowed is not None and not allowed.passages):
            return []
        share = min(self.totals.passages // _SHARE, MOST_CANDIDATES)
        candidates = _candidates(asked, allowed, max(self.least, share))
        rows = self._head(asked, candidates, k, allowed)
        if len(rows) < k and len(candidates) < len({each.number for each in asked}):
            everything = sorted({each.number for each in asked})
            rows = self._head(asked, everything, k, allowed)
        return self._scored(rows, asked)[:k]

    def _asked(self, terms: Sequence[str], weights: Sequence[float]) -> list[_Term]:
        """Return the terms that some passage holds, each as often as it is given."""
        self._look_up(terms)
        found = []
        for term, weight in zip(terms, weights or (1.0,) * len(terms), strict=True):
            number, holding = self._known[term]
            if holding:
                rarity = np.log(1 + (self.totals.passages - holding + 0.5) / (holding + 0.5))
                found.append(_Term(number, holding, np.float32(weight * rarity)))
        return found

    def _look_up(self, terms: Iterable[str]) -> None:
        unknown = {stored_term(term): term for term in terms if term not in self._known}
        if not unknown:
            return
        rows = self.connection.execute(
            "SELECT term, id, passages FROM terms WHERE term = ANY(%s)", (list(unknown),)
        )
        self._known.update(dict.fromkeys(unknown.values(), (0, 0)))
        self._known.update({unknown[term]: (number, held) for term, number, held in rows})

    def _head(
        self, asked: Sequence[_Term], candidates: Sequence[int], k: int, allowed: Allowed | None
    ) -> list[_Row]:
        """Return the candidates that are worth scoring, with the stored weight of each term."""
        query: dict[int, float] = {}
        for each in asked:
            query[each.number] = query.get(each.number, 0.0) + float(each.rarity)
        given: Mapping[str, Any] = {
            "candidates": list(candidates),
            "query": sparse(query),
            "most": HEAD_FACTOR * k,
            "ones": [sparse({number: 1.0}) for number in query],
            "documents": None if allowed is None else allowed.documents,
        }
        rows = self.connection.execute(_ALL if allowed is None else _SOME, given, binary=True)
        return rows.fetchall()

    def _scored(self, rows: Sequence[_Row], asked: Sequence[_Term]) -> list[tuple[int, float]]:
        """Score as `WordIndex.search` does, in numbers of 32 bits, term by term."""
        if not rows:
            return []
        keys = np.array([row[0] for row in rows])
        lengths = np.array([row[1] for row in rows], dtype=np.int32)
        means = np.array([row[2] for row in rows])
        stored = np.array([row[3] for row in rows])
        added = length_weights(lengths, means)[:, None]
        counts = counts_behind(stored, added).astype(np.float32)
        now = length_weights(lengths, self.totals.true_mean())
        saturating = now.astype(np.float32)
        columns = {number: n for n, number in enumerate(dict.fromkeys(a.number for a in asked))}
        scores = np.zeros(len(rows), dtype=np.float32)
        for each in asked:
            often = counts[:, columns[each.number]]
            scores += each.rarity * often / (often + saturating)
        order = np.lexsort((keys, -scores))
        pairs = zip(keys[order].tolist(), scores[order].tolist(), strict=True)
        return [(key, score) for key, score in pairs if score > 0]


def _candidates(asked: Sequence[_Term], allowed: Allowed | None, most: int) -> list[int]:
    """Return the numbers of the terms that candidates hold: those that say most, one at least."""
    share = 1.0 if allowed is None else allowed.share
    chosen: list[int] = []
    expected = 0.0
    for each in sorted(set(asked), key=lambda each: (-each.rarity, each.number)):
        if each.number in chosen:
            continue
        expected += each.passages * share
        if chosen and expected > most:
            break
        chosen.append(each.number)
    return chosen
