"""The evidence pack as one web page that needs nothing beside it: no script, no address.

Every text is escaped: documents are written by strangers, and this file is opened outside the
page's own protection.
"""

from collections.abc import Sequence
from datetime import datetime
from html import escape

from retriever.dates import in_words
from ui.ask.evidence import NEAREST, SOURCES, Evidence, quote_in_text, reference_of

TITLE = "Candour: questions, quotes and sources"
NOTE = (
    "Every quote is the document’s own words. Check a source before you rely on it: documents "
    "change, and what was not in the library was not searched."
)
_STYLE = """
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #12202b;
  font: 1.0625rem/1.55 "Segoe UI", "Helvetica Neue", Arial, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; } h2 { margin-top: 2.5rem; font-size: 1.3rem; } h3 { font-size: 1rem; }
blockquote { margin: 1rem 0; padding-left: 1rem; border-left: 4px solid #1d70b8;
  font-family: Georgia, serif; white-space: pre-line; }
.text { white-space: pre-line; } .note { color: #505a5f; } li { margin-bottom: 0.4rem; }
"""


def evidence_page(evidence: Sequence[Evidence], made_at: datetime) -> str:
    """Return the pack of a conversation, oldest question first."""
    exchanges = "".join(map(_exchange, evidence))
    return (
        '<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">"
        '<meta name="viewport" content="width=device-width">'
        f"<title>{escape(TITLE)}</title><style>{_STYLE}</style></head><body><main>"
        f"<h1>{escape(TITLE)}</h1><p>{escape(made_in_words(made_at))} {escape(NOTE)}</p>"
        f"{exchanges}</main></body></html>\n"
    )


def made_in_words(made_at: datetime) -> str:
    """Say when the pack was made."""
    return f"Made on {in_words(made_at.date())} at {made_at:%H:%M}."


def state_in_words(each: Evidence) -> str:
    """Say when a question was asked, of which state of the index, under which filters."""
    asked = f"Asked on {in_words(each.asked_at.date())} at {each.asked_at:%H:%M}"
    words = f"{asked}, of generation {each.generation} of the index."
    if each.searched:
        words += f" Searched for: {each.searched}"
    if each.within:
        words += f" Only documents with: {each.within}."
    return words


def _exchange(each: Evidence) -> str:
    parts = [
        f"<h2>{escape(each.question)}</h2>",
        f'<p class="note">{escape(state_in_words(each))}</p>',
    ]
    if each.summary:
        parts.append(f'<p class="text">{escape(each.summary)}</p>')
    parts += [f"<p>{escape(notice)}</p>" for notice in each.notices]
    if each.citations:
        items = "".join(
            f'<li value="{cited.number}">{escape(reference_of(cited))}'
            f"<blockquote>{escape(quote_in_text(cited))}</blockquote></li>"
            for cited in each.citations
        )
        parts.append(f"<h3>{SOURCES}</h3><ol>{items}</ol>")
    if each.nearest:
        items = "".join(f"<li>{escape(reference)}</li>" for reference in each.nearest)
        parts.append(f"<h3>{NEAREST}</h3><ul>{items}</ul>")
    return "".join(parts)
