"""An example set made ready for training: searched, its rows kept, batches drawn from it."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import torch

from retriever.answers.sentences import sentence_spans
from retriever.reader.maxsim import token_weights
from retriever.reader.network import ReaderNetwork
from retriever.store.encoder import Floats, SentenceEncoder, TokenVectors
from retriever.training.examples import Example, ExampleSet
from retriever.training.interaction import HEADER, NOWHERE
from retriever.training.set_search import SetSearch
from retriever.training.token_rows import KeptRows, TokenRows

BATCH_QUESTIONS = 20
HARD_NEGATIVES = 1
"""A question; the others come from the batch."""

TRAINED_TOKENS = 170
"""Of a passage are read where no answering words are known: a third quicker than 254."""

FOUND_SHARE = 0.5
"""A set is ranked only where the search finds so many of its answers among its first 30.

Questions that never say which document they ask about have no right ranking: of the sets tried one
had .20, all others .92 to 1.00."""

_SAMPLE = 200


@dataclass(frozen=True, slots=True)
class Batch:
    """Questions of one set, and the passages that they are compared with.

    Attributes:
        examples: The questions.
        weights: Of each question's tokens, special ones too.
        asked: The questions' rows.
        places: Of the passages in the set, each once.
        read: The passages' rows.
        own: For each question the column of the passage that it is trained on.
    """

    examples: tuple[Example, ...]
    weights: tuple[Floats, ...]
    asked: tuple[TokenRows, ...]
    places: tuple[int, ...]
    read: tuple[TokenRows, ...]
    own: tuple[int, ...]


class PreparedSet:
    """One set, made ready.

    Args:
        examples: The set; all of it is embedded now.
        network: Whose lower layers' rows are kept.
        encoder: Whose.
        chance: Draws the batches.
    """

    def __init__(
        self,
        examples: ExampleSet,
        network: ReaderNetwork,
        encoder: SentenceEncoder,
        chance: random.Random,
    ) -> None:
        self.examples = examples
        self.search = SetSearch(examples, encoder)
        limit = encoder.limit_tokens
        read = limit if examples.has_spans else min(limit, TRAINED_TOKENS)
        self._passage_rows = KeptRows(network, encoder, read)
        self._question_rows = KeptRows(network, encoder, limit)
        self._chance = chance
        self._left: list[int] = []
        self.is_ranked = examples.is_made or self._found_share() >= FOUND_SHARE
        self.pool = self._usable()
        self.sentences_of = lru_cache(maxsize=None)(self._sentences_of)

    def draw(self) -> Batch:
        """Draw a batch; every question comes once before any comes again."""
        if not self._left:
            self._left = self._chance.sample(self.pool, len(self.pool))
        drawn, self._left = self._left[:BATCH_QUESTIONS], self._left[BATCH_QUESTIONS:]
        examples = tuple(self.examples.examples[each] for each in drawn)
        chosen = [
            each.unanswered if each.unanswered is not None else self._chance.choice(each.positives)
            for each in examples
        ]
        negatives = [
            place
            for question, example, own in zip(drawn, examples, chosen, strict=True)
            for place in self._negatives(question, example, own)
        ]
        places = tuple(dict.fromkeys([*chosen, *negatives]))
        asked = self._question_rows.of([each.text for each in examples])
        return Batch(
            examples=examples,
            weights=tuple(self._weights(*pair) for pair in zip(examples, asked, strict=True)),
            asked=tuple(asked),
            places=places,
            read=tuple(self._rows_of(places)),
            own=tuple(places.index(place) for place in chosen),
        )

    def _negatives(self, question: int, example: Example, own: int) -> list[int]:
        if not self.is_ranked:
            return []
        found = (each.place for each in self.search.ranked(question))
        wrong = [place for place in found if place != own and place not in example.positives]
        return self._chance.sample(wrong, min(HARD_NEGATIVES, len(wrong)))

    def _usable(self) -> list[int]:
        """Return the questions that can be trained on.

        What was made of a passage counts only where the search finds the passage: else the words
        that are left of it ask for nothing in particular.
        """
        every = range(len(self.examples.examples))
        if self.examples.is_made:
            return [each for each in every if self._is_found(each)]
        if self.is_ranked:
            return list(every)
        examples = self.examples.examples
        return [each for each in every if examples[each].spans or not examples[each].positives]

    def _found_share(self) -> float:
        asked = [n for n, each in enumerate(self.examples.examples) if each.positives]
        sample = self._chance.sample(asked, min(_SAMPLE, len(asked)))
        return sum(self._is_found(each) for each in sample) / max(1, len(sample))

    def _is_found(self, question: int) -> bool:
        positives = self.examples.examples[question].positives
        return any(each.place in positives for each in self.search.ranked(question))

    def _rows_of(self, places: Sequence[int]) -> list[TokenRows]:
        return self._passage_rows.of([self.examples.passages[each].indexed_text for each in places])

    def _weights(self, example: Example, rows: TokenRows) -> Floats:
        count = len(rows.starts)
        nothing = np.zeros((count, 0), dtype=np.float32)
        ids = np.zeros(count, dtype=np.int64)
        tokens = TokenVectors(nothing, rows.starts, rows.ends, ids)
        frequencies = self.search.frequencies(example.text)
        own = token_weights(example.text, tokens, frequencies, self.search.size)
        return np.pad(own, 1)  # the special tokens weigh nothing

    def _sentences_of(self, place: int) -> "Sentences":
        """Return a passage's sentences, and which of them each of its tokens lies in."""
        passage = self.examples.passages[place]
        (rows,) = self._rows_of([place])
        shift = len(passage.indexed_text) - len(passage.text)
        starts, ends = rows.starts - shift, rows.ends - shift
        spans = sentence_spans(passage.text, 0, len(passage.text))
        numbers = np.full(len(starts), NOWHERE, dtype=np.int64)
        numbers[ends <= 0] = HEADER
        for number, span in enumerate(spans):
            numbers[(starts >= span.start) & (ends <= span.end)] = number
        padded = np.pad(numbers, 1, constant_values=NOWHERE)
        return Sentences(
            torch.from_numpy(padded),
            tuple(each.start for each in spans),
            tuple(each.end for each in spans),
        )


@dataclass(frozen=True, slots=True)
class Sentences:
    """A passage's sentences.

    Attributes:
        numbers: For each of its tokens, special ones too, its sentence, HEADER or NOWHERE.
        starts: Where each sentence starts in the passage's text.
        ends: Where it ends.
    """

    numbers: torch.Tensor
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def answering(self, example: Example, place: int) -> int | None:
        """Return the sentence that holds most of the answering words; None where none does.

        One past what is read of the passage has no token, and is none.
        """
        best, most = None, 0
        for span in example.spans:
            if span.place != place:
                continue
            for number, (start, end) in enumerate(zip(self.starts, self.ends, strict=True)):
                held = min(end, span.end) - max(start, span.start)
                if held > most and bool((self.numbers == number).any()):
                    best, most = number, held
        return best
