"""Chooses the quotes of an answer, or none: the candidates judged, the best first.

Knows candidates and their probabilities; writes no words of its own.
"""

from collections.abc import Sequence
from dataclasses import replace

from retriever.answers.candidates import QUOTE_LIMIT_CHARS, Candidate
from retriever.answers.judged import Judged
from retriever.answers.sentences import sentence_spans
from retriever.records import BlockKind
from retriever.search.asked import Asked
from retriever.store.analyser import fold

QUOTES_LIMIT = 5
SCREEN_LIMIT_CHARS = 1_500
"""All quotes of an answer together: at most a screenful."""

CLOSE_BEHIND = 0.85
"""A further quote must be at least this share of the first one's probability (golden questions: of
the quotes shown .888 bear on the answer, at .75 .860; what answers is among them as often, and of
370 questions of guidance and reports for 295, at .75 for 299) ..."""

ORDER_GAP = 3.0
"""... and at most this far behind it in the order (log odds): past that it is padding."""

JOINED_LIMIT_CHARS = 400
"""Of neighbouring sentences that answer together and are quoted as one."""

_UNITS = {BlockKind.LIST_ITEM, BlockKind.TABLE_ROW}
_TELLS_MORE = {Asked.OTHER, Asked.DEFINITION}


def choose_quotes(judged: Sequence[Judged], asked: Asked, threshold: float) -> list[Judged]:
    """Choose one to five quotes, most direct first; none where nothing clears the threshold.

    A question of fact (a date, a number, a person, a grade) gets one quote. The same words are
    quoted once, and a quote that lies inside another is left out.

    Args:
        judged: The candidates, best first.
        asked: The kind of thing asked for.
        threshold: The probability under which the documents do not answer.
    """
    if not judged or judged[0].probability < threshold:
        return []
    limit = QUOTES_LIMIT if asked in _TELLS_MORE else 1
    floor = max(threshold, judged[0].probability * CLOSE_BEHIND)
    chosen: list[Judged] = []
    length = 0
    for each in judged:
        if len(chosen) == limit:
            break
        if each.probability < floor or each.order < judged[0].order - ORDER_GAP:
            continue
        if asked in _TELLS_MORE:
            each = _whole_list(each)  # noqa: PLW2901 - the same answer, whole
            each = _with_neighbours(each, judged, threshold)  # noqa: PLW2901
        if any(_says_the_same(each, earlier) for earlier in chosen):
            continue
        length += len(each.quote)
        if chosen and length > SCREEN_LIMIT_CHARS:
            break
        chosen.append(each)
    return chosen


def _whole_list(item: Judged) -> Judged:
    """Return the list that an item stands in, with the sentence that leads it in, where it fits."""
    document, context = item.document, item.candidate.context
    if item.candidate.kind is not BlockKind.LIST_ITEM or not context:
        return item
    lead_in = context[-1]
    items = [
        block
        for block in document.blocks
        if block.kind is BlockKind.LIST_ITEM and block.context[-1:] == (lead_in,)
    ]
    led = document.text[lead_in.start : lead_in.end].rstrip().endswith(":")
    if not (led and items) or document.text[lead_in.end : items[0].start].strip():
        return item
    start = sentence_spans(document.text, lead_in.start, lead_in.end)[-1].start
    end = items[-1].end
    if end - start > QUOTE_LIMIT_CHARS:
        return item
    whole = Candidate(start, lead_in.end, end, BlockKind.PARAGRAPH)
    return replace(item, candidate=whole)


def _with_neighbours(one: Judged, judged: Sequence[Judged], threshold: float) -> Judged:
    """Return a quote with the sentences before and after it that answer nearly as well.

    "It did not do so by hiring. It moved support staff into the teams": how a thing was done is
    seldom told in the sentence that is most like the question.
    """
    for other in judged:
        near = other.probability >= threshold and other.order >= one.order - ORDER_GAP
        if not near or other.document.doc_id != one.document.doc_id:
            continue
        first, second = sorted((one, other), key=lambda each: each.candidate.start)
        start, end = first.candidate.start, second.candidate.quote_end
        between = one.document.text[first.candidate.quote_end : second.candidate.start]
        overlaps = first.candidate.start < second.candidate.start <= first.candidate.quote_end
        follows = (overlaps and end > first.candidate.quote_end) or between == " "
        if follows and end - start <= JOINED_LIMIT_CHARS and _is_prose(first, second):
            joined = replace(first.candidate, end=second.candidate.end, quote_end=end)
            one = replace(one, candidate=joined)
    return one


def _is_prose(*judged: Judged) -> bool:
    return all(each.candidate.kind not in _UNITS for each in judged)


def _says_the_same(one: Judged, other: Judged) -> bool:
    if one.document.doc_id == other.document.doc_id:
        overlap = (
            one.candidate.start < other.candidate.quote_end
            and other.candidate.start < one.candidate.quote_end
        )
        if overlap:
            return True
    return " ".join(fold(one.quote).split()) == " ".join(fold(other.quote).split())
