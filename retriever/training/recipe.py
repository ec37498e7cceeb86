"""What one training is asked to do."""

from dataclasses import dataclass
from pathlib import Path

BLEND = 0.5
"""Of the trained weights beside the encoder's own, in what is written.

Half and half lost least where nothing was trained on: see docs/training.md. Source: Wortsman et al.
2022, "Robust fine-tuning of zero-shot models"."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """One training.

    Attributes:
        folders: Evaluation folders.
        out: Where the reader goes.
        without: Names of folders that are measured on and not trained on.
        has_library: Whether the library's own index is trained on too.
        minutes: How long the training takes; reading, indexing and measuring come on top.
        steps: How many batches it takes instead; 0 for as many as fit into `minutes`.
        seed: Of every chance.
        blend: The trained weights' share, 0 to 1.
        command: As it was given, for the card.
    """

    folders: tuple[Path, ...]
    out: Path
    without: tuple[str, ...] = ()
    has_library: bool = False
    minutes: float = 60.0
    steps: int = 0
    seed: int = 1
    blend: float = BLEND
    command: str = ""
