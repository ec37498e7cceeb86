"""Two sources that answer a question of fact differently: both are quoted, the newer one first.

Only where both really answer: of one authority, or editions of one title, each with a direct line
and the same words of the question. A question that names a time asks for one of them. Knows quotes
and their direct lines.
"""

from collections.abc import Sequence

from retriever.answers.direct import direct_text
from retriever.answers.judged import Judged
from retriever.answers.quoting import CLOSE_BEHIND, ORDER_GAP
from retriever.dating import date_in_words
from retriever.records import Metadata
from retriever.search.asked import Asked
from retriever.search.occasions import days_of, occasion_of
from retriever.search.query import Query
from retriever.search.titles import main_words
from retriever.store.analyser import fold, terms

_FACTS = {Asked.DATE, Asked.GRADE, Asked.NUMBER, Asked.PERSON}
_ALIKE = 0.6
"""Share of the words of two rows' labels that are the same, from which they are one label."""


def with_other_source(
    query: Query, judged: Sequence[Judged], chosen: Sequence[Judged]
) -> list[Judged]:
    """Return the quotes with that of a source that disagrees, the newer source first.

    Args:
        query: The question.
        judged: The candidates, best first.
        chosen: The quotes; where they are not one, or not a fact's, they stay as they are.
    """
    if len(chosen) != 1 or query.asked not in _FACTS or query.periods or occasion_of(query):
        return list(chosen)
    (first,) = chosen
    line = direct_text(query, first)
    if line is None:
        return [first]
    for other in judged:
        if not _answers_too(first, other) or not _is_same_matter(query, first, other):
            continue
        says = direct_text(query, other)
        if says is None:
            continue
        if _plain(says) == _plain(line):
            return [first]
        return sorted((first, other), key=_last_day, reverse=True)
    return [first]


def differing_in_words(query: Query, chosen: Sequence[Judged]) -> tuple[str, ...]:
    """Return the sentence that says that quotes of a fact differ, with their dates."""
    lines = [direct_text(query, each) for each in chosen] if query.asked in _FACTS else []
    if len({_plain(line) for line in lines if line}) < 2:  # noqa: PLR2004 - two sources
        return ()
    said = [
        f"[{number}] “{line}” ({date_in_words(each.document.metadata)})"
        for number, (line, each) in enumerate(zip(lines, chosen, strict=True), start=1)
        if line
    ]
    return (f"The sources differ: {' and '.join(said)}.",)


def _answers_too(first: Judged, other: Judged) -> bool:
    return (
        other.document.doc_id != first.document.doc_id
        and other.probability >= first.probability * CLOSE_BEHIND
        and other.order >= first.order - ORDER_GAP
        and _is_of_one_subject(first.document.metadata, other.document.metadata)
    )


def _is_of_one_subject(one: Metadata, other: Metadata) -> bool:
    """Say whether two dated documents are of one authority, or editions of one title."""
    dated = days_of(one) and days_of(other) and days_of(one)[0] != days_of(other)[0]
    if not dated:
        return False
    if one.authority or other.authority:
        return fold(one.authority or "") == fold(other.authority or "")
    return main_words(one.title) == main_words(other.title)


def _is_same_matter(query: Query, first: Judged, other: Judged) -> bool:
    """Say whether two quotes hold the same words of the question; two rows, the same label."""
    if "\t" in first.quote and "\t" in other.quote:
        labels = [set(terms(each.quote.split("\t", 1)[0])) for each in (first, other)]
        shared, all_ = labels[0] & labels[1], labels[0] | labels[1]
        return bool(all_) and len(shared) / len(all_) >= _ALIKE
    wanted = set(query.terms)
    held = [wanted & set(terms(each.quote)) for each in (first, other)]
    return bool(held[0]) and held[0] == held[1]


def _last_day(judged: Judged) -> tuple[str, float]:
    return days_of(judged.document.metadata)[0].end.isoformat(), judged.order


def _plain(text: str) -> str:
    return " ".join(fold(text).split()).strip(" .,")
