"""Trains a reader's upper layers: batches, losses, steps. Writes nothing."""

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch

from retriever.reader.network import ReaderNetwork
from retriever.training.losses import Scales, batch_losses, total
from retriever.training.prepared_set import PreparedSet

RATE = 1e-4
"""AdamW's, at its highest."""

SCALE_RATE = 1e-3
DECAY = 0.01
WARM_UP_STEPS = 60
LAST_RATE_SHARE = 0.02
GRADIENT_LIMIT = 1.0
SET_POWER = 0.6
"""A set is drawn by its size to this power: ten times as many questions, four times as often."""

SIDE_SHARE = 0.35
"""Of a set that was made, or that trains sentences alone."""

State = Mapping[str, torch.Tensor]


@dataclass(frozen=True, slots=True)
class Step:
    """One batch's losses by kind, and which set it came of."""

    set_name: str
    losses: Mapping[str, float]


class Trainer:
    """Trains the upper layers of a network in place.

    Args:
        network: Its upper layers are made trainable, in full precision.
        sets: That batches are drawn from.
        chance: That chooses the set of each batch.
    """

    def __init__(
        self, network: ReaderNetwork, sets: Sequence[PreparedSet], chance: random.Random
    ) -> None:
        self._network = network
        self._sets = list(sets)
        self._chance = chance
        self._shares = [_share(each) for each in sets]
        self._scales = Scales()
        network.upper.float().requires_grad_()
        self._own = {name: each.clone() for name, each in network.upper.state_dict().items()}
        self._optimiser = torch.optim.AdamW(
            [
                {"params": list(network.upper.parameters()), "weight_decay": DECAY},
                {"params": list(self._scales.parameters()), "weight_decay": 0.0},
            ],
            lr=RATE,
        )
        self.steps = 0

    def step(self, share: float) -> Step:
        """Train on one batch.

        Args:
            share: Of the training that is over, 0 to 1: the rate falls with it.
        """
        (prepared,) = self._chance.choices(self._sets, self._shares)
        slowed = min(1.0, (self.steps + 1) / WARM_UP_STEPS) * max(LAST_RATE_SHARE, 1 - share)
        for group, rate in zip(self._optimiser.param_groups, (RATE, SCALE_RATE), strict=True):
            group["lr"] = rate * slowed
        losses = batch_losses(self._network, self._scales, prepared, prepared.draw())
        if losses:
            self._optimiser.zero_grad()
            torch.autograd.backward(total(losses))
            torch.nn.utils.clip_grad_norm_(self._network.upper.parameters(), GRADIENT_LIMIT)
            self._optimiser.step()
        self.steps += 1
        values = {kind: float(each.detach()) for kind, each in losses.items()}
        return Step(prepared.examples.name, values)

    def blended(self, blend: float) -> dict[str, torch.Tensor]:
        """Return the weights as they are written: the trained ones' share is `blend`."""
        trained = self._network.upper.state_dict()
        return {name: blend * trained[name] + (1 - blend) * own for name, own in self._own.items()}


def _share(prepared: PreparedSet) -> float:
    is_side = prepared.examples.is_made or not prepared.is_ranked
    return math.pow(len(prepared.pool), SET_POWER) * (SIDE_SHARE if is_side else 1.0)
