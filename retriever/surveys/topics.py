"""What many documents say of one topic: the best sentence of each that names it, counted.

A document counts where one of its sentences names the topic: that is exact, so the count is true.
Which sentence of a document is shown, and which documents come first, the judge decides.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from retriever.answers.candidates import Candidate, candidates_of
from retriever.answers.judging import Judge, Judged
from retriever.records import Document, Filters, Passage
from retriever.search.collapsing import kept_places
from retriever.search.query import understand
from retriever.search.reader import MaxSimReader
from retriever.search.searcher import Found
from retriever.store.contract import View
from retriever.store.encoder import Encoder
from retriever.surveys.asked import Survey
from retriever.surveys.counted import Counted, counted_documents, counted_in_words, within
from retriever.surveys.grouping import Entry, Quoted, Surveyed, day_of, surveyed
from retriever.surveys.metadata_lists import document_of
from retriever.surveys.topic import Topic

TOPICS_LIMIT = 20
"""How many documents a topic shows; how many more there are is said."""

DEPTH_PASSAGES = 5_000
"""How many passages with a word of the topic are looked through, best first: past that the count
is said to be a least one."""

JUDGED_PASSAGES = 2
"""Of each document that is shown: so many passages that name the topic are judged."""


@dataclass(frozen=True, slots=True)
class Naming:
    """A document that names the topic: its passages that do, best first."""

    counted: Counted
    document: Document
    passages: tuple[Passage, ...]
    scores: tuple[float, ...]


class TopicSurveyor:
    """Finds what many documents say of a topic.

    Args:
        encoder: That the index was made with.
        judge: That tells which sentence of a document answers best.
        reader: That reads the passages, or None.
    """

    def __init__(self, encoder: Encoder, judge: Judge, reader: MaxSimReader | None) -> None:
        self._encoder = encoder
        self._judge = judge
        self._reader = reader

    def survey(self, view: View, survey: Survey, filters: Filters) -> Surveyed:
        """Return the documents that name the topic; no groups where none does."""
        topic = Topic(understand(survey.topic, ()))
        documents = within(counted_documents(view, survey.noun, filters), survey)
        naming, is_least = self._naming(view, topic, documents)
        distinct_ones = _collapsed(view, naming)
        shown = distinct_ones[:TOPICS_LIMIT]
        entries = self._entries(view, topic, shown)
        if survey.authorities:
            entries.sort(key=lambda each: day_of(each.document.metadata))
        heading = _heading(survey, len(naming), len(documents), filters, is_least=is_least)
        tail = _left_out(len(distinct_ones) - len(shown), len(naming) - len(distinct_ones))
        return surveyed(view, heading, entries, tail)

    def _naming(
        self, view: View, topic: Topic, documents: Sequence[Counted]
    ) -> tuple[list[Naming], bool]:
        """Return the documents with a sentence that names the topic, best first."""
        by_id = {each.doc_id: each for each in documents}
        if not by_id:
            return [], False
        scope = Filters(doc_ids=tuple(by_id))
        scored = view.search_words(topic.query.terms, DEPTH_PASSAGES, scope)
        scores = {each.passage_id: each.score for each in scored}
        found: dict[str, list[Passage]] = {}
        for passage in view.passages([each.passage_id for each in scored]):
            if topic.is_named(passage.text, passage.section[-1] if passage.section else ""):
                found.setdefault(passage.doc_id, []).append(passage)
        naming = []
        for doc_id, passages in found.items():
            document = document_of(view, doc_id)
            kept = [each for each in passages if any(_naming_it(document, each, topic))]
            if kept:
                of_kept = tuple(scores[each.passage_id] for each in kept)
                naming.append(Naming(by_id[doc_id], document, tuple(kept), of_kept))
        return naming, len(scored) == DEPTH_PASSAGES

    def _entries(self, view: View, topic: Topic, shown: Sequence[Naming]) -> list[Entry]:
        """Return each document with its best sentence, the surest first."""
        found = self._read(view, topic, shown)
        judged = []
        for naming in shown:
            of_document = [found[each.passage_id] for each in naming.passages[:JUDGED_PASSAGES]]
            best = self._best(view, topic, naming.document, of_document)
            if best is not None:
                judged.append(best)
        judged.sort(key=lambda each: -each.probability)
        return [
            Entry(each.document, (Quoted(each.candidate, each.passage, each.probability),))
            for each in judged
        ]

    def _best(
        self, view: View, topic: Topic, document: Document, found: Sequence[Found]
    ) -> Judged | None:
        judged = self._judge.judge(view, topic.query, found, {document.doc_id: document})
        naming = {
            each.start for hit in found for each in _naming_it(document, hit.passage, topic)
        }
        return next((each for each in judged if each.candidate.start in naming), None)

    def _read(self, view: View, topic: Topic, shown: Sequence[Naming]) -> dict[str, Found]:
        """Return the passages to be judged as a search would find them, by id."""
        passages = [each for naming in shown for each in naming.passages[:JUDGED_PASSAGES]]
        if not passages:
            return {}
        vector = self._encoder.encode([topic.query.text])[0]
        ids = {each.passage_id for each in passages}
        scope = Filters(doc_ids=tuple({each.doc_id for each in passages}))
        dense = {
            each.passage_id: each.score
            for each in view.search_dense(vector, DEPTH_PASSAGES, scope)
            if each.passage_id in ids
        }
        best = max(score for naming in shown for score in naming.scores)
        words_of: Mapping[str, float] = {
            passage.passage_id: score / best
            for naming in shown
            for passage, score in zip(naming.passages, naming.scores, strict=True)
        }
        readings = []
        if self._reader is not None:
            frequencies = view.document_frequencies(topic.query.terms)
            readings = self._reader.read(topic.query.text, passages, frequencies, view.size())
        return {
            passage.passage_id: Found(
                passage=passage,
                score=words_of[passage.passage_id],
                dense=dense.get(passage.passage_id, 0.0),
                fused=words_of[passage.passage_id],
                reading=readings[place] if readings else None,
            )
            for place, passage in enumerate(passages)
        }


def _naming_it(document: Document, passage: Passage, topic: Topic) -> Iterator[Candidate]:
    """Yield what may be quoted of a passage and names the topic."""
    above = passage.section[-1] if passage.section else ""
    for candidate in candidates_of(document, passage):
        own = document.text[candidate.start : candidate.quote_end]
        context = (document.text[span.start : span.end] for span in candidate.context)
        if topic.is_named(own, " ".join([above, *context])):
            yield candidate


def _collapsed(view: View, naming: Sequence[Naming]) -> list[Naming]:
    """Leave out the versions of one document that say the same."""
    passages = [each.passages[0] for each in naming]
    return [naming[place] for place in kept_places(passages, view.kin_groups(), view.successors())]


def _heading(
    survey: Survey, count: int, whole: int, filters: Filters, *, is_least: bool
) -> str:
    named = f" on {' and '.join(survey.authorities)}" if survey.authorities else ""
    when = ""
    if survey.when is not None:
        when = f" {survey.when.words}"
    if not whole:
        return f"The library has no {survey.noun.many}{named}{when}."
    among = counted_in_words(count, whole, survey.noun, filters)
    least = "At least " if is_least and count else ""
    verb = "names" if count <= 1 else "name"
    return f"{least}{among}{named}{when} {verb} “{survey.topic}”{':' if count else '.'}"


def _left_out(more: int, same: int) -> str:
    told = []
    if more:
        told.append(f"And {more:,} more, not shown.")
    if same:
        told.append(
            f"{same:,} of them {'is a version' if same == 1 else 'are versions'} of a document "
            "shown that says the same."
        )
    return " ".join(told)
