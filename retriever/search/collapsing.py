"""Shows once what stands in several versions of one document.

Near-duplicates and editions of one series share most of their words: the passage of the newest
takes the place of its likes. What stands in an old version alone stays. Knows passages and which
documents belong together.
"""

from collections.abc import Mapping, Sequence

from retriever.records import Passage
from retriever.store.analyser import words

LIKENESS = 0.8
"""The least share of words in common (Jaccard) of passages that say the same."""


def kept_places(
    passages: Sequence[Passage], groups: Mapping[str, str], successors: Mapping[str, str]
) -> list[int]:
    """Return which passages are shown, as places in the list, in its order.

    Args:
        passages: Best first.
        groups: The group of each document that has near-duplicates, by id.
        successors: What takes the place of each superseded document, by id.
    """
    newest = set(successors.values())
    members: dict[str, list[int]] = {}
    for place, passage in enumerate(passages):
        doc_id = passage.doc_id
        family = successors.get(doc_id) or (doc_id if doc_id in newest else groups.get(doc_id))
        if family is not None:
            members.setdefault(family, []).append(place)
    dropped: set[int] = set()
    for places in members.values():
        said = {place: set(words(passages[place].text)) for place in places}
        # A superseded version gives way, else the one that was found later.
        places.sort(key=lambda place: (passages[place].doc_id in successors, place))
        for last, place in enumerate(places):
            dropped |= {
                place
                for kept in places[:last]
                if kept not in dropped
                and passages[kept].doc_id != passages[place].doc_id
                and _is_like(said[kept], said[place])
                and (passages[place].doc_id in successors or _agree(said[kept], said[place]))
            }
    return [place for place in range(len(passages)) if place not in dropped]


def _agree(one: set[str], other: set[str]) -> bool:
    """Say whether both give the same numbers: drafts that differ in one are both shown."""
    return {word for word in one if word.isdecimal()} == {
        word for word in other if word.isdecimal()
    }


def _is_like(one: set[str], other: set[str]) -> bool:
    both = len(one & other)
    return both > 0 and both >= LIKENESS * len(one | other)
