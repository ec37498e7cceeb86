import pytest

from ingest.loaders.draft import Draft
from ingest.pdf.file import load_pdf
from retriever.records import BlockKind
from tests.pdf_maker import Print, Rule, lines, pdf_of, ruled

Page = list[Print | Rule]
GRADE_X = 320.0


def read(page: Page) -> Draft:
    return load_pdf(pdf_of([page]), "x", lambda: None)


def rows_of(page: Page) -> list[str]:
    return [block.text for block in read(page).blocks if block.kind is BlockKind.TABLE_ROW]


def graded(rows: list[tuple[list[str], list[str]]], top: float, pitch: float = 40) -> Page:
    """Set labels and grades side by side, rows `pitch` apart, lines 14.5."""
    page: Page = []
    for place, (label, grade) in enumerate(rows):
        page += lines(label, top - pitch * place)
        page += lines(grade, top - pitch * place, GRADE_X)
    return page


def older_layout() -> Page:
    return [
        *lines(["The council's services for children require improvement."], 700),
        *graded(
            [
                (["1. Children who need help and protection"], ["Inadequate"]),
                (["2. Children looked after and", "achieving permanence"], ["Good"]),
                (["2.1 Adoption performance"], ["Outstanding"]),
                (["2.2 Experiences and progress of", "care leavers"], ["Requires", "improvement"]),
                (["3. Leadership, management and", "governance"], ["Good"]),
            ],
            650,
        ),
        *lines(["Leaders have worked on their plans for the youngest children."], 420),
    ]


OLDER_ROWS = [
    "1. Children who need help and protection\tInadequate",
    "2. Children looked after and achieving permanence\tGood",
    "2.1 Adoption performance\tOutstanding",
    "2.2 Experiences and progress of care leavers\tRequires improvement",
    "3. Leadership, management and governance\tGood",
]


def test_an_older_table_of_numbered_judgements_without_heads_or_rulings_is_read() -> None:
    assert rows_of(older_layout()) == OLDER_ROWS


def test_the_same_table_with_rulings_is_read() -> None:
    framed = ruled((66, 310, 530), (664, 624, 584, 544, 504, 460))

    assert rows_of([*older_layout(), *framed]) == OLDER_ROWS


def test_a_table_with_rulings_keeps_heads_as_context_of_each_judgement() -> None:
    page: Page = [
        *ruled((66, 310, 530), (720, 690, 650, 610)),
        Print("Judgement", 700, bold=True),
        Print("Grade", 700, GRADE_X, bold=True),
        *graded(
            [
                (["The impact of leaders on social", "work practice"], ["Good"]),
                (["Overall effectiveness"], ["Requires improvement", "to be good"]),
            ],
            675,
        ),
    ]

    blocks = read(page).blocks

    assert [(b.text, [blocks[n].text for n in b.context]) for b in blocks[1:]] == [
        ("The impact of leaders on social work practice\tGood", ["Judgement\tGrade"]),
        ("Overall effectiveness\tRequires improvement to be good", ["Judgement\tGrade"]),
    ]


def test_a_history_of_inspections_is_no_table_of_judgements() -> None:
    columns = (72.0, 230.0, 380.0)
    texts = [
        ["Date", "Type", "Judgement"],
        ["08/08/2023", "Full", "Outstanding"],
        ["01/11/2022", "Interim", "Good"],
        ["03/02/2021", "Full", "Good"],
    ]
    page: Page = [
        Print(text, 700 - 22 * n, x, bold=not n)
        for n, row in enumerate(texts)
        for text, x in zip(row, columns, strict=True)
    ]

    assert rows_of(page) == ["\t".join(row) for row in texts]


@pytest.mark.parametrize("word", ["Good", "Inadequate"])
def test_a_grade_within_prose_makes_no_table(word: str) -> None:
    prose = [f"The help that children get is {word.lower()}.", f"{word} plans are made for them."]

    assert rows_of([*lines(prose, 700), *lines(prose, 650), *lines(prose, 600)]) == []
