"""A document that a question names by its title: "in Working with Families 2023".

The title's own words, with a year or edition; an authority's reports are not named so (their titles
are alike: see `scope`). Knows metadata; knows no text.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from retriever.records import Metadata
from retriever.store.analyser import STOP_WORDS, fold, word_spans, words

_YEAR = re.compile(r"(?:19|20)\d\d")
_SUBTITLE = re.compile(r"\s*[:|(]\s*|\s+[-–—]\s+")
_LAW = re.compile(r"\b(act|regulations?|order|bill)\b")
_POINTS = frozenset(
    words("in according does do did under per by from say says consider considering regarding")
)
_KIND_OF_DOCUMENT = frozenset(
    words(
        """framework guidance guide report handbook policy code plan strategy review standard
        standards letter note notes briefing toolkit protocol procedure procedures manual survey
        study charter statement bulletin circular specification rules"""
    )
)
"""What a document with an article says of itself: "in the national framework"."""
_PREPOSITION = re.compile(
    r"\b(?:in|according to|as per|per|under|within|from|of|by)(?: the| this)?$", re.IGNORECASE
)
_OPENING = re.compile(
    r"\W*(?:consider|considering|regarding|looking at|with regard to)(?: the)?\W*", re.IGNORECASE
)
"""What stands before a title that opens a question: "Consider the Harbour Code; who leads?"."""
_PAUSE = re.compile(r"[\"”’']?\s*[;:,]\s*")
_QUOTATION_MARKS = ("“", '"', "‘", "'")
_PARTLY_WORDS = 2
_WHOLLY_WORDS = 3
_LONG_TITLE_WORDS = 5
"""So many words of a title in order are no chance, whatever their capitals."""
_LONG_PART_WORDS = 4
"""More words of a title than a subject has."""
_ACRONYM_LETTERS = 4


@dataclass(frozen=True, slots=True)
class Named:
    """The documents that a question names by title.

    Attributes:
        wholly: Ids of those named in full, or in part with their year.
        partly: Ids of those named in part.
        question: The question without the title that is named in full: its words stand in the
            header of each of the document's passages, and tell none of them from another. "" where
            none is.
        missing: Where a title is named with a year of which the library has none: title, year and
            the years there are, as a sentence; otherwise "".
    """

    wholly: tuple[str, ...] = ()
    partly: tuple[str, ...] = ()
    missing: str = ""
    question: str = field(default="", compare=False)


def named_documents(text: str, library: Iterable[tuple[str, Metadata]]) -> Named:
    """Return what the question names by title.

    Args:
        text: The question.
        library: Every document's id and metadata.
    """
    spans = [each for each in word_spans(text) if not _is_possessive(each, text)]
    wholly: list[str] = []
    partly: list[str] = []
    other: list[Metadata] = []
    year = question = ""
    for doc_id, about in library:
        if about.authority is not None:
            continue
        title = main_words(about.title)
        begins, after = _longest_run(title, spans, text)
        if begins == after:
            continue
        is_whole = spans[begins][2] != title[0] or after - begins == len(title)
        edition = _edition(spans, after)
        if edition and edition not in _years(about):
            year = edition
            other.append(about)
        elif _LAW.search(fold(about.title)):
            # Others tell of what an act says, and name it with its year.
            partly.append(doc_id)
        elif edition or (
            is_whole and len(title) >= _WHOLLY_WORDS and _is_pointed_at(spans, begins, title)
        ):
            wholly.append(doc_id)
            end = spans[after if edition else after - 1][1]
            question = _without(text, spans[begins][0], end)
        elif _is_asked_itself(spans, begins, after, title, text):
            partly.append(doc_id)
    if wholly or partly or not other or any(_LAW.search(fold(each.title)) for each in other):
        return Named(tuple(wholly), tuple(partly), question=question)
    return Named(missing=_missing(other, year))


def _is_possessive(span: tuple[int, int, str], text: str) -> bool:
    """Say whether a word is the "s" behind a title in quotation marks: “Welcome”’s policy."""
    start, _, word = span
    return word == "s" and text[max(0, start - 1) : start] in {"'", "’"}


def _longest_run(
    title: Sequence[str], spans: Sequence[tuple[int, int, str]], text: str
) -> tuple[int, int]:
    """Return where the title's first words stand in the question as a name, the longest run.

    The place of the first word and the one after the last; (0, 0) where none do.
    """
    best = (0, 0)
    initials = "".join(word[0] for word in title)
    for place, (start, end, word) in enumerate(spans):
        printed = text[start:end]
        is_acronym = printed.isupper() and len(word) >= _ACRONYM_LETTERS
        if is_acronym and initials.startswith(word):
            return place, place + 1
        run = 0
        while run < len(title) and place + run < len(spans) and spans[place + run][2] == title[run]:
            run += 1
        if run > best[1] - best[0] and _is_name(spans[place : place + run], text, title):
            best = (place, place + run)
    return best


def _is_name(run: Sequence[tuple[int, int, str]], text: str, title: Sequence[str]) -> bool:
    """Say whether a run of a title's words in the question names it, and is no chance."""
    content = [(start, end) for start, end, word in run if word not in STOP_WORDS]
    if len(content) < _PARTLY_WORDS:
        return False
    if len(run) >= _LONG_TITLE_WORDS and len(run) == len(title):
        return True
    before = text[: run[0][0]].rstrip()
    if before.endswith(_QUOTATION_MARKS):
        return True
    # A title in sentence case ("Keeping families safe 2024") has its first word's capital alone.
    is_opening = not before or before[-1] in ".?!"
    capitals = [text[start].isupper() for start, _ in content]
    followed = _YEAR.match(text[run[-1][1] :].lstrip(" ,(")) is not None
    if all(capitals) and not is_opening:
        return True
    return capitals[0] and not is_opening and (followed or len(run) >= _WHOLLY_WORDS)


def _is_pointed_at(spans: Sequence[tuple[int, int, str]], start: int, title: Sequence[str]) -> bool:
    """Say whether the words before a title ask of that document, not of what it is about.

    "Under Disability Insurance benefits" may; "I receive Disability Insurance benefits" does not,
    nor does "in the Family Court": with an article it is a body, unless its title says otherwise.
    """
    if spans[start][2] != title[0]:
        return _is_acronym_asked(spans, start)
    before = [word for _, _, word in spans[max(0, start - 3) : start]]
    if "according" in before:
        return True
    has_article = before[-1:] == ["the"] or title[0] == "the"
    if has_article and not _KIND_OF_DOCUMENT & {*title}:
        return False
    return any(word in _POINTS for word in before)


def _is_asked_itself(
    spans: Sequence[tuple[int, int, str]],
    begins: int,
    after: int,
    title: Sequence[str],
    text: str,
) -> bool:
    """Say whether a part of a title stands for the document, not for its subject.

    "In Working Together" asks of the document; "my State Pension" asks of none that begins so.
    """
    if text[: spans[begins][0]].rstrip().endswith(_QUOTATION_MARKS):
        return True
    if spans[begins][2] != title[0]:
        return _is_acronym_asked(spans, begins)
    before = [word for _, _, word in spans[:begins]]
    if before[-1:] == ["the"] or title[0] == "the":
        following = {word for _, _, word in spans[after : after + 1]}
        if not _KIND_OF_DOCUMENT & (following | {*title}):
            return False
        before = before[:-1] if before[-1:] == ["the"] else before
    is_long = after - begins >= _LONG_PART_WORDS
    return is_long or bool(_POINTS & {*before[-1:]}) or before[-2:] == ["according", "to"]


def _is_acronym_asked(spans: Sequence[tuple[int, int, str]], place: int) -> bool:
    """Say whether an acronym stands for a document: "in KSFE", "the KSFE framework".

    A subject has one too: "my ABCD medicine", "disease (ABCD)".
    """
    before = [word for _, _, word in spans[:place] if word != "the"]
    following = {word for _, _, word in spans[place + 1 : place + 2]}
    if following & {"say", "says", *_KIND_OF_DOCUMENT}:
        return True
    return bool(_POINTS & {*before[-1:]}) or before[-2:] == ["according", "to"]


def _without(text: str, start: int, end: int) -> str:
    """Return a question without the title at (start, end): "what does it say about caseloads".

    "" where the title stands in quotation marks, which make it a name like any other.
    """
    before, after = text[:start].rstrip(), text[end:].lstrip()
    pause = _PAUSE.match(after)
    if pause and _OPENING.fullmatch(before):
        return after[pause.end() :] if word_spans(after) else ""
    if before.endswith(_QUOTATION_MARKS):
        return ""
    preposition = _PREPOSITION.search(before)
    if preposition is None:
        return f"{before} it {after}".strip()
    ahead, rest = before[: preposition.start()].rstrip(" ,"), after.lstrip(" ,")
    joined = f"{ahead}{'' if rest[:1] in set('?.!') else ' '}{rest}".strip()
    return joined if word_spans(joined) else text


def _edition(spans: Sequence[tuple[int, int, str]], after: int) -> str:
    """Return the year that follows a title at once, or ""."""
    if after < len(spans) and _YEAR.fullmatch(spans[after][2]):
        return spans[after][2]
    return ""


def main_words(title: str) -> list[str]:
    """Return a title's folded words without its subtitle and years."""
    main = _SUBTITLE.split(title, maxsplit=1)[0]
    return [word for word in words(main) if not _YEAR.fullmatch(word)]


def _years(about: Metadata) -> set[str]:
    days = (about.published, about.updated)
    return {*_YEAR.findall(about.title), *(str(day.year) for day in days if day)}


def _missing(others: Sequence[Metadata], year: str) -> str:
    title = _SUBTITLE.split(others[0].title, maxsplit=1)[0]
    named = " ".join(word for word in title.split() if not _YEAR.fullmatch(word))
    had = sorted({each for about in others for each in _years(about)})
    if not had:
        return ""
    return f"The library has no “{named}” of {year}; it has that of {', '.join(had)}."
