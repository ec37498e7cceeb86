"""Finds passages: both indexes are searched, their lists fused, the head read and mixed.

Works on one view, so that all it finds is of one generation. Knows no quotes and no refusal.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from time import perf_counter

from retriever.errors import IndexDamagedError
from retriever.reader.maxsim import READ_PASSAGES
from retriever.reader.readings import PassageReading, sureness
from retriever.reader.steady import SteadyReader
from retriever.records import Filters, Passage, ScoredPassage
from retriever.search.background import (
    EXPLAINED,
    IN_FIELD_WORDS,
    mixed_vector,
    text_to_read,
    with_background,
)
from retriever.search.collapsing import kept_places
from retriever.search.favouring import demanded, favoured, favours_of
from retriever.search.fusion import (
    DEPTH,
    PHRASE_WEIGHT,
    PHRASED,
    fuse_convex,
    mix_standardised,
    with_bonus,
)
from retriever.search.phrases import share_of_pairs, term_weights, weighted_pairs
from retriever.search.query import Query
from retriever.store.analyser import distinct, terms
from retriever.store.contract import View
from retriever.store.encoder import Encoder, Floats

LOST = (
    "The index has lost passages or documents that it lists: delete its folder and make it anew "
    "from the corpus with `python -m ingest`; no document is lost."
)

SPARE_PASSAGES = 8
"""How many more are looked at where versions of one document may give way to one another."""

READ_SHARE = 0.45
"""A passage is read where its fused score is at least this share of the first one's: of 75 golden
questions' answers none stands in a passage under .5, one in a passage under .6. Mean nDCG@10 of
five sets: .842, at .55 .840, with all twelve read .843; 6 to 10 of the twelve are read."""

FOLLOW_UP_WEIGHT = 0.3
"""Of the reader where something was said before: mtrag_un_dev nDCG@10 .912, at 0.6 .894."""

FAVOURED_PASSAGES = 30
"""How many more are looked at where a question favours some documents."""

SYSTEMS = ("words", "dense", "hybrid", "full")
"""What can be evaluated alone: each engine, their fusion, and the fusion with the reader."""


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that was found.

    Attributes:
        passage: The passage.
        score: Final, larger is better.
        dense: Inner product with the question, 0 where that list does not hold it.
        fused: Of the fusion, 0 to 1.
        reading: How the reader read it; None past the head or without a reader.
    """

    passage: Passage
    score: float
    dense: float
    fused: float
    reading: PassageReading | None


@dataclass(frozen=True, slots=True)
class SearchTimes:
    """Milliseconds."""

    encode: float
    search: float
    read: float


class Searcher:
    """Searches a view with an encoder and a reader.

    Args:
        encoder: That the index was made with.
        reader: That reads the head of the list.
    """

    def __init__(self, encoder: Encoder, reader: SteadyReader) -> None:
        self._encoder = encoder
        self._reader = reader

    def search(
        self, view: View, query: Query, k: int, filters: Filters, *, reads: bool = True
    ) -> tuple[list[Found], SearchTimes]:
        """Return up to k passages, best first, with the time that each stage took.

        Args:
            view: What is searched.
            query: The question.
            k: The most that are returned.
            filters: What the search may see.
            reads: Whether the reader reads the head of the list.
        """
        began = perf_counter()
        vector = self._embedded(query)
        encoded = perf_counter()
        filters = demanded(query, filters)
        dense = view.search_dense(vector, max(DEPTH, k), filters)
        words = _by_words(view, query, max(DEPTH, k), filters)
        similarity = {each.passage_id: each.score for each in dense}
        ranked, passages = _shown(view, query, _fused(view, query, dense, words), k)
        searched = perf_counter()
        readings = self._read(view, query, passages[: _worth_reading(ranked)]) if reads else []
        read = perf_counter()
        weight = self._weight(query)
        found = _mixed(passages, ranked, similarity, readings, weight)
        times = SearchTimes(
            encode=(encoded - began) * 1000,
            search=(searched - encoded) * 1000,
            read=(read - searched) * 1000,
        )
        return found, times

    def rank(self, view: View, query: Query, k: int, system: str) -> list[ScoredPassage]:
        """Rank by one of SYSTEMS, for evaluation.

        Raises:
            ValueError: There is no such system.
        """
        if system == "words":
            return _by_words(view, query, k, Filters())
        if system == "full":
            found, _ = self.search(view, query, k, Filters())
            return [ScoredPassage(each.passage.passage_id, each.score) for each in found]
        if system not in SYSTEMS:
            message = f"There is no system {system!r}: choose from {', '.join(SYSTEMS)}."
            raise ValueError(message)
        vector = self._embedded(query)
        depth = k if system == "dense" else max(DEPTH, k)
        dense = view.search_dense(vector, depth, Filters())
        if system == "dense":
            return dense
        words = _by_words(view, query, depth, Filters())
        return _fused(view, query, dense, words)[:k]

    def _embedded(self, query: Query) -> Floats:
        share = IN_FIELD_WORDS if query.is_everyday else EXPLAINED
        return mixed_vector(self._encoder, query.text, query.background, query.explained, share)

    def _weight(self, query: Query) -> float:
        """Return the reader's weight: it reads the question without what was said before it."""
        was_said = any(not each.asked_back for each in query.background)
        weight = self._reader.weight()
        return min(weight, FOLLOW_UP_WEIGHT) if was_said else weight

    def _read(self, view: View, query: Query, passages: Sequence[Passage]) -> list[PassageReading]:
        first, *others = [
            self._read_once(view, text_to_read(text, query.background), passages)
            for text in (query.text, query.in_other_forms)
            if text
        ]
        for other in filter(None, others):
            first = [replace(one, other=again) for one, again in zip(first, other, strict=True)]
        return first

    def _read_once(
        self, view: View, text: str, passages: Sequence[Passage]
    ) -> list[PassageReading]:
        frequencies = view.document_frequencies(distinct(terms(text)))
        return self._reader.read(text, passages, frequencies, view.size())


def _worth_reading(ranked: Sequence[ScoredPassage]) -> int:
    """Return how many of the head come near enough to the first to be read."""
    floor = ranked[0].score * READ_SHARE if ranked else 0.0
    near = takewhile(lambda each: each.score >= floor, ranked[:READ_PASSAGES])
    return sum(1 for _ in near)


def _fused(
    view: View, query: Query, dense: Sequence[ScoredPassage], words: Sequence[ScoredPassage]
) -> list[ScoredPassage]:
    """Fuse both lists; what holds the question's phrases, in either wording, rises."""
    fused = fuse_convex(dense, words)
    wordings = [
        weighted_pairs(text, term_weights(view.document_frequencies(own), view.size()))
        for text, own in ((query.text, query.terms), (query.in_other_forms, query.other_terms))
        if text
    ]
    head = view.passages([each.passage_id for each in fused[:PHRASED]])
    held = {
        each.passage_id: max(share_of_pairs(pairs, each.indexed_text) for pairs in wordings)
        for each in head
    }
    return with_bonus(fused, held, PHRASE_WEIGHT)


def _by_words(view: View, query: Query, k: int, filters: Filters) -> list[ScoredPassage]:
    own, weights = query.weighted_terms()
    found = view.search_words(own, k, filters, weights)
    return with_background(view, found, query.background, own, filters)[:k]


def _shown(
    view: View, query: Query, fused: Sequence[ScoredPassage], k: int
) -> tuple[list[ScoredPassage], list[Passage]]:
    """Return the first k of the fusion with their passages, versions of one document collapsed.

    A question that names a time may ask for an old version: then nothing is collapsed.
    """
    groups, successors = view.kin_groups(), view.successors()
    favours = favours_of(query, view.about())
    is_whole = bool(query.periods) or not (groups or successors)
    depth = k if is_whole else k + SPARE_PASSAGES
    looked_at = fused[: depth + FAVOURED_PASSAGES if favours else depth]
    passages = view.passages([each.passage_id for each in looked_at])
    if len(passages) < len(looked_at):
        raise IndexDamagedError(LOST)
    fused, passages = favoured(looked_at, passages, favours)
    if is_whole:
        return [*fused[:depth]], passages[:depth]
    places = kept_places(passages, groups, successors)[:k]
    return [fused[place] for place in places], [passages[place] for place in places]


def _mixed(
    passages: Sequence[Passage],
    ranked: Sequence[ScoredPassage],
    similarity: dict[str, float],
    readings: Sequence[PassageReading],
    weight: float,
) -> list[Found]:
    """Order the head by the mixed score; the tail keeps the fusion's order below it."""
    head = len(readings)
    fused = [each.score for each in ranked]
    mixed = mix_standardised(
        fused[:head], [each.score() for each in readings], weight * sureness(readings)
    )
    floor = min(mixed, default=0.0)
    # What only the words have found is no more like the question than the last of the dense list.
    farthest = min(similarity.values(), default=0.0)
    below = fused[head] if head < len(fused) else 0.0
    scores = [*mixed, *(floor - 1.0 - (below - score) for score in fused[head:])]
    found = [
        Found(
            passage=passage,
            score=score if readings else fused[place],
            dense=similarity.get(passage.passage_id, farthest),
            fused=fused[place],
            reading=readings[place] if place < head else None,
        )
        for place, (passage, score) in enumerate(zip(passages, scores, strict=True))
    ]
    return sorted(found, key=lambda each: -each.score)
