"""Britain's councils by name, as a question names them."""

import pytest

from retriever.search.gazetteer import british_councils, other_councils


def test_names_are_as_people_write_them() -> None:
    names = british_councils()

    assert len(names) == 217
    assert {"Bristol", "City of London", "Durham", "St Helens", "Vale of Glamorgan"} <= {*names}
    assert {"Aberdeen", "Bridgend", "Belfast", "Kingston upon Hull"} <= {*names}
    assert not any(set("[]") & {*each} for each in names)


@pytest.mark.parametrize(
    ("question", "held", "others"),
    [
        ("What early help is there in Leeds?", (), ("Leeds",)),
        ("what early help is there in leeds", (), ("Leeds",)),
        ("How do Leeds and Essex compare?", ("Essex",), ("Leeds",)),
        ("How is Hull doing?", ("Kingston Upon Hull",), ()),
        ("How is North Somerset doing?", ("North Somerset",), ()),
        ("How is Brighton doing?", (), ("Brighton and Hove",)),
        ("What is the weather in New York?", (), ()),
        ("What does Ofsted say about children's reading?", (), ()),
        ("What is a care plan?", (), ()),
        # Words and names that are no council's there.
        ("How well do children do in reading and mathematics?", (), ()),
        ("Reading to children at night", (), ()),
        ("How good is reading in Reading?", (), ("Reading",)),
        ("What does Thames Valley Police do?", (), ()),
        ("Do children with Down's syndrome get short breaks?", (), ()),
        ("WHO PAYS FOR CARE LEAVERS' CARS?", (), ()),
        ("Which inspections mention the Solihull approach?", (), ()),
        ("Is the Southwark judgement known?", (), ()),
        ("Who is Kent Smith?", (), ()),
        ("What did the University of York find?", (), ()),
        ("Lancs MASH, how quick is it?", (), ("Lancashire",)),
        ("How is Leeds City Council doing?", (), ("Leeds",)),
    ],
)
def test_the_councils_that_a_question_names(
    question: str, held: tuple[str, ...], others: tuple[str, ...]
) -> None:
    assert other_councils(question, held) == others
