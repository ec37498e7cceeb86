"""What training makes smaller: wrong passages, wrong sentences, and sureness where nothing answers.

Passages: softmax over the batch's own (listwise). Sentences: softmax over those of the passage that
answers. Answerable or not: logistic, on the sentence that answers, or on the best one where none
does. The scales are trained too.
"""

import math
from collections.abc import Mapping, Sequence

import torch
from torch import nn

from retriever.reader.network import ReaderNetwork
from retriever.training.interaction import (
    scores,
    sentence_scores,
    similarities,
    upper_vectors,
)
from retriever.training.prepared_set import Batch, PreparedSet

ANSWERABLE_SHARE = 0.3
"""Of the logistic loss beside the other two."""

_MASKED = -1e4
"""Of another passage that answers too: it is neither right nor wrong."""

Losses = Mapping[str, torch.Tensor]


class Scales(nn.Module):
    """What scores are multiplied with before the softmax; the logistic's slope and offset.

    The first values bring scores of .3 to .9 to a softmax that is neither flat nor sure.
    """

    def __init__(self) -> None:
        super().__init__()
        self.passages = nn.Parameter(torch.tensor(math.log(30.0)))
        self.sentences = nn.Parameter(torch.tensor(math.log(30.0)))
        self.slope = nn.Parameter(torch.tensor(20.0))
        self.offset = nn.Parameter(torch.tensor(-12.0))


def batch_losses(
    network: ReaderNetwork, scales: Scales, prepared: PreparedSet, batch: Batch
) -> Losses:
    """Return a batch's losses by kind: "passage", "sentence", "answerable", where they apply."""
    asked = upper_vectors(network, batch.asked)
    read = upper_vectors(network, batch.read)
    similarity = similarities(asked, read)
    rows = [torch.from_numpy(each) for each in batch.weights]
    weights = nn.utils.rnn.pad_sequence(rows, batch_first=True)
    losses: dict[str, torch.Tensor] = {}
    if prepared.is_ranked:
        losses |= _passage_loss(scores(similarity, weights) * scales.passages.exp(), batch)
    if prepared.examples.has_spans:
        # One gather for all: each single index into the whole would zero as much in the backward.
        own = similarity[torch.arange(len(batch.own)), torch.tensor(batch.own)].unbind(0)
        losses |= _sentence_losses(own, weights.unbind(0), scales, (prepared, batch))
    return losses


def total(losses: Losses) -> torch.Tensor:
    """Add a batch's losses."""
    shares = {"answerable": ANSWERABLE_SHARE}
    return torch.stack([shares.get(kind, 1.0) * each for kind, each in losses.items()]).sum()


def _passage_loss(scaled: torch.Tensor, batch: Batch) -> dict[str, torch.Tensor]:
    also = torch.zeros(scaled.shape, dtype=torch.bool)
    for row, (example, own) in enumerate(zip(batch.examples, batch.own, strict=True)):
        for column, place in enumerate(batch.places):
            also[row, column] = place in example.positives and column != own
    asked = [row for row, example in enumerate(batch.examples) if example.positives]
    if not asked:
        return {}
    masked = scaled.masked_fill(also, _MASKED)[torch.tensor(asked)]
    right = torch.tensor([batch.own[row] for row in asked])
    return {"passage": nn.functional.cross_entropy(masked, right)}


def _sentence_losses(
    own: Sequence[torch.Tensor],
    weights: Sequence[torch.Tensor],
    scales: Scales,
    source: tuple[PreparedSet, Batch],
) -> dict[str, torch.Tensor]:
    prepared, batch = source
    tells = any(each.unanswered is not None for each in prepared.examples.examples)
    ranked, told, answers = [], [], []
    for row, example in enumerate(batch.examples):
        place = batch.places[batch.own[row]]
        sentences = prepared.sentences_of(place)
        room = own[row].shape[1] - len(sentences.numbers)
        numbers = nn.functional.pad(sentences.numbers, (0, room), value=-2)
        found = sentence_scores(own[row], weights[row], numbers, len(sentences.starts))
        right = sentences.answering(example, place)
        if right is not None and len(found) > 1:
            scaled = found[None] * scales.sentences.exp()
            ranked.append(nn.functional.cross_entropy(scaled, torch.tensor([right])))
        if tells and len(found) and (right is not None or not example.positives):
            told.append(found.max() if right is None else found[right])
            answers.append(float(right is not None))
    losses = {"sentence": torch.stack(ranked).mean()} if ranked else {}
    if told:
        logits = scales.slope * torch.stack(told) + scales.offset
        losses["answerable"] = nn.functional.binary_cross_entropy_with_logits(
            logits, torch.tensor(answers)
        )
    return losses
