"""The query: what is understood of a question before anything is searched.

Terms for the word search, the names and times that an answer must fit, and what kind of thing is
asked for. Knows words; knows the library only by the list of its authorities and the lexicon that
it is given.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from retriever.dates import DateRange, find_periods
from retriever.errors import QuestionError
from retriever.families import FAMILIES
from retriever.search.asked import Asked, asked_for
from retriever.search.asking import without_asking
from retriever.search.background import Remark
from retriever.search.clause import asking_clause
from retriever.search.correcting import Correction, corrected
from retriever.search.expanding import expansions_of, explained, in_other_forms, relocated
from retriever.search.expansion import Expansion
from retriever.search.framing import without_frame
from retriever.search.gazetteer import british_councils, other_councils
from retriever.search.kinds import NO_KINDS, Kinds, kinds_in
from retriever.search.lexicon import Lexicon
from retriever.search.places import (
    named_authorities,
    whole_names_of,
    with_points_spelled_out,
)
from retriever.store.analyser import STOP_WORDS, distinct, fold, terms, word_spans
from retriever.visible import is_drawn

_ASKS_ITSELF = re.compile(r"(how|who|whose|when|where|whether|which|what|why|if)\b")


@dataclass(frozen=True, slots=True)
class Query:
    """A question, understood.

    Attributes:
        text: What is searched and read, clean, spelling slips set right.
        terms: Its terms, each once, in order; what only asks is left out.
        names: Folded words that name something (capitalised inside the question, or a number):
            what an answer, its passage or its document has to hold.
        periods: The times that it names.
        authorities: Those of the library's authorities that it names.
        asked: The kind of thing it asks for.
        expansions: The forms that it leaves out: of acronyms, and of everyday words.
        corrections: The slips that were set right in `text`.
        kinds: The kinds of document that it speaks of.
        background: What was said before it, for the search alone.
        is_topic: Whether `text` is what something is to be said about, and no question.
    """

    text: str
    terms: tuple[str, ...]
    names: tuple[str, ...]
    periods: tuple[DateRange, ...]
    authorities: tuple[str, ...]
    asked: Asked
    expansions: tuple[Expansion, ...] = ()
    corrections: tuple[Correction, ...] = ()
    kinds: Kinds = NO_KINDS
    background: tuple[Remark, ...] = ()
    is_topic: bool = False

    @property
    def asking(self) -> str:
        """The clause that asks, folded: what tells what is asked."""
        return asking_clause(self.text)

    @property
    def explained(self) -> str:
        """The text with its acronyms explained and its everyday words in the documents' wording.

        "" where nothing is to be told.
        """
        return explained(self.text, self.expansions)

    @property
    def is_everyday(self) -> bool:
        """Whether it has an everyday word that the documents have another wording for."""
        return any(each.is_everyday for each in self.expansions)

    @property
    def in_other_forms(self) -> str:
        """The text with the other form of each word that has one; "" where none has."""
        return in_other_forms(self.text, self.expansions)

    @property
    def other_terms(self) -> tuple[str, ...]:
        """The terms of the text in its other forms; () where it has none."""
        return tuple(distinct(terms(without_asking(fold(self.in_other_forms)))))

    @property
    def doc_types(self) -> tuple[str, ...]:
        """The types of document that it speaks of."""
        return self.kinds.named

    @property
    def report_kinds(self) -> tuple[str, ...]:
        """Those that tell one report on an authority from its others."""
        return tuple(each for each in self.doc_types if FAMILIES.get(each) == "inspection_report")

    @property
    def other_forms(self) -> tuple[str, ...]:
        """The forms of its acronyms that it leaves out, in words."""
        return tuple(each.form for each in self.expansions if not each.is_everyday)

    def weighted_terms(self) -> tuple[tuple[str, ...], tuple[float, ...]]:
        """Return what is searched by words, and the weight of each: its own 1, others less."""
        weights = dict.fromkeys(self.terms, 1.0)
        for each in self.expansions:
            for term in each.terms:
                weights.setdefault(term, each.weight)
        return tuple(weights), tuple(weights.values())


def clean_question(text: str, limit_chars: int) -> str:
    """Return a question without invisible characters, white space collapsed.

    Args:
        text: As it was typed.
        limit_chars: The most characters that are taken.

    Raises:
        QuestionError: Nothing to read is left, or it is too long; the message is for the user.
    """
    clean = " ".join("".join(each for each in text if each.isspace() or is_drawn(each)).split())
    if len(text.strip()) > limit_chars:
        message = (
            f"The question is {len(text.strip()):,} characters long; the limit is {limit_chars:,}. "
            "Please shorten it."
        )
        raise QuestionError(message)
    if not any(character.isalnum() for character in clean):
        raise QuestionError(
            "Please type a question, for example: "
            "What does the review say about social workers' caseloads?"
        )
    return clean


def understand(text: str, authorities: Iterable[str], lexicon: Lexicon | None = None) -> Query:
    """Return what is understood of a clean question.

    Args:
        text: The question.
        authorities: The names that the library's own metadata knows.
        lexicon: The library's words, to set slips right and to read acronyms and kinds of
            document by; None for the question's own words alone.
    """
    corrections: tuple[Correction, ...] = ()
    authorities = tuple(authorities)
    text = with_points_spelled_out(text, (*authorities, *british_councils()))
    if lexicon is not None:
        text, corrections = corrected(text, lexicon)
    expansions = expansions_of(text, lexicon) if lexicon else ()
    spelled_out = _with_places_spelled_out(text, authorities, expansions)
    if lexicon is not None and spelled_out != text:
        text, expansions = spelled_out, expansions_of(spelled_out, lexicon)
    named = [
        word
        for start, _, word in word_spans(text)
        if word not in STOP_WORDS and _names_something(text, start)
    ]
    return Query(
        text=text,
        terms=tuple(distinct(terms(without_asking(fold(text))) or terms(text))),
        names=tuple(distinct(named)),
        periods=find_periods(text),
        authorities=_named_of(authorities, text),
        asked=asked_for(asking_clause(text)),
        expansions=expansions,
        corrections=corrections,
        kinds=kinds_in(text, lexicon.doc_types()) if lexicon else NO_KINDS,
    )


def left_of(query: Query, text: str, lexicon: Lexicon) -> Query:
    """Return a query of what is left of its question, `text`; itself where that is ""."""
    return replace(understand(text, (), lexicon), background=query.background) if text else query


def without_what_is_understood(query: Query) -> Query:
    """Return a query that is searched without who says it and without its one place.

    To be searched in that place's documents alone. What is said "about how many children came" is
    a question by itself, and is kept whole.
    """
    text = without_frame(query.text, query.authorities)
    if (
        text == query.text
        or asked_for(asking_clause(text)) is not Asked.OTHER
        or _ASKS_ITSELF.match(fold(text))
    ):
        return query
    own = tuple(distinct(terms(text)))
    forms = relocated(query.expansions, query.text, text)
    return replace(query, text=text, terms=own, asked=Asked.OTHER, expansions=forms, is_topic=True)


def _named_of(authorities: Sequence[str], text: str) -> tuple[str, ...]:
    """Return those of some authorities that a text names.

    A longer name that is none of them counts: "North East Fenside" does not name "Fenside".
    """
    named = named_authorities((*authorities, *other_councils(text, ())), text)
    return tuple(dict.fromkeys(each for each in named if each in authorities))


def _names_something(text: str, start: int) -> bool:
    """Say whether the word at `start` is a name or a number: not the question's first word."""
    character = text[start]
    return character.isdigit() or (
        character.isupper() and start > 0 and text[start - 2] not in ".?!"
    )


def _with_places_spelled_out(
    text: str, authorities: Sequence[str], expansions: Sequence[Expansion]
) -> str:
    """Return a question with an authority's name for each acronym that documents explain as one."""
    for each in sorted(expansions, key=lambda one: -one.end):
        meant = [name for name in authorities if each.is_long and each.form in whole_names_of(name)]
        if meant:
            text = f"{text[: each.start]}{meant[0]}{text[each.end :]}"
    return text
