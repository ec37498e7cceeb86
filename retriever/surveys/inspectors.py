"""Who led an inspection, as a question names it: one of the library's inspectors, or none of them.

Knows names of metadata and the words for leading.
"""

import re
from collections.abc import Sequence

from retriever.records import Metadata
from retriever.search.query import Query
from retriever.store.analyser import fold
from retriever.surveys.fillers import words_left

LED = re.compile(
    r"\b(led|leads?|lead inspectors?|inspectors?|reporting inspector|conducted|carried out)\b"
)


def inspector_in(query: Query, rest: str, abouts: Sequence[Metadata]) -> tuple[str, str]:
    """Return the lead inspector that is named, whole or by a surname that only one has."""
    if not LED.search(rest):
        return "", rest
    known = {
        name for about in abouts for name in (about.lead_inspector or "").split(" and ") if name
    }
    for name in sorted(known, key=lambda each: (-len(each), each)):
        if re.search(rf"\b{re.escape(fold(name))}\b", rest):
            return name, rest.replace(fold(name), " ")
    by_surname: dict[str, list[str]] = {}
    for name in sorted(known):
        by_surname.setdefault(fold(name).split()[-1], []).append(name)
    for surname, names in by_surname.items():
        if surname in query.names and len(names) == 1:
            return names[0], re.sub(rf"\b{re.escape(surname)}\b", " ", rest)
    return "", rest


def unknown_inspector(query: Query, left: str) -> tuple[str, str]:
    """Return who is named as an inspector and is none of the library's: two names or more."""
    if not LED.search(left):
        return "", left
    named = words_left(LED.sub(" ", left))
    if len(named) < 2 or not set(named) <= set(query.names):  # noqa: PLR2004 - first and last name
        return "", left
    return " ".join(word.capitalize() for word in named), re.sub(
        "|".join(rf"\b{re.escape(word)}\b" for word in named), " ", left
    )
