"""A language model's sentences as HTML: each with its sources, the unsupported ones struck out.

Knows records, not how an answer was found. What it returns is gated with the whole answer.
"""

from html import escape

from retriever.answer_records import Answer, Citation, ModelSentence
from ui.fragments import hidden, link, page_words, text
from ui.place import Place

WRITTEN = "Written by a language model from the documents, and checked sentence by sentence"
QUOTES = "The documents’ own words"
UNSUPPORTED = "not supported by its source"


def model_sentences(answer: Answer, quotes: str) -> str:
    """Return the model's text, and its quotes one click away.

    Args:
        answer: With its sentences.
        quotes: The citations' quotes, as HTML.
    """
    cited = {citation.number: citation for citation in answer.citations}
    body = " ".join(_sentence(each, cited) for each in answer.sentences or ())
    return (
        f'<p class="label">{escape(WRITTEN)}</p><p class="model-text">{body}</p>'
        f'<details class="own-words"><summary>{escape(QUOTES)}</summary>{quotes}</details>'
    )


def _sentence(sentence: ModelSentence, cited: dict[int, Citation]) -> str:
    marks = "".join(_mark(cited[number]) for number in sentence.citations if number in cited)
    if sentence.supported:
        return text(sentence.text) + marks
    # Read aloud before the sentence, because a line through it is not.
    begins, ends = hidden("Not supported by its source: "), hidden(" End of what is not supported.")
    told = f' <span class="unsupported-note">({escape(UNSUPPORTED)})</span>'
    return f'{begins}<s class="unsupported">{text(sentence.text)}</s>{ends}{marks}{told}'


def _mark(citation: Citation) -> str:
    where = f", {page_words(citation.page, citation.page_label)}" if citation.page else ""
    spoken = hidden(f"Source {citation.number}: {citation.title}{where}")
    number = f'<span class="number">[{citation.number}]</span>'
    return f"&nbsp;{link(Place.of_citation(citation), number + spoken, 'citation')}"
