"""Turns a model's reply into an answer: asked, parted, checked, cited, or put aside for the quotes.

The quoted answer comes in and is what goes out, with a notice, whenever the model's text cannot be
shown. Knows no server beyond the `Model` that it is given.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from time import perf_counter

from retriever.answer_records import Answer, Citation, Hit, ModelSentence, Timings
from retriever.answers.answerer import OnText
from retriever.answers.citing import citation_at, superseded_in_words
from retriever.errors import ModelError
from retriever.model.checking import Checker, Verdict
from retriever.model.client import Model
from retriever.model.prompt import Message, messages_for, sources_of
from retriever.model.reply_text import Said, sentences_of, without_marks
from retriever.model.sources import Bearing, Source, read_sources
from retriever.records import Document
from retriever.store.encoder import Encoder

QUOTED_INSTEAD = "These are the documents’ own words instead."
UNSUPPORTED = "not supported by the sources"


@dataclass(frozen=True, slots=True)
class Library:
    """What of the library an answer may have to name.

    Attributes:
        document: Returns the document of an id, or None.
        authorities: The names that its metadata knows.
    """

    document: Callable[[str], Document | None]
    authorities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Checked:
    """A sentence of the reply with its verdict."""

    said: Said
    verdict: Verdict


class Replier:
    """Has a model word an answer that the documents hold, and checks every sentence of it.

    Args:
        model: That is asked.
        encoder: For the checks.
    """

    def __init__(self, model: Model, encoder: Encoder) -> None:
        self._model = model
        self._encoder = encoder

    def reply(
        self,
        quoted: Answer,
        hits: Sequence[Hit],
        library: Library,
        on_text: OnText | None = None,
    ) -> Answer:
        """Return the model's answer, or the quoted one with a notice that says why.

        A refusal stays one, and an answer over several documents is counted from all of them,
        which no model sees: for both the model is not asked.

        Args:
            quoted: The answer without a model.
            hits: The passages found, best first.
            library: For the documents that take another's place, and the authorities.
            on_text: Told the text as it grows.
        """
        if not quoted.found or not quoted.citations or quoted.groups is not None:
            return quoted
        began = perf_counter()
        sources = sources_of(quoted, hits, self._encoder)
        if not sources:
            return quoted
        try:
            reply = self._whole(messages_for(quoted.query, sources), on_text)
        except ModelError as error:
            answer = _aside(quoted, f"The model’s server {error}.")
        else:
            checker = Checker(self._encoder, library.authorities)
            answer = self._checked(quoted, sources, sentences_of(reply), checker)
            answer = _with_superseded(answer, quoted, library)
        return replace(answer, timings=_later(answer.timings, (perf_counter() - began) * 1000))

    def _whole(self, messages: Sequence[Message], on_text: OnText | None) -> str:
        so_far = ""
        for piece in self._model.reply(messages):
            so_far += piece
            if piece and on_text is not None and not on_text(without_marks(so_far)):
                raise ModelError("was stopped")
        return so_far

    def _checked(
        self, quoted: Answer, hits: Sequence[Hit], said: Sequence[Said], checker: Checker
    ) -> Answer:
        if not said:
            return _aside(quoted, "The model gave no answer from the passages.")
        cited = {number for each in said for number in each.numbers if 0 < number <= len(hits)}
        by_number = {number: hits[number - 1] for number in sorted(cited)}
        sources = read_sources(by_number, self._encoder)
        checked = [
            _Checked(
                each, checker.check(each.text, [sources[n] for n in each.numbers if n in sources])
            )
            for each in said
        ]
        failed = sum(not each.verdict.is_supported for each in checked)
        if failed == len(checked):
            return _aside(
                quoted, "No sentence of the model’s answer is supported by what it cites."
            )
        return _written(quoted, checked, sources, _failed_in_words(failed, len(checked)))


class _Citations:
    """The citations of a model's answer, numbered as they are first cited.

    Args:
        quoted: Those of the quoted answer: one that the model cites as well stays as it is.
        sources: The passages that the model was given, by number.
    """

    def __init__(self, quoted: Sequence[Citation], sources: Mapping[int, Source]) -> None:
        self._quoted = {(each.doc_id, each.start): each for each in quoted}
        self._sources = sources
        self._cited: dict[tuple[str, int], Citation] = {}

    def number_of(self, bearing: Bearing, verdict: Verdict) -> int:
        """Return the number of the words that bear a sentence out."""
        hit = self._sources[bearing.source].hit
        place = (hit.document.doc_id, bearing.candidate.start)
        if place in self._quoted:
            return self.keep(self._quoted[place])
        probability = min(max(verdict.support, 0.0), 1.0)
        return self.keep(citation_at(0, hit.document, hit.passage, bearing.candidate, probability))

    def keep(self, citation: Citation) -> int:
        """Return the number of a citation, a new one where it is not among these yet."""
        place = (citation.doc_id, citation.start)
        numbered = replace(citation, number=len(self._cited) + 1)
        return self._cited.setdefault(place, numbered).number

    def all(self) -> tuple[Citation, ...]:
        """Return the citations in the order of their numbers."""
        return tuple(self._cited.values())


def _written(
    quoted: Answer, checked: Sequence[_Checked], sources: Mapping[int, Source], notice: str
) -> Answer:
    """Return the model's answer, its marks leading to the words that bear each sentence out."""
    citations = _Citations(quoted.citations, sources)
    sentences = []
    for each in checked:
        marks = {citations.number_of(bearing, each.verdict) for bearing in each.verdict.bearings}
        supported = each.verdict.is_supported
        sentences.append(ModelSentence(each.said.text, tuple(sorted(marks)), supported))
    # The quotes stay, after those that the model cites, so that none is lost by its reading.
    renumbered = {each.number: citations.keep(each) for each in quoted.citations}
    direct = quoted.direct
    return replace(
        quoted,
        mode="model",
        answer=" ".join(_in_words(sentence) for sentence in sentences),
        citations=citations.all(),
        direct=direct and replace(direct, citation=renumbered[direct.citation]),
        sentences=tuple(sentences),
        notices=(*quoted.notices, *((notice,) if notice else ())),
    )


def _in_words(sentence: ModelSentence) -> str:
    marks = "".join(f"[{number}]" for number in sentence.citations)
    told = "" if sentence.supported else f"({UNSUPPORTED})"
    return " ".join(part for part in (sentence.text, marks, told) if part)


def _with_superseded(answer: Answer, quoted: Answer, library: Library) -> Answer:
    """Return the answer with what is said of superseded documents by its own numbers."""
    before = superseded_in_words(quoted.citations, library.document)
    others = tuple(each for each in answer.notices if each not in before)
    return replace(
        answer, notices=(*superseded_in_words(answer.citations, library.document), *others)
    )


def _failed_in_words(failed: int, of: int) -> str:
    if not failed:
        return ""
    verb = "is" if failed == 1 else "are"
    return f"{failed} of the model’s {of} sentences {verb} not supported by what it cites."


def _aside(quoted: Answer, why: str) -> Answer:
    return replace(quoted, notices=(*quoted.notices, f"{why} {QUOTED_INSTEAD}"))


def _later(timings: Timings, spent_ms: float) -> Timings:
    return replace(timings, answer=timings.answer + spent_ms, total=timings.total + spent_ms)
