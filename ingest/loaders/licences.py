"""Names of licences as they are cited, from their addresses or from a line of text.

Knows the Open Government Licence, the Open Parliament Licence and Creative Commons.
"""

import re

_OPEN_ADDRESS = re.compile(
    r"nationalarchives\.gov\.uk/doc/(?P<kind>open-government|non-commercial-government)-licence"
    r"(?:/version/(?P<version>\d))?",
    re.IGNORECASE,
)
_CREATIVE_ADDRESS = re.compile(
    r"creativecommons\.org/(?:licenses/(?P<kind>[a-z-]+)(?:/(?P<version>\d\.\d))?|publicdomain/zero)",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?P<name>Open Government Licence|Open Parliament Licence|Non-Commercial Government Licence)"
    r"(?:,?\s+(?:\(OGL\)\s+)?(?:for public sector information\s+)?"
    r"(?:\(?v(?:ersion)?\.?\s*)(?P<version>\d)(?:\.\d)?)?",
    re.IGNORECASE,
)
_NAMES = ("Open Government Licence", "Open Parliament Licence", "Non-Commercial Government Licence")


def licence_of_address(address: str) -> str:
    """Name the licence that an address leads to ("Open Government Licence v3.0"), or ""."""
    if found := _OPEN_ADDRESS.search(address):
        is_open = found["kind"].lower().startswith("open")
        return _versioned(_NAMES[0] if is_open else _NAMES[2], found["version"])
    if found := _CREATIVE_ADDRESS.search(address):
        if not found["kind"]:
            return "CC0"
        return " ".join(filter(None, ("CC", found["kind"].upper(), found["version"])))
    return ""


def licence_of_text(text: str) -> str:
    """Name the licence that a text mentions, or ""."""
    found = _NAMED.search(text)
    if found is None:
        return ""
    name = next(each for each in _NAMES if each.lower() == found["name"].lower())
    return _versioned(name, found["version"])


def _versioned(name: str, version: str | None) -> str:
    return f"{name} v{version}.0" if version else name
