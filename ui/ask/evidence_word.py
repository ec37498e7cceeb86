"""The evidence pack as a Word document, with the headings that screen readers walk by."""

import io
import re
from collections.abc import Sequence
from datetime import datetime

from docx import Document as WordDocument
from docx.document import Document as Word

from ui.ask.evidence import NEAREST, SOURCES, Evidence, quote_in_text, reference_of
from ui.ask.evidence_page import NOTE, TITLE, made_in_words, state_in_words

# What no XML can hold: python-docx refuses the whole file for one such character.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def evidence_word(evidence: Sequence[Evidence], made_at: datetime) -> bytes:
    """Return the pack of a conversation as a .docx file, oldest question first."""
    word = WordDocument()
    word.core_properties.title = TITLE
    word.core_properties.author = "Candour"
    word.core_properties.language = "en-GB"
    word.add_heading(TITLE, level=1)
    word.add_paragraph(f"{made_in_words(made_at)} {NOTE}")
    for each in evidence:
        _add(word, each)
    written = io.BytesIO()
    word.save(written)
    return written.getvalue()


def _add(word: Word, each: Evidence) -> None:
    word.add_heading(_clean(each.question), level=2)
    word.add_paragraph(_clean(state_in_words(each)))
    if each.summary:
        word.add_paragraph(_clean(each.summary))
    for notice in each.notices:
        word.add_paragraph(_clean(notice))
    if each.citations:
        word.add_heading(SOURCES, level=3)
    for cited in each.citations:
        word.add_paragraph(_clean(f"[{cited.number}] {reference_of(cited)}"))
        word.add_paragraph(_clean(quote_in_text(cited)), style="Quote")
    if each.nearest:
        word.add_heading(NEAREST, level=3)
    for reference in each.nearest:
        word.add_paragraph(_clean(reference), style="List Bullet")


def _clean(words: str) -> str:
    return _NOT_XML.sub("", words)
