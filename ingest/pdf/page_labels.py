"""Tells what is printed on each page ("iv", "12") where the file does not say it.

The furniture of a page bears its number. A number is believed where most pages that bear one count
on from the first: page 5 prints 3, page 6 prints 4, all through. Knows lines.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ingest.pdf.furniture import PageLines

_FLOOR_PAGES = 2
_AGREEING_SHARE = 0.6
_NUMBER = re.compile(r"(?<![\d.,/-])(?:\d{1,4}|[ivxl]{1,7})(?![\d.,/-])")
_OF_PAGES = re.compile(r"\s*\b(?:of|/)\s*\d{1,4}\s*$", re.IGNORECASE)
_ROMAN = re.compile(r"x{0,3}(?:ix|iv|v?i{0,3})")
_ROMAN_SIGNS = {"i": 1, "v": 5, "x": 10}


def labels_of(
    labels: tuple[str, ...], pages: Sequence[PageLines], kept: Sequence[PageLines]
) -> tuple[str, ...]:
    """Return the labels of the pages.

    Args:
        labels: As the file says them, "" where it does not.
        pages: With all of their lines.
        kept: The same without furniture.
    """
    if any(labels):
        return labels
    printed = [_printed(page, rest) for page, rest in zip(pages, kept, strict=True)]
    found = [""] * len(pages)
    for is_roman in (False, True):
        told = [{n for n, roman in each if roman is is_roman} for each in printed]
        shift = _shift(told)
        if shift is None:
            continue
        for place, numbers in enumerate(told):
            number = place + 1 - shift
            if number in numbers and not found[place]:
                found[place] = _roman(number) if is_roman else str(number)
    return tuple(found)


def _printed(page: PageLines, kept: PageLines) -> set[tuple[int, bool]]:
    """Return the numbers among a page's furniture, and of each whether it is a roman one."""
    text = {id(line) for line in kept.lines}
    return {number for line in page.lines if id(line) not in text for number in _numbers(line.text)}


def _numbers(text: str) -> Iterator[tuple[int, bool]]:
    """Yield the numbers at a line's start and end: where a page's number stands."""
    text = _OF_PAGES.sub("", text).strip(" -–|")
    for match in _NUMBER.finditer(text):
        if match.start() and match.end() < len(text):
            continue
        if match[0].isdigit():
            yield int(match[0]), False
        elif _ROMAN.fullmatch(match[0]):
            yield _value(match[0]), True


def _shift(told: Sequence[set[int]]) -> int | None:
    """Return by how much pages are ahead of their numbers, where most of them agree."""
    shifts = Counter(page - number for page, each in enumerate(told, 1) for number in each)
    if not shifts:
        return None
    shift, count = shifts.most_common(1)[0]
    bearing = sum(bool(each) for each in told)
    return shift if count >= max(_FLOOR_PAGES, _AGREEING_SHARE * bearing) else None


def _value(roman: str) -> int:
    signs = [_ROMAN_SIGNS[sign] for sign in roman]
    later = [*signs[1:], 0]
    return sum(-sign if sign < after else sign for sign, after in zip(signs, later, strict=True))


def _roman(number: int) -> str:
    tens, units = divmod(number, 10)
    return "x" * tens + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[units]
