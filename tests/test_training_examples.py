"""What a reader is trained on and by what: examples, windows, losses, worked out by hand."""

import json
import math
from pathlib import Path

import numpy as np
import pytest
import torch

from retriever.errors import TrainingError
from retriever.records import Metadata, Span
from retriever.store.encoder import SentenceEncoder
from retriever.store.opening import open_store
from retriever.training.examples import AnswerSpan, Example
from retriever.training.folders import read_example_set
from retriever.training.interaction import (
    HEADER,
    NEVER,
    NOWHERE,
    Vectors,
    scores,
    sentence_scores,
    similarities,
)
from retriever.training.learning_curve import ndcg
from retriever.training.prepared_set import Sentences
from retriever.training.self_supervision import library_examples
from retriever.training.set_search import SetSearch
from retriever.training.windows import windows_of
from tests.library import document_of, make_index
from tests.question_folder import CORPUS, QUESTIONS, UNANSWERABLE, question_folder
from tests.word_encoder import WordEncoder


def words_in(texts: list[str]) -> list[int]:
    return [len(text.split()) for text in texts]


def test_a_folder_s_questions_know_their_passages_words_and_licence(tmp_path: Path) -> None:
    read = read_example_set(question_folder(tmp_path / "set"), WordEncoder())

    start = CORPUS["soup"].index("soup on Fridays")
    assert (read.name, read.licence, read.left_out) == ("set", "Made up for the tests", 0)
    assert [each.text for each in read.passages] == list(CORPUS.values())
    assert read.examples[4] == Example(
        QUESTIONS[4][0], (4,), (AnswerSpan(4, start, start + len("soup on Fridays")),)
    )
    assert read.examples[5] == Example(UNANSWERABLE[0], (), (), unanswered=3)


def test_windows_are_whole_sentences_up_to_200_tokens() -> None:
    text = f"{' '.join(['One'] * 120)}. {' '.join(['Two'] * 80)}. Three."

    windows = windows_of(text, lambda texts: words_in(list(texts)))

    third = text.index("Three")
    assert windows == [Span(0, third - 1), Span(third, len(text))]


def test_a_sentence_longer_than_a_window_is_cut_between_words() -> None:
    text = f"Short.\n{' '.join(['word'] * 250)}."

    windows = windows_of(text, lambda texts: words_in(list(texts)))

    # 250 words in three parts: 84, 84, 82; the first two fit beside "Short.", the third does not.
    counts = words_in([text[each.start : each.end] for each in windows])
    assert counts == [1 + 84 + 84, 82]
    assert (windows[0].start, windows[1].end) == (0, len(text))


def test_a_long_text_is_cut_and_the_window_that_holds_the_answer_answers(tmp_path: Path) -> None:
    folder = question_folder(tmp_path / "set")
    filler = " ".join(f"Sentence {number} says nothing of note." for number in range(60))
    text = f"{filler} The canteen serves soup on Fridays."
    lines = (folder / "corpus.jsonl").read_text(encoding="utf-8").splitlines()
    lines[4] = json.dumps({"id": "soup", "title": "Soup", "text": text})
    (folder / "corpus.jsonl").write_text("\n".join(lines), encoding="utf-8")
    answers = (folder / "answers.jsonl").read_text(encoding="utf-8").splitlines()
    start = text.index("soup on Fridays")
    span = {"doc-id": "soup", "text": "soup", "start": start, "end": start + 15}
    answers[4] = json.dumps({"query-id": "q4", "answer": "", "spans": [span]})
    (folder / "answers.jsonl").write_text("\n".join(answers), encoding="utf-8")

    read = read_example_set(folder, WordEncoder())

    # 60 sentences of 6 words: 33 fill a window, the other 27 and the last go into a second.
    assert len(read.passages) == 6
    assert read.passages[4].text.startswith("Sentence 0 ")
    assert read.passages[4].text.endswith("Sentence 32 says nothing of note.")
    assert read.passages[5].text.endswith("The canteen serves soup on Fridays.")
    (found,) = read.examples[4].spans
    assert read.examples[4].positives == (5,)
    assert read.passages[5].text[found.start : found.end] == "soup on Fridays"


def test_a_folder_without_a_judged_passage_is_refused(tmp_path: Path) -> None:
    folder = question_folder(tmp_path / "set", is_judged=False)

    with pytest.raises(TrainingError) as caught:
        read_example_set(folder, WordEncoder())

    assert str(caught.value) == (
        f"{folder} has no question that a passage of its corpus.jsonl is judged to answer: "
        "name a folder with judgements in qrels.tsv."
    )


def test_a_folder_without_passages_is_refused(tmp_path: Path) -> None:
    folder = question_folder(tmp_path / "set")
    (folder / "corpus.jsonl").unlink()

    with pytest.raises(TrainingError) as caught:
        read_example_set(folder, WordEncoder())

    assert str(caught.value) == (
        f"{folder} has no corpus.jsonl, and a reader is trained on passages: name a folder "
        "that has one; --library trains on the library's own index."
    )


def test_the_library_s_sentences_ask_for_the_passages_that_they_were_taken_from(
    tmp_path: Path, encoder: SentenceEncoder
) -> None:
    kinship = document_of(
        "a.txt",
        [
            (
                "Kinship carers are relatives or friends of a child. They bring the child up at "
                "home. The council pays them an allowance every week."
            ),
            "Soup is served.",
        ],
        Metadata(title="Kinship > Care", doc_type="blog_post"),
    )
    settings = make_index(tmp_path, encoder, [kinship])

    with open_store(settings, encoder).read() as view:
        made = library_examples(view, seed=1)
        again = library_examples(view, seed=1)

    ((example),) = made.examples
    place = example.positives[0]
    asked = set(example.text.split())
    assert made == again
    assert made.is_made
    assert [each.header for each in made.passages] == ["Kinship", "Kinship"]
    assert asked < set(kinship.text.split())
    assert len(made.passages[place].text) < len(kinship.text.split("\n\n")[0])
    assert not asked <= set(made.passages[place].text.split())


def test_a_library_of_short_passages_is_refused(tmp_path: Path, encoder: SentenceEncoder) -> None:
    settings = make_index(tmp_path, encoder, [document_of("a.txt", ["Soup."])])

    with open_store(settings, encoder).read() as view, pytest.raises(TrainingError) as caught:
        library_examples(view, seed=1)

    assert str(caught.value) == (
        "The library's index has no passage of several sentences to train on: index more "
        "documents with `python -m ingest`, or leave out --library."
    )


def test_a_set_is_searched_by_words_and_embeddings(tmp_path: Path) -> None:
    read = read_example_set(question_folder(tmp_path / "set"), WordEncoder())

    search = SetSearch(read, WordEncoder())

    firsts = [search.ranked(question)[0].place for question in range(5)]
    assert firsts == [0, 1, 2, 3, 4]
    assert (search.size, dict(search.frequencies("the soup"))) == (5, {"soup": 1})


def test_scores_are_the_weighted_mean_of_each_token_s_best_unmasked() -> None:
    asked = Vectors(torch.tensor([[[1.0, 0.0], [0.0, 1.0]]]), torch.ones(1, 2))
    read = Vectors(
        torch.tensor([[[1.0, 0.0], [0.6, 0.8]], [[0.0, 1.0], [1.0, 0.0]]]),
        torch.tensor([[0.0, 1.0], [1.0, 0.0]]),
    )

    found = scores(similarities(asked, read), torch.tensor([[0.75, 0.25]]))

    # Of the first passage only (.6, .8) counts, of the second only (0, 1).
    assert found.tolist() == [[pytest.approx(0.75 * 0.6 + 0.25 * 0.8), pytest.approx(0.25)]]


def test_a_sentence_scores_with_the_header_and_one_without_tokens_never() -> None:
    similarity = torch.tensor([[0.5, 0.1, 0.9, 0.8], [0.2, 0.3, 0.1, 0.9]])
    numbers = torch.tensor([HEADER, 0, 1, NOWHERE])

    found = sentence_scores(similarity, torch.tensor([0.5, 0.5]), numbers, 3)

    assert found.tolist() == pytest.approx([(0.5 + 0.3) / 2, (0.9 + 0.2) / 2, NEVER])


def test_the_sentence_with_most_of_the_answering_words_answers() -> None:
    sentences = Sentences(torch.tensor([NOWHERE, 0, 1, NOWHERE]), (0, 10, 20), (9, 19, 29))
    example = Example("?", (7,), (AnswerSpan(3, 0, 9), AnswerSpan(7, 8, 14), AnswerSpan(9, 21, 29)))

    assert sentences.answering(example, 7) == 1
    assert sentences.answering(example, 3) == 0
    assert sentences.answering(example, 5) is None
    assert sentences.answering(example, 9) is None  # past what is read: no token lies there


def test_ndcg_counts_what_is_right_by_its_rank() -> None:
    both = 1 + 1 / math.log2(3)

    assert ndcg([4, 9, 2], {9}) == pytest.approx(1 / math.log2(3))
    assert ndcg([4, 9, 2], {4, 2}) == pytest.approx((1 + 1 / 2) / both)
    assert ndcg(list(np.arange(11)), {10}) == 0.0
