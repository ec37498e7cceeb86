"""What tesseract writes, as lines of print; the program itself is run in test_ocr."""

from pathlib import Path

import pytest
from PIL import Image

from ingest.pdf.lines import Cell, Line, Word
from ingest.pdf.tesseract import OcrError, OcrTimeoutError, lines_of_hocr, read_picture

PAGE_PX = 1000
POINTS = 0.5


def hocr(*lines: str) -> bytes:
    body = "".join(lines)
    return f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{body}</body></html>'.encode()


def line(title: str, *words: tuple[str, int, int, int]) -> str:
    spans = "".join(
        f"<span class='ocrx_word' title='bbox {left} 80 {right} 100; x_wconf {sure}'>{text}</span> "
        for text, left, right, sure in words
    )
    return f'<span class="ocr_line" id="line_1_1" title="{title}">{spans}</span>'


def texts(data: bytes) -> list[str]:
    return [each.text for each in lines_of_hocr(data, PAGE_PX, POINTS)]


def test_a_line_stands_where_it_was_read_in_points_from_below() -> None:
    title = "bbox 100 80 400 104; baseline 0 -4; x_size 24"
    words = [("Visits", 100, 160, 96), ("are", 170, 200, 95), ("weekly.", 300, 400, 96)]

    read = lines_of_hocr(hocr(line(title, *words)), PAGE_PX, POINTS)

    # The gap of 100 dots is wider than 1.2 letters of 24; the baseline is 900 dots above the foot.
    first = (Word("Visits", 50.0, 80.0), Word("are", 85.0, 100.0))
    assert read == [
        Line(
            text="Visits are weekly.",
            cells=(
                Cell("Visits are", 50.0, 100.0, first),
                Cell("weekly.", 150.0, 200.0, (Word("weekly.", 150.0, 200.0),)),
            ),
            baseline=450.0,
            size=12.0,
        )
    ]


def test_sizes_that_waver_are_one_and_a_headings_stays_its_own() -> None:
    data = hocr(
        line("bbox 0 0 9 9; x_size 30", ("Heading", 0, 90, 96)),
        line("bbox 0 0 9 9; x_size 24", ("Text of the page", 0, 90, 96)),
        line("bbox 0 0 9 9; x_size 25.5", ("that goes on here", 0, 90, 96)),
        line("bbox 0 0 9 9; x_size 24", ("and comes to its end.", 0, 90, 96)),
    )

    assert [each.size for each in lines_of_hocr(data, PAGE_PX, POINTS)] == [15, 12, 12, 12]


def test_a_picture_that_the_program_is_unsure_of_has_no_text() -> None:
    data = hocr(line("bbox 0 0 9 9; x_size 24", ("uonoadsu", 0, 90, 41)))

    assert texts(data) == []


def test_a_smudge_among_good_lines_is_left_out() -> None:
    data = hocr(
        line("bbox 0 0 9 9; x_size 24", ("Leaders know their services well.", 0, 90, 95)),
        line("bbox 0 0 9 9; x_size 24", ("~|", 0, 90, 20)),
    )

    assert texts(data) == ["Leaders know their services well."]


@pytest.mark.parametrize("mark", ["¢", "e", "«"])
def test_what_a_bullet_is_read_as_becomes_a_bullet(mark: str) -> None:
    data = hocr(
        line("bbox 0 0 9 9; x_size 24", (mark, 0, 9, 60), ("Visits are on time.", 12, 90, 95))
    )

    assert texts(data) == ["\u2022 Visits are on time."]


def test_a_words_hyphen_at_the_end_glues_the_next_line_to_it() -> None:
    data = hocr(
        line("bbox 0 0 9 9; x_size 24", ("well-", 0, 90, 95)),
        line("bbox 0 0 9 9; x_size 24", ("matched -", 0, 90, 95)),
    )

    assert [each.glued for each in lines_of_hocr(data, PAGE_PX, POINTS)] == [True, False]


def test_output_that_is_no_hocr_is_an_error() -> None:
    with pytest.raises(OcrError, match="its output cannot be read"):
        lines_of_hocr(b"no markup", PAGE_PX, POINTS)


def test_entities_in_the_output_are_not_expanded() -> None:
    data = b'<!DOCTYPE h [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + hocr(
        line("bbox 0 0 9 9; x_size 24", ("Read &x; it", 0, 90, 95))
    )

    assert texts(data) == ["Read &x; it"]


def program(tmp_path: Path, script: str) -> str:
    path = tmp_path / "tesseract"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def test_a_program_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    slow = program(tmp_path, "exec sleep 60")

    with pytest.raises(OcrTimeoutError):
        read_picture(slow, Image.new("L", (10, 10)), POINTS, limit_s=0.2)


def test_a_program_that_fails_is_quoted(tmp_path: Path) -> None:
    failing = program(tmp_path, "cat >/dev/null; echo 'no eng.traineddata' >&2; exit 1")

    with pytest.raises(OcrError, match=r"^no eng\.traineddata$"):
        read_picture(failing, Image.new("L", (10, 10)), POINTS, limit_s=10)


def test_a_program_that_cannot_be_run_says_why(tmp_path: Path) -> None:
    with pytest.raises(OcrError, match="No such file"):
        read_picture(str(tmp_path / "none"), Image.new("L", (10, 10)), POINTS, limit_s=10)
