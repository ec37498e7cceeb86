"""Makes examples of the library's own index: a sentence asks for the passage that it stood in.

The sentence is taken out of its passage and loses some words, so that no word-for-word match gives
it away; a heading asks for the one passage under it, and no header keeps its section path.
"""

import random
from collections import Counter
from dataclasses import replace

from retriever.answers.sentences import sentence_spans
from retriever.errors import TrainingError
from retriever.records import Passage
from retriever.store.contract import View
from retriever.training.examples import Example, ExampleSet

NAME = "library"
PASSAGES_LIMIT = 10_000
EXAMPLES_LIMIT = 6_000
"""Of 6,000 made of 7,729 passages of reports and guidance, 1,582 were found among the first 30."""

HEADING_SHARE = 0.5
"""How often a heading is asked with, where there is one that can be."""

REMOVED_SHARE = 0.85
"""How often the sentence is taken out; else some words of it may be matched, as in real ones."""

DROPPED_WORDS_SHARE = 0.25
QUESTION_CHARS = (30, 200)
LEAST_SENTENCES = 3
"""In a passage that loses one of them."""


def library_examples(view: View, seed: int) -> ExampleSet:
    """Make examples of an index, whole documents of it where it is large.

    Raises:
        TrainingError: It has no passage that an example can be made of.
    """
    chance = random.Random(seed)  # noqa: S311 - repeatable chance, no secret
    passages = _some_passages(view, chance)
    headings = Counter(each.section[-1] for each in passages if each.section)
    plain = [replace(each, header=each.header.partition(" > ")[0]) for each in passages]
    examples: list[Example] = []
    for place in chance.sample(range(len(plain)), len(plain)):
        if len(examples) == EXAMPLES_LIMIT:
            break
        heading = plain[place].section[-1] if plain[place].section else ""
        if headings[heading] == 1 and _fits(heading) and chance.random() < HEADING_SHARE:
            examples.append(Example(heading, (place,)))
            continue
        made = _by_sentence(plain[place], chance)
        if made is not None:
            question, plain[place] = made
            examples.append(Example(question, (place,)))
    if not examples:
        message = (
            "The library's index has no passage of several sentences to train on: index more "
            "documents with `python -m ingest`, or leave out --library."
        )
        raise TrainingError(message)
    licence = "as the library's documents state"
    return ExampleSet(NAME, licence, tuple(plain), tuple(examples), is_made=True)


def _some_passages(view: View, chance: random.Random) -> list[Passage]:
    documents = sorted(doc_id for doc_id, _ in view.about())
    chance.shuffle(documents)
    passages: list[Passage] = []
    for doc_id in documents:
        if len(passages) >= PASSAGES_LIMIT:
            break
        passages += view.passages_of(doc_id)
    return passages


def _by_sentence(passage: Passage, chance: random.Random) -> tuple[str, Passage] | None:
    """Return a question made of one sentence, and the passage as it is left."""
    text = passage.text
    sentences = sentence_spans(text, 0, len(text))
    fitting = [each for each in sentences if _fits(text[each.start : each.end])]
    if len(sentences) < LEAST_SENTENCES or not fitting:
        return None
    chosen = chance.choice(fitting)
    words = text[chosen.start : chosen.end].split()
    kept = [word for word in words if chance.random() >= DROPPED_WORDS_SHARE] or words
    if chance.random() < REMOVED_SHARE:
        text = f"{text[: chosen.start].rstrip()} {text[chosen.end :].lstrip()}".strip()
    return " ".join(kept), replace(passage, text=text, end=passage.start + len(text))


def _fits(text: str) -> bool:
    least, most = QUESTION_CHARS
    return least <= len(text) <= most
