"""What a question about several documents calls them, and which documents it means.

"Councils" are told by the reports on them. Knows kinds of document; knows no question.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from retriever.families import is_of_type
from retriever.records import Metadata


class Needs(StrEnum):
    """What a document has to have for a noun to mean it."""

    NOTHING = ""
    AUTHORITY = "authority"
    PROVIDER = "provider"
    INSPECTION = "inspection_start"


REPORT_TYPES = ("inspection_report", "review_report", "report", "research_report")


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun of several documents.

    Attributes:
        one: As the answer writes a single one.
        many: As it writes several.
        form: As questions write it, folded: in the plural.
        also: As a question for a list may write it beside: in the singular, or more loosely.
        types: The documents' types; empty for all.
        needs: What they need to have.
    """

    one: str
    many: str
    form: str
    also: str = ""
    types: tuple[str, ...] = ()
    needs: Needs = Needs.NOTHING

    @property
    def is_of_places(self) -> bool:
        """Whether places are meant, not papers."""
        return self.needs in (Needs.AUTHORITY, Needs.PROVIDER)

    @property
    def places(self) -> str:
        """What the places are called, where places are meant."""
        return "providers" if self.needs is Needs.PROVIDER else "authorities"

    def counted_places(self, count: int) -> str:
        """Return "1 authority", "54 authorities", where places are meant."""
        one = "provider" if self.needs is Needs.PROVIDER else "authority"
        return f"{count:,} {one if count == 1 else self.places}"

    def means(self, about: Metadata) -> bool:
        """Say whether a document is one of these."""
        if self.needs is Needs.INSPECTION:
            return about.inspection_start is not None or is_of_type(
                about.doc_type, "inspection_report"
            )
        if self.needs and getattr(about, self.needs) is None:
            return False
        return not self.types or any(is_of_type(about.doc_type, each) for each in self.types)

    def counted(self, count: int) -> str:
        """Return "1 report", "115 reports"."""
        return f"{count:,} {self.one if count == 1 else self.many}"


DOCUMENTS = Noun("document", "documents", r"(document|publication|paper|source|file|text)s")
REPORTS = Noun(
    "report",
    "reports",
    r"((councils|authorities)' |inspection |review |ofsted )?reports",
    types=REPORT_TYPES,
)
PLACES = Noun(
    "report",
    "reports",
    r"(local )?authorities|(county |city |borough |district )?councils|las",
    r"(local )?authority|(county |city |borough |district )?council|areas|boroughs|counties|cities"
    r"|((local authority )?children's )?services",
    REPORT_TYPES,
    Needs.AUTHORITY,
)
NOUNS = (
    Noun("post", "posts", r"blogs|(blog )?posts|blog entries", "articles", types=("blog_post",)),
    Noun("focused visit", "focused visits", r"focuss?ed visits", types=("focused_visit",)),
    Noun(
        "monitoring visit", "monitoring visits", r"monitoring visits", types=("monitoring_visit",)
    ),
    Noun(
        "joint inspection",
        "joint inspections",
        r"joint (targeted )?(area )?inspections( reports)?|jtais",
        types=("joint_inspection",),
    ),
    Noun(
        "SEND inspection",
        "SEND inspections",
        r"(area )?send inspections( reports)?",
        types=("send_inspection",),
    ),
    Noun("letter", "letters", r"letters", types=("letter",)),
    Noun(
        "guidance document",
        "guidance documents",
        r"((statutory )?guidance )(documents|papers|publications)",
        types=("guidance",),
    ),
    Noun(
        "report",
        "reports",
        r"(children's |residential |care |foster )?homes|providers|agencies|settings",
        needs=Needs.PROVIDER,
    ),
    REPORTS,
    Noun("inspection", "inspections", r"inspections|visits", needs=Needs.INSPECTION),
    PLACES,
    DOCUMENTS,
)
"""The narrower before the wider: "inspection reports" are reports."""

INSPECTORS = Noun("report", "reports", r"inspectors|ofsted inspectors", types=REPORT_TYPES)
"""Whose words are the reports'."""

ANY_NOUN = "|".join(f"(?:{noun.form})" for noun in NOUNS)


def noun_in(text: str) -> tuple[Noun, re.Match[str]] | None:
    """Return the first noun of the table that a folded text holds, and where."""
    for noun in NOUNS:
        form = f"{noun.form}|{noun.also}" if noun.also else noun.form
        found = re.search(rf"\b(?:{form})\b", text)
        if found is not None:
            return noun, found
    return None
