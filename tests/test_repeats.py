"""Content that stands at several paths, and documents nearly alike."""

from dataclasses import replace
from pathlib import Path

import pytest

from ingest.near_duplicates import KinFinder
from ingest.report import RefusedFile, SyncReport
from ingest.sync import SAME_CONTENT, Sync
from retriever.errors import CandourError
from retriever.records import Filters, doc_id_of
from retriever.settings import Settings
from retriever.store.contract import Store
from retriever.store.encoder import SentenceEncoder
from retriever.store.opening import open_store

HUBS = "Family hubs\n\nHubs bring help early to families, close to where they live in the county.\n"
VISITS = (
    "Visits\n\nSocial workers see each child alone at every visit, and write down what was said.\n"
)


class Library:
    """A corpus folder and the index made from it."""

    def __init__(self, folder: Path) -> None:
        self.corpus = folder / "corpus"
        self.corpus.mkdir()
        self.settings = Settings(corpus=self.corpus, index=folder / "index")
        self.encoder = SentenceEncoder(self.settings.encoder)

    def write(self, path: str, text: str) -> None:
        (self.corpus / path).write_text(text, "utf-8")

    def sync(self) -> SyncReport:
        return Sync(self.settings, self.encoder, self.store()).run()

    def store(self) -> Store:
        return open_store(self.settings, self.encoder, "")

    def paths(self) -> dict[str, tuple[str, ...]]:
        with self.store().read() as view:
            return {each.path: each.also_at for each in view.documents(Filters())}

    def groups(self) -> dict[str, str]:
        with self.store().read() as view:
            return dict(view.kin_groups())


def test_the_same_content_is_indexed_once_and_every_path_is_told(tmp_path: Path) -> None:
    library = Library(tmp_path)
    library.write("a.txt", HUBS)
    library.write("b.txt", HUBS.replace("\n", "\r\n"))
    library.write("c.txt", VISITS)

    report = library.sync()

    assert [each.path for each in report.added] == ["a.txt", "c.txt"]
    assert report.skipped == [RefusedFile("b.txt", SAME_CONTENT.format(path="a.txt"))]
    assert library.paths() == {"a.txt": ("b.txt",), "c.txt": ()}


def test_an_unchanged_copy_is_told_again_and_costs_no_generation(tmp_path: Path) -> None:
    library = Library(tmp_path)
    library.write("a.txt", HUBS)
    library.write("b.txt", HUBS)
    first = library.sync()

    second = library.sync()

    assert (second.unchanged, second.generation) == (1, first.generation)
    assert second.skipped == first.skipped


def test_a_copy_takes_the_place_of_a_document_that_went(tmp_path: Path) -> None:
    library = Library(tmp_path)
    library.write("a.txt", HUBS)
    library.write("b.txt", HUBS)
    library.sync()
    (library.corpus / "a.txt").unlink()

    report = library.sync()

    assert [each.path for each in report.removed] == ["a.txt"]
    assert [each.path for each in report.added] == ["b.txt"]
    assert library.paths() == {"b.txt": ()}


def test_a_copy_that_comes_before_its_changed_document_is_read_again(tmp_path: Path) -> None:
    library = Library(tmp_path)
    library.write("b.txt", HUBS)
    library.sync()
    library.write("a.txt", HUBS)
    library.write("b.txt", VISITS)

    report = library.sync()

    assert [each.path for each in report.added] == ["a.txt"]
    assert [each.path for each in report.replaced] == ["b.txt"]
    assert report.skipped == []
    assert library.paths() == {"a.txt": (), "b.txt": ()}


def test_a_document_that_becomes_a_copy_leaves_the_index(tmp_path: Path) -> None:
    library = Library(tmp_path)
    library.write("a.txt", HUBS)
    library.write("b.txt", VISITS)
    library.sync()
    library.write("b.txt", HUBS)

    library.sync()

    assert library.paths() == {"a.txt": ("b.txt",)}
    assert library.store().verify() == []


def test_a_copy_that_becomes_a_document_of_its_own_enters_it(tmp_path: Path) -> None:
    library = Library(tmp_path)
    library.write("a.txt", HUBS)
    library.write("b.txt", HUBS)
    library.sync()
    library.write("b.txt", VISITS)

    report = library.sync()

    assert [each.path for each in report.replaced] == ["b.txt"]
    assert library.paths() == {"a.txt": (), "b.txt": ()}


def test_drafts_of_one_paper_are_kin_and_another_paper_is_not(tmp_path: Path) -> None:
    library = Library(tmp_path)
    draft = "Practice\n\n" + "\n\n".join(f"{VISITS} Point {number}." for number in range(30))
    library.write("draft.txt", draft)
    library.write("final.txt", draft.replace("Point 29.", "Point 29, agreed."))
    library.write("other.txt", HUBS)

    library.sync()

    groups = library.groups()
    assert set(groups) == {doc_id_of("draft.txt"), doc_id_of("final.txt")}
    assert len(set(groups.values())) == 1


def test_what_went_is_nobodys_kin(tmp_path: Path) -> None:
    library = Library(tmp_path)
    library.write("a.txt", HUBS)
    library.write("b.txt", f"{HUBS}More.\n")
    library.sync()
    before = set(library.groups())
    (library.corpus / "a.txt").unlink()

    library.sync()

    assert before == {doc_id_of("a.txt"), doc_id_of("b.txt")}
    assert library.groups() == {}


def test_a_copy_that_comes_after_its_changed_document_is_counted_once(tmp_path: Path) -> None:
    library = Library(tmp_path)
    library.write("a.txt", HUBS)
    library.write("b.txt", HUBS)
    library.sync()
    library.write("a.txt", VISITS)

    report = library.sync()

    assert [each.path for each in report.replaced] == ["a.txt"]
    assert [each.path for each in report.added] == ["b.txt"]
    assert (report.unchanged, report.skipped, report.failed) == (0, [], [])


def test_papers_of_two_authorities_made_from_one_template_are_not_kin() -> None:
    text = " ".join(f"Point {number} of the plan is kept to." for number in range(40))
    finder = KinFinder([])

    names = [finder.kin_of(*each).name for each in (("a", text, "x"), ("b", text, "y"))]

    assert names[0] != names[1]
    assert finder.kin_of("c", text, "x").name == names[0]


def test_a_founder_that_is_rewritten_leaves_its_group() -> None:
    text = " ".join(f"Point {number} of the plan is kept to." for number in range(40))
    finder = KinFinder([])
    old = [finder.kin_of("a", text).name, finder.kin_of("b", text).name]

    new = finder.kin_of("a", VISITS).name

    assert old[0] == old[1]
    assert new != old[0]


def test_an_index_among_the_documents_is_refused(tmp_path: Path) -> None:
    library = Library(tmp_path)
    library.settings = replace(library.settings, index=library.corpus / "index")

    with pytest.raises(CandourError) as caught:
        library.sync()

    assert str(caught.value) == (
        f"The index {library.corpus / 'index'} lies in the corpus {library.corpus}: "
        "name another folder for it."
    )
