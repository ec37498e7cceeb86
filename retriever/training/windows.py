"""Cuts a text that is longer than a passage into windows of whole sentences.

The library's own passages come from `ingest`, which cuts by headings and blocks; a question set's
texts have neither, and the retriever imports no chunker.
"""

import math
import re
from collections.abc import Callable, Iterator, Sequence

from retriever.answers.sentences import sentence_spans
from retriever.records import Span

WINDOW_TOKENS = 200
"""As the chunker aims at."""

_LINE = re.compile(r"[^\n]+")
_WORD = re.compile(r"\S+")

TokenCounter = Callable[[Sequence[str]], list[int]]


def windows_of(text: str, count_tokens: TokenCounter) -> list[Span]:
    """Return windows that follow one another, each of at most WINDOW_TOKENS.

    A sentence that is longer alone is cut between words.
    """
    windows: list[Span] = []
    tokens = 0
    for piece, count in _pieces(text, count_tokens):
        if windows and tokens + count <= WINDOW_TOKENS:
            windows[-1] = Span(windows[-1].start, piece.end)
            tokens += count
        else:
            windows.append(piece)
            tokens = count
    return windows


def _pieces(text: str, count_tokens: TokenCounter) -> Iterator[tuple[Span, int]]:
    """Yield sentences, or parts of long ones, with their tokens.

    Line by line: over a whole policy one bracket left open made a sentence of 5,268 tokens.
    """
    lines = [Span(each.start(), each.end()) for each in _LINE.finditer(text)]
    sentences = [each for line in lines for each in sentence_spans(text, line.start, line.end)]
    counts = count_tokens([text[each.start : each.end] for each in sentences])
    for sentence, count in zip(sentences, counts, strict=True):
        if count <= WINDOW_TOKENS:
            yield sentence, count
            continue
        parts = _parts(text[sentence.start : sentence.end], math.ceil(2 * count / WINDOW_TOKENS))
        spans = [Span(sentence.start + each.start, sentence.start + each.end) for each in parts]
        yield from zip(
            spans, count_tokens([text[each.start : each.end] for each in spans]), strict=True
        )


def _parts(text: str, count: int) -> list[Span]:
    """Cut a text into about so many parts of whole words."""
    words = [Span(each.start(), each.end()) for each in _WORD.finditer(text)]
    step = math.ceil(len(words) / count)
    groups = [words[start : start + step] for start in range(0, len(words), step)]
    return [Span(group[0].start, group[-1].end) for group in groups]
