"""The reader's scores, worked out by hand on small matrices, and for real."""

import math
from dataclasses import replace

import numpy as np
import pytest

from retriever.reader.maxsim import MaxSimReader, token_weights
from retriever.reader.readings import SURE, UNSURE, PassageReading, SpanReading, sureness
from retriever.store.encoder import SentenceEncoder, TokenVectors
from tests.library import document_of, passages_of

# Two question tokens, weighing 3 to 1; a header token, then three tokens of the text
# "ab cd ef" at 0, 3 and 6.
READING = PassageReading(
    asked=np.array([0.6, 0.8], dtype=np.float32),
    vectors=np.array([[1, 0], [1, 0], [0, 1], [-1, 0]], dtype=np.float32),
    similarity=np.array([[0.2, 0.9, 0.1, 0.4], [0.5, 0.3, 0.8, 0.6]], dtype=np.float32),
    weights=np.array([0.75, 0.25], dtype=np.float32),
    starts=np.array([-9, 0, 3, 6]),
    ends=np.array([-4, 2, 5, 8]),
)


def tokens_at(*spans: tuple[int, int]) -> TokenVectors:
    """Make tokens of which only the places matter."""
    return TokenVectors(
        vectors=np.zeros((len(spans), 2), dtype=np.float32),
        starts=np.array([start for start, _ in spans], dtype=np.int64),
        ends=np.array([end for _, end in spans], dtype=np.int64),
        ids=np.zeros(len(spans), dtype=np.int64),
    )


def test_a_passage_scores_each_question_token_s_best_by_weight() -> None:
    assert READING.score() == pytest.approx(0.75 * 0.9 + 0.25 * 0.8)


@pytest.mark.parametrize(
    ("best", "sure"),
    [(0.3, 0.0), (UNSURE, 0.0), ((UNSURE + SURE) / 2, 0.5), (SURE, 1.0), (0.9, 1.0)],
)
def test_a_reader_is_as_sure_as_its_best_reading(best: float, sure: float) -> None:
    similarity = np.array([[best], [best]], dtype=np.float32)
    spot = np.zeros(1, dtype=np.int64)
    reading = replace(READING, similarity=similarity, starts=spot, ends=spot + 5)

    assert sureness([reading]) == pytest.approx(sure, abs=1e-6)


def test_another_model_s_scores_are_taken_as_they_are() -> None:
    assert sureness([replace(READING, judged=-3.0)]) == 1.0
    assert sureness([]) == 1.0


def test_a_span_scores_its_own_tokens_and_the_header_s() -> None:
    assert READING.of_span((3, 8)).score == pytest.approx(0.75 * 0.4 + 0.25 * 0.8)
    assert READING.of_span((0, 2)).score == pytest.approx(0.75 * 0.9 + 0.25 * 0.5)


def test_a_span_scores_its_context_s_tokens_too_but_is_not_likened_by_them() -> None:
    with_context = READING.of_span((6, 8), [(0, 2), (50, 60)])

    assert with_context.score == pytest.approx(0.75 * 0.9 + 0.25 * 0.6)
    assert with_context.likeness == pytest.approx(-0.6)


def test_a_token_that_lies_half_in_a_span_does_not_count() -> None:
    assert READING.of_span((4, 8)).score == pytest.approx(0.75 * 0.4 + 0.25 * 0.6)


def test_the_weakest_of_the_weighty_tokens_leaves_out_the_light_ones() -> None:
    even = replace(READING, weights=np.array([0.5, 0.5], dtype=np.float32))

    assert READING.of_span((3, 8)).weakest == pytest.approx(0.4)
    assert even.of_span((0, 2)).weakest == pytest.approx(0.5)


def test_likeness_is_the_cosine_of_the_means_without_the_header() -> None:
    # The mean of (1, 0) and (0, 1) points along (0.5, 0.5), whose length is 0.5 ** 0.5.
    assert READING.of_span((0, 5)).likeness == pytest.approx((0.3 + 0.4) / 0.5**0.5)
    assert READING.of_span((6, 8)).likeness == pytest.approx(-0.6)


def test_a_span_past_what_was_read_is_not_judged_by_the_header() -> None:
    assert READING.of_span((100, 120)) == SpanReading(0.0, 0.0, 0.0)


def test_nothing_read_scores_nothing() -> None:
    nothing = replace(
        READING,
        vectors=np.zeros((0, 2), dtype=np.float32),
        similarity=np.zeros((2, 0), dtype=np.float32),
        starts=np.zeros(0, dtype=np.int64),
        ends=np.zeros(0, dtype=np.int64),
    )

    assert nothing.score() == 0.0
    assert nothing.of_span((0, 5)) == SpanReading(0.0, 0.0, 0.0)


def test_tokens_weigh_by_the_rarity_of_their_word() -> None:
    # "What are kinship caseloads?": two stop words, "kin|ship" in 1 of 9 passages, "caseloads"
    # in 4, and the question mark.
    tokens = tokens_at((0, 4), (5, 8), (9, 12), (12, 16), (17, 26), (26, 27))

    weights = token_weights("What are kinship caseloads?", tokens, {"kinship": 1, "caseload": 4}, 9)

    rare, common = math.log(1 + 8.5 / 1.5), math.log(1 + 5.5 / 4.5)
    total = 2 * rare + common
    assert weights.tolist() == pytest.approx(
        [0, 0, rare / total, rare / total, common / total, 0], abs=1e-6
    )


def test_a_word_that_no_passage_holds_weighs_most() -> None:
    tokens = tokens_at((0, 4), (5, 8))

    weights = token_weights("Kent zoo", tokens, {"kent": 1}, 2)

    held, unheld = math.log(1 + 1.5 / 1.5), math.log(1 + 2.5 / 0.5)
    assert weights.tolist() == pytest.approx([held / (held + unheld), unheld / (held + unheld)])


def test_a_question_of_stop_words_weighs_all_its_tokens_alike() -> None:
    weights = token_weights("What is it?", tokens_at((0, 4), (5, 7), (8, 10), (10, 11)), {}, 5)

    assert weights.tolist() == [0.25, 0.25, 0.25, 0.25]


def test_a_reading_s_places_are_those_of_the_text_behind_its_header(
    encoder: SentenceEncoder,
) -> None:
    passages = passages_of(document_of("a.txt", ["Kinship carers.", "Soup on Fridays."]))

    kinship, soup = MaxSimReader(encoder).read("kinship carers", passages, {"kinship": 1}, 2)

    spans = zip(kinship.starts.tolist(), kinship.ends.tolist(), strict=True)
    # "A post > Kinship carers.": the header and its sign stand before the text.
    assert [span for span in spans if span[1] > 0] == [(0, 7), (8, 12), (12, 14), (14, 15)]
    assert (kinship.starts < 0).sum() == 3
    assert float(kinship.weights.sum()) == pytest.approx(1.0)
    assert kinship.score() > soup.score() + 0.2


def test_the_better_of_two_wordings_of_a_question_counts() -> None:
    worse = replace(READING, similarity=READING.similarity - 0.5)

    assert replace(worse, other=READING).score() == READING.score()
    assert replace(READING, other=worse).score() == READING.score()
    assert replace(worse, other=READING).of_span((3, 8)) == READING.of_span((3, 8))


def test_what_another_model_judged_may_lie_below_nothing() -> None:
    judged = replace(READING, judged=-7.0)

    assert judged.score() == -7.0
    assert replace(judged, other=replace(READING, judged=-6.0)).score() == -6.0
