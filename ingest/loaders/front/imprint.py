"""What a document's small print says: publisher, licence, and a provider's name and number.

Knows the public bodies of the field by how they sign their publications; names no report.
"""

import re

from ingest.loaders.draft import DraftBlock
from ingest.loaders.front.cover import Cover, origin_of
from ingest.loaders.front.found import Found
from ingest.loaders.licences import licence_of_address, licence_of_text

# "Ofsted (/government/organisations/ofsted)": a printed web page's "From" line.
_FROM = re.compile(r"^(?P<body>[A-Z][^(]{2,80}?)\s*\(/government/organisations/")
_BODIES = (
    (re.compile(r"\(Ofsted\) regulates and inspects|@ofsted\.gov\.uk|^Ofsted$"), "Ofsted"),
    (re.compile(r"\binspectors from Ofsted\b|^.{0,60}, Ofsted,.* (?:joint|inspection)"), "Ofsted"),
    (
        re.compile(
            r"^Department for Education$|\bDepartment for Education\s+©|DFE-\d|@educationgovuk"
        ),
        "Department for Education",
    ),
    (
        re.compile(r"\bDepartment for Children, Schools and Families\b|\bDCSF-?\d|@dcsf\."),
        "Department for Children, Schools and Families",
    ),
    (re.compile(r"@ChildrensComm\b|childrenscommissioner\.gov\.uk"), "Children’s Commissioner"),
    (re.compile(r"@cqc\.org\.uk|^Care Quality Commission$"), "Care Quality Commission"),
    (re.compile(r"^(?:BE IT ENACTED|STATUTORY INSTRUMENTS$)"), "UK Parliament"),
    (re.compile(r"^HM Government$"), "HM Government"),
)
_NUMBER = re.compile(
    r"\b(?:Unique reference number|URN)\b(?:\s*\(URN\))?\s*:?\s*(?P<urn>[A-Z]{0,2}\d{5,7})\b",
    re.IGNORECASE,
)
BARE_NUMBER = re.compile(r"^(?:[A-Z]{2}\d{6}|\d{5,7})$")
_NUMBER_IN_NAME = re.compile(r"(?:^|_)(?P<urn>[a-z]{2}\d{6}|\d{5,7})(?=[-_ ]|$)", re.IGNORECASE)
_PROVIDER = re.compile(r"^(?:Registered|Name of) provider\s*:\s*(?P<name>.+)", re.IGNORECASE)


def read_imprint(cover: Cover, found: Found) -> None:
    """Find publisher, licence, provider and its number."""
    for block in (*cover.first, *cover.closing, *cover.opening):
        _read_licence(block, found)
        number = _NUMBER.search(block.text)
        found.put("urn", number["urn"].upper() if number else None, origin_of(block))
        provider = _PROVIDER.match(block.text)
        found.put("provider", provider["name"].strip() if provider else None, origin_of(block))
    _read_publisher(cover, found)


def read_number_in_name(cover: Cover, found: Found) -> None:
    """Take the number that a report's file name begins with, as the inspectorate names them."""
    match = _NUMBER_IN_NAME.search(cover.stem)
    found.put("urn", match["urn"].upper() if match else None, "file name")


def _read_licence(block: DraftBlock, found: Found) -> None:
    """Read the licence's name; its version may stand in the address alone."""
    name = licence_of_text(block.text)
    if name:
        address = licence_of_address(block.text)
        found.put("licence", address if address.startswith(name) else name, origin_of(block))


def _read_publisher(cover: Cover, found: Found) -> None:
    for block in cover.first:
        line = _FROM.match(block.text)
        found.put("publisher", line["body"].strip() if line else None, origin_of(block))
    blocks = (*cover.first, *cover.closing, *cover.opening[len(cover.first) :])
    for block in blocks:
        for form, body in _BODIES:
            if form.search(block.text):
                found.put("publisher", body, origin_of(block))
