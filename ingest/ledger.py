"""What the index holds while a sync runs: paths, contents, copies and kin, kept up as it goes.

Read once from the store's view, so that a file of a large library is compared without a query
each. Knows no files and writes nothing.
"""

from dataclasses import dataclass, field

from ingest.near_duplicates import KinFinder
from retriever.store.contract import View


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

    def is_document(self, path: str) -> bool:
        """Say whether the index holds a document of that path; a copy is none."""
        return path in self.fingerprints and path not in self.copies

    def forget(self, path: str, doc_id: str) -> list[str]:
        """Take a path out.

        Returns:
            The paths whose content is nowhere now: its copies.
        """
        orphans = sorted(copy for copy, holder in self.copies.items() if holder == doc_id)
        for each in (path, *orphans):
            self.fingerprints.pop(each, None)
            self.copies.pop(each, None)
        self.holders = {text: holder for text, holder in self.holders.items() if holder != path}
        return orphans


def ledger_of(view: View) -> Ledger:
    """Read the ledger from the index."""
    return Ledger(
        fingerprints=dict(view.fingerprints()),
        copies={copy.path: copy.doc_id for copy in view.copies()},
        holders={checksum: path for path, checksum in view.text_checksums().items()},
        kin=KinFinder(view.kin()),
        is_new=False,
    )
