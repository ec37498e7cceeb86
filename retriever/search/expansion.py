"""Another form of words of a question: searched, read and weighed beside the question's own."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Expansion:
    """A form that a question leaves out.

    Attributes:
        start: Where in the question the form that it has starts.
        end: Where that ends.
        form: The other one, as it is searched: in capitals if it is an acronym.
        terms: Of the other one.
        weight: Of each of its terms, beside 1 for the question's own.
        is_long: Whether it is what an acronym stands for.
        is_everyday: Whether the question has an everyday word for it.
    """

    start: int
    end: int
    form: str
    terms: tuple[str, ...]
    weight: float
    is_long: bool = False
    is_everyday: bool = False
