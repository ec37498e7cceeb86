"""The names of one authority: what staff type for what a report prints.

"Hull" is "Kingston upon Hull", "Stoke" is "Stoke-on-Trent", the "London Corporation" is the "City
of London", and a shire is the beginning of its name with an "s". Rules about the shapes of British
council names; no authority is named in them.
"""

import re
from collections.abc import Iterable

from retriever.store.analyser import fold

_BY_THE_WATER = re.compile(r"[\s-]+(?:upon|on|under|in|by|next)[\s-]+(?:the[\s-]+)?")
_STYLE = re.compile(
    r"^(?:the )?(?:(?:royal|london|metropolitan) )*(?:borough|city|county|council|corporation) of "
    r"|(?: (?:city|county|borough|district|metropolitan|unitary|royal))* (?:council|corporation)$"
)
_BOROUGH_OF = re.compile(r"\bLondon borough (?=of\b)", re.IGNORECASE)
"""Of which "London" is no name: "the London Borough of ..." is not the City of London."""
_CITY_OF = re.compile(r"^(?:the )?city of (?P<place>.+)$")
_LONGER = r"(?:\s+|-)(?:upon|on|under)"
_NOT_LONGER = rf"(?!{_LONGER}(?:\s+|-)(?-i:[A-Z]))"
"""What follows a name that is whole: "Kingston upon Thames" does not name another Kingston, but
"Northmere on leadership" names Northmere."""

_NOT_LONGER_SMALL = rf"(?!{_LONGER}\b)"
"""The same for a question without capitals."""

_SHIRE = re.compile(r"^(?P<before>(?:[\w-]+ )*)(?P<stem>\w{4,})shire$")
_SHIRE_BEGINNING_CHARS = (4, 5)
_FLOOR_CHARS = 4
"""A shorter part ("Sea") names nothing by itself."""


def names_of(authority: str) -> frozenset[str]:
    """Return the folded names that an authority goes by, its full one included."""
    full = fold(authority)
    names = {full}
    city = _CITY_OF.match(full)
    if city:
        place = city["place"]
        return frozenset({full, f"{place} corporation", f"corporation of {place}"})
    plain = _STYLE.sub("", full)
    names.add(plain)
    parts = _BY_THE_WATER.split(plain)
    if len(parts) > 1:
        names.update(part for part in parts if len(part) >= _FLOOR_CHARS)
        names.add(" ".join(re.split(r"[\s-]+", plain)))
    return frozenset(names)


def _short_names(authority: str) -> frozenset[str]:
    """Return the beginnings by which a shire is known; others have none."""
    shire = _SHIRE.match(_STYLE.sub("", fold(authority)))
    if not shire:
        return frozenset()
    before, stem = shire["before"], shire["stem"]
    return frozenset(f"{before}{stem[:chars]}s" for chars in _SHIRE_BEGINNING_CHARS)


def named_authorities(authorities: Iterable[str], text: str) -> tuple[str, ...]:
    """Return the authorities that a text names, in their order.

    The longest name counts: "North Somerset" does not name "Somerset" as well. Two spellings of
    one authority ("Hull", "Kingston upon Hull") are both named where one is.
    """
    known = tuple(authorities)
    by_name: dict[str, set[str]] = {}
    # Many a word of small letters looks like one ("staffs").
    short: set[str] = set()
    for authority in known:
        short |= _short_names(authority)
        for name in names_of(authority) | _short_names(authority):
            by_name.setdefault(name, set()).add(authority)
    left = _BOROUGH_OF.sub("#", text.replace("’", "'"))
    # "Reading" is a town, "reading" is not, wherever the question uses capitals at all.
    has_capitals = any(letter.isupper() for letter in left[1:])
    whole = _NOT_LONGER if has_capitals else _NOT_LONGER_SMALL
    named: set[str] = set()
    for name in sorted(by_name, key=lambda each: (-len(each), each)):
        form = re.compile(rf"\b{re.escape(name)}\b{whole}", re.IGNORECASE)
        is_loose = not has_capitals and name not in short
        if any(found[0][0].isupper() or is_loose for found in form.finditer(left)):
            named |= by_name[name]
            left = form.sub("#", left)
    also = {each for each in known if any(_is_same_place(each, other) for other in named)}
    return tuple(authority for authority in known if authority in named | also)


def without_names(folded: str, authorities: Iterable[str]) -> str:
    """Take every name of some authorities out of a folded text."""
    names = {
        name
        for authority in filter(None, authorities)
        for name in names_of(authority) | _short_names(authority)
    }
    for name in sorted(names, key=lambda each: (-len(each), each)):
        folded = re.sub(rf"\b{re.escape(name)}(['’]s?)?(?!\w)", " ", folded)
    return " ".join(folded.split())


def _is_same_place(one: str, other: str) -> bool:
    return fold(one) in names_of(other) or fold(other) in names_of(one)
