"""What many documents say of one topic: the best sentence of each that names it, counted.

A document counts where one of its sentences names the topic: that is exact, so the count is true.
Which sentence of a document is shown, and which documents come first, the judge decides.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from retriever.answers.candidates import Candidate, candidates_of
from retriever.answers.judged import Judged, Offered
from retriever.answers.judging import Judge
from retriever.reader.steady import SteadyReader
from retriever.records import Document, Filters, Passage
from retriever.search.collapsing import kept_places
from retriever.search.lexicon import Lexicon
from retriever.search.query import understand
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

BY_WORDS_ALONE = "They are counted by their words: what they praise or deny is for you to read."

JUDGED_SENTENCES = 2
"""Of each document that is shown: so many of its best passage's sentences are embedded."""


@dataclass(frozen=True, slots=True)
class Naming:
    """A document that names the topic: its best passage that does, and what of it may be quoted."""

    document: Document
    passage: Passage
    candidates: tuple[Candidate, ...]
    score: float


class TopicSurveyor:
    """Finds what many documents say of a topic.

    Args:
        encoder: That the index was made with.
        judge: That tells which sentence of a document answers best.
        reader: That reads the passages.
    """

    def __init__(self, encoder: Encoder, judge: Judge, reader: SteadyReader) -> None:
        self._encoder = encoder
        self._judge = judge
        self._reader = reader

    def survey(self, view: View, survey: Survey, filters: Filters) -> Surveyed:
        """Return the documents that name the topic; no groups where none does.

        Where none has the words of a name together, those that have them in one sentence.
        """
        query = understand(survey.topic, (), Lexicon(view, self._encoder))
        acronyms = tuple(each for each in query.expansions if not each.is_everyday)
        topic = Topic(replace(query, expansions=acronyms))
        documents = within(counted_documents(view, survey.noun, filters), survey)
        naming, is_least = self._naming(view, topic, documents)
        if topic.is_whole and not naming:
            loose = self._naming(view, topic.in_words(), documents)
            if loose[0]:
                topic, (naming, is_least) = topic.in_words(), loose
        distinct_ones = _collapsed(view, naming)
        shown = distinct_ones[:TOPICS_LIMIT]
        entries = self._entries(view, topic, shown)
        if survey.authorities:
            entries.sort(key=lambda each: day_of(each.document.metadata))
        among = counted_in_words(len(naming), len(documents), survey.noun, filters)
        if is_least and naming:
            among = f"At least {among}"
        heading = _heading(survey, topic, among, len(naming))
        tail = _left_out(len(distinct_ones) - len(shown), len(naming) - len(distinct_ones))
        return surveyed(view, heading, entries, tail)

    def _naming(
        self, view: View, topic: Topic, documents: Sequence[Counted]
    ) -> tuple[list[Naming], bool]:
        """Return the documents with a sentence that names the topic, best first."""
        if not documents:
            return [], False
        scope = Filters(doc_ids=tuple(each.doc_id for each in documents))
        scored = view.search_words(topic.terms, DEPTH_PASSAGES, scope)
        scores = {each.passage_id: each.score for each in scored}
        found: dict[str, list[Passage]] = {}
        for passage in view.passages([each.passage_id for each in scored]):
            if topic.is_named(passage.text, passage.section[-1] if passage.section else ""):
                found.setdefault(passage.doc_id, []).append(passage)
        naming = []
        for doc_id, passages in found.items():
            document = document_of(view, doc_id)
            for passage in passages:
                candidates = tuple(_naming_it(document, passage, topic))
                if candidates:
                    score = scores[passage.passage_id]
                    naming.append(Naming(document, passage, candidates, score))
                    break
        return naming, len(scored) == DEPTH_PASSAGES

    def _entries(self, view: View, topic: Topic, shown: Sequence[Naming]) -> list[Entry]:
        """Return each document with its best sentence, the surest first."""
        offered = [
            Offered(found, naming.document, naming.candidates)
            for naming, found in zip(shown, self._read(view, topic, shown), strict=True)
        ]
        best: dict[str, Judged] = {}
        for each in self._judge.judge_each(view, topic.query, offered, JUDGED_SENTENCES):
            best.setdefault(each.document.doc_id, each)
        judged = sorted(best.values(), key=lambda each: -each.probability)
        return [
            Entry(each.document, (Quoted(each.candidate, each.passage, each.probability),))
            for each in judged
        ]

    def _read(self, view: View, topic: Topic, shown: Sequence[Naming]) -> list[Found]:
        """Return the passages as a search would find them, one for each document."""
        passages = [each.passage for each in shown]
        if not passages:
            return []
        vector = self._encoder.encode([topic.query.text], asked=1)[0]
        scope = Filters(doc_ids=tuple(each.doc_id for each in passages))
        near = view.search_dense(vector, DEPTH_PASSAGES, scope)
        dense = {each.passage_id: each.score for each in near}
        best = max(each.score for each in shown)
        frequencies = view.document_frequencies(topic.query.terms)
        readings = self._reader.read(topic.query.text, passages, frequencies, view.size())
        return [
            Found(
                passage=each.passage,
                score=each.score / best,
                dense=dense.get(each.passage.passage_id, 0.0),
                fused=each.score / best,
                reading=reading,
            )
            for each, reading in zip_longest(shown, readings)
        ]


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
    passages = [each.passage for each in naming]
    return [naming[place] for place in kept_places(passages, view.kin_groups(), view.successors())]


def _heading(survey: Survey, topic: Topic, among: str, count: int) -> str:
    named = f" on {' and '.join(survey.authorities)}" if survey.authorities else ""
    when = f" {survey.when.words}" if survey.when else ""
    verb = "names" if count <= 1 else "name"
    if not topic.is_whole:
        verb = f"{'has' if count <= 1 else 'have'} a sentence with the words of"
    others = " and ".join(f"“{each.form}”" for each in topic.query.expansions)
    also = f" ({others} counted too)" if others else ""
    counted = f"{among}{named}{when} {verb} “{survey.topic}”{also}"
    if survey.takes_sides and count:
        return f"{counted}. {BY_WORDS_ALONE}"
    return f"{counted}{':' if count else '.'}"


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
