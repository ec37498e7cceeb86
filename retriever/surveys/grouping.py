"""Writes documents and their quotes into an answer's groups, citations and lines.

Our own words are the label of a document, the count and the remarks; all else is quoted.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from retriever.answer_records import Answer, Citation, Group, Hit, Timings
from retriever.answers.candidates import Candidate
from retriever.answers.citing import citation_at
from retriever.dating import date_in_words
from retriever.records import Document, Metadata, Passage
from retriever.store.contract import View

READ_FROM_METADATA = 1.0
"""The probability of a quote in which the label and the value that were asked for both stand."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """What is quoted of a document, and how sure it is that it answers, 0 to 1."""

    candidate: Candidate
    passage: Passage
    probability: float = READ_FROM_METADATA


@dataclass(frozen=True, slots=True)
class Entry:
    """A document of the answer.

    Attributes:
        document: The document.
        quotes: What it says.
        remark: In our words, where it says nothing that could be quoted.
    """

    document: Document
    quotes: tuple[Quoted, ...] = ()
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Surveyed:
    """The answer to a question about several documents.

    Attributes:
        heading: The count, in our words; or the refusal.
        groups: One for each document; empty for a refusal.
        hits: The passages that are quoted, or for a refusal the nearest ones.
        generation: Of the index.
        left_out: How many more there are, in our words.
    """

    heading: str
    groups: tuple[Group, ...]
    hits: tuple[Hit, ...]
    generation: int
    left_out: str = ""

    @property
    def text(self) -> str:
        """The heading and a line for each document."""
        lines = [self.heading, *map(_line, self.groups), self.left_out]
        return "\n".join(filter(None, lines))

    @property
    def citations(self) -> tuple[Citation, ...]:
        """All groups' citations, numbered through."""
        return tuple(citation for group in self.groups for citation in group.citations)

    def _probability(self) -> float:
        """Return that of the surest quote; a document listed without one is known all the same."""
        known = READ_FROM_METADATA if self.groups else 0.0
        return max((each.probability for each in self.citations), default=known)

    def answer(self, identity: str, question: str, query: str, timings: Timings) -> Answer:
        """Return the answer's record.

        Args:
            identity: The question's id.
            question: As it was asked.
            query: As it was understood.
            timings: Where the time went.
        """
        return Answer(
            id=identity,
            question=question,
            query=query,
            found=bool(self.groups),
            probability=self._probability(),
            answer=self.text,
            citations=self.citations,
            hits=self.hits,
            generation=self.generation,
            groups=self.groups or None,
            heading=self.heading,
            left_out=self.left_out,
            timings=timings,
        )


def surveyed(view: View, heading: str, entries: Sequence[Entry], tail: str = "") -> Surveyed:
    """Number the quotes through, in a group for each document.

    Args:
        view: For its generation.
        heading: The count, in our words.
        entries: In the order in which they are shown.
        tail: What is left out, in our words.
    """
    groups: list[Group] = []
    hits: list[Hit] = []
    number = 0
    for entry in entries:
        citations = []
        for quoted in entry.quotes:
            number += 1
            citations.append(
                citation_at(
                    number, entry.document, quoted.passage, quoted.candidate, quoted.probability
                )
            )
            hits.append(Hit(number, quoted.probability, quoted.passage, entry.document))
        document = entry.document
        label = label_of(document.metadata)
        groups.append(Group(label, document.doc_id, tuple(citations), entry.remark))
    return Surveyed(heading, tuple(groups), tuple(hits), view.generation, tail)


def grouped(citations: Sequence[Citation], documents: Mapping[str, Document]) -> tuple[Group, ...]:
    """Return citations by their documents, in the order in which those are first cited.

    Args:
        citations: Numbered through.
        documents: Theirs, by id.
    """
    cited = dict.fromkeys(each.doc_id for each in citations)
    return tuple(
        Group(label_of(documents[doc_id].metadata), doc_id, of_document)
        for doc_id in cited
        if (of_document := tuple(each for each in citations if each.doc_id == doc_id))
    )


def quoted_at(
    view: View, doc_id: str, candidates: Iterable[Candidate | None]
) -> tuple[Quoted, ...]:
    """Return spans of a document with the passages that they stand in; None is left out."""
    found = [candidate for candidate in candidates if candidate is not None]
    if not found:
        return ()
    passages = view.passages_of(doc_id)
    quotes = []
    for candidate in found:
        before = [each for each in passages if each.start <= candidate.start] or passages[:1]
        if before:
            quotes.append(Quoted(candidate, before[-1]))
    return tuple(quotes)


def label_of(about: Metadata) -> str:
    """Return a document's name for staff: "Northmere, inspected 3 to 14 June 2024"."""
    if about.inspection_start is None:
        name = about.title
    else:
        name = about.provider or about.authority or about.title
    dated = date_in_words(about)
    return f"{name}, {dated}" if dated else name


def day_of(about: Metadata) -> date:
    """Return the day that a document stands under in an answer; the undated come first of all."""
    return about.inspection_end or about.inspection_start or about.published or date.min


def _line(group: Group) -> str:
    quotes = " ".join(f"“{each.quote}” [{each.number}]" for each in group.citations)
    return f"{group.label}: {' '.join(filter(None, (quotes, group.remark)))}"
