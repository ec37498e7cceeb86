"""Whether words name a topic: exactly, so that a count of documents that do can be true.

Knows words; knows no document.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from retriever.search.query import Query
from retriever.store.analyser import STOP_WORDS, stem, words

PREFIX_FLOOR_CHARS = 4
"""A shorter stem is no beginning of another word: "age" does not name "agency"."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic, as it is searched.

    "Kinship care" is one thing and has to stand together, with any ending ("kinship carers");
    "support for new carers" is several words that have to stand in one sentence. A single word has
    to stand as such, in any of its forms. An acronym and what it stands for are one word.

    Attributes:
        query: The topic as a query, with its acronyms' other forms.
        is_whole: Whether it is the name of one thing; False makes words of any topic.
    """

    query: Query
    is_whole: bool = True
    _phrases: tuple[tuple[str, ...], ...] = field(init=False)

    def __post_init__(self) -> None:
        """Part the topic into its words, in each of its forms."""
        said = words(self.query.text)
        told = [word for word in said if word not in STOP_WORDS]
        forms = [told]
        if self.query.in_other_forms:
            forms.append([w for w in words(self.query.in_other_forms) if w not in STOP_WORDS])
        object.__setattr__(self, "_phrases", tuple(tuple(map(stem, form)) for form in forms))
        # Two or three words with none that joins between them are the name of one thing.
        is_name = self.is_whole and len(said) == len(told) <= 3  # noqa: PLR2004 - words
        object.__setattr__(self, "is_whole", is_name)

    @property
    def terms(self) -> tuple[str, ...]:
        """What a search finds it by, in any of its forms."""
        short = (each.form.lower() for each in self.query.expansions if not each.is_long)
        plurals = (f"{each}s" for each in short)
        return tuple(dict.fromkeys((*self.query.terms, *self.query.other_terms, *plurals)))

    def in_words(self) -> "Topic":
        """Return the topic as words that have to stand in one sentence, not together."""
        return replace(self, is_whole=False)

    def is_named(self, own: str, around: str = "") -> bool:
        """Say whether a text names the topic.

        Args:
            own: A sentence, with what is quoted beside it; or a passage.
            around: What it is understood by: its heading, a list's lead-in, a table's heads.
        """
        here, there = words(own), words(around)
        return any(self._is_told(phrase, here, there) for phrase in self._phrases)

    def _is_told(self, phrase: Sequence[str], here: list[str], around: list[str]) -> bool:
        has_any = any(_is_own(word, phrase) for word in here)
        if self.is_whole:
            return _stands_in(phrase, here) or (has_any and _stands_in(phrase, around))
        among = [*here, *around]
        return has_any and all(any(_is_form(word, each) for word in among) for each in phrase)


def _stands_in(phrase: Sequence[str], said: Sequence[str]) -> bool:
    length = len(phrase)
    if length == 1:
        return any(_is_own(word, phrase) for word in said)
    return any(
        all(
            _is_form(word, each)
            for word, each in zip(said[start : start + length], phrase, strict=True)
        )
        for start in range(len(said) - length + 1)
    )


def _is_own(word: str, phrase: Sequence[str]) -> bool:
    return stem(word) in phrase or word.removesuffix("s") in phrase


def _is_form(word: str, stemmed: str) -> bool:
    # No stemmer knows the plural of a short acronym: "PAs".
    return (
        stem(word) == stemmed
        or word == f"{stemmed}s"
        or (len(stemmed) >= PREFIX_FLOOR_CHARS and word.startswith(stemmed))
    )
