"""Which documents a survey counts: of the kind, within the filters, each report once.

Reads metadata alone, so that counting takes no time.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from retriever.records import Filters, Metadata
from retriever.store.analyser import fold
from retriever.store.contract import View
from retriever.store.local_view import passes
from retriever.surveys.asked import Survey
from retriever.surveys.grouping import day_of
from retriever.surveys.nouns import Needs, Noun
from retriever.surveys.vocabulary import OVERALL, Area, areas_of, grade_of
from retriever.surveys.when import Dated, When

LET_THROUGH = " that the filters let through"


@dataclass(frozen=True, slots=True)
class Counted:
    """A document that counts, by its metadata."""

    doc_id: str
    about: Metadata

    @property
    def place(self) -> str:
        """The provider or authority that it is on, folded."""
        return fold(self.about.provider or self.about.authority or self.about.title)

    def judged(self, area: Area) -> tuple[str, str] | None:
        """Return label and grade of an area; the label is "" where only a sentence gives it.

        Of two labels that cover the area the narrower counts: "care leavers" before "children in
        care and care leavers".
        """
        pairs = [
            (len(areas_of(label)), label, grade_of(grade))
            for label, grade in self.about.judgements
            if area in areas_of(label)
        ]
        for _, label, grade in sorted(pairs, key=lambda pair: pair[0]):
            if grade is not None:
                return label, grade
        overall = grade_of(self.about.overall_grade or "") if area is OVERALL else None
        return ("", overall) if overall else None

    @property
    def is_judged(self) -> bool:
        """Whether the document gives grades at all."""
        return bool(self.about.judgements or self.about.overall_grade)


def counted_documents(view: View, noun: Noun, filters: Filters) -> list[Counted]:
    """Return the documents that a noun means, newest first; versions of one report count once."""
    kin, successors = view.kin_groups(), view.successors()
    found = [
        Counted(doc_id, about)
        for doc_id, about in view.about()
        if noun.means(about) and passes(filters, doc_id, about)
    ]
    found.sort(key=lambda each: each.doc_id)
    found.sort(key=lambda each: (day_of(each.about), each.doc_id not in successors), reverse=True)
    kept: list[Counted] = []
    seen: set[object] = set()
    for each in found:
        about = each.about
        days = (about.inspection_start, about.inspection_end)
        version = (kin.get(each.doc_id), about.authority, days)
        if each.doc_id in kin and version in seen:
            continue
        seen.add(version)
        kept.append(each)
    return kept


def within(documents: Sequence[Counted], survey: Survey) -> list[Counted]:
    """Return the documents on the authorities and of the time that a survey names."""
    wanted = {fold(name) for name in survey.authorities}
    return [
        each
        for each in documents
        if (not wanted or fold(each.about.authority or "") in wanted)
        and (survey.when is None or survey.when.holds(each.about))
    ]


def newest_of_each_place(documents: Sequence[Counted]) -> list[Counted]:
    """Return the newest document on each place, of documents newest first."""
    newest: dict[str, Counted] = {}
    for each in documents:
        newest.setdefault(each.place, each)
    return list(newest.values())


def counted_in_words(count: int, whole: int, noun: Noun, filters: Filters) -> str:
    """Return "14 of 115 reports", "None of 3 reports that the filters let through"."""
    among = noun.counted(whole)
    if filters != Filters():
        among += LET_THROUGH
    return f"{count or 'None'} of {among}"


def when_in_words(when: When, noun: Noun, count: int) -> str:
    """Return "were published in March 2024", "is of an inspection in 2019", "is from 2021"."""
    if when.dated is Dated.PUBLISHED:
        return f"{'were' if count > 1 else 'was'} published {when.words}"
    if noun.needs is Needs.INSPECTION:
        return f"took place {when.words}"
    if when.dated is Dated.INSPECTED:
        return f"{'are of inspections' if count > 1 else 'is of an inspection'} {when.words}"
    day = when.words.removeprefix("in ").removeprefix("on ")
    dated = f"dated {day}" if day == when.words else f"from {day}"
    return f"{'are' if count > 1 else 'is'} {dated}"
