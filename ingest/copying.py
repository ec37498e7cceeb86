"""Copies a whole index from one store to another, and compares the copy with what was copied.

Run again after a stop it copies what is missing. Nothing is read from the corpus and nothing is
encoded. Data flows from the source's view into the target's batches.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np

from retriever.errors import CandourError, IndexMissingError
from retriever.records import Document, Passage
from retriever.store.contract import Store, View
from retriever.store.encoder import Floats

BATCH_PASSAGES = 2_000
"""Published together; a stopped copy loses no more."""

Progress = Callable[[int, int], None]


@dataclass(slots=True)
class CopyReport:
    """What a copy did.

    Attributes:
        copied: How many documents.
        kept: How many were there already.
        removed: How many were there that the source has not.
        faults: What is not as in the source, one line each; none when all is.
    """

    copied: int = 0
    kept: int = 0
    removed: int = 0
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Whole:
    """A document with all that is stored of it."""

    document: Document
    passages: list[Passage]
    rows: Floats
    fingerprint: str


def copy_index(source: Store, target: Store, progress: Progress) -> CopyReport:
    """Make one store equal to another, which stays as it is.

    Raises:
        IndexMissingError: There is nothing to copy.
        IndexMismatchError: One of them was made otherwise than this Candour makes indexes.
        IndexBusyError: Another process writes to the target.
    """
    if source.place == target.place:
        message = f"{source.place} cannot be copied to itself: name two indexes."
        raise CandourError(message)
    report = CopyReport()
    with source.read() as view, target.sole_writer():
        held = _held(target)
        gone = held - {doc_id for doc_id, _ in view.about()}
        if gone:
            with target.write() as batch:
                for doc_id in sorted(gone):
                    batch.delete_document(doc_id)
        report.removed = len(gone)
        _copy_documents(view, target, report, progress)
        _copy_repeats(view, target)
        target.refresh_caches()
        with target.read() as copy:
            report.faults = [*_differences(view, copy)]
        report.faults += target.verify()
    return report


def _held(target: Store) -> set[str]:
    """Return the ids of the documents that the target has; a new one is made."""
    try:
        with target.read() as view:
            return {doc_id for doc_id, _ in view.about()}
    except IndexMissingError:
        with target.write():
            return set()


def _copy_documents(view: View, target: Store, report: CopyReport, progress: Progress) -> None:
    """Copy what the target has not, or has otherwise."""
    fingerprints, checksums = view.fingerprints(), view.text_checksums()
    with target.holdings() as holdings:
        held = {
            path: (holdings.fingerprints()[path], checksum)
            for path, checksum in holdings.text_checksums().items()
        }
    ids = [doc_id for doc_id, _ in view.about()]
    waiting: list[_Whole] = []
    for place, doc_id in enumerate(ids):
        document = view.document(doc_id)
        if document is None:  # listed in the same transaction
            message = f"The index that is copied has lost the document {doc_id}: verify it."
            raise CandourError(message)
        path = document.path
        if held.get(path) == (fingerprints[path], checksums[path]):
            report.kept += 1
        else:
            passages, rows = view.passages_of(doc_id), view.embeddings_of(doc_id)
            waiting.append(_Whole(document, passages, rows, fingerprints[path]))
            report.copied += 1
        if sum(len(each.passages) for each in waiting) >= BATCH_PASSAGES:
            _publish(waiting, target)
            waiting = []
        progress(place + 1, len(ids))
    if waiting:
        _publish(waiting, target)


def _publish(waiting: list[_Whole], target: Store) -> None:
    with target.write() as batch:
        for each in waiting:
            batch.replace_document(each.document, each.passages, each.rows, each.fingerprint)


def _copy_repeats(view: View, target: Store) -> None:
    """Make the copies and the kin equal: they go with a document that is replaced."""
    with target.holdings() as holdings:
        copies = {each.path: each for each in holdings.copies()}
        kin = {each.doc_id: each for each in holdings.kin()}
    new_copies = [each for each in view.copies() if copies.pop(each.path, None) != each]
    new_kin = [each for each in view.kin() if kin.get(each.doc_id) != each]
    if copies or new_copies or new_kin:
        with target.write() as batch:
            for path in copies:
                batch.delete_copy(path)
            for copy in new_copies:
                batch.add_copy(copy)
            for one in new_kin:
                batch.add_kin(one)


def _differences(view: View, copy: View) -> Iterator[str]:
    """Yield one line for what is not the same in both."""
    ids, others = [dict(each.about()) for each in (view, copy)]
    for doc_id in sorted(ids.keys() ^ others.keys()):
        yield f"{doc_id} is in one of the two alone"
    for doc_id in ids.keys() & others.keys():
        document = view.document(doc_id)
        if document != copy.document(doc_id):
            yield f"{doc_id} is another document in the copy"
        if view.passages_of(doc_id) != copy.passages_of(doc_id):
            yield f"{doc_id} has other passages in the copy"
        if not np.array_equal(view.embeddings_of(doc_id), copy.embeddings_of(doc_id)):
            yield f"{doc_id} has other embeddings in the copy"
    if view.fingerprints() != copy.fingerprints():
        yield "the copy was made from other files"
    if [*view.copies()] != [*copy.copies()] or [*view.kin()] != [*copy.kin()]:
        yield "the copy knows other copies and near-duplicates"
