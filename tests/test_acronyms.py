"""Acronyms as a text explains them, and what is no explanation."""

import pytest

from retriever.store.acronyms import Acronym, acronym_terms, acronyms_of, indexed_terms, short_form


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("The river quality board (RQB) met.", "rqb", "river quality board"),
        ("RQB (the river quality board) met.", "rqb", "river quality board"),
        ("Ask a shared lives coordinator (SLCo) first.", "slco", "shared lives coordinator"),
        ("local harbour liaison officers (LHLOs)", "lhlo", "local harbour liaison officers"),
        ("multi-agency harbour hub (MAHH)", "mahh", "multi agency harbour hub"),
        ("the Department for Harbours (DfH)", "dfh", "department for harbours"),
        ("rivers, ports and canals plans (RPCPs)", "rpcp", "rivers ports and canals plans"),
        ("harbours in need (HIN)", "hin", "harbours in need"),
        ("the Independent Inquiry into Harbour Abuse (IIHA)", "iiha", None),
        ("the Harbour Fees Authority (the “HFA”)", "hfa", "harbour fees authority"),
        ("Mooring rules of the port (MRP, 2024)", "mrp", "mooring rules of the port"),
    ],
)
def test_a_long_form_and_its_initials_are_an_acronym(
    text: str, short: str, long: str | None
) -> None:
    expected = long or "independent inquiry into harbour abuse"

    assert acronyms_of(text) == [Acronym(short, expected)]


@pytest.mark.parametrize(
    "text",
    [
        "We asked the council (LA) again.",  # nothing there has these initials
        "In March (IM) we moored.",  # a joining word alone begins with a letter
        "See the annex (A) and grade (II).",
        "a home (YES)",
        "It ended. Board (RQB)",  # nothing is read past a full stop
        "Ofsted (the office) came",
        "boats (see page 4) and Kent (UK)",
    ],
)
def test_what_no_initials_bear_out_is_no_acronym(text: str) -> None:
    assert acronyms_of(text) == []


def test_an_explanation_is_two_terms_each_way_of_its_passage() -> None:
    text = "Local harbour liaison officers (LHLOs) and boards"

    assert acronym_terms(text) == [
        "lhlo=local harbour liaison officers",
        "local harbor liaison offic=lhlo",
    ]
    assert indexed_terms(text)[-2:] == acronym_terms(text)


def test_a_short_form_has_two_capitals_and_no_plural() -> None:
    assert short_form("LHLOs") == "lhlo"
    assert short_form("DfH") == "dfh"
    assert short_form("R&D") == "rd"
    assert short_form("Ofsted") == ""
    assert short_form("I") == ""
    assert short_form("send") == ""
