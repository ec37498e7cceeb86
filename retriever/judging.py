"""Judges whether a candidate answers: features of question and sentence, and their probability.

The weights are fitted, not felt: see `WEIGHTS`. Knows questions and candidates, not how they were
found.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import astuple, dataclass

from retriever.analyser import fold, terms
from retriever.candidates import Candidate
from retriever.query import Asked, Query
from retriever.records import Document
from retriever.searcher import Found

_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_NUMBER_WORDS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|third|quarter|twice|dozen"
    "|hundred|thousand|million|once|every|none|majority|most|all|annually|weekly|monthly|daily"
)
_FITS: Mapping[Asked, re.Pattern[str]] = {
    Asked.DATE: re.compile(
        rf"\b({_MONTHS}|(19|20)\d\d|spring|summer|autumn|winter|century|monday|tuesday|wednesday"
        r"|thursday|friday|(week|month|year)s?)\b",
        re.IGNORECASE,
    ),
    Asked.NUMBER: re.compile(rf"\d|\b({_NUMBER_WORDS})\b", re.IGNORECASE),
    Asked.PERSON: re.compile(r"(?<=\S )[A-Z][\w’'-]+ [A-Z][\w’'-]+|\b(Mr|Mrs|Ms|Dr|Professor)\b"),
    Asked.GRADE: re.compile(
        r"\b(outstanding|good|requires improvement|inadequate|adequate|satisfactory)\b",
        re.IGNORECASE,
    ),
}


@dataclass(frozen=True, slots=True)
class Features:
    """What speaks for a candidate, each about 0 to 1 (`fits` -1 to 1).

    Attributes:
        reading: The reader's score of the sentence with its header.
        weakest: The least of the question's weighty tokens' best similarities.
        coverage: Share of the question's terms, by weight, in the sentence, context and header.
        passage_coverage: The same for the whole passage.
        named: Share of the question's names and numbers in the passage or its header.
        named_in_document: The same for the whole document.
        dense: The passage's inner product with the question.
        fused: The passage's fused score.
        fits: 1 where the sentence holds the kind of thing asked for, -1 where not, 0 if none is.
        question_back: 1 where the candidate is itself a question.
        short: 1 where it has fewer than four terms of its own.
    """

    reading: float
    weakest: float
    coverage: float
    passage_coverage: float
    named: float
    named_in_document: float
    dense: float
    fused: float
    fits: float
    question_back: float
    short: float


ORDER_WEIGHTS = Features(
    reading=3.55,
    weakest=0.74,
    coverage=4.77,
    passage_coverage=-3.4,
    named=0.93,
    named_in_document=0.93,
    dense=-1.11,
    fused=10.64,
    fits=0.42,
    question_back=-0.17,
    short=-0.23,
)
"""How candidates are put in order: log odds of answering."""

PROBABILITY_WEIGHTS = Features(
    reading=6.0,
    weakest=2.0,
    coverage=3.0,
    passage_coverage=1.0,
    named=1.0,
    named_in_document=2.0,
    dense=2.0,
    fused=0.0,
    fits=0.4,
    question_back=-1.0,
    short=-0.2,
)
PROBABILITY_BASE = -11.0


def order_of(features: Features) -> float:
    """Return the score by which candidates of one question are put in order."""
    return _weighted(features, ORDER_WEIGHTS)


def probability_of(features: Features) -> float:
    """Return the probability that a candidate answers, 0 to 1."""
    return 1 / (1 + math.exp(-(PROBABILITY_BASE + _weighted(features, PROBABILITY_WEIGHTS))))


def features_of(
    query: Query,
    found: Found,
    document: Document,
    candidate: Candidate,
    weights: Mapping[str, float],
) -> Features:
    """Return the features of one candidate.

    Args:
        query: The question.
        found: The passage that the candidate stands in.
        document: Its document.
        candidate: The candidate.
        weights: Of the question's terms, summing to 1.
    """
    passage = found.passage
    sentence = document.text[candidate.start : candidate.end]
    context = " ".join(document.text[span.start : span.end] for span in candidate.context)
    near = set(terms(f"{passage.header} {context} {sentence}"))
    within = set(terms(passage.indexed_text))
    reading, weakest = _read(found, candidate)
    own = terms(sentence)
    return Features(
        reading=reading,
        weakest=weakest,
        coverage=sum(weight for term, weight in weights.items() if term in near),
        passage_coverage=sum(weight for term, weight in weights.items() if term in within),
        named=_share_named(query, fold(passage.indexed_text)),
        named_in_document=_share_named(query, fold(_words_of(document))),
        dense=found.dense,
        fused=found.fused,
        fits=_fits(query.asked, sentence),
        question_back=float(sentence.rstrip().endswith("?")),
        short=float(len(own) < 4),  # noqa: PLR2004 - named in the docstring
    )


def term_weights(frequencies: Mapping[str, int], size: int) -> dict[str, float]:
    """Weigh terms by rarity: ln(1 + (N - n + 0.5) / (n + 0.5)), summing to 1."""
    raw = {
        term: math.log(1 + (size - count + 0.5) / (count + 0.5))
        for term, count in frequencies.items()
    }
    total = sum(raw.values())
    return {term: weight / total for term, weight in raw.items()} if total > 0 else {}


def _weighted(features: Features, weights: Features) -> float:
    pairs = zip(astuple(features), astuple(weights), strict=True)
    return float(sum(value * weight for value, weight in pairs))


def _read(found: Found, candidate: Candidate) -> tuple[float, float]:
    if found.reading is None:
        return found.dense, found.dense
    start, end = candidate.start - found.passage.start, candidate.end - found.passage.start
    return found.reading.span_score(start, end), found.reading.weakest(start, end)


def _share_named(query: Query, folded: str) -> float:
    if not query.names:
        return 1.0
    held = sum(re.search(rf"\b{re.escape(name)}", folded) is not None for name in query.names)
    return held / len(query.names)


def _words_of(document: Document) -> str:
    about = document.metadata
    known = (about.title, about.authority, about.publisher, about.published, *about.authors)
    return " ".join(str(value) for value in known if value) + " " + document.text


def _fits(asked: Asked, sentence: str) -> float:
    form = _FITS.get(asked)
    if form is None:
        return 0.0
    return 1.0 if form.search(sentence) else -1.0
