"""The evidence for a candidate: what a question and a sentence have in common, in numbers.

Knows questions, passages found and candidates; weighs nothing (see `judging`).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from retriever.answers.candidates import Candidate
from retriever.reader.readings import SpanReading
from retriever.records import BlockKind, Document
from retriever.search.phrases import share_of_pairs, term_weights, weighted_pairs
from retriever.search.query import Asked, Query
from retriever.search.searcher import Found
from retriever.store.analyser import fold, terms, words

_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_COUNTS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|third|quarter|twice|dozen"
    "|hundred|thousand|million|once|none|majority|most|all"
)
_NUMBER_WORDS = f"{_COUNTS}|every|annually|weekly|monthly|daily"
_DATES = re.compile(
    rf"\b(\d{{1,2}}(st|nd|rd|th)? )?({_MONTHS})( (19|20)\d\d)?\b"
    r"|\b(in|of|since|by|until|from|during|before|after|for) (19|20)\d\d\b",
    re.IGNORECASE,
)
_HOW_MANY = re.compile(r"\bhow many\b|\bnumber of\b")
_COUNTED = re.compile(rf"\d|\b({_COUNTS})\b", re.IGNORECASE)
_FITS: Mapping[Asked, re.Pattern[str]] = {
    Asked.DATE: re.compile(
        rf"\b({_MONTHS}|(19|20)\d\d|spring|summer|autumn|winter|century|monday|tuesday|wednesday"
        r"|thursday|friday|(week|month|year)s?)\b",
        re.IGNORECASE,
    ),
    Asked.NUMBER: re.compile(rf"\d|\b({_NUMBER_WORDS})\b", re.IGNORECASE),
    Asked.PERSON: re.compile(r"(?<=\S )[A-Z][\w’'-]+ [A-Z][\w’'-]+|\b(Mr|Mrs|Ms|Dr|Professor)\b"),
    Asked.DEFINITION: re.compile(
        r"^.{0,80}?\b(means?|we mean|refers? to|counts? as|is called|defined as|(is|are) (an?|the"
        r"|any|one|every|when|where|how|what|those|someone|anyone|children|people"
        r"|\w+ (who|that)))\b",
        re.IGNORECASE,
    ),
    Asked.GRADE: re.compile(
        r"\b(outstanding|good|requires improvement|inadequate|adequate|satisfactory)\b",
        re.IGNORECASE,
    ),
}

_UNITS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (
        re.compile(
            r"\bhow much\b.*\b(pay|pays|paid|cost|costs|spen[dt]|worth|charge|earn|owe|fine)"
            r"|\b(cost|price|fee|budget|salary|fine|allowance|amount)s?\b.*\b(is|was|of|are|were)\b"
            r"|\bhow much (money|funding)\b|\bpaid\b"
        ),
        re.compile(r"[£$€]|\b(pounds?|euros?|dollars?|pence|free of charge)\b", re.IGNORECASE),
    ),
    (
        re.compile(r"\bwhat (share|proportion|percentage|fraction|per cent|rate)\b"),
        re.compile(
            r"%|\bper ?cent\b|\b(half|third|quarter|fifth|tenth|none|all|most"
            r"|(\w+) (in|out of) (every )?(two|three|four|five|six|seven|eight|nine|ten|\d+))\b"
            r"(?! (days|weeks|months|years|hours|minutes))",
            re.IGNORECASE,
        ),
    ),
    (
        re.compile(r"\bhow often\b"),
        re.compile(
            r"\b(once|twice|(three|four|five|six|\d+) times|daily|weekly|fortnightly|monthly"
            r"|termly|quarterly|annual(ly)?|yearly|rarely|never|always|seldom|often|regularly"
            r"|(each|every|per|an?) (\w+ )?(day|night|week|fortnight|month|term|quarter|year|time"
            r"|hour)|(every|each) (\w+ )?(\w+ )?(days|weeks|months|years|hours)"
            r"|at least \w+ (days|weeks|months|years) apart|intervals?)\b",
            re.IGNORECASE,
        ),
    ),
    (
        re.compile(r"\bwhat (is|are|was|were) the (\w+ )?(maximum|minimum|limit)\b"),
        re.compile(
            r"\b(maximum|minimum|at (most|least)|up to|highest|lowest|limit(s|ed)?"
            r"|(no|not|nobody|none) (more|fewer|less|longer|later|higher|lower) than"
            r"|(not|cannot) exceed)\b",
            re.IGNORECASE,
        ),
    ),
    (
        re.compile(r"\bhow far (is|are|was|were|away|off|apart|from)\b"),
        re.compile(
            r"\b(miles?|kilomet(re|er)s?|km|met(re|er)s?|yards?|feet|hours?|minutes?)\b",
            re.IGNORECASE,
        ),
    ),
    (
        re.compile(r"\bhow (long|soon|quickly|old)\b|\bhow many (days|weeks|months|years|hours)\b"),
        re.compile(
            rf"\b((working |calendar )?(day|night|week|month|year|hour|minute|second)s?"
            rf"|daily|weekly|monthly|yearly|annual(ly)?|once|twice|aged?|immediately|{_MONTHS})\b",
            re.IGNORECASE,
        ),
    ),
)
"""What a question of number asks for by its words, and the unit that tells it."""

SHORT_TERMS = 4
_ARTICLE = re.compile(r"^(the|an?) ")
_TOLD_CLOSELY = {Asked.PERSON, Asked.GRADE}
_NEED_NOT_BE_NEW = {Asked.DEFINITION, Asked.GRADE}


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
        named: Share of the question's names and numbers in the passage or its header.
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
    sentence: float = 0.0
    tells: float = 0.0


class EvidenceReader:
    """Reads the evidence for the candidates of one question.

    Args:
        query: The question.
        frequencies: In how many passages each of its terms stands.
        size: How many passages there are.
    """

    def __init__(self, query: Query, frequencies: Mapping[str, int], size: int) -> None:
        self._query = query
        self._weights = term_weights(frequencies, size)
        self._pairs = weighted_pairs(query.text, self._weights)
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
        passage_coverage = self._share(header | set(terms(passage.text)))
        named = self._share_named(fold(passage.indexed_text))
        named_in_document = self._named_in_document(document)
        closely = self._query.asked in _TOLD_CLOSELY
        for candidate in candidates:
            sentence = document.text[candidate.start : candidate.end]
            context = " ".join(document.text[span.start : span.end] for span in candidate.context)
            own = terms(sentence)
            reading = _reading(found, candidate)
            fits = _fits(self._query, sentence)
            unit = _fits_unit(self._query, f"{context} {sentence}")
            yield (
                candidate,
                Evidence(
                    reading=reading.score,
                    weakest=reading.weakest,
                    likeness=reading.likeness,
                    coverage=self._share(header.union(own, terms(context))),
                    phrases=share_of_pairs(self._pairs, f"{context} {sentence}"),
                    passage_coverage=passage_coverage,
                    named=named,
                    named_in_document=named_in_document,
                    dense=found.dense,
                    fused=found.fused,
                    row_named=self._row_named(candidate, sentence),
                    short=float(len(own) < SHORT_TERMS),
                    leans=float(candidate.leans),
                    leads_in=_leads_in(self._query, sentence),
                    fits=0.0 if closely else fits,
                    fits_closely=fits if closely else 0.0,
                    fits_unit=unit,
                    lacks=float(min(fits, unit) < 0),
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
        return sum(weight for term, weight in self._weights.items() if term in held)

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


def _leads_in(query: Query, sentence: str) -> float:
    if not sentence.rstrip().endswith(":"):
        return 0.0
    return 1.0 if query.asked is Asked.OTHER else -1.0


def _fits(query: Query, sentence: str) -> float:
    form = _FITS.get(query.asked)
    if form is None:
        return 0.0
    if query.asked in _NEED_NOT_BE_NEW:
        return 1.0 if form.search(sentence) else -1.0
    asked = fold(query.text)
    said = sentence
    if query.asked is Asked.NUMBER:
        # "In June 2022" tells when, not how many; nor does "the weekly report".
        said = _DATES.sub(" ", sentence)
        form = _COUNTED if _HOW_MANY.search(asked) else form
    told = (found.group() for found in form.finditer(said))
    return 1.0 if any(fold(each) not in asked for each in told) else -1.0


def _fits_unit(query: Query, said: str) -> float:
    asked = fold(query.text)
    for question, unit in _UNITS:
        if query.asked is Asked.NUMBER and question.search(asked):
            return 1.0 if unit.search(said) else -1.0
    return 0.0
