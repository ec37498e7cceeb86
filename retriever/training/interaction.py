"""Late interaction that gradients flow through: the same score as `reader.maxsim`, for a batch."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import nn

from retriever.reader.network import ReaderNetwork
from retriever.store.processor import has_bfloat16
from retriever.training.token_rows import CHUNK, TokenRows

NEVER = -1.0
"""The similarity of what must not be the best: the least that a cosine can be."""

HEADER = -1
NOWHERE = -2
"""Of a token that lies in the header, or in no sentence: special, padding, across two."""


@dataclass(frozen=True, slots=True)
class Vectors:
    """Token vectors of texts: rows (texts, tokens, dimension), normalised; mask (texts, tokens).

    The mask is 1 for a token of the text, 0 for the special ones and padding.
    """

    rows: torch.Tensor
    mask: torch.Tensor


def upper_vectors(network: ReaderNetwork, texts: Sequence[TokenRows]) -> Vectors:
    """Send texts through the upper layers, in chunks of like length: padding costs as tokens do."""
    order = sorted(range(len(texts)), key=lambda place: len(texts[place].hidden))
    longest = max(len(each.hidden) for each in texts)
    rows, masks = [], []
    for start in range(0, len(order), CHUNK):
        part = _chunk(network, [texts[place] for place in order[start : start + CHUNK]])
        room = longest - part.mask.shape[1]
        rows.append(nn.functional.pad(part.rows, (0, 0, 0, room)))
        masks.append(nn.functional.pad(part.mask, (0, room)))
    back = torch.tensor([order.index(place) for place in range(len(order))])
    return Vectors(torch.cat(rows)[back], torch.cat(masks)[back])


def _chunk(network: ReaderNetwork, texts: Sequence[TokenRows]) -> Vectors:
    hidden = nn.utils.rnn.pad_sequence([each.hidden for each in texts], batch_first=True)
    attended = torch.zeros(hidden.shape[:2])
    mask = torch.zeros(hidden.shape[:2])
    for row, each in enumerate(texts):
        attended[row, : len(each.hidden)] = 1
        mask[row, 1 : len(each.hidden) - 1] = 1
    with torch.autocast("cpu", torch.bfloat16, enabled=has_bfloat16()):
        rows = network.upper_rows(hidden.float(), attended)
    return Vectors(nn.functional.normalize(rows.float(), dim=-1), mask)


def similarities(asked: Vectors, read: Vectors) -> torch.Tensor:
    """Return cosines of each question's tokens and each passage's.

    Shape (questions, passages, question's tokens, passage's tokens).
    """
    found = torch.einsum("bqd,npd->bnqp", asked.rows, read.rows)
    return found.masked_fill(read.mask[None, :, None, :] == 0, NEVER)


def scores(similarity: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    """Return the weighted mean of each question token's best: shape (questions, passages).

    Args:
        similarity: As `similarities` gives it.
        weights: Of each question's tokens, shape (questions, tokens), each row summing to 1.
    """
    return (similarity.max(-1).values * weights[:, None, :]).sum(-1)


def sentence_scores(
    similarity: torch.Tensor, weights: torch.Tensor, sentences: torch.Tensor, count: int
) -> torch.Tensor:
    """Score each sentence of one passage by its own tokens and the header's: shape (count,).

    Args:
        similarity: Of one question and one passage, shape (question's tokens, passage's tokens).
        weights: Of the question's tokens.
        sentences: For each passage token the number of its sentence, HEADER or NOWHERE.
        count: How many sentences there are; one that no token lies in scores NEVER.
    """
    own = sentences[None, :] == torch.arange(count)[:, None]
    columns = own | (sentences == HEADER)[None, :]
    masked = similarity[None].masked_fill(~columns[:, None, :], NEVER)
    found = (masked.max(-1).values * weights[None, :]).sum(-1)
    return torch.where(own.any(-1), found, torch.full_like(found, NEVER))
