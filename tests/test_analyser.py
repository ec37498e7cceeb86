"""Text to terms: what is folded, left out and stemmed."""

from retriever.store.analyser import STOP_WORDS, distinct, fold, terms, word_spans, words


def test_fold_levels_width_ligatures_quotes_dashes_and_letter_case() -> None:
    assert fold("ﬁnal Ｆｕｌｌ ‘x’ “Y” a–b a—b a‑b") == "final full 'x' \"y\" a-b a-b a-b"


def test_words_lose_the_possessive_and_keep_an_inner_apostrophe() -> None:
    assert words("The children’s and workers' O'Neill") == [
        "the",
        "children",
        "and",
        "workers",
        "o'neill",
    ]


def test_hyphens_underscores_and_points_part_words() -> None:
    assert words("care-leaver care_leaver 2024/25 e.g.") == [
        *("care", "leaver", "care", "leaver"),
        *("2024", "25", "e", "g"),
    ]


def test_terms_are_stemmed_in_order_without_stop_words() -> None:
    assert terms("What does the review say about social workers' caseloads?") == [
        "review",
        "say",
        "social",
        "worker",
        "caseload",
    ]


def test_a_hyphened_word_is_found_in_parts_and_as_one() -> None:
    assert terms("Well-attended e-mail") == ["well", "attend", "e", "mail", "wellattend", "email"]
    assert set(terms("email")) < set(terms("e-mail"))


def test_a_reference_is_one_term_however_it_is_written() -> None:
    assert terms("s.47 enquiries") == ["s", "47", "inquiri", "s.47"]
    assert terms("Section 47") == ["section", "47", "s.47"]
    assert terms("Reg. 44")[-1] == terms("regulation 44")[-1] == "reg.44"
    assert terms("para 12a")[-1] == terms("Paragraph 12A")[-1] == "para.12a"
    assert terms("47 children") == ["47", "children"]


def test_dotted_letters_and_parted_numbers_are_whole_too() -> None:
    assert terms("S.E.N.D. plans")[-1] == "send"
    assert terms("1,200 visits, 3.5%") == ["1", "200", "visit", "3", "5", "1200", "3.5"]


def test_a_passage_and_a_question_give_the_same_term_for_curly_and_plain_apostrophes() -> None:
    assert terms("council’s duties") == terms("Councils' DUTY") == ["council", "duti"]


def test_a_text_of_stop_words_or_signs_has_no_terms() -> None:
    assert terms("What is it? — …!") == []
    assert "what" in STOP_WORDS


def test_word_spans_point_into_the_text_as_it_stands() -> None:
    text = "The ﬁrst children’s home"

    spans = word_spans(text)

    assert spans == [
        (0, 3, "the"),
        (4, 8, "first"),
        (9, 19, "children"),
        (20, 24, "home"),
    ]
    assert [text[start:end] for start, end, _ in spans] == ["The", "ﬁrst", "children’s", "home"]


def test_distinct_keeps_the_first_of_each() -> None:
    assert distinct(["b", "a", "b", "c", "a"]) == ["b", "a", "c"]
