"""The evidence for a candidate: what a question and a sentence have in common, in numbers.

Knows questions, passages found and candidates; weighs nothing (see `judging`).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from retriever.answers.asked_forms import fits, fits_unit, leads_in
from retriever.answers.candidates import Candidate
from retriever.reader.readings import SpanReading
from retriever.records import BlockKind, Document
from retriever.search.asked import Asked
from retriever.search.phrases import Pair, share_of_pairs, term_weights, weighted_pairs
from retriever.search.places import names_of
from retriever.search.query import Query
from retriever.search.searcher import Found
from retriever.store.analyser import fold, terms, words

SHORT_TERMS = 4
_YEAR = re.compile(r"(?:19|20)\d\d")
_ARTICLE = re.compile(r"^(the|an?) ")
_TOLD_CLOSELY = {Asked.PERSON, Asked.GRADE}


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a candidate, each about 0 to 1, `leads_in` and `fits` -1 to 1.

    Attributes:
        reading: The reader's score of the sentence with its context and header.
        weakest: The least of the question's weighty tokens' best similarities.
        likeness: Cosine of the mean of the sentence's token vectors and of the question's.
        coverage: Share of the question's terms, by weight, in the sentence, context and header.
        phrases: Share of the question's pairs of neighbouring words, by weight, in the sentence.
        passage_coverage: The share of terms for the whole passage.
        named: Share of the question's names and numbers in the passage or its header; a year may be
            that of its document's dates.
        named_in_document: The same for the whole document.
        dense: The passage's inner product with the question.
        fused: The passage's fused score.
        fits: 1 where the sentence holds a date, a number or a definition that is asked for and
            that the question does not hold itself, -1 where not, 0 where none is asked for.
        fits_closely: The same for a person or a grade, which are told with more certainty.
        fits_unit: 1 where the sentence or its context holds the unit that a question of number
            asks for (money, a share, a distance, a time), -1 where not, 0 where it asks for none.
        row_named: For a table's row 1 where the question holds the words of its first cell, one
            half where it holds all their terms somewhere; otherwise 0.
        short: 1 where it has fewer than four terms of its own.
        leans: 1 where it begins with a word that points back to the sentence before it.
        leads_in: 1 where it leads in a list; -1 if a thing of one kind is asked for.
        lacks: 1 where something that is asked for is not in it: one of the `fits` is -1.
        unheard: The largest weight of a term of the question that no passage of the library holds,
            in the wording where that is less.
        content: Share of the question's terms, by weight, in the sentence and its context, when its
            place and its years are left out: those are what the library is narrowed to. 1 where no
            other term is left.
        passage_content: The same for the whole passage and its header.
        sentence: Cosine of the question's embedding and that of the sentence alone; 0 until the
            shortlist is embedded.
        tells: 1 where a direct line can be read from a sentence, -1 where a question of fact finds
            none; 0 for other questions, for rows, and until the shortlist is embedded.
    """

    reading: float
    weakest: float
    likeness: float
    coverage: float
    phrases: float
    passage_coverage: float
    named: float
    named_in_document: float
    dense: float
    fused: float
    row_named: float
    short: float
    leans: float
    leads_in: float
    fits: float
    fits_closely: float
    fits_unit: float
    lacks: float = 0.0
    unheard: float = 0.0
    content: float = 1.0
    passage_content: float = 1.0
    sentence: float = 0.0
    tells: float = 0.0


@dataclass(frozen=True, slots=True)
class _Wording:
    """A question in one wording: the weights of its terms, and of its pairs of words."""

    weights: Mapping[str, float]
    pairs: Mapping[Pair, float]
    content: Mapping[str, float]

    @classmethod
    def of(
        cls,
        text: str,
        own: Sequence[str],
        frequencies: Mapping[str, int],
        size: int,
        narrowing: AbstractSet[str],
    ) -> "_Wording":
        weights = term_weights({term: frequencies[term] for term in own}, size)
        content = {
            term: frequencies[term]
            for term in own
            if term not in narrowing and not _YEAR.fullmatch(term)
        }
        return cls(weights, weighted_pairs(text, weights), term_weights(content, size))

    def unheard(self, frequencies: Mapping[str, int]) -> float:
        """Return the largest weight of a term that no passage holds."""
        unheard = (weight for term, weight in self.weights.items() if frequencies[term] == 0)
        return max(unheard, default=0.0)


class EvidenceReader:
    """Reads the evidence for the candidates of one question.

    Args:
        query: The question.
        frequencies: In how many passages each of its terms stands, and of its other terms.
        size: How many passages there are.
    """

    def __init__(self, query: Query, frequencies: Mapping[str, int], size: int) -> None:
        self._query = query
        places = (name for each in query.authorities for name in names_of(each))
        narrowing = {term for name in places for term in terms(name)}
        own = _Wording.of(query.text, query.terms, frequencies, size, narrowing)
        other = _Wording.of(query.in_other_forms, query.other_terms, frequencies, size, narrowing)
        self._wordings = [own, other] if query.in_other_forms else [own]
        self._unheard = min(each.unheard(frequencies) for each in self._wordings)
        self._names = [re.compile(rf"\b{re.escape(name)}") for name in query.names]
        self._named_in: dict[str, float] = {}

    def read(
        self, found: Found, document: Document, candidates: Iterable[Candidate]
    ) -> Iterator[tuple[Candidate, Evidence]]:
        """Yield each candidate of a passage with its evidence.

        Args:
            found: The passage.
            document: Its document.
            candidates: That stand in the passage.
        """
        passage = found.passage
        header = set(terms(passage.header))
        held = header | set(terms(passage.text))
        years = " ".join(str(day.year) for day in document.metadata.days)
        named = self._share_named(f"{fold(passage.indexed_text)} {years}")
        named_in_document = self._named_in_document(document)
        closely = self._query.asked in _TOLD_CLOSELY
        for candidate in candidates:
            sentence = document.text[candidate.start : candidate.end]
            context = " ".join(document.text[span.start : span.end] for span in candidate.context)
            own = terms(sentence)
            reading = _reading(found, candidate)
            fitting = fits(self._query, sentence)
            unit = fits_unit(self._query, f"{context} {sentence}")
            yield (
                candidate,
                Evidence(
                    reading=reading.score,
                    weakest=reading.weakest,
                    likeness=reading.likeness,
                    coverage=self._share(header.union(own, terms(context))),
                    phrases=max(
                        share_of_pairs(each.pairs, f"{context} {sentence}")
                        for each in self._wordings
                    ),
                    passage_coverage=self._share(held),
                    named=named,
                    named_in_document=named_in_document,
                    dense=found.dense,
                    fused=found.fused,
                    row_named=self._row_named(candidate, sentence),
                    short=float(len(own) < SHORT_TERMS),
                    leans=float(candidate.leans),
                    leads_in=leads_in(self._query, sentence),
                    fits=0.0 if closely else fitting,
                    fits_closely=fitting if closely else 0.0,
                    fits_unit=unit,
                    lacks=float(min(fitting, unit) < 0),
                    unheard=self._unheard,
                    content=self._content({*own, *terms(context)}),
                    passage_content=self._content(held),
                ),
            )

    def _row_named(self, candidate: Candidate, row: str) -> float:
        if candidate.kind is not BlockKind.TABLE_ROW:
            return 0.0
        key = _ARTICLE.sub("", " ".join(words(row.split("\t", 1)[0])))
        if key and f" {key} " in f" {' '.join(words(self._query.text))} ":
            return 1.0
        own = set(terms(key))
        return 0.5 if own and own <= set(self._query.terms) else 0.0

    def _share(self, held: AbstractSet[str]) -> float:
        return max(
            sum(weight for term, weight in each.weights.items() if term in held)
            for each in self._wordings
        )

    def _content(self, held: AbstractSet[str]) -> float:
        if not any(each.content for each in self._wordings):
            return 1.0
        return max(
            sum(weight for term, weight in each.content.items() if term in held)
            for each in self._wordings
        )

    def _share_named(self, folded: str) -> float:
        if not self._names:
            return 1.0
        return sum(name.search(folded) is not None for name in self._names) / len(self._names)

    def _named_in_document(self, document: Document) -> float:
        if document.doc_id not in self._named_in:
            about = document.metadata
            known = (about.title, about.authority, about.publisher, about.published, *about.authors)
            said = " ".join(str(value) for value in known if value)
            share = self._share_named(f"{said} {document.text}".replace("’", "'").lower())
            self._named_in[document.doc_id] = share
        return self._named_in[document.doc_id]


def _reading(found: Found, candidate: Candidate) -> SpanReading:
    if found.reading is None:
        return SpanReading(found.dense, found.dense, found.dense)
    begin = found.passage.start
    own = (candidate.start - begin, candidate.end - begin)
    context = [(span.start - begin, span.end - begin) for span in candidate.context]
    return found.reading.of_span(own, context)
