"""Britain's councils by name: a place that a question asks of, whether the library has it or not.

From the list of ISO 3166-2, as pycountry has it. Knows names; knows no library.
"""

import re
from functools import cache, lru_cache

import pycountry

from retriever.search.places import (
    is_same_place,
    named_authorities,
    short_names_of,
    whole_names_of,
)
from retriever.store.analyser import fold

_KINDS = frozenset(
    (
        "City corporation",
        "Council area",
        "District",
        "London borough",
        "Metropolitan district",
        "Two-tier county",
        "Unitary authority",
    )
)
_OTHER_LANGUAGE = re.compile(r" \[.*\]$")
_TURNED_ROUND = re.compile(r"^(?P<place>.+), (?P<style>City of|County|The)$")
"""As a list of names is sorted: "Durham, County"."""
_CITY = re.compile(r" City(?=$|,)")
_LONDON = "London"
_NO_COUNCIL_BEFORE = r"(?<!\bnew )(?<!\bsan )(?<!\buniversity of )"
_NO_COUNCIL_AFTER = (
    r"(?! (?:police|university|valley|judge?ment|compliant|approach|model|street|road|house)\b)"
    r"(?! (?-i:(?!(?:City|County|Council|Borough|District|Metropolitan|Children|Local|Social|Ofsted"
    r"|Family|Youth|Adult|SEND|I)\b)[A-Z][a-z]))"
)
"""What makes another thing of a name: New York, the Solihull approach, Kent Smith."""
_ORDINARY = frozenset(("barking", "bath", "bury", "down", "reading", "highland", "sale"))
"""Words of English, which name a council only where they have a capital inside a question."""
_SHORTEST_CHARS = 5
"""Of a shire's beginning: shorter ones are words ("cars", "wars")."""


@cache
def british_councils() -> tuple[str, ...]:
    """Return the names of the councils of England, Wales, Scotland and Northern Ireland."""
    listed = pycountry.subdivisions.get(country_code="GB")  # type: ignore[no-untyped-call]
    return tuple(sorted({_plain(each.name) for each in listed if each.type in _KINDS}))


@lru_cache(maxsize=256)
def other_councils(text: str, held: tuple[str, ...]) -> tuple[str, ...]:
    """Return the British councils that a text names and that are none of the held.

    Args:
        text: A question.
        held: Those of the library's authorities that it names.
    """
    listed = {
        _by_name()[fold(found[0])]
        for found in _form().finditer(text.replace("’", "'"))
        if fold(found[0]) not in _ORDINARY or (found.start() > 0 and found[0][0].isupper())
    }
    if not listed:
        return ()
    named = named_authorities((*held, *sorted(listed)), text)
    return tuple(
        each
        for each in named
        if each in listed and not any(is_same_place(each, other) for other in held)
    )


def _plain(name: str) -> str:
    """Return a council's name as people write it."""
    name = _OTHER_LANGUAGE.sub("", name).replace("St. ", "St ")
    turned = _TURNED_ROUND.match(name)
    if turned and turned["place"] == _LONDON:
        return f"City of {_LONDON}"
    return _CITY.sub("", turned["place"] if turned else name)


@cache
def _by_name() -> dict[str, str]:
    whole = {name: each for each in british_councils() for name in whole_names_of(each)}
    parts = {
        name: each
        for each in british_councils()
        for name in short_names_of(each)
        if len(name) >= _SHORTEST_CHARS or not name.endswith("s")
    }
    return {**parts, **whole}


@cache
def _form() -> re.Pattern[str]:
    longest_first = sorted(_by_name(), key=lambda name: (-len(name), name))
    names = "|".join(map(re.escape, longest_first))
    form = rf"{_NO_COUNCIL_BEFORE}\b(?:{names})\b{_NO_COUNCIL_AFTER}"
    return re.compile(form, re.IGNORECASE)
