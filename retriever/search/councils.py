"""A council that a question plainly names and the library has nothing on.

By the shapes of British councils' names and of questions about inspections. Careful: a name that
any title, authority or provider of the library holds is not unknown, nor one that looks like a slip
of a known one. Knows metadata; knows no text.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher

from retriever.records import Metadata
from retriever.search.gazetteer import other_councils
from retriever.search.places import names_of, whole_names_of
from retriever.store.analyser import fold, terms

_WORD = r"[A-Z][\w’']+"
_JOINT = r"(?:(?:and|upon|on|under|in|the|with|of|&)[ -])*"
_NAME = rf"(?P<name>{_WORD}(?:[ -]{_JOINT}{_WORD})*)"
_STYLE = r"(?:County|City|Borough|District|Metropolitan|London|Royal|Unitary)"
_COUNCILS = (
    re.compile(
        rf"{_NAME}(?:['’]s)? (?:(?i:{_STYLE}) )*"
        r"(?:[Cc]ouncil\b(?! tax)|[Ll]ocal [Aa]uthority|[Cc]hildren['’]s [Tt]rust)"
    ),
    re.compile(rf"\b(?:{_STYLE} )*(?i:borough|city|county|council) of {_NAME}"),
)
_GRADES = r"(?:outstanding|good|inadequate|requires improvement)"
_ACCORDING = (
    r"(?:,? (?:according to|in|at|as of) [^?]*\b(?:inspect\w*|reports?|visits?|(?i:ofsted)))?"
)
_IN_TIME = r"(?:,? (?:in|from|during|since|for) (?:the )?(?:\w+ )?(?:19|20)\d\d)?"
_LOOSELY = (
    # "the report on ..." may go on with any subject, a place that no text tells of is none.
    re.compile(rf"\b(?:reports?|visits?) (?:on|about|for|to) (?:the )?{_NAME}"),
    re.compile(rf"\b(?:in|at|of|for) {_NAME}{_IN_TIME}{_ACCORDING}\W*$"),
)
_NOWHERE_TOLD = (
    re.compile(rf"\bthe {_NAME} (?:inspection |joint )?(?:report|visit)\b"),
    re.compile(rf"\b[Hh]ow (?:good|well|bad|effective) (?:is|was|are|were|does|did) {_NAME}"),
    re.compile(rf"\b(?:in|of|for) {_NAME} to be (?:judged |rated |graded )?{_GRADES}"),
)
"""Said of programmes and people too: of a place only where no passage at all has the name."""

_INSPECTED = (
    re.compile(rf"\b(?:Ofsted|inspectors|they) (?:give|gave|grade|judge|rate|inspect)d? {_NAME}"),
    re.compile(rf"\b[Ll]ead inspector (?:for|of|at|in) (?:the )?{_NAME}"),
    re.compile(rf"\binspections? (?:of|in|at) (?:the )?{_NAME}"),
    re.compile(rf"\b[Ww]ho (?:led|inspected) (?:the )?{_NAME}"),
    re.compile(
        rf"^(?:Was|Were|Is|Has|How (?:was|is|were)) {_NAME} .*\b(?:judged|rated|graded|{_GRADES})\b"
    ),
    re.compile(
        rf"\b(?:did|does|has) {_NAME} (?:get|got|receive|have|given)\b.*\b(?:grade|{_GRADES})\b"
    ),
    re.compile(
        rf"\b(?:grades?|ratings?|judge?ments?) (?:did|does|has|was|is) {_NAME} "
        r"(?:get|got|receive|have|had|given|been)\b"
    ),
    re.compile(rf"\b[Ww]hat (?:is|was) {_NAME} (?:judged|rated|graded)\b"),
    re.compile(rf"\b[Ww]hen (?:was|were|is) {_NAME} (?:last |next |first )?inspected\b"),
    re.compile(rf"\b{_NAME}['’]s (?:\w+ ){{0,3}}(?:inspection|grade|judge?ment|rating)\b"),
)
_OF_INSPECTION = re.compile(r"\b(inspect\w*|ofsted|grade[ds]?|judge\w*|rated|rating|outstanding)\b")
NO_PLACE = re.compile(
    r"\b(?:ofsted|cqc|hmic\w*|children|child|services?|social|care|homes?|school|schools|academy"
    r"|college|area|send|local|authority|authorities|council|councils|ilacs|sccif|his|her|majesty"
    r"|the|its|their|january|february|march|april|may|june|july|august|september|october|november"
    r"|december|inspectors?|inspection|joint|full|focused|short|standard|monitoring|what|which|who"
    r"|when|why|how|did|does|is|was|were|has|a|an|act|regulations?|department|ministry|government"
    r"|youth|parents?|carers?|town|parish|student|general|medical|national|health|research|private"
    r"|england|wales|scotland|britain|mr|mrs|ms|dr|dame|sir|trust|fostering|adoption|agency|house"
    r"|\w+day|spring|summer|autumn|winter|christmas|easter|ramadan|covid\w*|annex|appendix|part"
    r"|section|chapter|schedule|stage|year|tier|programme|model|framework|\w{4,}ish|\w{3,}ian"
    r"|muslim|bill|code|review|panel|board)\b",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^(?:(?:Was|Were|Is|Are|Did|Does|Do|Has|Have|Had|Can|Will|Would|Should|How|What|Which|Who|When"
    r"|Where|Why|The|In|At|For|Of|On|By|To|From|And|About|Our|Your|Their|This|That)\b ?)+"
)
_TOLD_IN_PASSING = 10
"""Passages that may tell of a place of which the library has no document: a neighbour's adviser."""
_SHORTEST = 4
_SLIP = 0.9
"""Likeness from which a name is taken for a slip of a known one ("Oxfordshre"); two neighbours of
one size ("Nottingham", "Nottinghamshire": .80) stay apart."""
_NEAREST_SHOWN = 3


def unknown_council(
    text: str,
    documents: Iterable[Metadata],
    frequencies: Mapping[str, int],
) -> str:
    """Return the council that the question names and the library does not know, or "".

    Args:
        text: The question, which names none of the library's authorities.
        documents: All of the library.
        frequencies: In how many passages each of the question's terms stands. Outside questions of
            inspections a council counts as unknown only where no text tells of it either.
    """
    about = list(documents)
    if not any(each.authority for each in about):
        return ""
    is_of_inspection = _OF_INSPECTION.search(fold(text)) is not None
    for name in _listed(text):
        if not _is_known(name, about):
            # Of "Brighton and Hove" the question may have one word alone.
            asked = [frequencies[term] for term in terms(name) if term in frequencies]
            told = min(asked, default=0)
            limit = _TOLD_IN_PASSING if _is_council(name, text) else 0
            if told <= limit or (is_of_inspection and text.find(name) > 0):
                return name
    for name, form in _named(text):
        if _is_known(name, about):
            continue
        told = min((frequencies.get(term, 0) for term in terms(name)), default=0)
        limit = _TOLD_IN_PASSING if is_of_inspection and form in _LOOSELY else 0
        if form in _COUNCILS and is_of_inspection:
            limit = told
        if form in _INSPECTED or told <= limit:
            return name
    return ""


def _listed(text: str) -> tuple[str, ...]:
    """Return the British councils that a text names, typed with a capital or without."""
    return other_councils(text, ()) or other_councils(text.lower(), ())


def _is_council(name: str, text: str) -> bool:
    """Say whether a name stands with "council" behind it."""
    styled = rf"\b{re.escape(name)}(?:['’]s)? (?:{_STYLE} )*(?:council|local authority)\b"
    return re.search(styled, text, re.IGNORECASE) is not None


def _named(text: str) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield each name that stands where a council's would, with the form that found it."""
    has_capitals = any(letter.isupper() for letter in text[1:]) and not text.isupper()
    for form in (*_COUNCILS, *_INSPECTED, *_LOOSELY, *_NOWHERE_TOLD):
        if not has_capitals and form not in _COUNCILS:
            continue
        # Typed without capitals, "council" still tells where a name ends.
        for found in form.finditer(text if has_capitals else text.title()):
            name = _place_of(found["name"])
            if name:
                yield name, form


def unknown_in_words(name: str, documents: Iterable[Metadata]) -> str:
    """Return the sentence that says what the library has instead of an unknown council."""
    written = {fold(each.authority): each.authority for each in documents if each.authority}
    authorities = sorted(written.values())
    near = [each for each in authorities if _words(name) & _words(each)][:_NEAREST_SHOWN]
    instead = f", among them {' and '.join(near)}" if near else ""
    count = len(authorities)
    held = "1 authority" if count == 1 else f"{count} authorities"
    return f"The library has no document on {name}; it has documents on {held}{instead}."


def _place_of(name: str) -> str:
    """Return the name as one of a place, or "" where it is plainly something else."""
    name = re.sub(r"['’]s?$", "", _OPENING.sub("", name))
    name = re.sub(rf"(?:(?:^| ){_STYLE})+$", "", name)
    return "" if NO_PLACE.search(name) or len(name) < _SHORTEST else name


def _is_known(name: str, documents: Iterable[Metadata]) -> bool:
    own = fold(name)
    for about in documents:
        if about.authority and _names(own, about.authority):
            return True
        # A report on North Fenside, by its title or its provider, does not make Fenside known.
        others = (about.title, about.provider, about.publisher, *about.authors)
        told = (fold(each).replace(fold(about.authority or "\n"), "") for each in others if each)
        if any(re.search(rf"\b{re.escape(own)}\b", each) for each in told):
            return True
    return False


def _names(own: str, authority: str) -> bool:
    whole = whole_names_of(authority)
    return own in names_of(authority) or any(_is_slip(own, each) for each in whole)


def _is_slip(own: str, known: str) -> bool:
    alike = own[0] == known[0] and len(own.split()) == len(known.split())
    is_near = alike and SequenceMatcher(None, own, known).ratio() >= _SLIP
    return own == known or is_near or _is_short_for(own, known)


def _is_short_for(own: str, known: str) -> bool:
    """Say whether a name shortens a shire's: some of its letters, and an "s"."""
    *before, stem = own.split()
    *known_before, shire = known.split()
    if before not in ([], known_before) or not (shire.endswith("shire") and stem.endswith("s")):
        return False
    letters = iter(shire)
    return stem[0] == shire[0] and all(letter in letters for letter in stem)


def _words(name: str) -> set[str]:
    return {word for word in re.findall(r"[a-z]{4,}", fold(name)) if word not in _POINTS}


_POINTS = frozenset(("north", "south", "east", "west", "upon", "with", "under"))
