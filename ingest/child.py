"""The parser's process: `python -m ingest.child MEMORY_MB`, one job a line, one answer a job.

Jobs come as JSON lines on standard input. Answers go to standard output: JSON lines, and after one
that names a `length` that many bytes. A job's memory is limited to MEMORY_MB above what the process
holds when it starts, where the system can (Linux). What a parser raises by surprise ends the
process, and the parent says so: nothing here hides an error. No pickle.
"""

import errno
import json
import os
import sys
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from ingest.document_json import dump_document
from ingest.loaders.draft import FileIdentity
from retriever.errors import PassingFaultError, SkippedFileError, UnreadableFileError

_MEGABYTE = 1024 * 1024
_PASSING = frozenset(
    {
        *(errno.EACCES, errno.EPERM, errno.ENOENT, errno.EBUSY, errno.ESTALE),
        *(errno.EIO, errno.ETIMEDOUT, errno.EMFILE, errno.ENFILE, errno.ENOSPC),
    }
)
"""What is the matter with the system, a disk or a share, not with the file."""


def main(arguments: list[str]) -> int:
    """Answer jobs until standard input ends."""
    memory_mb = int(arguments[0])
    answers = os.fdopen(os.dup(1), "wb")
    # Whatever a library prints must not come between two answers.
    os.dup2(2, 1)
    for line in sys.stdin.buffer:
        job = json.loads(line)
        _import_parsers(job)
        # From here on the time is the file's own.
        _send(answers, {"progress": 1}, b"")
        _limit_memory(memory_mb)
        facts, payload = _answer(job, answers)
        _send(answers, {**facts, "length": len(payload)}, payload)
    return 0


def _answer(job: dict[str, Any], answers: BinaryIO) -> tuple[dict[str, Any], bytes]:
    try:
        return JOBS[job["job"]](job, answers)
    except SkippedFileError as error:
        return {"status": "skipped", "reason": str(error)}, b""
    except PassingFaultError as error:
        return {"status": "passing", "reason": str(error)}, b""
    except UnreadableFileError as error:
        return {"status": "failed", "reason": str(error)}, b""
    except MemoryError:
        return {"status": "memory"}, b""
    except OSError as error:
        return refusal_of(error), b""


def refusal_of(error: OSError) -> dict[str, Any]:
    """Answer for an error of the system, or of a library that raises one for a damaged file."""
    told = error.strerror or str(error).rstrip(".") or type(error).__name__
    status = "passing" if error.errno in _PASSING else "failed"
    return {"status": status, "reason": f"It cannot be read: {told}."}


def _load(job: dict[str, Any], answers: BinaryIO) -> tuple[dict[str, Any], bytes]:
    from ingest.loaders.loading import load_file  # noqa: PLC0415 - imported before the memory limit

    identity = FileIdentity(job["doc_id"], job["relative"], job["file_hash"])
    progress = partial(_send, answers, {"progress": 1}, b"")
    loaded = load_file(Path(job["path"]), identity, progress, use_ocr=job["ocr"])
    return {"status": "done", "removed": loaded.removed}, dump_document(loaded.document)


def _draw(job: dict[str, Any], answers: BinaryIO) -> tuple[dict[str, Any], bytes]:
    from ingest.pdf.page_drawing import draw_page  # noqa: PLC0415 - imported before the memory limit

    _send(answers, {"progress": 1}, b"")
    drawn = draw_page(Path(job["path"]), job["page"], job["quote"], job["occurrence"])
    facts = asdict(drawn)
    payload = facts.pop("jpeg")
    return {"status": "done", **facts}, payload


def _feed(job: dict[str, Any], _answers: BinaryIO) -> tuple[dict[str, Any], bytes]:
    from ingest.web.feed import dump_feed, read_feed  # noqa: PLC0415 - rarely needed

    feed = read_feed(Path(job["path"]).read_bytes(), job["address"], job["charset"])
    return {"status": "done"}, dump_feed(feed)


JOBS = {"load": _load, "draw": _draw, "feed": _feed}


def _import_parsers(job: dict[str, Any]) -> None:
    """Import what the job needs, so that the limit counts the file's memory alone."""
    ending = Path(job.get("path", "")).suffix.lower()
    if job["job"] == "draw" or ending == ".pdf":
        import ingest.pdf.file  # noqa: PLC0415
        import ingest.pdf.page_drawing  # noqa: PLC0415
    elif ending in (".docx", ".docm", ".odt"):
        import ingest.office.open_file  # noqa: PLC0415
        import ingest.office.word_file  # noqa: PLC0415
    else:
        import ingest.loaders.pages.web_page  # noqa: PLC0415
        import ingest.loaders.texts.saved_text  # noqa: F401, PLC0415


def _limit_memory(memory_mb: int) -> None:
    if not sys.platform.startswith("linux"):
        return
    import resource  # noqa: PLC0415 - not on Windows

    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    held = pages * resource.getpagesize()
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (held + memory_mb * _MEGABYTE, hard))


def _send(answers: BinaryIO, facts: dict[str, Any], payload: bytes) -> None:
    answers.write(json.dumps(facts).encode() + b"\n" + payload)
    answers.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
