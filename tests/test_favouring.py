"""The kinds and times of document that a question speaks of, and the favour they are shown."""

from datetime import date

import pytest

from retriever.records import Filters, Metadata, ScoredPassage
from retriever.search.favouring import demanded, favoured, favours_of
from retriever.search.kinds import Kinds, kinds_in
from retriever.search.query import Query, understand
from tests.library import document_of, passages_of

KNOWN = ("blog_post", "inspection_report", "focused_visit", "statutory_guidance", "document")
LIBRARY = (
    ("post", Metadata(title="A post", doc_type="blog_post", published=date(2024, 5, 1))),
    ("visit", Metadata(title="A visit", doc_type="focused_visit", published=date(2022, 5, 1))),
    ("law", Metadata(title="Guidance", doc_type="statutory_guidance")),
)


def asked(text: str, authorities: tuple[str, ...] = ()) -> Query:
    query = understand(text, authorities)
    return Query(
        text=text,
        terms=query.terms,
        names=query.names,
        periods=query.periods,
        authorities=query.authorities,
        asked=query.asked,
        kinds=kinds_in(text, KNOWN),
    )


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("What does the blog say about hubs?", ("blog_post",)),
        ("What do blog posts say about hubs?", ("blog_post",)),
        ("Who decides in the statutory guidance?", ("statutory_guidance",)),
        ("What did the focussed visit find?", ("focused_visit",)),
        ("What do inspection reports say?", ("inspection_report",)),
        ("Which review reports are there?", ()),  # the library has none
        ("Which posts are vacant?", ()),
        ("What must staff report or document?", ()),
        ("What do the posts say about hubs?", ("blog_post",)),
        ("Does the post office help?", ()),
        ("Is the post holder a social worker?", ()),
    ],
)
def test_the_library_s_kinds_are_known_by_their_names(text: str, named: tuple[str, ...]) -> None:
    assert kinds_in(text, KNOWN).named == named


def test_a_kind_is_demanded_only_in_so_many_words() -> None:
    assert kinds_in("Only from blog posts: what helps?", KNOWN) == Kinds(
        ("blog_post",), are_demanded=True
    )
    assert kinds_in("What helps? Use statutory guidance only.", KNOWN).are_demanded is False
    assert kinds_in("What helps, in statutory guidance only?", KNOWN).are_demanded
    assert kinds_in("Is it only a blog post away?", KNOWN).are_demanded is False


def test_a_kind_and_a_time_are_favoured() -> None:
    assert favours_of(asked("What does the blog say?"), LIBRARY) == {"post": 0.1}
    assert favours_of(asked("What was said in 2022?"), LIBRARY) == {"visit": 0.05}
    assert favours_of(asked("What do inspection reports say?"), LIBRARY) == {"visit": 0.1}
    assert favours_of(asked("What helps?"), LIBRARY) == {}


def test_the_time_of_a_question_about_an_authority_is_the_scope_s_to_heed() -> None:
    query = asked("What was said of Northmere in 2022?", ("Northmere",))

    assert favours_of(query, LIBRARY) == {}


def test_a_favour_moves_a_passage_up() -> None:
    documents = [document_of(name, ["Hubs help."]) for name in ("a", "b", "c")]
    passages = [passages_of(each)[0] for each in documents]
    fused = [
        ScoredPassage(each.passage_id, score)
        for each, score in zip(passages, (1.0, 0.5, 0.25), strict=True)
    ]

    scored, moved = favoured(fused, passages, {documents[2].doc_id: 0.5})

    assert [each.doc_id for each in moved] == [documents[n].doc_id for n in (0, 2, 1)]
    assert [each.score for each in scored] == [1.0, 0.75, 0.5]
    assert favoured(fused, passages, {}) == (fused, passages)


def test_a_demanded_kind_is_a_filter_unless_the_reader_chose_one() -> None:
    query = asked("Only from blog posts: what helps?")

    assert demanded(query, Filters()) == Filters(doc_types=("blog_post",))
    assert demanded(query, Filters(doc_types=("framework",))) == Filters(doc_types=("framework",))
    assert demanded(asked("What does the blog say?"), Filters()) == Filters()
