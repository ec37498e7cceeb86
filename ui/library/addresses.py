"""The addresses of the plain routes beside the page: see `ui/library/routes.py`."""

from retriever.records import Document

UPLOAD_ROUTE = "/library/upload"
ORIGINAL_ROUTE = "/library/original"


def original_address(document: Document) -> str:
    """Return the address of a document's own file."""
    return f"{ORIGINAL_ROUTE}/{document.doc_id}"
