"""The names of one authority: what staff type for what a report prints.

"Hull" is "Kingston upon Hull", "Stoke" is "Stoke-on-Trent", the "London Corporation" is the "City
of London", a shire is the beginning of its name with an "s", and of a joint name ("Blackmoor and
Fenside") either part will do. Rules about the shapes of British council names; no authority is
named in them.
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

_RIVERS = frozenset(("thames", "tees", "trent", "tyne"))
"""No town by themselves: "Thames Valley Police" is not of Richmond."""
_SHIRE = re.compile(r"^(?P<before>(?:[\w-]+ )*)(?P<stem>\w{4,})shire$")
_SHIRE_BEGINNING_CHARS = (3, 4, 5)
_OLD_SHIRE = (
    (re.compile(r"mp(?:ton)?$"), "nts"),
    (re.compile(r"^(\w\w)ford$"), r"\1on"),
)
"""How old short forms change the end of a shire's name: of "Fordhamptonshire", "Fordhants"."""
_JOINED = re.compile(r",? (?:and|with|&) (?:the )?|, ")
_POINT = re.compile(
    r"(?:north|south|east|west|mid|central|outer|inner|down)(?: (?:and|east|west))*"
)
"""No name by itself, and no end of one that was joined: "North and Mid Fenside"."""
_POINTS = {"N": "North", "S": "South", "E": "East", "W": "West", "Nth": "North", "Sth": "South"}
_SHORT_POINT = re.compile(rf"\b(?P<point>{'|'.join(_POINTS)})\.? (?P<place>[A-Z]\w+)")
_FLOOR_CHARS = 4
"""A shorter part ("Sea") names nothing by itself."""


def names_of(authority: str) -> frozenset[str]:
    """Return the folded names that an authority goes by, the short ones too."""
    return whole_names_of(authority) | short_names_of(authority)


def whole_names_of(authority: str) -> frozenset[str]:
    """Return the folded names that leave nothing of an authority's out, its full one included."""
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
        names.update(part for part in parts if len(part) >= _FLOOR_CHARS and part not in _RIVERS)
        names.add(" ".join(re.split(r"[\s-]+", plain)))
    return frozenset(names)


def short_names_of(authority: str) -> frozenset[str]:
    """Return the beginnings by which a shire is known, and each part of a joint name.

    Many a word of small letters looks like one ("staffs"), and a part may be the whole name of
    another place.
    """
    plain = _STYLE.sub("", fold(authority))
    parts = _JOINED.split(plain)
    if len(parts) > 1 and not any(_POINT.fullmatch(part) for part in parts):
        return frozenset(part for part in parts if len(part) >= _FLOOR_CHARS)
    shire = _SHIRE.match(plain)
    if not shire:
        return frozenset()
    before, stem = shire["before"], shire["stem"]
    beginnings = {f"{stem[:chars]}s" for chars in _SHIRE_BEGINNING_CHARS}
    old = {form.sub(end, stem) for form, end in _OLD_SHIRE if form.search(stem)}
    return frozenset(f"{before}{short}" for short in beginnings | old)


def named_authorities(authorities: Iterable[str], text: str) -> tuple[str, ...]:
    """Return the authorities that a text names, in their order.

    The longest name counts: "North Somerset" does not name "Somerset" as well. Two spellings of
    one authority ("Hull", "Kingston upon Hull") are both named where one is.
    """
    known = tuple(authorities)
    by_name: dict[str, set[str]] = {}
    for authority in known:
        for name in whole_names_of(authority):
            by_name.setdefault(name, set()).add(authority)
    whole_names = frozenset(by_name)
    for authority in known:
        for name in short_names_of(authority) - whole_names:
            by_name.setdefault(name, set()).add(authority)
    left = _BOROUGH_OF.sub("#", text.replace("’", "'"))
    # "Reading" is a town, "reading" is not, wherever the question uses capitals at all.
    has_capitals = any(letter.isupper() for letter in left[1:])
    whole = _NOT_LONGER if has_capitals else _NOT_LONGER_SMALL
    named: set[str] = set()
    for name in sorted(by_name, key=lambda each: (-len(each), each)):
        form = re.compile(rf"\b{re.escape(name)}\b{whole}", re.IGNORECASE)
        is_loose = not has_capitals and name in whole_names
        if any(found[0][0].isupper() or is_loose for found in form.finditer(left)):
            named |= by_name[name]
            left = form.sub("#", left)
    also = {each for each in known if any(is_same_place(each, other) for other in named)}
    return tuple(authority for authority in known if authority in named | also)


def with_points_spelled_out(text: str, names: Iterable[str]) -> str:
    """Return a text with "West" for the "W" before a place that together are one of the names."""
    known = {fold(name) for name in names}
    for found in reversed(list(_SHORT_POINT.finditer(text))):
        whole = f"{_POINTS[found['point']]} {found['place']}"
        if fold(whole) in known:
            text = f"{text[: found.start()]}{whole}{text[found.end() :]}"
    return text


def without_names(folded: str, authorities: Iterable[str]) -> str:
    """Take every name of some authorities out of a folded text."""
    names = {name for authority in filter(None, authorities) for name in names_of(authority)}
    for name in sorted(names, key=lambda each: (-len(each), each)):
        folded = re.sub(rf"\b{re.escape(name)}(['’]s?)?(?!\w)", " ", folded)
    return " ".join(folded.split())


def is_same_place(one: str, other: str) -> bool:
    """Say whether two spellings are of one authority."""
    return fold(one) in whole_names_of(other) or fold(other) in whole_names_of(one)
