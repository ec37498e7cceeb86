"""Parts a model's reply into sentences, each with the numbers that it cites.

Knows the ways in which models write marks and lay out text; knows no source and no score.
"""

import re
from dataclasses import dataclass

from retriever.answers.sentences import sentence_spans
from retriever.model.prompt import NOT_ANSWERED
from retriever.visible import visible

_THINKING = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL | re.IGNORECASE)
_MARK = re.compile(
    r"\s*[\[【]\s*(?:sources?|passages?)?\s*"
    r"(\d{1,3}(?:\s*(?:,|;|and|&)\s*(?:source\s*)?\d{1,3})*)\s*[\]】]",
    re.IGNORECASE,
)
_BEGUN_MARK = re.compile(r"\s*[\[【][^\]】]*\Z")
_LATE_MARKS = re.compile(rf"([.!?][”\"’']?)((?:{_MARK.pattern})+)", re.IGNORECASE)
_LAYOUT = re.compile(r"^\s*(?:[-*•–]\s+|#{1,6}\s+|>\s+)+")
_STRESS = re.compile(r"(\*\*|__|`)(?=\S)(.+?)(?<=\S)\1")


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of a reply, without its marks, and the numbers that they name, each once."""

    text: str
    numbers: tuple[int, ...]


def sentences_of(reply: str) -> tuple[Said, ...]:
    """Return the sentences of a reply; none where it says that there is no answer."""
    plain = without_layout(reply)
    if NOT_ANSWERED.lower() in plain.lower() and len(plain) < len(NOT_ANSWERED) * 3:
        return ()
    said = []
    for line in plain.split("\n"):
        # "It fell. [1] Then" and "It fell [1]. Then" are the same; the second is parted rightly.
        ordered = _LATE_MARKS.sub(r"\2\1", line)
        for span in sentence_spans(ordered, 0, len(ordered)):
            sentence = ordered[span.start : span.end]
            text = " ".join(_MARK.sub("", sentence).split())
            if any(character.isalnum() for character in text):
                said.append(Said(text, _numbers_of(sentence)))
    return tuple(said)


def without_layout(reply: str) -> str:
    """Return a reply's plain lines: no thoughts, no marks of lists, headings or stress."""
    seen = visible(_THINKING.sub("", reply))
    lines = (_STRESS.sub(r"\2", _LAYOUT.sub("", line)).strip() for line in seen.splitlines())
    return "\n".join(line for line in lines if line)


def without_marks(reply: str) -> str:
    """Return the plain text of a reply that is still growing: what it cites is not yet checked."""
    return _BEGUN_MARK.sub("", _MARK.sub("", without_layout(reply))).strip()


def _numbers_of(sentence: str) -> tuple[int, ...]:
    marks = " ".join(mark[1] for mark in _MARK.finditer(sentence))
    return tuple(dict.fromkeys(int(figure) for figure in re.findall(r"\d+", marks)))
