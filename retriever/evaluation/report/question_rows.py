"""The report's table of questions, worst first: what was expected, what came, and why."""

from collections.abc import Iterable, Mapping
from html import escape

from retriever.evaluation.outcomes import Outcome, ShownAnswer, ShownQuote

SHOWN_CHARS = 320
"""Of an expected span or a quote; more is shortened, the JSON holds it whole."""

STEPS = (
    ("words", "by words"),
    ("dense", "by meaning"),
    ("hybrid", "both together"),
    ("full", "after the reader"),
)


def question_table(outcomes: Iterable[Outcome]) -> str:
    """Return the table's HTML."""
    worst_first = sorted(outcomes, key=lambda outcome: -outcome.badness)
    rows = "".join(_row(outcome) for outcome in worst_first)
    return (
        '<div class="scroll"><table class="questions"><colgroup><col class="asked">'
        '<col class="expected"><col class="came"><col class="why"></colgroup><thead><tr>'
        '<th scope="col">Question</th><th scope="col">Expected</th><th scope="col">Came</th>'
        f'<th scope="col">Why</th></tr></thead><tbody>{rows}</tbody></table></div>'
    )


def question_cells(outcome: Outcome) -> tuple[str, str, str, str]:
    """Return a question, what was expected, what came and why, each as HTML."""
    asked = f"{escape(outcome.question.text)}{_small(_asked_with(outcome))}"
    return asked, _expected(outcome), _came(outcome), _why(outcome)


def _row(outcome: Outcome) -> str:
    row = "".join(f"<td>{cell}</td>" for cell in question_cells(outcome))
    return f'<tr id="q-{escape(outcome.question.id)}">{row}</tr>'


def _asked_with(outcome: Outcome) -> str:
    question = outcome.question
    parts = [question.id, *([question.kind] if question.kind else [])]
    if question.history:
        parts.append(f"follows {len(question.history)} earlier messages")
    return ", ".join(parts)


def _expected(outcome: Outcome) -> str:
    if not outcome.question.answerable:
        return "A refusal: the documents do not answer this."
    gold = outcome.gold
    parts = []
    if gold and gold.text:
        parts.append(escape(_shortened(gold.text)))
    parts += [
        f"<q>{escape(_shortened(span.text))}</q>"
        for span in (gold.spans if gold else ())
        if gold is None or span.text != gold.text
    ]
    parts += [_small(path) for path in outcome.relevant[:4]]
    if len(outcome.relevant) > 4:  # noqa: PLR2004 - as many as are shown
        parts.append(_small(f"and {len(outcome.relevant) - 4} more documents"))
    return "".join(parts) or "Not told by the set."


def _came(outcome: Outcome) -> str:
    answer = outcome.answer
    if answer is None:
        return "Only rankings were measured."
    parts = [_verdict(outcome, answer)]
    if answer.quotes:
        parts.append(_quote(answer.quotes[0]))
        more = "".join(_quote(quote) for quote in answer.quotes[1:])
        if more:
            count = len(answer.quotes) - 1
            parts.append(
                f"<details><summary>{count} more quote{'s' * (count > 1)}</summary>{more}</details>"
            )
    elif answer.nearest is not None:
        parts += [_small("Nearest passage:"), _quote(answer.nearest)]
    return "".join(parts)


def _verdict(outcome: Outcome, answer: ShownAnswer) -> str:
    marks = answer.marks
    if not outcome.question.answerable:
        kind, text = ("good", "Refused") if not answer.found else ("bad", "Answered all the same")
    elif not answer.found:
        kind, text = "bad", "Refused, though the documents answer"
    elif marks.gold_in_first_quote:
        kind, text = "good", "Right quote first"
    elif marks.gold_in_any_quote:
        kind, text = "fair", "Right quote, but not first"
    elif marks.gold_in_first_quote is False:
        kind, text = "bad", "No quote holds the answer"
    elif marks.right_document_cited:
        kind, text = "good", "Right document"
    elif marks.right_document_cited is False:
        kind, text = "bad", "Wrong document"
    else:
        kind, text = "fair", "Answered; not judged"
    if marks.quotes_exact is False:
        kind, text = "bad", f"{text}; a quote is not its document’s text"
    return f'<span class="verdict {kind}">{text}</span>'


def _why(outcome: Outcome) -> str:
    lines = []
    if outcome.ranks:
        places = [
            f"{name} {_place(outcome.ranks, system)}"
            for system, name in STEPS
            if system in outcome.ranks
        ]
        lines.append(f"Right document found: {escape(', '.join(places))}.")
    answer = outcome.answer
    if answer is not None:
        lines.append(f"Probability {answer.probability:.2f}.")
        if answer.marks.right_page_cited is False and answer.found:
            lines.append("Not the right page.")
        if answer.marks.citation_precision is not None and len(answer.quotes) > 1:
            lines.append(f"{answer.marks.citation_precision:.0%} of the quotes bear on the answer.")
        lines.append(f"{answer.total_ms:.0f} ms.")
    return " ".join(lines)


def _place(ranks: Mapping[str, int | None], system: str) -> str:
    rank = ranks[system]
    return "not at all" if rank is None else f"at place {rank}"


def _quote(quote: ShownQuote) -> str:
    page = f", page {quote.page}" if quote.page is not None else ""
    return f"<q>{escape(_shortened(quote.text))}</q>{_small(quote.path + page)}"


def _small(text: str) -> str:
    return f'<span class="small">{escape(text)}</span>'


def _shortened(text: str) -> str:
    tidy = text.replace("\t", " | ")
    return tidy if len(tidy) <= SHOWN_CHARS else f"{tidy[: SHOWN_CHARS - 1]}…"
