"""Which documents are nearly the same: MinHash signatures of five-word shingles, compared.

Two drafts of one paper, or the same report saved twice with another cover, share most of their
shingles; two authorities' reports with the same stock sentences do not. Knows texts; knows no
store.
"""

import hashlib
import re
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
from datasketch import MinHash

from retriever.store.repeats import Kin

LIKENESS = 0.8
"""The least estimated Jaccard likeness of near-duplicates. Of 173 real reports, guidance papers and
posts no two reach .24 (nine inspections of three homes by one publisher lead)."""

PERMUTATIONS = 128
"""The standard error of an estimate near LIKENESS is then .035."""

SHINGLE_WORDS = 5
_WORD = re.compile(r"\w+")
_HASH_BYTES = 4
_NAME_CHARS = 16
_FIRST_ROOM = 256

Signature = npt.NDArray[np.uint64]


def signature_of(text: str) -> bytes:
    """Return a text's signature: PERMUTATIONS numbers of 8 bytes, little end first."""
    words = _WORD.findall(text.casefold())
    starts = range(max(1, len(words) - SHINGLE_WORDS + 1))
    shingles = {" ".join(words[start : start + SHINGLE_WORDS]) for start in starts}
    minhash = MinHash(num_perm=PERMUTATIONS, seed=1, hashfunc=_hashed)
    minhash.update_batch(sorted(shingle.encode() for shingle in shingles))
    return np.asarray(minhash.hashvalues, dtype="<u8").tobytes()


class KinFinder:
    """Finds the group that a document belongs to.

    A group's name is a hash of its founder's content, and the subject that all in it share: papers
    of two authorities made from one template are not versions of one another.

    Args:
        known: The documents that are in the library already.
    """

    def __init__(self, known: Iterable[Kin]) -> None:
        self._rows = np.zeros((_FIRST_ROOM, PERMUTATIONS), dtype=np.uint64)
        self._names: list[str] = []
        self._places: dict[str, int] = {}
        for each in known:
            self._put(each)

    def kin_of(self, doc_id: str, text: str, subject: str = "") -> Kin:
        """Return a document's group: that of the likest other one, or one of its own.

        The document is known from then on, in the place of what had its id. One is compared with
        all: bands of hashes would miss some, and 100,000 signatures are compared in 20 ms.

        Args:
            doc_id: The document's.
            text: Its text.
            subject: Whom it is about; only documents about the same are kin.
        """
        self.forget(doc_id)
        signature = signature_of(text)
        likeness = (self._rows[: len(self._names)] == _numbers(signature)).mean(axis=1)
        for place in np.flatnonzero(likeness >= LIKENESS)[
            np.argsort(-likeness[likeness >= LIKENESS])
        ]:
            if self._names[place].partition(" ")[2] == subject and self._names[place]:
                return self._put(Kin(doc_id, self._names[place], signature))
        founder = hashlib.sha256(signature).hexdigest()[:_NAME_CHARS]
        return self._put(Kin(doc_id, f"{founder} {subject}", signature))

    def forget(self, doc_id: str) -> None:
        """Compare no other document with this one any more."""
        place = self._places.pop(doc_id, None)
        if place is not None:
            self._names[place] = ""

    def _put(self, kin: Kin) -> Kin:
        place = len(self._names)
        if place == len(self._rows):
            self._rows = np.vstack([self._rows, np.zeros_like(self._rows)])
        self._rows[place] = _numbers(kin.signature)
        self._names.append(kin.name)
        self._places[kin.doc_id] = place
        return kin


def _numbers(signature: bytes) -> Signature:
    return np.frombuffer(signature, dtype="<u8")


def _hashed(shingle: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(shingle, digest_size=_HASH_BYTES).digest(), "little")
