"""The clause of a quote that says yes or no, or what a thing is: always the quote's own words."""

import re

from retriever.answers.definitions import DENIED, MEANING
from retriever.answers.sentences import sentence_spans
from retriever.answers.told import Told, question_stems
from retriever.store.analyser import content_stems

_WHETHER = re.compile(
    r"^(?:and |so |but )?(?:is|are|was|were|do|does|did|can|could|may|must|should|shall|has|have"
    r"|had|will|would|need|am)\b"
)
_STATES = re.compile(
    r"\b(?:must(?: not)?|may(?: not| only)?|can(?:not| only)?|should(?: not)?|shall(?: not)?"
    r"|(?:is|are) (?:not )?(?:required|entitled|allowed|permitted|exempt|expected|needed|eligible)"
    r"|need(?:s)? (?:not|to)|(?:do|does) not|no longer|only (?:if|when|where|with)|unless|nobody"
    r"|never|has (?:a|the|no) right|have (?:a|the|no) right|has to|have to|will (?:not|only))\b",
    re.IGNORECASE,
)
_MEANS = re.compile(
    rf"(?:(?::|\s[-–—])\s+{MEANING}|\b(?:means|mean|refers? to|(?:is|are) defined as"
    r"|(?:is|are)(?= (?:an?|the|any|one|when|where|those|someone|anyone"
    r"|\w+ (?:or \w+ )?(?:who|which|that|whom))\b)):?\s+(?=\S))",
    re.IGNORECASE,
)
_SUBJECT_LIMIT_CHARS = 80
COVERED = 0.6
"""Share of a yes-or-no question's words that the clause itself holds."""


def asks_whether(told: Told) -> bool:
    """Say whether the question is one of yes or no."""
    return _WHETHER.match(told.asked) is not None


def clause_told(told: Told) -> str | None:
    """Return the sentence of the quote that states what may, must or is, or None.

    A sentence is never cut: its "unless" is part of the answer. None where it is the whole quote.
    """
    wanted = question_stems(told)
    best: tuple[float, str] | None = None
    for span in sentence_spans(told.quote, 0, len(told.quote)):
        sentence = told.quote[span.start : span.end]
        if not _STATES.search(sentence) or sentence.rstrip().endswith(":"):
            continue
        held = len(wanted & content_stems(sentence)) / max(len(wanted), 1)
        if held >= COVERED and (best is None or held > best[0]):
            best = held, sentence
    return best[1] if best else None


def definition_told(told: Told) -> str | None:
    """Return what the quote says that the thing asked for is, to the sentence's end, or None."""
    end = sentence_spans(told.quote, 0, len(told.quote))[0].end
    sentence = told.quote[:end]
    found = _MEANS.search(sentence, 0, min(len(sentence), _SUBJECT_LIMIT_CHARS))
    if found is None or end < len(told.quote.rstrip()) or DENIED.search(sentence[: found.start()]):
        return None
    subject = {each for each in content_stems(sentence[: found.start()]) if not each.isdigit()}
    if not subject or not subject <= question_stems(told) | {"term", "word"}:
        return None
    return sentence[found.end() :].rstrip(" .") or None
