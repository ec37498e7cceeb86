"""Adding, replacing and removing for the page: each file's own line, whatever befalls another."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.chunker import CHUNKER_VERSION
from ingest.intake import DELETED, KEPT, SAME, TAKEN, Intake, Wait
from ingest.intake_news import Item, News
from ingest.sync import SAME_CONTENT
from retriever.records import doc_id_of
from retriever.settings import Settings
from retriever.store.opening import open_store
from tests.word_encoder import WordEncoder

EMPTY = "It is empty: download or save it again."
POST = "Visits in {place}\n\nSocial workers in {place} visit every week."


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "corpus").mkdir()
    return Settings(corpus=tmp_path / "corpus", index=tmp_path / "index")


def file_of(tmp_path: Path, name: str, words: str) -> Path:
    folder = tmp_path / f"sent-{len(list(tmp_path.iterdir()))}"
    folder.mkdir()
    (folder / name).write_text(words, "utf-8")
    return folder / name


def told(settings: Settings, files: list[Path], addresses: tuple[str, ...] = ()) -> News:
    intake = Intake(settings, WordEncoder())
    intake.add(files, addresses)
    return intake.news()


def test_each_file_has_its_own_line_and_a_bad_one_stops_no_other(
    settings: Settings, tmp_path: Path
) -> None:
    good = file_of(tmp_path, "good.txt", POST.format(place="Northmere"))
    fake = file_of(tmp_path, "fake.pdf", "This is no PDF at all.")
    again = file_of(tmp_path, "again.txt", POST.format(place="Northmere"))

    news = told(settings, [good, fake, again], ("ftp://example.org/x",))

    assert news.step == "done"
    assert news.trouble == ""
    assert news.items == (
        Item("good.txt", "added", path="documents/good.txt"),
        Item(
            "fake.pdf",
            "skipped",
            "It is named .pdf, but it is plain text: download the document again.",
        ),
        Item("again.txt", "skipped", "The same content is in the library at documents/good.txt."),
        Item(
            "ftp://example.org/x",
            "failed",
            "ftp://example.org/x is not fetched: only http:// and https:// addresses are.",
        ),
    )


def test_a_file_that_is_there_is_unchanged_and_a_taken_name_is_told(
    settings: Settings, tmp_path: Path
) -> None:
    first = file_of(tmp_path, "post.txt", POST.format(place="Northmere"))
    other = file_of(tmp_path, "post.txt", POST.format(place="Harrowfen!"))
    told(settings, [first])

    news = told(settings, [first, other])

    assert news.items == (
        Item("post.txt", "unchanged", SAME, "documents/post.txt"),
        Item("post.txt", "skipped", TAKEN),
    )
    assert "Northmere" in (settings.corpus / "documents/post.txt").read_text("utf-8")


def test_a_replaced_document_keeps_its_path_and_has_the_new_words(
    settings: Settings, tmp_path: Path
) -> None:
    told(settings, [file_of(tmp_path, "post.txt", POST.format(place="Northmere"))])
    intake = Intake(settings, WordEncoder())

    intake.replace(
        doc_id_of("documents/post.txt"),
        file_of(tmp_path, "newer.txt", POST.format(place="Harrowfen")),
    )

    assert intake.news().items == (Item("newer.txt", "replaced", path="documents/post.txt"),)
    with open_store(settings, WordEncoder(), CHUNKER_VERSION).read() as view:
        document = view.document(doc_id_of("documents/post.txt"))
    assert document is not None
    assert document.metadata.title == "Visits in Harrowfen"


def test_what_cannot_be_read_replaces_nothing(settings: Settings, tmp_path: Path) -> None:
    told(settings, [file_of(tmp_path, "post.txt", POST.format(place="Northmere"))])
    intake = Intake(settings, WordEncoder())
    empty = file_of(tmp_path, "empty.txt", " \n \n")

    intake.replace(doc_id_of("documents/post.txt"), empty)

    assert intake.news().items == (Item("empty.txt", "skipped", EMPTY),)
    assert "Northmere" in (settings.corpus / "documents/post.txt").read_text("utf-8")


def test_a_removed_document_is_gone_from_folder_and_index(
    settings: Settings, tmp_path: Path
) -> None:
    told(settings, [file_of(tmp_path, "post.txt", POST.format(place="Northmere"))])
    intake = Intake(settings, WordEncoder())

    intake.remove(doc_id_of("documents/post.txt"))

    assert intake.news().items == (Item("documents/post.txt", "removed", "", "documents/post.txt"),)
    assert not (settings.corpus / "documents/post.txt").exists()
    with open_store(settings, WordEncoder(), CHUNKER_VERSION).read() as view:
        assert view.document(doc_id_of("documents/post.txt")) is None


def test_what_stands_elsewhere_too_is_told_when_it_is_removed(
    settings: Settings, tmp_path: Path
) -> None:
    words = POST.format(place="Northmere")
    told(settings, [file_of(tmp_path, "post.txt", words)])
    copied = told(settings, [file_of(tmp_path, "again.txt", words.replace("\n", "\r\n"))])
    intake = Intake(settings, WordEncoder())

    intake.remove(doc_id_of("documents/post.txt"))

    assert copied.items[0].reason == SAME_CONTENT.format(path="documents/post.txt")
    assert intake.news().items == (
        Item(
            "documents/post.txt",
            "removed",
            "The same words stay in the library at documents/again.txt: delete that too if they "
            "are to go.",
            "documents/post.txt",
        ),
    )


def test_a_document_that_is_gone_is_told_in_words(settings: Settings) -> None:
    intake = Intake(settings, WordEncoder())

    intake.remove("0123456789abcdef")

    assert intake.news().step == "done"
    assert intake.news().trouble.startswith("There is no document '0123456789abcdef' in ")


def test_another_writer_is_waited_for(settings: Settings, tmp_path: Path) -> None:
    store = open_store(settings, WordEncoder(), CHUNKER_VERSION)
    intake = Intake(settings, WordEncoder(), Wait(longest_s=60, pause_s=0.02))
    file = file_of(tmp_path, "post.txt", POST.format(place="Northmere"))
    seen = threading.Event()

    with store.sole_writer():
        working = threading.Thread(target=intake.add, args=([file],))
        working.start()
        while intake.news().step != "waiting" and working.is_alive():
            seen.wait(0.01)
        waiting = intake.news().trouble
    working.join()

    assert waiting == "Somebody else is changing the library. Waiting for them to finish…"
    assert [item.word for item in intake.news().items] == ["added"]
    assert intake.news().trouble == ""


def test_a_writer_who_does_not_end_is_told_and_the_file_stays(
    settings: Settings, tmp_path: Path
) -> None:
    intake = Intake(settings, WordEncoder(), Wait(longest_s=0, pause_s=0.01))
    file = file_of(tmp_path, "post.txt", POST.format(place="Northmere"))

    with open_store(settings, WordEncoder(), CHUNKER_VERSION).sole_writer():
        intake.add([file])

    assert "is being written by process" in intake.news().trouble
    assert intake.news().trouble.endswith("can be asked about after the next addition.")
    assert (settings.corpus / "documents/post.txt").is_file()


def test_a_database_that_is_away_is_waited_for_and_named(
    settings: Settings, tmp_path: Path
) -> None:
    file = file_of(tmp_path, "good.txt", POST.format(place="Northmere"))
    away = replace(settings, store="postgresql://127.0.0.1:1/library")
    intake = Intake(away, WordEncoder(), Wait(longest_s=6, pause_s=1))
    seen = set()
    working = threading.Thread(target=intake.add, args=([file],))
    working.start()
    while working.is_alive():
        seen.add((intake.news().step, intake.news().trouble))
        working.join(0.01)

    news = intake.news()

    assert ("waiting", "The library's database does not answer. Waiting for it…") in seen
    assert news.step == "done"
    assert news.trouble.startswith(
        "The index (database library on 127.0.0.1:1) does not answer just now ("
    )
    assert news.trouble.endswith(f"look at the database server. {KEPT}")


def test_a_document_is_deleted_though_the_index_is_busy_and_that_is_told(
    settings: Settings, tmp_path: Path
) -> None:
    told(settings, [file_of(tmp_path, "post.txt", POST.format(place="Northmere"))])
    intake = Intake(settings, WordEncoder(), Wait(longest_s=0, pause_s=0.01))

    with open_store(settings, WordEncoder(), CHUNKER_VERSION).sole_writer():
        intake.remove(doc_id_of("documents/post.txt"))

    news = intake.news()
    assert (news.step, KEPT in news.trouble) == ("done", False)
    assert "is being written by process" in news.trouble
    assert news.items == (Item("documents/post.txt", "removed", DELETED, "documents/post.txt"),)
    assert not (settings.corpus / "documents/post.txt").exists()


def test_a_folder_that_cannot_be_written_is_each_file_s_own_trouble(
    settings: Settings, tmp_path: Path
) -> None:
    (settings.corpus / "documents").write_text("A file where the folder goes.", "utf-8")

    news = told(settings, [file_of(tmp_path, "post.txt", POST.format(place="Northmere"))])

    assert (news.step, news.trouble) == ("done", "")
    assert news.items == (
        Item(
            "post.txt",
            "failed",
            f"{settings.corpus}/documents cannot be written (File exists): "
            "tell who keeps Candour for you.",
        ),
    )


def test_a_corpus_that_cannot_be_made_ends_the_change_in_words(tmp_path: Path) -> None:
    (tmp_path / "corpus").write_text("A file where the folder goes.", "utf-8")
    settings = Settings(corpus=tmp_path / "corpus", index=tmp_path / "index")

    news = told(settings, [file_of(tmp_path, "post.txt", POST.format(place="Northmere"))])

    assert news.step == "done"
    assert news.trouble == (
        f"{settings.corpus} cannot be written (File exists): tell who keeps Candour for you."
    )
