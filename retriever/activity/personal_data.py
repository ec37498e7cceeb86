"""Stops a question that holds what looks like a child's personal data, before anything is done.

The patterns are narrow: dates of inspections, sections of Acts, URNs, amounts and years are what
policy questions are made of, and must pass. So this is a net for slips, not a proof that nothing
personal is left; names pass.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from retriever.errors import PersonalDataError
from retriever.visible import visible

NHS_LENGTH = 10
NHS_MODULUS = 11
"""The last digit of an NHS number checks the others: weights 10 down to 2, modulo 11."""

_HYPHENS = dict.fromkeys((*range(0x2010, 0x2016), 0x2212), "-")
"""Hyphens, dashes and the minus sign that word processors put between digits."""

DATE = (
    r"(?:\d{1,2}(?:st|nd|rd|th)?[\s./-]+(?:of\s+)?(?:\d{1,2}|[a-z]{3,9})[\s./,-]+(?:\d{4}|\d{2})"
    r"|[a-z]{3,9}\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}|\d{4}-\d{2}-\d{2})\b"
)


class _Kind(NamedTuple):
    """One kind of personal data: its name with an article, its look, and a closer check."""

    name: str
    pattern: re.Pattern[str]
    is_one: Callable[[str], bool] = bool


def _is_nhs_number(found: str) -> bool:
    digits = [int(each) for each in found if each.isdigit()]
    weighted = sum(
        digit * weight for digit, weight in zip(digits, range(NHS_LENGTH, 1, -1), strict=False)
    )
    check = (NHS_MODULUS - weighted % NHS_MODULUS) % NHS_MODULUS
    return check == digits[-1] and len(set(digits)) > 1


def _look(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.VERBOSE)


KINDS: Sequence[_Kind] = (
    _Kind("an e-mail address", _look(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")),
    _Kind(
        "an NHS number",
        _look(r"(?<![\w£$€.,/-]) (?<!urn\s) \d{3}([ -]?)\d{3}\1\d{4} (?![\w/-]|[.,]\d)"),
        _is_nhs_number,
    ),
    _Kind(
        "a National Insurance number",
        _look(
            r"\b(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]"
            r"[ ]?\d{2}[ ]?\d{2}[ ]?\d{2}[ ]?[A-D]\b"
        ),
    ),
    _Kind("a pupil number", _look(r"\b[A-HJ-NP-RT-Z]\d{11}[\dA-Z]\b")),
    _Kind(
        # 03 and 08 are lines of organisations.
        "a telephone number",
        _look(
            r"(?<![\w£$€.,/-]) (?:\+44[ -]?(?:\(0\)[ ]?)?|\(?0) (?:"
            r"[127]\d{9} | [127]\d{8} | [17]\d{3}\)?[ -]\d{5,6} | [17]\d{3}\)?[ -]\d{3}[ -]\d{3}"
            r"| 1\d{2}\)?[ -]\d{3}[ -]\d{4} | 2\d\)?[ -]\d{4}[ -]\d{4}"
            r") (?![\w/-])"
        ),
    ),
    _Kind(
        # "Children born on ..." asks about a rule, "she was born on ..." about a child.
        "a date of birth",
        _look(
            r"(?: \b(?:date\s+of\s+birth|birth\s*date|d\.?o\.?b\.?)(?:\s+is|\s+was)?[\s:=,(-]*"
            r"| (?<!children\s)(?<!babies\s)(?<!those\s)(?<!people\s)(?<!pupils\s)(?<!infants\s)"
            r"(?<!anyone\s)\bborn\s+(?:on\s+)?(?:the\s+)? )" + DATE
        ),
    ),
    _Kind(
        "a case or reference number",
        _look(
            r"\b(?:case|child|children’?'?s|client|referral|person|service\s+user|family|social\s+care"
            r"|mosaic|lcs|liquidlogic|carefirst|ics|court)(?:’s|'s)?"
            r"\s+(?:number|no\.?|ref\.?|reference(?:\s+(?:number|no\.?))?|id)"
            r"(?:\s+is|\s+was)?[\s:=\#(]*"
            r"(?=[a-z\d/-]*\d)(?:[a-z]{1,4}[/-]?\d[a-z\d/-]{2,}|\d{2,}[/-][a-z\d/-]{3,}|\d{5,})\b"
        ),
    ),
)


def personal_data_in(text: str) -> tuple[str, ...]:
    """Name the kinds of personal data that a text seems to hold; what was found is not told."""
    plain = unicodedata.normalize("NFKC", visible(text)).translate(_HYPHENS)
    return tuple(dict.fromkeys(_found(plain)))


def checked(text: str, noun: str = "question") -> str:
    """Return a text without what no screen shows, where it holds no personal data.

    Args:
        text: What somebody typed.
        noun: What it is, for the message.

    Raises:
        PersonalDataError: It seems to; the message names the kinds and repeats nothing.
    """
    kinds = personal_data_in(text)
    if kinds:
        message = (
            f"Your {noun} holds what looks like {_listed(kinds)}. Candour takes no child’s "
            "personal data, so nothing was searched or kept. Please take it out and send it again."
        )
        raise PersonalDataError(message)
    return visible(text)


def _found(plain: str) -> Iterator[str]:
    for kind in KINDS:
        if any(kind.is_one(match.group()) for match in kind.pattern.finditer(plain)):
            yield kind.name


def _listed(kinds: Sequence[str]) -> str:
    return kinds[0] if len(kinds) == 1 else f"{', '.join(kinds[:-1])} and {kinds[-1]}"
