"""How well a reader orders the head of the list on questions that it was not trained on."""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from retriever.reader.maxsim import READ_PASSAGES, Reader
from retriever.search.fusion import mix_standardised
from retriever.training.examples import ExampleSet
from retriever.training.set_search import SetSearch

DEPTH = 10


@dataclass(frozen=True, slots=True)
class HeldOut:
    """A set that is measured on.

    Attributes:
        examples: The set.
        search: Over it.
        questions: The places of the questions that are asked, in a drawn order.
    """

    examples: ExampleSet
    search: SetSearch
    questions: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """Mean nDCG@10 of the first passages as the fusion orders them, and as the reader does."""

    fused: float
    read: float
    questions: int


def curve_point(reader: Reader, held_out: HeldOut, limit: int) -> CurvePoint:
    """Measure a reader, mixed with the fusion as in a search, on up to `limit` questions."""
    fused, read = [], []
    for question in held_out.questions[:limit]:
        example = held_out.examples.examples[question]
        head = held_out.search.ranked(question)[:READ_PASSAGES]
        passages = [held_out.examples.passages[each.place] for each in head]
        frequencies = held_out.search.frequencies(example.text)
        readings = reader.read(example.text, passages, frequencies, held_out.search.size)
        judged = [each.score() for each in readings]
        mixed = mix_standardised([each.score for each in head], judged, reader.weight)
        order = np.argsort([-score for score in mixed], kind="stable")
        fused.append(ndcg([each.place for each in head], example.positives))
        read.append(ndcg([head[place].place for place in order], example.positives))
    return CurvePoint(float(np.mean(fused)), float(np.mean(read)), len(read))


def ndcg(ranked: Sequence[int], right: Collection[int]) -> float:
    """Return nDCG@10 of a ranking; what is right is right alike."""
    gains = (1 / math.log2(rank + 2) for rank, each in enumerate(ranked[:DEPTH]) if each in right)
    ideal = sum(1 / math.log2(rank + 2) for rank in range(min(DEPTH, len(right))))
    return math.fsum(gains) / ideal
