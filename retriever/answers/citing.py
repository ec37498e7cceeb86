"""Writes what was chosen into the answer's records: words with marks, citations, hits."""

from collections.abc import Callable, Mapping, Sequence

from retriever.answer_records import REFUSAL, Citation, ContextQuote, Hit
from retriever.answers.candidates import Candidate
from retriever.answers.judged import Judged
from retriever.dating import date_in_words
from retriever.records import Document, Passage
from retriever.search.searcher import Found


def answer_in_words(chosen: Sequence[Judged], notices: Sequence[str]) -> str:
    """Return the quotes with their marks, or the refusal and what is to be known of it."""
    if not chosen:
        return " ".join((REFUSAL, *notices))
    return "\n\n".join(f"{each.quote} [{place}]" for place, each in enumerate(chosen, start=1))


def superseded_in_words(
    citations: Sequence[Citation], document: Callable[[str], Document | None]
) -> tuple[str, ...]:
    """Return a sentence for each cited document that a later one takes the place of.

    Args:
        citations: Of one answer.
        document: Returns the library's document of an id.
    """
    sentences = []
    for doc_id in dict.fromkeys(each.doc_id for each in citations if each.superseded_by):
        cited = [each for each in citations if each.doc_id == doc_id]
        marks = "".join(f"[{each.number}]" for each in cited)
        stated = cited[0].superseded_by or ""
        newer = document(stated)
        about = newer.metadata if newer else None
        named = f"{about.title} ({date_in_words(about)})" if about else stated
        verb = "comes" if len(cited) == 1 else "come"
        sentences.append(f"{marks} {verb} from a superseded document: the later one is {named}.")
    return tuple(sentences)


def hits_of(found: Sequence[Found], documents: Mapping[str, Document]) -> tuple[Hit, ...]:
    """Return what was found as ranked hits with their documents, by id."""
    return tuple(
        Hit(rank, each.score, each.passage, documents[each.passage.doc_id])
        for rank, each in enumerate(found, start=1)
    )


def citation_of(number: int, judged: Judged) -> Citation:
    """Return a chosen quote as a numbered citation of its place."""
    return citation_at(
        number, judged.document, judged.passage, judged.candidate, judged.probability
    )


def citation_at(
    number: int, document: Document, passage: Passage, candidate: Candidate, probability: float
) -> Citation:
    """Return what may be quoted as a numbered citation of its place, sure to a probability."""
    about = document.metadata
    page = document.page_at(candidate.start)
    context = tuple(
        ContextQuote(document.text[span.start : span.end], span.start, span.end)
        for span in candidate.context
    )
    return Citation(
        number=number,
        quote=document.text[candidate.start : candidate.quote_end],
        passage_id=passage.passage_id,
        doc_id=document.doc_id,
        title=about.title,
        doc_type=about.doc_type,
        authority=about.authority,
        path=document.path,
        url=about.url,
        published=about.published,
        superseded_by=document.superseded_by,
        page=page.page if page else None,
        page_label=page.label or None if page else None,
        section=passage.section,
        start=candidate.start,
        end=candidate.quote_end,
        probability=probability,
        context=context,
        dated=date_in_words(about),
    )
