"""A model's sentences checked against invented reports: twenty that are true, twenty that are not.

The liar: each false one alters a number, a date, a name, a grade, a denial or a duty of a true
one, cites the wrong passage, or is made up.
"""

from datetime import date

import pytest

from retriever.answer_records import Hit
from retriever.model.checking import Checker
from retriever.model.sources import Source, read_sources
from retriever.records import BlockKind, Document, Metadata
from retriever.store.encoder import SentenceEncoder
from tests.library import document_of, passage_of, passages_of, with_kinds

REPORT = Metadata(
    title="Inspection of Northmere local authority children’s services",
    doc_type="inspection_report",
    authority="Northmere",
    inspection_start=date(2024, 6, 3),
    inspection_end=date(2024, 6, 14),
    published=date(2024, 8, 19),
    lead_inspector="Daniel Okoro",
)
SEEN = document_of(
    "seen.pdf",
    [
        (
            "Contacts fell from 9,900 in 2022 to 6,870 in the year to April 2024, because schools "
            "and health visitors now ask for advice first. A social worker saw the child within "
            "five working days of the referral in 93 per cent of cases."
        ),
        (
            "Ruth Calloway has led the service since January 2021. She was appointed after the "
            "last inspection."
        ),
        (
            "Early help has no waiting list. Not all plans are reviewed when a child’s life "
            "changes, but all of them are written with the family."
        ),
        "Each agency must record the interview within three days. It may ask for one more day.",
        "Newly qualified workers hold no more than 12 children in their first year.",
        (
            "The notes are clear, except at weekends. The council does not commission a mediation "
            "service for families."
        ),
    ],
    REPORT,
)
GRADES = with_kinds(
    document_of(
        "grades.pdf",
        ["Care leavers\tRequires improvement to be good", "Children in care\tOutstanding"],
        REPORT,
    ),
    BlockKind.TABLE_ROW,
    BlockKind.TABLE_ROW,
)

TRUE = [
    ("Contacts fell from 9,900 in 2022 to 6,870 in the year to April 2024.", 1),
    ("According to the report, schools and health visitors now ask for advice first.", 1),
    ("A social worker saw the child within 5 working days of the referral in 93% of cases.", 1),
    ("In Northmere, contacts fell because schools and health visitors ask for advice first.", 1),
    ("In 93 per cent of cases a social worker saw the child within five working days.", 1),
    ("Ruth Calloway has led the service since January 2021.", 2),
    ("Calloway was appointed after the last inspection.", 2),
    ("Since January 2021 the service has been led by Ruth Calloway.", 2),
    ("Early help has no waiting list.", 3),
    ("There is no waiting list for early help in Northmere.", 3),
    ("Not all plans are reviewed when a child’s life changes.", 3),
    ("All of the plans are written with the family.", 3),
    ("Each agency must record the interview within three days.", 4),
    ("The interview must be recorded by the agency within 3 days.", 4),
    ("The agency may ask for one more day.", 4),
    ("Newly qualified workers hold at most 12 children in their first year.", 5),
    ("The notes are clear, except at weekends.", 6),
    ("The council does not commission a mediation service for families.", 6),
    ("Care leavers were judged requires improvement to be good.", 7),
    ("In Northmere, children in care was graded outstanding.", 7),
]
FALSE = [
    ("Contacts fell from 9,900 in 2022 to 6,780 in the year to April 2024.", 1, "a number"),
    ("Contacts fell from 6,870 in 2022 to 9,900 in the year to April 2024.", 1, "turned round"),
    ("Contacts fell from 9,900 in 2022 to 6,870 in the year to March 2024.", 1, "a date"),
    ("Contacts rose from 9,900 in 2022 to 6,870 in the year to April 2024.", 1, "a contrary"),
    ("A social worker saw the child within nine working days of the referral.", 1, "a number"),
    ("In Harrowfen, schools and health visitors now ask for advice first.", 1, "an authority"),
    ("Ruth Calloway has led the service since January 2019.", 2, "a date"),
    ("Daniel Okoro has led the service since January 2021.", 2, "a name of the heading"),
    ("Ruth Brackwell has led the service since January 2021.", 2, "a name"),
    ("Early help has a waiting list.", 3, "a denial dropped"),
    ("All plans are reviewed when a child’s life changes.", 3, "a denial dropped"),
    ("Not all plans are written with the family.", 3, "a denial moved"),
    ("Each agency may record the interview within three days.", 4, "a duty"),
    ("Each agency must not record the interview within three days.", 4, "a denial added"),
    ("Newly qualified workers hold more than 12 children in their first year.", 5, "a bound"),
    ("The notes are unclear, except at weekends.", 6, "a contrary"),
    ("Care leavers were judged outstanding.", 7, "a grade of another row"),
    ("Children in care was graded inadequate.", 7, "a grade"),
    ("Early help has no waiting list.", 4, "the wrong passage"),
    ("The council has opened two family centres and a bus route.", 6, "made up"),
]


def hit_of(document: Document, ordinal: int) -> Hit:
    return Hit(1, 1.0, passages_of(document)[ordinal], document)


@pytest.fixture(scope="module")
def sources(encoder: SentenceEncoder) -> dict[int, Source]:
    hits = {ordinal + 1: hit_of(SEEN, ordinal) for ordinal in range(6)}
    rows = Hit(1, 1.0, passage_of(GRADES, 0, len(GRADES.text)), GRADES)
    return read_sources({**hits, 7: rows}, encoder)


@pytest.fixture(scope="module")
def checker(encoder: SentenceEncoder) -> Checker:
    return Checker(encoder, ("Northmere", "Harrowfen"))


@pytest.mark.parametrize(("sentence", "number"), TRUE)
def test_a_true_sentence_is_supported(
    checker: Checker, sources: dict[int, Source], sentence: str, number: int
) -> None:
    verdict = checker.check(sentence, [sources[number]])

    assert verdict.faults == ()
    assert verdict.is_supported


@pytest.mark.parametrize(("sentence", "number", "altered"), FALSE)
def test_a_false_sentence_is_not_supported(
    checker: Checker, sources: dict[int, Source], sentence: str, number: int, altered: str
) -> None:
    verdict = checker.check(sentence, [sources[number]])

    assert not verdict.is_supported, altered


def test_a_sentence_that_cites_nothing_is_not_supported(checker: Checker) -> None:
    verdict = checker.check("Early help has no waiting list.", [])

    assert (verdict.support, verdict.faults, verdict.bearings) == (0.0, ("cites nothing",), ())


def test_one_of_two_cited_passages_is_enough(checker: Checker, sources: dict[int, Source]) -> None:
    verdict = checker.check("Early help has no waiting list.", [sources[4], sources[3]])

    assert verdict.is_supported
    assert [bearing.source for bearing in verdict.bearings] == [3, 4]


def test_what_bears_a_sentence_out_is_the_sentence_of_the_passage_that_says_it(
    checker: Checker, sources: dict[int, Source]
) -> None:
    verdict = checker.check("A social worker saw the child in five working days.", [sources[1]])

    assert verdict.bearings[0].own == (
        "A social worker saw the child within five working days of the referral in 93 per cent "
        "of cases."
    )
