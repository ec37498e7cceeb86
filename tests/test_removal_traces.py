"""What was removed stands in no byte of the index folder: staff may have to delete it by law."""

import random
from pathlib import Path

import numpy as np
import pytest

from ingest.page_image import PageImages
from ingest.report import REMAINS, SyncReport
from ingest.sync import Sync
from retriever.records import doc_id_of
from retriever.settings import Settings
from retriever.store import connections
from tests.broken_library import store_of
from tests.pdf_maker import pdf_of, report_pages
from tests.word_encoder import WordEncoder

GONE_TEXT = "Kestrelgate\n\nThe zalphine family of Quorrelby was visited by wendaxil on Monday.\n"
GONE_WORDS = ("Kestrelgate", "kestrelg", "zalphin", "Quorrelby", "quorrelbi", "wendaxil")
OTHER = "Homes\n\nThe home keeps a record of each complaint that the children make.\n"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "secret-kestrelgate.txt").write_text(GONE_TEXT, "utf-8")
    (corpus / "other.txt").write_text(OTHER, "utf-8")
    made = Settings(corpus=corpus, index=tmp_path / "index")
    sync(made)
    return made


def sync(settings: Settings) -> SyncReport:
    return Sync(settings, WordEncoder(), store_of(settings.index)).run()


def traces(index: Path, *wanted: bytes) -> list[tuple[str, bytes]]:
    """Return each file of an index folder that holds one of some bytes, with them."""
    files = sorted(path for path in index.rglob("*") if path.is_file())
    content = {path: path.read_bytes() for path in files}
    return [(path.name, each) for path in files for each in wanted if each in content[path]]


def secrets(settings: Settings) -> list[bytes]:
    """Return the words of the secret, however they are written, and its embedding."""
    name = doc_id_of("secret-kestrelgate.txt").encode()
    with store_of(settings.index).read() as view:
        ((_, rows),) = view.embeddings()
    own = WordEncoder().encode([GONE_TEXT.replace("\n\n", " ").strip()])[0]
    nearest = rows[int(np.argmax(rows @ own))]
    return [*(word.encode() for word in GONE_WORDS), name, nearest.astype("<f4").tobytes()]


def test_before_its_removal_a_text_stands_in_every_kind_of_file(settings: Settings) -> None:
    places = {name for name, _ in traces(settings.index, *secrets(settings))}

    assert places == {"candour.sqlite3", "vectors-1.faiss", "letters.npy"}


def test_after_a_file_vanished_no_byte_of_the_index_tells_of_it(settings: Settings) -> None:
    gone = [*secrets(settings), b"secret-"]
    (settings.corpus / "secret-kestrelgate.txt").unlink()

    report = sync(settings)

    assert [each.path for each in report.removed] == ["secret-kestrelgate.txt"]
    assert traces(settings.index, *gone) == []
    assert report.remains == []
    assert "remains" not in report.as_json()


def test_after_a_text_was_replaced_no_byte_tells_of_the_old_one(settings: Settings) -> None:
    gone = secrets(settings)
    gone.remove(doc_id_of("secret-kestrelgate.txt").encode())  # It has the same path still.
    gone.remove(b"kestrelg")
    (settings.corpus / "secret-kestrelgate.txt").write_text("Plans\n\nA plan for all.\n", "utf-8")

    report = sync(settings)

    assert [each.path for each in report.replaced] == ["secret-kestrelgate.txt"]
    assert traces(settings.index, *gone) == []


def test_a_refusal_is_forgotten_with_its_file(settings: Settings) -> None:
    (settings.corpus / "secret-quorrelby.pdf").write_bytes(b"%PDF-1.7 and no more")
    sync(settings)
    before = traces(settings.index, b"secret-quorrelby")
    (settings.corpus / "secret-quorrelby.pdf").unlink()
    (settings.index / "refused.json.1.part").write_text("secret-quorrelby", "utf-8")

    sync(settings)

    assert before == [("refused.json", b"secret-quorrelby")]
    assert traces(settings.index, b"secret-quorrelby") == []


def test_what_a_killed_sync_left_uncleaned_the_next_one_cleans(settings: Settings) -> None:
    gone = [*secrets(settings), b"secret-"]
    (settings.corpus / "secret-kestrelgate.txt").unlink()
    store = store_of(settings.index)
    with store.write() as batch:  # A kill -9 after the publication leaves just this.
        batch.delete_document(doc_id_of("secret-kestrelgate.txt"))
    (settings.index / "words-9").mkdir()
    (settings.index / "words-9" / "letters.npy").write_bytes(b"zalphin")
    left = store.remains()

    report = sync(settings)

    database = str(settings.index / "candour.sqlite3")
    assert left == [database, str(settings.index / "words-9")]
    assert (report.removed, report.unchanged, report.remains) == ([], 1, [])
    assert traces(settings.index, *gone) == []


def test_a_reader_in_the_way_is_told_and_the_sync_after_it_finishes(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "BUSY_TIMEOUT_S", 0.1)
    gone = [*secrets(settings), b"secret-"]
    (settings.corpus / "secret-kestrelgate.txt").unlink()

    with store_of(settings.index).read() as view:
        meanwhile = sync(settings)
        still_read = view.document(doc_id_of("secret-kestrelgate.txt"))
    afterwards = sync(settings)

    database = str(settings.index / "candour.sqlite3")
    assert still_read is not None
    assert meanwhile.remains == [database]
    assert meanwhile.as_json()["remains"] == [database]
    assert REMAINS.format(place=database) in list(meanwhile.lines())
    assert afterwards.remains == []
    assert traces(settings.index, *gone) == []


def test_rows_moved_about_by_many_changes_leave_no_copy_behind(tmp_path: Path) -> None:
    chance = random.Random(9)
    settings = Settings(corpus=tmp_path / "corpus", index=tmp_path / "index")
    settings.corpus.mkdir()
    words: dict[str, list[bytes]] = {}
    gone: list[bytes] = []

    for step in range(12):
        for number in range(chance.choice((1, 3, 8))):
            name = f"{step}-{number}.txt"
            own = [f"xq{step:02d}{number}{place:03d}zk" for place in range(chance.choice((3, 90)))]
            (settings.corpus / name).write_text(f"{own[0]}\n\n{' '.join(own[1:])}.\n", "utf-8")
            words[name] = [word.encode() for word in own]
        for name in chance.sample(sorted(words), len(words) // 4):
            (settings.corpus / name).unlink()
            gone += words.pop(name)
        sync(settings)

    kept = [word for own in words.values() for word in own]
    assert len(gone) > 300
    assert traces(settings.index, *gone) == []
    assert {each for _, each in traces(settings.index, *kept)} == set(kept)


def test_page_images_of_a_removed_file_are_forgotten_with_the_next_that_is_drawn(
    tmp_path: Path,
) -> None:
    gone, kept = tmp_path / "gone.pdf", tmp_path / "kept.pdf"
    for path in (gone, kept):
        path.write_bytes(pdf_of(report_pages()))
    images = PageImages(Settings())
    images.draw(gone, 1)
    images.draw(kept, 1)

    gone.unlink()
    images.draw(kept, 2)
    images.close()

    assert [(key[0], key[3]) for key in images._kept] == [  # noqa: SLF001 - memory is the point
        (str(kept), 1),
        (str(kept), 2),
    ]
