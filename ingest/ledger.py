"""What the index holds while a sync runs: paths, contents, copies and kin, kept up as it goes.

Read once from the store, so that a file of a large library is compared without a query
each. Knows no files and writes nothing.
"""

from dataclasses import dataclass, field

from ingest.near_duplicates import KinFinder
from retriever.records import doc_id_of
from retriever.store.contract import Holdings


@dataclass(slots=True)
class Ledger:
    """What the index holds.

    Attributes:
        fingerprints: What each path was read with, copies too.
        copies: The id of the document whose content stands at a path too, by path.
        holders: The path of the document that holds a text, by the text's checksum.
        kin: Finds near-duplicates.
        is_new: Whether there is no index yet.
    """

    fingerprints: dict[str, str] = field(default_factory=dict)
    copies: dict[str, str] = field(default_factory=dict)
    holders: dict[str, str] = field(default_factory=dict)
    kin: KinFinder = field(default_factory=lambda: KinFinder(()))
    is_new: bool = True
    _texts: dict[str, str] = field(default_factory=dict)
    _copies_of: dict[str, set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._texts = {path: checksum for checksum, path in self.holders.items()}
        for path, doc_id in self.copies.items():
            self._copies_of.setdefault(doc_id, set()).add(path)

    def is_document(self, path: str) -> bool:
        """Say whether the index holds a document of that path; a copy is none."""
        return path in self.fingerprints and path not in self.copies

    def add_document(self, path: str, fingerprint: str, checksum: str) -> None:
        """Note the document that holds a text from now on."""
        self.fingerprints[path] = fingerprint
        self.holders[checksum] = path
        self._texts[path] = checksum

    def add_copy(self, path: str, fingerprint: str, doc_id: str) -> None:
        """Note a path at which a document's content stands too."""
        self.fingerprints[path] = fingerprint
        self.copies[path] = doc_id
        self._copies_of.setdefault(doc_id, set()).add(path)

    def forget(self, path: str) -> list[str]:
        """Take a path out.

        Returns:
            The paths whose content is nowhere now: its copies.
        """
        doc_id = doc_id_of(path)
        orphans = sorted(self._copies_of.pop(doc_id, ()))
        for each in (path, *orphans):
            self.fingerprints.pop(each, None)
            holder = self.copies.pop(each, None)
            if holder is not None:
                self._copies_of.get(holder, set()).discard(each)
        self.holders.pop(self._texts.pop(path, ""), None)
        self.kin.forget(doc_id)
        return orphans


def ledger_of(holdings: Holdings) -> Ledger:
    """Read the ledger from the index."""
    return Ledger(
        fingerprints=dict(holdings.fingerprints()),
        copies={copy.path: copy.doc_id for copy in holdings.copies()},
        holders={checksum: path for path, checksum in holdings.text_checksums().items()},
        kin=KinFinder(holdings.kin()),
        is_new=False,
    )
