"""The two plain routes beside the page: a file comes in, an original goes out.

A file is sent as the body of a request that only our own script can make: another site's page may
not set its header. An original is named by the document's id and looked up in the library, and
only a PDF is ever shown in the browser: everything else that a stranger wrote is saved to disk.
"""

from pathlib import Path
from urllib.parse import unquote

from fastapi import FastAPI, Request
from starlette.requests import ClientDisconnect
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response

from ingest.corpus_folder import file_within
from retriever.errors import AccessError, CandourError, DocumentError
from retriever.records import Document
from ui.access.roles import Role, require
from ui.library.addresses import ORIGINAL_ROUTE, UPLOAD_ROUTE
from ui.library.staging import Staging, UploadRefusedError
from ui.source_viewer import Library

NAME_HEADER = "x-candour-name"
NAME_LIMIT_CHARS = 3_000
GONE = "This document is no longer in the library."


def add_library_routes(app: FastAPI, library: Library, corpus: Path, staging: Staging) -> None:
    """Add the routes to the application that the page is mounted on."""

    @app.post(UPLOAD_ROUTE)
    async def upload(request: Request) -> Response:
        """Take one file in; answer with its ticket, or with why it is not taken."""
        try:
            require(request, Role.EDITOR)
        except AccessError as error:
            return _refused(str(error), 403)
        name = request.headers.get(NAME_HEADER, "")
        if not name or len(name) > NAME_LIMIT_CHARS:
            return _refused("The file has no name that can be read.", 400)
        try:
            taken = await staging.receive(unquote(name), request.stream())
        except ClientDisconnect:
            return _refused("The sending was broken off.", 400)  # Nobody is there to read it.
        except UploadRefusedError as error:
            return _refused(str(error), 200)  # An answer about the file; the request was sound.
        return JSONResponse({"ticket": taken.ticket, "name": taken.file.name})

    @app.get(ORIGINAL_ROUTE + "/{doc_id}")
    def original(doc_id: str, request: Request) -> Response:
        """Send a document's file as it stands in the corpus."""
        try:
            require(request, Role.READER)
            return _original(library.document(doc_id), corpus)
        except AccessError as error:
            return PlainTextResponse(str(error), 403)
        except DocumentError:
            return PlainTextResponse(GONE, 404)
        except CandourError as error:
            return PlainTextResponse(str(error), 503)


def _original(document: Document, corpus: Path) -> Response:
    file = file_within(corpus, document.path)
    if file is None:
        return PlainTextResponse(GONE, 404)
    with file.open("rb") as opened:
        is_pdf = opened.read(5) == b"%PDF-"
    return FileResponse(
        file,
        media_type="application/pdf" if is_pdf else "application/octet-stream",
        filename=file.name,
        content_disposition_type="inline" if is_pdf else "attachment",
    )


def _refused(words: str, status: int) -> Response:
    return JSONResponse({"error": words}, status)
