"""One attempt at a question: what was found in a scope, how it was judged, what may be quoted.

A question takes one; where a document is preferred, or nothing answers under a filter, another.
Knows no words of an answer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from time import perf_counter

from retriever.answer_records import Timings
from retriever.answers.demands import Standing, meeting_demands, standing_of
from retriever.answers.disagreement import with_other_source
from retriever.answers.judged import Judged
from retriever.answers.judging import Judge
from retriever.answers.known_facts import known_facts
from retriever.answers.named_provision import named_provision
from retriever.answers.named_section import named_sections
from retriever.answers.preferring import current_first
from retriever.answers.quoting import choose_quotes
from retriever.errors import IndexDamagedError
from retriever.reader.maxsim import READ_PASSAGES
from retriever.records import Document, Filters
from retriever.search.query import Query
from retriever.search.scope import Scope
from retriever.search.searcher import LOST, Found, Searcher, SearchTimes
from retriever.store.contract import View

NO_DOCUMENT = ("",)
"""A filter's `doc_ids` that no document has: an empty tuple would let all through."""


Judgements = list[tuple[Judged, Standing]]
"""Candidates before a question's demands count, and what those take from each; best first."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of it.

    Attributes:
        found: The passages, best first.
        documents: Theirs, by id.
        judged: The candidates, best first; none where the scope holds no document that can answer.
        chosen: The quotes; none where nothing answers.
        times: Of the search.
        searched_at: When the search was done, in seconds of `perf_counter`.
        is_outright: Whether metadata or a heading told, and nothing was judged.
    """

    found: Sequence[Found]
    documents: Mapping[str, Document]
    judged: Sequence[Judged]
    chosen: Sequence[Judged]
    times: SearchTimes
    searched_at: float
    is_outright: bool = False

    def timings(self, began: float, ended: float) -> Timings:
        """Return the milliseconds of an answer, of times in seconds of `perf_counter`."""
        return Timings(
            encode=self.times.encode,
            search=self.times.search,
            read=self.times.read,
            answer=(ended - self.searched_at) * 1000,
            total=(ended - began) * 1000,
        )


class Trier:
    """Tries to answer.

    Args:
        searcher: That finds.
        judge: That judges what was found.
        threshold: The probability under which the documents do not answer.
    """

    def __init__(self, searcher: Searcher, judge: Judge, threshold: float) -> None:
        self._searcher = searcher
        self._judge = judge
        self._threshold = threshold

    def attempt(self, view: View, query: Query, k: int, filters: Filters, scope: Scope) -> Attempt:
        """Try to answer in a scope, its preferred documents first.

        Args:
            view: What is searched.
            query: The question.
            k: How many passages are found at least.
            filters: What the search may see.
            scope: What the question itself narrows that to.
        """
        if scope.preferred:
            first = self._once(view, query, k, _within(filters, scope.preferred))
            if first.chosen:
                return first
        if scope.missing:
            found, times = self._found(view, query, k, narrowed(filters, scope))
            searched_at = perf_counter()
            return Attempt(found, documents_of(view, found), (), (), times, searched_at)
        return self._once(view, query, k, narrowed(filters, scope))

    def judged(self, view: View, query: Query, filters: Filters, scope: Scope) -> Judgements:
        """Return the candidates as they are judged, without what metadata know."""
        if scope.missing:
            return []
        within = _within(filters, scope.preferred) if scope.preferred else narrowed(filters, scope)
        found, _ = self._found(view, query, READ_PASSAGES, within)
        judged = self._judge.judge(view, query, _to_judge(found), documents_of(view, found))
        return [(each, standing_of(query, each)) for each in judged]

    def _found(
        self, view: View, query: Query, k: int, filters: Filters
    ) -> tuple[list[Found], SearchTimes]:
        return self._searcher.search(view, query, max(k, READ_PASSAGES), filters)

    def _once(self, view: View, query: Query, k: int, filters: Filters) -> Attempt:
        known = known_facts(view, query, filters)
        if not known:
            provision = named_provision(view, query, filters)
            known = [provision] if provision else named_sections(view, query, filters)
        if known:
            return self._known(view, query, k, filters, known)
        found, times = self._found(view, query, k, filters)
        searched_at = perf_counter()
        documents = documents_of(view, found)
        judged = self._judge.judge(view, query, _to_judge(found), documents)
        judged = current_first(query, meeting_demands(query, judged))
        chosen = choose_quotes(judged, query.asked, self._threshold)
        chosen = with_other_source(query, judged, chosen)
        return Attempt(found, documents, judged, chosen, times, searched_at)

    def _known(
        self, view: View, query: Query, k: int, filters: Filters, known: list[Judged]
    ) -> Attempt:
        """Quote what metadata or a heading tell, unread; its passages are the first found."""
        found, times = self._searcher.search(view, query, k, filters, reads=False)
        searched_at = perf_counter()
        best = max((each.score for each in found), default=0.0)
        by_id = {each.passage.passage_id: each for each in found}
        holding = {each.passage.passage_id: each.passage for each in known}
        first = [by_id.get(i) or Found(each, best, 0.0, 0.0, None) for i, each in holding.items()]
        rest = [each for each in found if each.passage.passage_id not in holding]
        found = [*(replace(each, score=best) for each in first), *rest][: max(k, len(first))]
        documents = documents_of(view, found)
        return Attempt(found, documents, known, known, times, searched_at, is_outright=True)


def _to_judge(found: Sequence[Found]) -> Sequence[Found]:
    """Return the passages that were read; the head where there is no reader."""
    head = found[:READ_PASSAGES]
    return [each for each in head if each.reading is not None] or head


def narrowed(filters: Filters, scope: Scope) -> Filters:
    """Join the scope's documents to what the filters say already."""
    return _within(filters, scope.doc_ids) if scope.doc_ids else filters


def documents_of(view: View, found: Sequence[Found]) -> dict[str, Document]:
    """Return the documents of the passages found, by id.

    Raises:
        IndexDamagedError: One of them is lost.
    """
    documents = {}
    for doc_id in {each.passage.doc_id for each in found}:
        document = view.document(doc_id)
        if document is None:
            raise IndexDamagedError(LOST)
        documents[doc_id] = document
    return documents


def _within(filters: Filters, doc_ids: Sequence[str]) -> Filters:
    wanted = frozenset(filters.doc_ids or doc_ids)
    kept = tuple(each for each in doc_ids if each in wanted)
    return replace(filters, doc_ids=kept or NO_DOCUMENT)
