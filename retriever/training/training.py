"""One training from its recipe to a reader's folder.

Reads the sets, makes them ready, trains until the time or the steps are over, measures on the sets
left out, and writes weights, log and card. Every chance comes from the seed.
"""

import random
from collections.abc import Sequence
from datetime import UTC, datetime
from time import perf_counter

from retriever.errors import TrainingError
from retriever.reader.maxsim import MaxSimReader
from retriever.reader.network import ReaderNetwork
from retriever.reader.weights import ReaderManifest, write_reader
from retriever.settings import Settings
from retriever.store.encoder import SentenceEncoder
from retriever.store.opening import open_store
from retriever.training.examples import ExampleSet
from retriever.training.folders import read_example_set
from retriever.training.learning_curve import CurvePoint, HeldOut, curve_point
from retriever.training.model_card import Made, model_card
from retriever.training.out_folder import CARD, CHECKPOINT, TrainingLog, check_out
from retriever.training.prepared_set import PreparedSet
from retriever.training.recipe import Recipe
from retriever.training.self_supervision import library_examples
from retriever.training.set_search import SetSearch
from retriever.training.trainer import Trainer

TRAINED_WEIGHT = 0.8
"""Of a trained reader's score beside the fused one, written into its manifest.

Mean nDCG@10 over the other half of obliqa_dev, orsharc_dev and mtrag_un_dev at .6 .785, .7 .787,
.8 .790, 1 .781 (100 questions each, blended, eight minutes of training)."""

CHECKPOINT_STEPS = 400
LOG_STEPS = 50
CURVE_STEPS = 200
CURVE_QUESTIONS = 50
"""Asked of each set between the start and the end: about ten seconds."""

HELD_OUT_QUESTIONS = 200
"""Asked of each set at the start and at the end."""


def train(recipe: Recipe, settings: Settings) -> Made:
    """Train a reader and write its folder.

    Raises:
        TrainingError: There is nothing to train on, or `recipe.out` holds something else.
        EvaluationFolderError: A folder does not fit docs/evaluation.md.
        EncoderError: The encoder cannot be loaded, or is none that a reader can stand on.
        IndexMissingError: The library is to be trained on and has no index.
    """
    check_out(recipe.out)
    encoder = SentenceEncoder(settings.encoder)
    read = [read_example_set(folder, encoder) for folder in recipe.folders]
    kept = _kept(recipe, read)
    if recipe.has_library:
        with open_store(settings, encoder).read() as view:
            kept.append(library_examples(view, recipe.seed))
    chance = random.Random(recipe.seed)  # noqa: S311 - repeatable chance, no secret
    network = ReaderNetwork(encoder)
    sets = [PreparedSet(each, network, encoder, chance) for each in kept]
    held_out = [_held_out(each, encoder, chance) for each in read if each.name in recipe.without]
    trainable = [each for each in sets if each.pool]
    if not trainable:
        raise TrainingError("None of the folders has a question that can be trained on.")
    run = _Run(recipe, encoder, Trainer(network, trainable, chance), held_out)
    run.began(sets)
    made = run.through()
    card = model_card(recipe, made, sets, [each.examples for each in held_out], datetime.now(UTC))
    (recipe.out / CARD).write_text(card, encoding="utf-8")
    return made


def _kept(recipe: Recipe, read: Sequence[ExampleSet]) -> list[ExampleSet]:
    """Return the sets that are trained on."""
    names = [each.name for each in read]
    unknown = [name for name in recipe.without if name not in names]
    if unknown:
        message = (
            f"--without {unknown[0]} names none of the folders ({', '.join(names)}): "
            "give the folder too, it is measured on."
        )
        raise TrainingError(message)
    if len(set(names)) < len(names):
        raise TrainingError("Two of the folders have one name: rename one, figures go by names.")
    kept = [each for each in read if each.name not in recipe.without]
    if not kept and not recipe.has_library:
        raise TrainingError("Every folder is left out by --without: nothing is left to train on.")
    return kept


def _held_out(examples: ExampleSet, encoder: SentenceEncoder, chance: random.Random) -> HeldOut:
    asked = [n for n, each in enumerate(examples.examples) if each.positives]
    drawn = chance.sample(asked, min(HELD_OUT_QUESTIONS, len(asked)))
    return HeldOut(examples, SetSearch(examples, encoder), tuple(drawn))


class _Run:
    """The steps of one training, with what is written while they go."""

    def __init__(
        self,
        recipe: Recipe,
        encoder: SentenceEncoder,
        trainer: Trainer,
        held_out: Sequence[HeldOut],
    ) -> None:
        self._recipe = recipe
        self._encoder = encoder
        self._trainer = trainer
        self._held_out = held_out
        self._log = TrainingLog(recipe.out)
        self._spent_s = 0.0

    def began(self, sets: Sequence[PreparedSet]) -> None:
        """Write how many questions of each set are trained on."""
        questions = {each.examples.name: len(each.pool) for each in sets}
        self._log.began({"command": self._recipe.command, "questions": questions})

    def through(self) -> Made:
        """Train to the end; write the reader."""
        began = self._measured(HELD_OUT_QUESTIONS)
        while (share := self._share_over()) < 1:
            started = perf_counter()
            self._log.stepped(self._trainer.step(share))
            self._spent_s += perf_counter() - started
            self._after_step()
        self._log.losses(self._trainer.steps, self._minutes)
        ended = self._measured(HELD_OUT_QUESTIONS)
        manifest = self._write("")
        return Made(manifest, self._encoder.name, self._trainer.steps, self._minutes, began, ended)

    @property
    def _minutes(self) -> float:
        return self._spent_s / 60

    def _share_over(self) -> float:
        if self._recipe.steps:
            return self._trainer.steps / self._recipe.steps
        return self._minutes / self._recipe.minutes

    def _after_step(self) -> None:
        steps = self._trainer.steps
        if steps % LOG_STEPS == 0:
            self._log.losses(steps, self._minutes)
        if steps % CURVE_STEPS == 0:
            self._measured(CURVE_QUESTIONS)
        if steps % CHECKPOINT_STEPS == 0:
            self._write(CHECKPOINT)

    def _measured(self, limit: int) -> dict[str, CurvePoint]:
        """Measure the reader as it would be written; each figure goes into the log."""
        if not self._held_out:
            return {}
        state = self._trainer.blended(self._recipe.blend)
        reader = MaxSimReader(ReaderNetwork(self._encoder, state), "trained", TRAINED_WEIGHT)
        points = {each.examples.name: curve_point(reader, each, limit) for each in self._held_out}
        self._log.measured(self._trainer.steps, self._minutes, points)
        return points

    def _write(self, name: str) -> ReaderManifest:
        state = self._trainer.blended(self._recipe.blend)
        fingerprint = self._encoder.fingerprint
        return write_reader(self._recipe.out / name, state, fingerprint, TRAINED_WEIGHT)
