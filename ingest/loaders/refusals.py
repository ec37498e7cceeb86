"""Says of each kind of file that is not read what it is, and what to do to have it read.

A file named as a document that is a damaged one has failed; any other that is not read is skipped.
"""

from collections.abc import Mapping

from retriever.errors import SkippedFileError, UnreadableFileError

READ_KINDS: Mapping[str, str] = {
    "pdf": "a PDF",
    "html": "an HTML page (often a web server's error page)",
    "text": "plain text",
    "markdown": "Markdown text",
    "docx": "a Word document",
    "odt": "an OpenDocument text",
}
"""The kinds that are read, and what each is called."""

_AS_DOCUMENT = "save it as PDF or .docx and add that."
_UNPACK = "unpack it and add the documents in it."
_AS_PDF = "save what matters in it as PDF and add that."

REFUSED_KINDS: Mapping[str, tuple[str, str]] = {
    "doc": ("an old Word document (.doc)", _AS_DOCUMENT),
    "xls": ("an old Excel workbook (.xls)", _AS_PDF),
    "ppt": ("an old PowerPoint presentation (.ppt)", _AS_PDF),
    "ole": ("an old Office file", _AS_DOCUMENT),
    "msg": ("an Outlook message (.msg)", "save the message or its attachment as PDF and add that."),
    "email": ("an e-mail", "save the message or its attachment as PDF and add that."),
    "mhtml": ("a saved web page (.mht)", "save the page as .html or PDF and add that."),
    "rtf": ("a Rich Text file (.rtf)", _AS_DOCUMENT),
    "xlsx": ("an Excel workbook", _AS_PDF),
    "pptx": ("a PowerPoint presentation", _AS_PDF),
    "ods": ("an OpenDocument spreadsheet", _AS_PDF),
    "odp": ("an OpenDocument presentation", _AS_PDF),
    "opendocument": ("an OpenDocument file that is no text", _AS_PDF),
    "epub": ("an e-book (.epub)", _AS_DOCUMENT),
    "zip": ("a zip archive", _UNPACK),
    "archive": ("a compressed archive", _UNPACK),
    "xml": ("an XML file, data for programs", "add the page or PDF that people read."),
    "feed": ("a feed (RSS or Atom)", "add it by its address."),
    "image": ("a picture", "scan it as PDF with text recognition and add that."),
    "audio": ("a sound recording", "add its transcript as a document."),
    "video": ("a video", "add its transcript as a document."),
    "program": ("a program", "it is never run and cannot be added."),
    "database": ("a database", "save what matters in it as PDF and add that."),
}
"""The kinds that are refused: what each is, and what to do."""

_TEXT_ENDINGS = (".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", "")
_NAMED: Mapping[str, str] = {
    ".pdf": "PDF",
    ".docx": "Word document",
    ".docm": "Word document",
    ".odt": "OpenDocument text",
}
"""What an ending says that a file is."""

_DATA_ENDINGS: Mapping[str, str] = {
    ".csv": "a table of comma-separated values",
    ".tsv": "a table of tab-separated values",
    ".json": "JSON, data for programs",
    ".jsonl": "JSON, data for programs",
    ".xml": "XML, data for programs",
    ".css": "a web page's style sheet",
    ".js": "a program's text",
    ".py": "a program's text",
    ".sh": "a program's text",
    ".bat": "a program's text",
    ".ps1": "a program's text",
}


def check_kind(ending: str, kind: str) -> None:
    """Refuse what is not read, and what is not what its name says.

    Args:
        ending: Of the file's name, in lower case, with its point.
        kind: What its bytes are, as `kind_of` tells it.

    Raises:
        SkippedFileError: It is not for the library.
        UnreadableFileError: It is named as a document, and is a damaged one.
    """
    called = _NAMED.get(ending, "")
    if kind == "encrypted office file":
        raise SkippedFileError("It is encrypted: save it without a password and add it again.")
    if kind in REFUSED_KINDS:
        what, remedy = REFUSED_KINDS[kind]
        named = f"It is named {ending}, but it is" if called else "It is"
        message = f"{named} {what}: {remedy}"
        raise SkippedFileError(message)
    if kind in ("unknown", "damaged zip"):
        _refuse_unknown(ending, kind)
    is_mistaken = called != "" and kind in ("html", "text")
    if is_mistaken or (ending == ".pdf" and kind != "pdf"):
        message = f"It is named {ending}, but it is {READ_KINDS[kind]}: {_remedy(kind)}"
        raise SkippedFileError(message)
    if kind == "text" and ending not in _TEXT_ENDINGS:
        what = _DATA_ENDINGS.get(ending, f"text of an unknown kind ({ending})")
        message = f"It is {what}: rename it to .txt if it is a document to be quoted."
        raise SkippedFileError(message)


def _remedy(kind: str) -> str:
    if kind in ("html", "text"):
        return "download the document again."
    return f"rename it to .{kind} and add it again."


def _refuse_unknown(ending: str, kind: str) -> None:
    """Refuse bytes that tell nothing: a damaged document where the name says it is one.

    Raises:
        SkippedFileError: Its name is no document's.
        UnreadableFileError: It is.
    """
    called = _NAMED.get(ending, "")
    if called:
        lacks = "PDF header" if ending == ".pdf" else "readable zip container"
        message = f"It is a damaged {called} (it has no {lacks}): get a new copy."
        raise UnreadableFileError(message)
    if kind == "damaged zip":
        message = "It is a damaged or unfinished zip archive: unpack it and add what is in it."
        raise SkippedFileError(message)
    named = ending or "no ending"
    message = (
        f"It is of an unknown kind ({named}): PDF, Word (.docx), OpenDocument (.odt), HTML, "
        "Markdown and text files are read."
    )
    raise SkippedFileError(message)
