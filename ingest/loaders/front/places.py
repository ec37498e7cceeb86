"""The local authority that a report is about, as its title or its addressee names it.

Knows the shapes of the inspectorates' titles and the styles of councils; names no place.
"""

import re

# "Inspection of Amber Vale local authority children's services"
_INSPECTED = re.compile(
    r"^(?:Re-?)?Inspection of (?P<place>(?!children|local|services|arrangements|safeguarding)\S.*?)"
    r"\s+(?:local authority|children\b|services for|social care)",
    re.IGNORECASE,
)
_AFTER_TITLE = (
    r"(?: local authority)?(?:[’']s?)?(?:,? children[’']s (?:social care )?services\b.*)?$"
)
_AREA = (
    r"^(?:Joint |Local )*Area SEND (?:\w+ )?(?:inspection|visit|revisit) (?:of|to|in) "
    r"(?P<place>.+?)(?: Local Area Partnership\b.*| local area\b.*)?$"
)
# The subject stands between: "... of the multi-agency response to ... in Amber Vale".
_JOINT_ON = (
    r"^Joint targeted area inspection of (?:the|services|multi-agency|arrangements)\b.*"
    r"\bin (?P<place>.+)$"
)
_JOINT = r"^Joint targeted area inspection (?:of|in) (?!the\b|services\b)(?P<place>.+)$"
_VISIT = (
    r"^(?:Ofsted )?(?:[a-z]+ )?(?:focuss?ed|monitoring|assurance) visit (?:to|of|in) (?:the )?"
    rf"(?P<place>.+?){_AFTER_TITLE}"
)
_TITLED = tuple(re.compile(form, re.IGNORECASE) for form in (_AREA, _JOINT_ON, _JOINT, _VISIT))
# "... Director of Children's Services, Amber Vale County Council"
_ADDRESSED = re.compile(
    r"(?:Services|Officer|Executive|Director)\b,?\s+(?:The )?"
    r"(?P<place>[A-Z](?:(?!\bServices\b|\bDirector\b)[^,\d]){2,60}?\s+Council)\b"
)
_COUNCIL = re.compile(
    r"\s+(?:(?:City|County|Borough|Metropolitan|District|Unitary|Royal|London|and)\s+)*Council$"
    r"|\s+(?:local authority|Corporation|City of|City|Metropolitan Borough|Borough)$",
    re.IGNORECASE,
)
_STYLE = re.compile(
    r"^(?:the\s+)?(?:(?:London|Royal|Metropolitan|Metropolitan District) Borough of|"
    r"(?:City|County|Council|Borough) of(?! London\b))\s+",
    re.IGNORECASE,
)


def place_in_title(title: str) -> str | None:
    """Return the place that an inspection's title names, without its council's style."""
    for form in (_INSPECTED, *_TITLED):
        match = form.match(title)
        if match and match["place"][0].isupper():
            return bare_place(match["place"])
        if match and match["place"].lower().startswith("the "):
            return bare_place(match["place"])
    return None


def place_of_addressee(text: str) -> str | None:
    """Return the place of the council that a letter is addressed to."""
    match = _ADDRESSED.search(text)
    return bare_place(match["place"]) if match else None


def fuller_place(place: str, stem: str) -> str | None:
    """Return the longer name that a file's name has for a place ("...-upon-..."), or None.

    Some reports print only what stands after "upon"; a newer one prints the whole.
    """
    slug = re.escape(place.lower()).replace(r"\ ", "[-_ ]")
    match = re.search(
        rf"(?<![a-z])(?P<first>[a-z]{{3,}})[-_ ](?P<link>upon|on|under)[-_ ]{slug}(?![a-z])",
        stem.lower(),
    )
    return f"{match['first'].title()} {match['link']} {place}" if match else None


def is_council(text: str) -> bool:
    """Say whether a line is a council's name."""
    return bool(_COUNCIL.search(text.strip()) or _STYLE.match(text.strip()))


def bare_place(name: str) -> str:
    """Take the council's style off a place's name."""
    place = name.strip(" .,;:")
    while True:
        shorter = _STYLE.sub("", _COUNCIL.sub("", place)).strip(" .,;:")
        if shorter == place or not shorter:
            return place
        place = shorter
