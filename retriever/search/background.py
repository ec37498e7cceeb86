"""What was said before a question, as far as the search may use it: lightly, and never shown.

Adds to the embedding and to the word search; the question itself stays the query's text. Weights
chosen on orsharc_dev (every fourth question with a history) and mtrag_un_dev (all), nDCG@10 of
the fusion on questions with a history, each confirmed on the other: bare last turn .784 / .845;
said at .3 (dense) and .1 (words) .908 on mtrag_un_dev, flat from .2 to .4; asked back at .5
.967 on orsharc_dev (.3 .920), flat above. white_sharc_dev, never used to choose: .712 to .915.
A weight that falls with age changed nothing (.908 / .964), nor did one that falls with the cosine
of question and remark help (.845 to .897).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from retriever.records import Filters, ScoredPassage
from retriever.store.analyser import distinct, terms
from retriever.store.encoder import Encoder, Floats

SAID_DENSE = 0.3
SAID_WORDS = 0.1
LEAST_DEPTH = 200
"""How many passages what was said before finds, where the query itself finds fewer."""

ASKED_BACK = 0.5
"""Of a question that was put back to the user, in both searches: it speaks of the very rule."""


EXPLAINED = 0.3
"""Of a question with its acronyms explained, in its embedding. 400 questions of obliqa_dev, fused,
nDCG@10 and recall@10: .702 and .787 with the explained text alone, .714 and .804 at .3, .715 and
.811 without; of 370 questions over 42 documents of policy and 115 reports (66 have an acronym or
its long form) 255, 254 and 253 get the right first quote."""

IN_FIELD_WORDS = 0.5
"""The same where everyday words are put into the documents' wording: see `everyday`, whose figures
change by less than .01 up to 1."""


class WordSearch(Protocol):
    """What searches words: a view of the store."""

    def search_words(self, terms: Sequence[str], k: int, filters: Filters) -> list[ScoredPassage]:
        """Return the k best passages by BM25."""
        ...


@dataclass(frozen=True, slots=True)
class Remark:
    """Something said before.

    Attributes:
        text: Clean, with at least one term.
        asked_back: Whether it is a question that was put back to the user.
    """

    text: str
    asked_back: bool = False


def text_to_read(text: str, background: Sequence[Remark]) -> str:
    """Return what the reader reads as the question: with what was asked back, if anything was.

    Full system, orsharc_dev, 102 questions with a history, nDCG@10: .942 with the question alone,
    .981 with what was asked back too, .976 with all that was said (at a mix of .3).
    """
    return " ".join([text, *(each.text for each in background if each.asked_back)])


def mixed_vector(
    encoder: Encoder,
    text: str,
    background: Sequence[Remark],
    explained: str = "",
    share: float = EXPLAINED,
) -> Floats:
    """Return the query's embedding with what belongs to it mixed in, shape (dimension,), norm 1.

    Args:
        encoder: The index's.
        text: The query's.
        background: What was said before it.
        explained: The text as the documents may have it; "" where that is no other.
        share: Of that.
    """
    wordings = [text, explained] if explained else [text]
    rows = encoder.encode(
        [*wordings, *(each.text for each in background)], asked=len(wordings) + len(background)
    )
    own, said = rows[0], rows[len(wordings) :]
    if explained:
        own = (1 - share) * own + share * rows[1]
        own = own / max(float(np.linalg.norm(own)), 1e-12)
    if not background:
        return np.asarray(own, dtype=np.float32)
    weights = [ASKED_BACK if each.asked_back else SAID_DENSE for each in background]
    mixed = own + sum(weight * row for weight, row in zip(weights, said, strict=True))
    return np.asarray(mixed / max(float(np.linalg.norm(mixed)), 1e-12), dtype=np.float32)


def with_background(
    view: WordSearch,
    found: Sequence[ScoredPassage],
    background: Sequence[Remark],
    own_terms: Sequence[str],
    filters: Filters,
) -> list[ScoredPassage]:
    """Add to a word search, at their weights, the terms that only the query's background has.

    BM25 is a sum over terms, so the lists of each group of terms are weighed and added.

    Args:
        view: What is searched.
        found: By the query's own terms.
        background: The query's.
        own_terms: The query's.
        filters: What the search may see.

    Returns:
        Best first; equal scores by passage id.
    """
    if not background:
        return list(found)
    seen = set(own_terms)
    scores = {each.passage_id: each.score for each in found}
    for asked_back, weight in ((True, ASKED_BACK), (False, SAID_WORDS)):
        said = [
            term
            for each in background
            if each.asked_back is asked_back
            for term in terms(each.text)
            if term not in seen
        ]
        seen.update(said)
        depth = max(len(found), LEAST_DEPTH)
        for each in view.search_words(distinct(said), depth, filters) if said else ():
            scores[each.passage_id] = scores.get(each.passage_id, 0.0) + weight * each.score
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    return [ScoredPassage(passage_id, score) for passage_id, score in ranked]
