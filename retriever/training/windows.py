"""Cuts a text that is longer than a passage into windows of whole sentences.

The library's own passages come from `ingest`, which cuts by headings and blocks; a question set's
texts have neither, and the retriever imports no chunker.
"""

from collections.abc import Callable, Sequence

from retriever.answers.sentences import sentence_spans
from retriever.records import Span

WINDOW_TOKENS = 200
"""As the chunker aims at."""

TokenCounter = Callable[[Sequence[str]], list[int]]


def windows_of(text: str, count_tokens: TokenCounter) -> list[Span]:
    """Return windows that follow one another, each of at most WINDOW_TOKENS.

    A sentence that is longer alone is a window of its own.
    """
    sentences = sentence_spans(text, 0, len(text))
    counts = count_tokens([text[each.start : each.end] for each in sentences])
    windows: list[Span] = []
    tokens = 0
    for sentence, count in zip(sentences, counts, strict=True):
        if windows and tokens + count <= WINDOW_TOKENS:
            windows[-1] = Span(windows[-1].start, sentence.end)
            tokens += count
        else:
            windows.append(sentence)
            tokens = count
    return windows
