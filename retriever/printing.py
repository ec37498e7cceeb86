"""Prints an answer and hits for people at a terminal."""

import textwrap
from collections.abc import Sequence

from retriever.answer_records import UNSURE, Answer, Citation, Hit

WIDTH_CHARS = 96


def print_answer(answer: Answer) -> None:
    """Print the answer (a model's first), its quotes and sources, or a refusal's nearest."""
    _print_opening(answer)
    if answer.groups:
        print(_wrapped(answer.answer.replace("\t", " | ")))  # noqa: T201 - a command's output
    elif answer.found:
        print("\n\n".join(_wrapped(_quote_in_words(each)) for each in answer.citations))  # noqa: T201
    else:
        print(_wrapped(answer.answer))  # noqa: T201 - a command's output
    for notice in answer.notices:
        if notice not in answer.answer and notice != UNSURE:
            print(_wrapped(f"Note: {notice}"))  # noqa: T201
    if answer.found:
        print("\nSources")  # noqa: T201
        for citation in answer.citations:
            print(_wrapped(f"[{citation.number}] {place_in_words(citation)}"))  # noqa: T201
    elif not answer.is_small_talk:
        print("\nNearest passages")  # noqa: T201
        print_hits(answer.hits[:3])


def _print_opening(answer: Answer) -> None:
    """Print what stands above the quotes: that it is not certain, a model's answer, the line."""
    if UNSURE in answer.notices:
        print(f"{_wrapped(f'Note: {UNSURE}')}\n")  # noqa: T201
    if answer.sentences is not None:
        print(f"{_wrapped(answer.answer)}\n\nThe documents’ own words\n")  # noqa: T201
    if answer.direct is not None:
        print(_wrapped(f"{answer.direct.text} [{answer.direct.citation}]"))  # noqa: T201
        print()  # noqa: T201


def print_hits(hits: Sequence[Hit]) -> None:
    """Print passages with their rank, score and place."""
    for hit in hits:
        page = f", page {hit.passage.page}" if hit.passage.page else ""
        title = hit.document.metadata.title
        print(f"{hit.rank}. {title}{page} (score {hit.score:.3f})")  # noqa: T201
        text = textwrap.shorten(hit.passage.text, 300, placeholder=" …")
        print(textwrap.indent(_wrapped(text), "   "))  # noqa: T201


def _quote_in_words(citation: Citation) -> str:
    """Return a quote with its number, under what it needs to be understood; cells a bar apart."""
    lines = [*(piece.text for piece in citation.context), f"{citation.quote} [{citation.number}]"]
    return "\n".join(lines).replace("\t", " | ")


def place_in_words(citation: Citation) -> str:
    """Return where a quote stands, as a reader would look it up."""
    parts = [citation.title]
    if citation.authority:
        parts.append(citation.authority)
    if citation.dated:
        parts.append(citation.dated)
    if citation.page is not None:
        printed = citation.page_label
        label = f" (printed {printed})" if printed and printed != str(citation.page) else ""
        parts.append(f"page {citation.page}{label}")
    if citation.superseded_by:
        parts.append("superseded")
    if citation.is_demonstration:
        parts.append("demonstration")
    return f"{', '.join(parts)} — {citation.path}"


def _wrapped(text: str) -> str:
    lines = (textwrap.fill(line, WIDTH_CHARS) for line in text.splitlines())
    return "\n".join(lines)
