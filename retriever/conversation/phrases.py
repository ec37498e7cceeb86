"""The phrases of a question that a pronoun may stand for, found without a grammar.

A phrase is a run of words that say something, with its article and what "of" or "for" joins to it.
Coarse on purpose: whatever is wrongly taken stands in the question that is shown, where staff can
mend it. Knows English and no library.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retriever.store.analyser import STOP_WORDS, fold

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
VERBS = frozenset(
    _WORD.findall(
        """say says said tell tells told mean means meant get gets got getting give
        gives given gave take takes took taken make makes made find finds found use
        uses used using need needs needed want wants go goes went going come comes
        came know knows known see sees seen seem think thinks believe happen happens
        happened apply applies applied work works worked keep keeps kept put puts
        both let lead leads led start starts started end ends ended begin begins
        began become becomes became change changes changed improve improves improved
        help helps helped include includes included must may might shall ought
        please explain describe list show shows shown compare ask asks asked write
        writes written wrote receive receives received hold holds held judge judges
        judged rate rated graded inspect inspects inspected publish published create
        creates created add done been being ever still already just only much many
        more most less least very really long often old far last first next new good
        bad better best well about recommend live lives look looks pay pays paid
        cost costs cause causes caused visit visits respond responds protect bring
        ensure support supports manage manages managed record records recorded check
        checks checked expect expects expected identify identifies identified"""
    )
)
_DEFINED = re.compile(
    r"^(?:what|who) (?:is|are) (?P<thing>(?:[^\W\d_][\w'’-]* ?){1,4}?)(?: called)?\W*$",
    re.IGNORECASE,
)
"""A question for what something is: "staying put" is one thing in it, verb or not."""

_TAKES = re.compile(
    r"\b(?:tak(?:e|es|en|ing)|took) (?P<noun>part|place|care|effect|account|over)\b", re.IGNORECASE
)
"""A verb of two words, whose noun nothing is said of: "took part"."""

_JOINTS = frozenset(("of", "for"))
_ARTICLES = frozenset(("the", "a", "an"))
_ASKING = frozenset(["what", "which", "who", "whom", "whose", "when", "where", "why", "how"])


SHORT_WORDS = 16
"""A longer question is neither put in brackets nor looked through for nouns."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A run of words of a question, with the place that it has there."""

    text: str
    start: int
    end: int

    @property
    def is_plural(self) -> bool:
        """Whether its head, the word before "of" or "for", looks like a plural."""
        head = re.split(r"\s(?:of|for)\s", fold(self.text))[0].split()[-1]
        return (head.endswith("s") and not head.endswith(("ss", "us", "is"))) or head in {
            "children",
            "people",
            "staff",
            "carers",
            "men",
            "women",
        }


def phrases_of(question: str, left_out: Sequence[tuple[int, int]] = ()) -> list[Phrase]:
    """Return the phrases of a question, in order.

    Args:
        question: In one line.
        left_out: (start, end) of what is no subject: an authority, a time.
    """
    defined = _DEFINED.search(question)
    if defined and not left_out:
        return [Phrase(defined["thing"], defined.start("thing"), defined.end("thing"))]
    left_out = [*left_out, *(each.span("noun") for each in _TAKES.finditer(question))]
    found: list[Phrase] = []
    run: list[re.Match[str]] = []
    for word in _WORD.finditer(question):
        gap = question[run[-1].end() : word.start()] if run else " "
        is_out = any(start <= word.start() < end for start, end in left_out)
        says = not is_out and _says_something(word.group())
        if run and (gap.strip() or not (says or _joins(word, run))):
            found += _closed(question, run)
            run = []
        if says or (run and not gap.strip() and _joins(word, run)) or _opens(word):
            run = [word] if _opens(word) and not _joins(word, run) else [*run, word]
    return [*found, *_closed(question, run)]


def is_short(question: str) -> bool:
    """Say whether a question is one sentence of few words, whose phrases can be told."""
    return len(question.split()) <= SHORT_WORDS and not re.search(r"[.?!]\s+\S", question)


def _opens(word: re.Match[str]) -> bool:
    return word.group().lower() in _ARTICLES


def _joins(word: re.Match[str], run: Sequence[re.Match[str]]) -> bool:
    """Say whether "of", "for", or the article after one of them, goes on with a phrase."""
    folded = word.group().lower()
    last = run[-1].group().lower() if run else ""
    if folded in _JOINTS:
        return bool(run) and last not in _ARTICLES | _JOINTS
    return folded in _ARTICLES and last in _JOINTS


def _says_something(word: str) -> bool:
    folded = fold(word)
    if folded in _ASKING or folded in STOP_WORDS:
        return False
    return folded not in VERBS or (word[0].isupper() and word.isupper())


def _closed(question: str, run: Sequence[re.Match[str]]) -> list[Phrase]:
    """Return the run as a phrase, without an article or joint that it ends with."""
    words = list(run)
    while words and words[-1].group().lower() in _ARTICLES | _JOINTS:
        words.pop()
    # "children need", "leadership judged": a verb in -ed at the end belongs to what follows.
    while len(words) > 1 and re.search(r"[^e]ed$", words[-1].group()):
        words.pop()
    if not any(_says_something(word.group()) for word in words):
        return []
    start, end = words[0].start(), words[-1].end()
    return [Phrase(question[start:end], start, end)]
