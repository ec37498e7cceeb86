"""Content that stands at several paths, and documents nearly alike."""

from pathlib import Path

from ingest.corpus_folder import doc_id_of
from ingest.report import RefusedFile, SyncReport
from ingest.sync import SAME_CONTENT, Sync
from retriever.records import Filters
from retriever.settings import Settings
from retriever.store.encoder import SentenceEncoder
from retriever.store.local_store import LocalStore
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

    def store(self) -> LocalStore:
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

    first = doc_id_of("draft.txt")
    assert library.groups() == {first: first, doc_id_of("final.txt"): first}


def test_what_went_is_nobodys_kin(tmp_path: Path) -> None:
    library = Library(tmp_path)
    library.write("a.txt", HUBS)
    library.write("b.txt", f"{HUBS}More.\n")
    library.sync()
    (library.corpus / "a.txt").unlink()

    library.sync()

    assert library.groups() == {}
