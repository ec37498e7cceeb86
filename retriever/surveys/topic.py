"""Whether words name a topic: exactly, so that a count of documents that do can be true.

Knows words; knows no document.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from retriever.search.query import Query
from retriever.store.analyser import STOP_WORDS, stem, words

PREFIX_FLOOR_CHARS = 4
"""A shorter stem is no beginning of another word: "age" does not name "agency"."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic, as it is searched.

    "Kinship care" is one thing and has to stand together, with any ending ("kinship carers");
    "support for new carers" is several words that have to stand in one sentence. A single word has
    to stand as such, in any of its forms.

    Attributes:
        query: The topic as a query.
        is_whole: Whether it is the name of one thing.
    """

    query: Query
    _phrase: tuple[str, ...] = field(init=False)
    is_whole: bool = field(init=False)

    def __post_init__(self) -> None:
        """Part the topic into its words."""
        said = words(self.query.text)
        told = [word for word in said if word not in STOP_WORDS]
        object.__setattr__(self, "_phrase", tuple(stem(word) for word in told))
        # Two or three words with none that joins between them are the name of one thing.
        object.__setattr__(self, "is_whole", len(said) == len(told) <= 3)  # noqa: PLR2004 - words

    def is_named(self, own: str, around: str = "") -> bool:
        """Say whether a text names the topic.

        Args:
            own: A sentence, with what is quoted beside it; or a passage.
            around: What it is understood by: its heading, a list's lead-in, a table's heads.
        """
        here = words(own)
        if self.is_whole:
            return self._stands_in(here) or (self._stands_in(words(around)) and self._has_any(here))
        among = [*here, *words(around)]
        return self._has_any(here) and all(
            any(_is_form(word, each) for word in among) for each in self._phrase
        )

    def _has_any(self, said: Sequence[str]) -> bool:
        return any(stem(word) in self._phrase for word in said)

    def _stands_in(self, said: Sequence[str]) -> bool:
        length = len(self._phrase)
        if length == 1:
            return self._has_any(said)
        return any(
            all(
                _is_form(word, each)
                for word, each in zip(said[start : start + length], self._phrase, strict=True)
            )
            for start in range(len(said) - length + 1)
        )


def _is_form(word: str, stemmed: str) -> bool:
    return stem(word) == stemmed or (
        len(stemmed) >= PREFIX_FLOOR_CHARS and word.startswith(stemmed)
    )
