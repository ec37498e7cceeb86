"""What becomes of a name that a browser sends: no folder, nothing that a system trips over."""

import pytest

from ingest.upload_name import LONGEST_BYTES, upload_name


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        ("Report 2024.pdf", "Report 2024.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\a\\report.pdf", "report.pdf"),
        ("<img src=x onerror=alert(1)>.html", "img src=x onerror=alert(1)-.html"),
        ("a\x00b\nc.txt", "a-b-c.txt"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        (".hidden", "hidden"),
        ("~$plan.docx", "plan.docx"),
        ("CON.txt", "document.txt"),
        ("con", "document"),
        ("...", "document"),
        ("", "document"),
        ("/", "document"),
        ("re\u0301sume\u0301.pdf", "r\u00e9sum\u00e9.pdf"),
        ("half \ud83d.txt", "half -.txt"),
        ("100%#1?.txt", "100-1-.txt"),
    ],
)
def test_a_sent_name_becomes_a_safe_one(sent: str, name: str) -> None:
    assert upload_name(sent) == name


def test_a_long_name_keeps_its_ending() -> None:
    name = upload_name("\u00e9" * 400 + ".pdf")

    assert name == "\u00e9" * 88 + ".pdf"
    assert len(name.encode()) == LONGEST_BYTES
