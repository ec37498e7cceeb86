"""The words that the library and the encoder know, as the query looks them up.

Only by what every store offers, so that what is learnt of a document goes with it. Knows no
question.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from retriever.records import Filters
from retriever.store.contract import View
from retriever.store.encoder import Encoder


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words of one generation.

    Attributes:
        view: Of the library.
        encoder: Whose vocabulary holds the thirty thousand commonest words of its language.
    """

    view: View
    encoder: Encoder

    def frequencies(self, terms: Sequence[str]) -> dict[str, int]:
        """Return in how many passages each term stands."""
        return dict(self.view.document_frequencies(terms))

    def beginning(self, letters: str) -> Sequence[str]:
        """Return the library's terms that begin with some letters."""
        return self.view.terms_beginning(letters)

    def texts_with(self, term: str, most: int) -> list[str]:
        """Return the indexed texts of some passages that hold a term, its weightiest first."""
        scored = self.view.search_words([term], most, Filters())
        found = self.view.passages([each.passage_id for each in scored])
        return [passage.indexed_text for passage in found]

    def is_common(self, word: str) -> bool:
        """Say whether the encoder knows a word whole, without taking it apart."""
        return self.encoder.count_tokens([word]) == [1]

    def doc_types(self) -> set[str]:
        """Return the types that the library's documents have."""
        return {metadata.doc_type for _, metadata in self.view.about()}
