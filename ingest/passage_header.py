"""What is embedded and indexed before a passage's text: which document, and which section.

Only one paragraph in six of an inspection report names its authority, so without this line reports
cannot be told apart (measured). Knows metadata and a count of tokens; never shown as a quote.
"""

from collections.abc import Callable, Sequence

from retriever.answers.sentences import sentence_spans
from retriever.dating import date_in_words
from retriever.records import Metadata

HEADER_LIMIT_TOKENS = 100
"""Of the encoder's 254; a longer header would crowd out the text that it introduces."""

TITLE_LIMIT_CHARS = 1_000
"""Of a title that is looked at; a page's may be a whole text, and is cut word by word."""

LEAD_IN_LIMIT_TOKENS = 40
"""Of what a passage's list or table needs from before it. Found in 5 hits with it and without, over
questions made for policy files: 82 and 68 % of 40 rows that stand apart from their column heads
(the question names a head), 68 and 48 % of 120 list items (the question ends their lead-in)."""

Count = Callable[[str], int]


def header_of(metadata: Metadata, section: Sequence[str], count: Count, lead_in: str = "") -> str:
    """Write `title (authority, date) > section > subsection > lead-in`, cut to its limit.

    Args:
        metadata: Of the document.
        section: The headings above the passage, outermost first.
        count: Counts a text's tokens.
        lead_in: What the passage's first item or row needs and stands in an earlier passage.

    Returns:
        The header; over the limit the outer sections go first, then the title's end.
    """
    subject = metadata.authority or metadata.provider
    about = ", ".join(fact for fact in (subject, date_in_words(metadata)) if fact)
    title, kept = metadata.title[:TITLE_LIMIT_CHARS], [*section]
    last = [_end_of(lead_in, count)] if lead_in else []
    while True:
        head = f"{title} ({about})" if about else title
        header = " > ".join([head, *kept, *last])
        if count(header) <= HEADER_LIMIT_TOKENS:
            return header
        if len(kept) > 1:
            kept = kept[1:]
        elif len(title.split()) > 1:
            title = " ".join(title.split()[:-1])
        elif kept or last:
            kept, last = [], []
        else:
            return ""


def _end_of(lead_in: str, count: Count) -> str:
    """Return a lead-in's last sentence, or as many of its last words as the limit holds."""
    sentences = sentence_spans(lead_in, 0, len(lead_in))
    words = lead_in[sentences[-1].start :].split() if sentences else []
    if count(lead_in) <= LEAD_IN_LIMIT_TOKENS:
        words = lead_in.split()
    while count(" ".join(words)) > LEAD_IN_LIMIT_TOKENS:
        words = words[1:]
    return " ".join(words)
