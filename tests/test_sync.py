import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from ingest.chunker import CHUNKER_VERSION
from ingest.corpus_folder import corpus_files
from ingest.preparing import fingerprint_of
from ingest.refusals import Refusal, Refusals, read_as, refusals_in
from ingest.report import SyncReport
from ingest.sync import Sync
from retriever.errors import CandourError
from retriever.records import Document, Filters
from retriever.settings import Settings
from retriever.store.encoder import Floats, SentenceEncoder
from retriever.store.opening import open_store
from tests.pdf_maker import pdf_of, report_pages


class StoppedEncoder(SentenceEncoder):
    """Encodes nothing: the user presses Ctrl-C meanwhile."""

    def encode(self, texts: Sequence[str], asked: int = 0) -> Floats:
        del texts, asked
        raise KeyboardInterrupt


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    corpus = tmp_path / "corpus"
    (corpus / "blog_posts").mkdir(parents=True)
    (corpus / "blog_posts" / "a.txt").write_text("A post\n\nVisits are weekly.", "utf-8")
    (corpus / "report.pdf").write_bytes(pdf_of(report_pages()))
    return Settings(corpus=corpus, index=tmp_path / "index")


def sync(settings: Settings, encoder: SentenceEncoder) -> SyncReport:
    return Sync(settings, encoder, open_store(settings, encoder, CHUNKER_VERSION)).run()


def documents(settings: Settings, encoder: SentenceEncoder) -> dict[str, Document]:
    with open_store(settings, encoder, CHUNKER_VERSION).read() as view:
        return {document.path: document for document in view.documents(Filters())}


def test_the_index_becomes_equal_to_the_corpus(
    settings: Settings, encoder: SentenceEncoder
) -> None:
    report = sync(settings, encoder)

    assert [(file.path, file.passages) for file in report.added] == [
        ("blog_posts/a.txt", 1),
        ("report.pdf", 6),
    ]
    assert report.generation == 1
    assert documents(settings, encoder)["blog_posts/a.txt"].text == "A post\n\nVisits are weekly."
    assert open_store(settings, encoder, CHUNKER_VERSION).verify() == []


def test_a_second_run_does_nothing_and_loads_no_encoder(
    settings: Settings, encoder: SentenceEncoder
) -> None:
    sync(settings, encoder)
    idle = SentenceEncoder()

    report = sync(settings, idle)

    assert report.unchanged == 2
    assert report.added == report.replaced == report.removed == []
    assert report.generation == 1
    assert "_model" not in vars(idle)


def test_one_changed_file_alone_is_read_again(settings: Settings, encoder: SentenceEncoder) -> None:
    sync(settings, encoder)
    (settings.corpus / "blog_posts" / "a.txt").write_text("A post\n\nVisits are daily.", "utf-8")

    report = sync(settings, encoder)

    assert [file.path for file in report.replaced] == ["blog_posts/a.txt"]
    assert report.unchanged == 1
    assert documents(settings, encoder)["blog_posts/a.txt"].text.endswith("Visits are daily.")


def test_a_changed_sidecar_changes_the_document(
    settings: Settings, encoder: SentenceEncoder
) -> None:
    sync(settings, encoder)
    (settings.corpus / "report.pdf.meta.toml").write_text('authority = "Elm"\n', "utf-8")

    report = sync(settings, encoder)

    assert [file.path for file in report.replaced] == ["report.pdf"]
    assert documents(settings, encoder)["report.pdf"].metadata.authority == "Elm"


def test_a_vanished_file_is_removed(settings: Settings, encoder: SentenceEncoder) -> None:
    sync(settings, encoder)
    (settings.corpus / "report.pdf").unlink()

    report = sync(settings, encoder)

    assert [file.path for file in report.removed] == ["report.pdf"]
    assert list(documents(settings, encoder)) == ["blog_posts/a.txt"]


def test_a_file_that_becomes_unreadable_fails_and_its_old_version_stays(
    settings: Settings, encoder: SentenceEncoder
) -> None:
    sync(settings, encoder)
    (settings.corpus / "report.pdf").write_bytes(b"%PDF-1.7 broken")

    report = sync(settings, encoder)

    assert [(file.path, file.reason) for file in report.failed] == [
        (
            "report.pdf",
            (
                "It is a damaged PDF, no page can be read: get a new copy. "
                "The library keeps the version that it had before."
            ),
        )
    ]
    assert len(documents(settings, encoder)["report.pdf"].pages) == 3


def test_what_does_not_go_in_is_listed_and_the_rest_goes_in(
    settings: Settings, encoder: SentenceEncoder
) -> None:
    (settings.corpus / "empty.txt").write_bytes(b"")
    (settings.corpus / "notes.zip").write_bytes(b"PK\x03\x04\x00")
    (settings.corpus / "half.pdf").write_bytes(pdf_of(report_pages())[:900])

    report = sync(settings, encoder)

    assert len(report.added) == 2
    assert [file.path for file in report.skipped] == ["empty.txt", "notes.zip"]
    assert [file.path for file in report.failed] == ["half.pdf"]


def test_a_file_over_the_size_limit_is_not_read(
    settings: Settings, encoder: SentenceEncoder
) -> None:
    with (settings.corpus / "large.txt").open("wb") as file:
        file.truncate(201 * 1024 * 1024)

    report = sync(settings, encoder)

    assert [(file.path, file.reason) for file in report.failed] == [
        ("large.txt", "It has 201 MB, over the limit of 200 MB.")
    ]


def test_an_empty_corpus_publishes_an_empty_generation(
    tmp_path: Path, encoder: SentenceEncoder
) -> None:
    settings = Settings(corpus=tmp_path / "corpus", index=tmp_path / "index")
    settings.corpus.mkdir()

    report = sync(settings, encoder)

    assert report.generation == 1
    assert documents(settings, encoder) == {}


def test_a_missing_corpus_removes_nothing(settings: Settings, encoder: SentenceEncoder) -> None:
    sync(settings, encoder)
    settings.corpus.rename(settings.corpus.with_name("moved"))

    with pytest.raises(CandourError, match="There is no corpus folder"):
        sync(settings, encoder)

    assert len(documents(settings, encoder)) == 2


def test_a_stopped_run_says_so_and_the_next_one_finishes(
    settings: Settings, encoder: SentenceEncoder
) -> None:
    with pytest.raises(CandourError, match="Stopped: 0 documents were put in"):
        sync(settings, StoppedEncoder())

    assert len(sync(settings, encoder).added) == 2


def test_another_chunker_makes_everything_anew(
    settings: Settings, encoder: SentenceEncoder
) -> None:
    store = open_store(settings, encoder, "an older chunker")
    Sync(settings, encoder, store).run()

    report = sync(settings, encoder)

    assert len(report.added) == 2
    assert report.unchanged == 0


def test_a_corpus_that_is_away_empties_no_index_that_is_to_be_made_anew(
    settings: Settings, encoder: SentenceEncoder
) -> None:
    sync(settings, encoder)
    away = settings.corpus.rename(settings.corpus.with_name("away"))
    settings.corpus.mkdir()
    (settings.corpus / "half.pdf.part").write_bytes(b"%PDF")
    store = open_store(settings, encoder, CHUNKER_VERSION)
    told = rf"^No file in {settings.corpus} can be read: the index is kept .* --anew --empty`\.$"

    with pytest.raises(CandourError, match=told):
        Sync(settings, encoder, store).run(anew=True)
    with pytest.raises(CandourError, match=told):
        Sync(settings, encoder, open_store(settings, encoder, "another chunker")).run()
    kept = list(documents(settings, encoder))
    emptied = Sync(settings, encoder, store, may_empty=True).run(anew=True)

    assert kept == ["blog_posts/a.txt", "report.pdf"]
    assert emptied.generation == 2
    assert documents(settings, encoder) == {}
    away.rename(settings.corpus / "back")
    assert len(sync(settings, encoder).added) == 2


def test_what_was_refused_is_read_where_the_index_is_made_anew(
    settings: Settings, encoder: SentenceEncoder
) -> None:
    (file,) = (each for each in corpus_files(settings.corpus) if each.path == "blog_posts/a.txt")
    refusals = Refusals(settings.index)
    conditions = read_as(fingerprint_of(file, encoder), settings)
    refusals.remember(Refusal(file.path, conditions, "It was too slow.", is_fault=True))
    refusals.write()
    store = open_store(settings, encoder, CHUNKER_VERSION)

    before = sync(settings, encoder)
    after = Sync(settings, encoder, store).run(anew=True)

    assert [(each.path, each.reason) for each in before.failed] == [
        ("blog_posts/a.txt", "It was too slow.")
    ]
    assert [each.path for each in after.added] == ["blog_posts/a.txt", "report.pdf"]
    assert after.failed == []
    assert refusals_in(settings.index) == []


def test_embeddings_belong_to_their_passages(settings: Settings, encoder: SentenceEncoder) -> None:
    sync(settings, encoder)

    with open_store(settings, encoder, CHUNKER_VERSION).read() as view:
        document = next(each for each in view.documents(Filters()) if each.path == "report.pdf")
        passages = view.passages_of(document.doc_id)
        for passage in passages:
            vector = encoder.encode([passage.indexed_text])[0]
            best = view.search_dense(vector, 1, Filters())[0]
            assert best.passage_id == passage.passage_id


def test_reading_files_does_not_import_torch_or_pdfium_here() -> None:
    import subprocess  # noqa: PLC0415 - a fresh interpreter tells

    program = "import ingest, sys; print({'torch', 'pypdfium2', 'trafilatura'} & set(sys.modules))"

    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "set()"
