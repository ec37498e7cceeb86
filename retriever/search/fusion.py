"""Fuses the dense list and the word list of one query into one ranking."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from retriever.records import ScoredPassage

DENSE_WEIGHT = 0.5
"""The dense list's share beside the words'; with the phrases' bonus, see PHRASE_WEIGHT."""

PHRASE_WEIGHT = 0.4
"""Of the share of the question's pairs of words that a passage holds, added to its fused score.

Chosen by mean nDCG@10 + recall@10 over obliqa_dev, orsharc_dev, mtrag_un_dev and privacy_qa (300
questions each, fewer where a set has fewer), leaving out one set at a time; scifact and
white_sharc_dev were only looked at. nDCG@10:

| dense share, phrases | obliqa | orsharc | mtrag_un | privacy_qa | scifact | white_sharc |
|---|---|---|---|---|---|---|
| words alone | .673 | .719 | .799 | .333 | .690 | .761 |
| dense alone | .565 | .716 | .797 | .507 | .645 | .687 |
| reciprocal ranks, k = 60 | .663 | .736 | .846 | .485 | .716 | .764 |
| .4, 0 | .695 | .781 | .861 | .435 | .732 | .793 |
| .5, 0 | .680 | .766 | .870 | .468 | .726 | .785 |
| .4, .4 | .717 | .799 | .858 | .418 | .732 | .812 |
| .5, .4 | .709 | .788 | .865 | .449 | .729 | .805 |

Tried beside and left out: the share of the question's terms in a passage (no more than phrases
give), in its header (-.006 to .002), and a second search with the first three passages' embeddings
mixed in (obliqa +.009, orsharc -.047); a dense share that depends on the question (how rare its
words are, how much of it the best passage holds, how far the first scores lie apart: at best +.002
over nine sets); and at most so many passages of one document among the twelve that are read (at
most 6: the answer's passage among them .949 and not .987 of 78 golden questions, .570 and not .697
of privacy_qa's spans; at most 4: .949 and .476). The embedding of a passage's best sentence, half
and half with its own: on the sets above -.006; of 143 questions over law and statutory guidance
(benchmarks/written, held out) the right passage among the first 12 .853 and not .790, but the
answer in the first quote 56 times and not 57, since the reader reads sentences anyway."""

PHRASED = 50
"""How many of the fusion's first are looked at for phrases."""

DEPTH = 200
"""How much of each list is fused."""


def fuse_convex(
    dense: Sequence[ScoredPassage],
    words: Sequence[ScoredPassage],
    dense_weight: float = DENSE_WEIGHT,
) -> list[ScoredPassage]:
    """Add the lists' normalised scores: `a * minmax(dense) + (1 - a) * words / max(words)`.

    A passage that a list does not hold has 0 in it.

    Args:
        dense: By inner product, any order.
        words: By BM25, scores above 0, any order.
        dense_weight: a, 0 to 1.

    Returns:
        The union of both lists, best first; equal scores by passage id.

    Source: Bruch, Gai, Ingber 2023, "An analysis of fusion functions for hybrid retrieval".
    """
    fused: dict[str, float] = {}
    for scores, weight in ((_minmax(dense), dense_weight), (_by_maximum(words), 1 - dense_weight)):
        for passage_id, score in scores.items():
            fused[passage_id] = fused.get(passage_id, 0.0) + weight * score
    ranked = sorted(fused.items(), key=lambda item: (-item[1], item[0]))
    return [ScoredPassage(passage_id, score) for passage_id, score in ranked]


def with_bonus(
    ranked: Sequence[ScoredPassage], shares: Mapping[str, float], weight: float
) -> list[ScoredPassage]:
    """Add what passages hold to their scores and rank anew: `(score + w * share) / (1 + w)`.

    Args:
        ranked: Best first, scores 0 to 1.
        shares: By passage id, 0 to 1; a passage that is not in it has none.
        weight: w.

    Returns:
        The same passages, scores 0 to 1; equal scores by passage id.
    """
    raised = [
        ScoredPassage(
            each.passage_id,
            (each.score + weight * shares.get(each.passage_id, 0.0)) / (1 + weight),
        )
        for each in ranked
    ]
    return sorted(raised, key=lambda each: (-each.score, each.passage_id))


def mix_standardised(first: Sequence[float], second: Sequence[float], weight: float) -> list[float]:
    """Mix two score lists of the same passages, each brought to mean 0 and deviation 1.

    Args:
        first: One score a passage.
        second: Another score of the same passages, in the same order.
        weight: Of the second, 0 to 1.
    """
    mixed = (1 - weight) * _standardised(first) + weight * _standardised(second)
    return [float(score) for score in mixed]


def _minmax(scored: Sequence[ScoredPassage]) -> Mapping[str, float]:
    if not scored:
        return {}
    low = min(each.score for each in scored)
    high = max(each.score for each in scored)
    spread = high - low
    return {each.passage_id: (each.score - low) / spread if spread > 0 else 1.0 for each in scored}


def _by_maximum(scored: Sequence[ScoredPassage]) -> Mapping[str, float]:
    high = max((each.score for each in scored), default=0.0)
    return {each.passage_id: each.score / high for each in scored} if high > 0 else {}


def _standardised(scores: Sequence[float]) -> npt.NDArray[np.float64]:
    values = np.asarray(scores, dtype=np.float64)
    deviation = float(values.std()) if values.size else 0.0
    if deviation == 0.0:
        return np.zeros_like(values)
    return np.asarray((values - values.mean()) / deviation)
