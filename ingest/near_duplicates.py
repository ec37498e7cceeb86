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

    Args:
        known: The documents that are in the library already.
    """

    def __init__(self, known: Iterable[Kin]) -> None:
        members = list(known)
        self._ids = [each.doc_id for each in members]
        self._names = [each.name for each in members]
        rows = [_numbers(each.signature) for each in members]
        self._rows = np.array(rows, dtype=np.uint64).reshape(-1, PERMUTATIONS)

    def kin_of(self, doc_id: str, text: str) -> Kin:
        """Return a document's group: that of the likest other one, or one of its own.

        The document is known from then on, in the place of what had its id. One is compared with
        all: 100,000 signatures take 20 ms, and bands of hashes would miss some.
        """
        signature = signature_of(text)
        row = _numbers(signature)
        if doc_id in self._ids:
            self._forget(self._ids.index(doc_id))
        likeness = (self._rows == row).mean(axis=1)
        is_alone = not len(likeness) or likeness.max() < LIKENESS
        name = doc_id if is_alone else self._names[int(likeness.argmax())]
        self._ids.append(doc_id)
        self._names.append(name)
        self._rows = np.vstack([self._rows, row])
        return Kin(doc_id, name, signature)

    def _forget(self, place: int) -> None:
        del self._ids[place], self._names[place]
        self._rows = np.delete(self._rows, place, axis=0)


def _numbers(signature: bytes) -> Signature:
    return np.frombuffer(signature, dtype="<u8")


def _hashed(shingle: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(shingle, digest_size=_HASH_BYTES).digest(), "little")
