import threading
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from PIL import Image

from ingest.page_image import Box, PageImages
from retriever.errors import SkippedFileError, UnreadableFileError
from retriever.settings import Settings
from tests.pdf_maker import Print, pdf_of

# Helvetica's capital I at 100 points: ink from x 9.1 to 18.8 and from the baseline to 71.8 up.
PAGE = [Print("I", 400, x=100, size=100), Print("words: well-", 200), Print("known", 185.5)]
A4_WIDTH, A4_HEIGHT = 595.276, 841.89


@pytest.fixture
def images() -> Iterator[PageImages]:
    drawn = PageImages(Settings())
    yield drawn
    drawn.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_of([PAGE, []]))
    return path


def rewritten(path: Path, *, turn: int = 0, crop: tuple[float, float, float, float] | None) -> Path:
    writer = pypdf.PdfWriter(BytesIO(path.read_bytes()))
    page = writer.pages[0]
    if turn:
        page.rotate(turn)
    if crop:
        page.cropbox = pypdf.generic.RectangleObject(crop)
    target = path.with_name("other.pdf")
    writer.write(target)
    return target


def ink_of(jpeg: bytes, box: Box) -> float:
    """Return the share of dark dots within a box of a picture."""
    picture = Image.open(BytesIO(jpeg)).convert("L")
    left, top = box.left * picture.width / 100, box.top * picture.height / 100
    right = left + box.width * picture.width / 100
    bottom = top + box.height * picture.height / 100
    inside = picture.crop((round(left), round(top), round(right), round(bottom)))
    dots = list(inside.tobytes())
    return sum(dot < 128 for dot in dots) / len(dots)


def test_a_page_is_drawn_at_one_and_a_half_times_its_points(images: PageImages, file: Path) -> None:
    drawn = images.draw(file, 1)

    assert (drawn.width_px, drawn.height_px) == (893, 1263)
    assert drawn.pages == 2
    assert drawn.boxes == ()
    assert Image.open(BytesIO(drawn.jpeg)).size == (893, 1263)


def test_a_box_stands_around_the_letters_a_point_wider(images: PageImages, file: Path) -> None:
    (box,) = images.draw(file, 1, "I").boxes

    assert box.left == pytest.approx(100 * (109.1 - 1) / A4_WIDTH, abs=0.1)
    assert box.width == pytest.approx(100 * (9.7 + 2) / A4_WIDTH, abs=0.1)
    assert box.top == pytest.approx(100 * (A4_HEIGHT - 471.8 - 1) / A4_HEIGHT, abs=0.1)
    assert box.height == pytest.approx(100 * (71.8 + 2) / A4_HEIGHT, abs=0.1)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_box_is_right_on_a_turned_page(images: PageImages, file: Path, turn: int) -> None:
    drawn = images.draw(rewritten(file, turn=turn, crop=None), 1, "I")

    assert ink_of(drawn.jpeg, drawn.boxes[0]) > 0.7


def test_a_box_is_right_on_a_cropped_page(images: PageImages, file: Path) -> None:
    drawn = images.draw(rewritten(file, crop=(50, 100, 450, 600)), 1, "I")

    assert (drawn.width_px, drawn.height_px) == (600, 750)
    assert drawn.boxes[0].left == pytest.approx(100 * (109.1 - 1 - 50) / 400, abs=0.2)
    assert ink_of(drawn.jpeg, drawn.boxes[0]) > 0.7


def test_a_quote_over_two_lines_has_a_box_for_each(images: PageImages, file: Path) -> None:
    upper, lower = images.draw(file, 1, "words:\twell-known").boxes

    assert upper.top < lower.top
    assert upper.width > lower.width


def test_a_quote_that_is_not_there_has_no_box(images: PageImages, file: Path) -> None:
    assert images.draw(file, 1, "other words").boxes == ()
    assert images.draw(file, 1, "known", occurrence=1).boxes == ()
    assert images.draw(file, 1, "...").boxes == ()


def test_occurrence_picks_among_equal_words(images: PageImages, tmp_path: Path) -> None:
    path = tmp_path / "twice.pdf"
    path.write_bytes(pdf_of([[Print("Good", 600), Print("Good", 300)]]))

    first, second = (images.draw(path, 1, "Good", occurrence=n).boxes[0] for n in (0, 1))

    assert first.left == second.left
    assert second.top - first.top == pytest.approx(100 * 300 / A4_HEIGHT, abs=0.1)


def test_a_page_that_is_not_there_is_named(images: PageImages, file: Path) -> None:
    with pytest.raises(UnreadableFileError, match="2 pages, and no page 3"):
        images.draw(file, 3)


def test_missing_damaged_and_encrypted_files_are_named(images: PageImages, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.pdf"
    damaged.write_bytes(b"%PDF-1.7 nothing")
    locked = tmp_path / "locked.pdf"
    writer = pypdf.PdfWriter(BytesIO(pdf_of([PAGE])))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(locked)

    with pytest.raises(UnreadableFileError, match="cannot be opened"):
        images.draw(tmp_path / "none.pdf", 1)
    with pytest.raises(UnreadableFileError, match="cannot be drawn"):
        images.draw(damaged, 1)
    with pytest.raises(SkippedFileError, match="encrypted"):
        images.draw(locked, 1)


def test_threads_may_draw_at_once_and_get_the_same(images: PageImages, file: Path) -> None:
    expected = images.draw(file, 1, "I")
    got = []

    threads = [
        threading.Thread(target=lambda: got.append(images.draw(file, 1, "I"))) for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert got == [expected] * 6
