"""Two runs over the same questions: paired differences, and which questions changed."""

from dataclasses import replace
from pathlib import Path

import pytest

from retriever.errors import EvaluationFolderError, SettingError
from retriever.evaluation.comparing import (
    QuestionChange,
    compare,
    comparison_in_words,
    comparison_json,
)
from retriever.settings import Settings
from tests.outcome_maker import Came, evaluation_of, outcome_of

RIGHT, WRONG, REFUSED = Came("It is twelve cases."), Came("It is ten."), Came("", 0.1)
FIRST = evaluation_of(
    [outcome_of("a", RIGHT), outcome_of("b", RIGHT), outcome_of("c", WRONG), outcome_of("x", RIGHT)]
)
SECOND = evaluation_of(
    [
        outcome_of("c", RIGHT),
        outcome_of("b", REFUSED, rank=2),
        outcome_of("a", Came("All have twelve cases.")),
    ]
)


def test_differences_are_of_the_questions_that_both_have() -> None:
    differences = compare(FIRST, SECOND).differences

    assert differences["gold_in_first_quote"].questions == 3
    assert differences["gold_in_first_quote"].value == 0.0
    assert differences["nDCG@10"].first == 1.0
    assert differences["nDCG@10"].value == pytest.approx(-0.5 / 3)
    # Of two questions alone both runs showed quotes.
    assert differences["quotes_exact"].questions == 2


def test_the_questions_that_changed_most_come_first() -> None:
    changes = compare(FIRST, SECOND).changes

    # "b" loses the first quote (2), the document (2), any quote (1) and half its ranking, less
    # what a refusal is better than a wrong answer (.5).
    assert changes == (
        QuestionChange("b", "What of b?", -5.0, RIGHT.quote, ""),
        QuestionChange("c", "What of c?", 3.0, WRONG.quote, RIGHT.quote),
        QuestionChange("a", "What of a?", 0.0, RIGHT.quote, "All have twelve cases."),
    )


def test_a_run_compared_with_itself_has_changed_nothing() -> None:
    comparison = compare(FIRST, FIRST)

    assert comparison.changes == ()
    assert {each.p_value for each in comparison.differences.values()} == {1.0}


def test_runs_of_other_questions_cannot_be_compared() -> None:
    with pytest.raises(EvaluationFolderError, match="have no question in common"):
        compare(FIRST, evaluation_of([outcome_of("z", RIGHT)]))


def test_the_comparison_is_told_in_lines_and_as_json() -> None:
    comparison = compare(FIRST, SECOND)

    lines = comparison_in_words(comparison, ("A.toml", "B.toml")).splitlines()
    plain = comparison_json(comparison, ("A.toml", "B.toml"))

    assert lines[0] == "A is A.toml, B is B.toml; in brackets the 95 % interval of B - A."
    assert "1 questions better, 1 worse, 3 changed in all" in lines
    assert lines[-9:-6] == [
        "b (worse): What of b?",
        "  A: It is twelve cases.",
        "  B: (refused)",
    ]
    assert (plain["first"], plain["second"]) == ("A.toml", "B.toml")
    assert plain["changes"][0]["gain"] == -5.0


def test_a_settings_file_changes_what_it_names(tmp_path: Path) -> None:
    path = tmp_path / "A.toml"
    path.write_text('threshold = 0.6\nocr = false\nreader = "none"\n', encoding="utf-8")
    base = Settings(index=Path("other"))

    assert Settings.from_file(path, base) == replace(base, threshold=0.6, ocr=False, reader="none")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("treshold = 1", "there is no setting 'treshold'"),
        ("threshold = 2", "CANDOUR_THRESHOLD is 2.0"),
        ("threshold = ", "is no settings file"),
        ("ocr = 'perhaps'", "CANDOUR_OCR is 'perhaps'"),
    ],
)
def test_a_settings_file_that_does_not_fit_is_refused(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "A.toml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(SettingError) as caught:
        Settings.from_file(path, Settings())

    assert said in str(caught.value)


def test_settings_are_told_to_another_process_whole() -> None:
    settings = Settings(threshold=0.7, ocr=False, corpus=Path("else"))

    assert Settings.from_environment(settings.as_environment()) == settings
