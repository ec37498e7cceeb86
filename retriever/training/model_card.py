"""The model card of a trained reader: what it was made of, what it can do, what it cannot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from retriever.reader.maxsim import READ_PASSAGES
from retriever.reader.weights import ReaderManifest
from retriever.training.examples import ExampleSet
from retriever.training.learning_curve import CurvePoint
from retriever.training.prepared_set import PreparedSet
from retriever.training.recipe import Recipe


@dataclass(frozen=True, slots=True)
class Made:
    """What came of a training.

    Attributes:
        manifest: Of the weights that were written.
        encoder: The encoder's name.
        steps: How many batches it took.
        minutes: How long they took.
        began: The learning curve's first point for each set that was measured on.
        ended: Its last.
    """

    manifest: ReaderManifest
    encoder: str
    steps: int
    minutes: float
    began: Mapping[str, CurvePoint]
    ended: Mapping[str, CurvePoint]


def model_card(
    recipe: Recipe,
    made: Made,
    trained: Sequence[PreparedSet],
    held_out: Sequence[ExampleSet],
    now: datetime,
) -> str:
    """Return the card as Markdown."""
    return f"""# A reader of Candour

It reads a question with the first passages of a search and says which answer it, by late
interaction: the upper {made.manifest.layers} layers of the encoder `{made.encoder}`, trained; the
layers below stay the encoder's own. To use it: `CANDOUR_READER={recipe.out}`.

## Data

| Set | Use | Passages | Questions used | Left out | Licence |
|---|---|---|---|---|---|
{_data(trained, held_out)}

"Left out" counts questions of which it is not known which passage answers them, and made ones that
the search does not find. Whoever passes the weights on names these sources.

## Figures

nDCG@10 of the first {READ_PASSAGES} passages, mixed with the search's own score at
{made.manifest.weight}, on questions of sets that were left out of the training:

| Set | Questions | Search alone | Before training | After |
|---|---|---|---|---|
{_figures(made)}

The learning curve is in `training.jsonl`.

## How it was made

| What | Value |
|---|---|
| Command | `{recipe.command}` |
| Date | {now:%Y-%m-%d} |
| Steps | {made.steps}, in {made.minutes:.1f} minutes |
| Seed | {recipe.seed} |
| Share of the trained weights (the rest is the encoder's own) | {recipe.blend} |
| Encoder | SHA-256 `{made.manifest.encoder_sha256}` |
| Weights | SHA-256 `{made.manifest.sha256}` |

With `--steps` the same command gives the same weights on the same machine; with `--minutes` the
number of steps depends on how quick it is.

## Limits

English only. It works with the encoder named above and is refused with another. It was trained on
questions alone, without what was said before them. A reader that gains where it was trained may
lose elsewhere: measure it on questions of your own (`python -m retriever evaluate`) before it
replaces the untrained one, which is Candour's default.
"""


def _data(trained: Sequence[PreparedSet], held_out: Sequence[ExampleSet]) -> str:
    rows = []
    for prepared in trained:
        kind = "passages and sentences" if prepared.is_ranked else "sentences"
        rows.append(_row(prepared.examples, f"trained on ({kind})", len(prepared.pool)))
    rows += [_row(each, "measured on", len(each.examples)) for each in held_out]
    return "\n".join(rows)


def _row(examples: ExampleSet, use: str, questions: int) -> str:
    left_out = examples.left_out + len(examples.examples) - questions
    licence = examples.licence.replace("|", "/")
    numbers = f"{len(examples.passages)} | {questions} | {left_out}"
    return f"| {examples.name} | {use} | {numbers} | {licence} |"


def _figures(made: Made) -> str:
    if not made.ended:
        return "| none was left out (`--without`) | | | | |"
    rows = []
    for name, end in made.ended.items():
        before = made.began[name].read
        rows.append(
            f"| {name} | {end.questions} | {end.fused:.3f} | {before:.3f} | {end.read:.3f} |"
        )
    return "\n".join(rows)
