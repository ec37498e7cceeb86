"""What a question demands of its answer beyond likeness, and what becomes of quotes that lack it.

The fitted weights see such things as one sign among many; here they are demands. Sentences that
meet them come first, and what lacks one is less surely an answer. What they are is told in
`wanted_...` (a name for "who") and `unfit_quote` (no entry of contents); here is what they weigh.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from retriever.answers import (
    unfit_quote,
    wanted_kind,
    wanted_name,
    wanted_number,
    wanted_subject,
    wanted_time,
)
from retriever.answers.judged import Judged
from retriever.search.query import Query

LESS_SURE = 1.5
"""Taken from the log odds of what lacks something that is demanded."""

MUCH_LESS_SURE = 2.5
"""The same for what lacks the count or the name that is asked for: a number of another thing looks
much like it."""

UNSURE = 4.0
"""The same for what lacks the unit (none of 17 such quotes answered, of 468 questions) or is of
another council."""

NO_NUMBER = 0.75
"""Taken beside that where a question of number finds none that can be read out. Of 468 questions
of guidance and reports, with this and UNSURE 58 of the 98 that are not answered there are refused
(without, 48), and of the others 12 as before; of 150 that nobody looked at 20 of 40 (15) and 4 of
110 (3)."""

NO_NAME = 0.75
"""Taken where who did it is asked, or the quote has names, and none of them can be read out: 15 of
62 such quotes answered, at a mean probability of .52 without and .37 with this; one that answers is
refused, without and with it."""

NOTHING_SHARED = 0.45
"""Taken where the sentence, and again where its passage, has nothing of the question but its place
and its years, and no unit that is asked for. With 0.5 of 2,048 questions of guidance and reports
that are answered there, 266 and then 296 are refused (of the 1,128 with the right quote 57 and then
64); of 632 that are not answered, 240 and then 249; of 98 of other kinds that nothing was fitted
on, 60 and then 71."""

LITTLE = 0.1
WHOLLY = 0.999
MORE_SURE = 1.0
"""Given to what holds every word of a topic: a word or two are like no passage as a whole."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the demands take from a candidate, in log odds: of its order, of its probability."""

    behind: float
    less_sure: float


def meeting_demands(query: Query, judged: Sequence[Judged]) -> list[Judged]:
    """Return candidates in their order once what the question demands has counted.

    Args:
        query: The question.
        judged: The candidates, best first.
    """
    moved = [_moved(query, each) for each in judged]
    return sorted(moved, key=lambda each: -each.order)


def standing_of(query: Query, judged: Judged) -> Standing:
    """Return what a question's demands make of a candidate."""
    unmet = [each for each in _DEMANDS if each.lacks(query, judged)]
    tells = query.is_topic and judged.evidence.coverage >= WHOLLY
    less_sure = max((each.less_sure for each in unmet), default=0.0)
    less_sure += NO_NUMBER if wanted_number.tells_no_number(query, judged) else 0.0
    less_sure += NO_NAME if wanted_name.tells_no_name(query, judged) else 0.0
    less_sure += NOTHING_SHARED * _shares_too_little(judged)
    return Standing(
        behind=sum(each.behind for each in unmet),
        less_sure=less_sure - (MORE_SURE if tells else 0.0),
    )


def _shares_too_little(judged: Judged) -> int:
    """Return how many of a quote and its passage have hardly a word of the question."""
    evidence = judged.evidence
    if evidence.fits_unit > 0:
        return 0
    return (evidence.content == 0.0) + (evidence.passage_content < LITTLE)


def _moved(query: Query, judged: Judged) -> Judged:
    standing = standing_of(query, judged)
    sure = min(max(judged.probability, 1e-6), 1 - 1e-6)
    odds = math.log(sure / (1 - sure)) - standing.less_sure
    probability = 1 / (1 + math.exp(-odds)) if standing.less_sure else judged.probability
    return replace(judged, order=judged.order - standing.behind, probability=probability)


@dataclass(frozen=True, slots=True)
class _Demand:
    """What lacks it comes behind in the order, and is less surely an answer, both in log odds."""

    lacks: Callable[[Query, Judged], bool]
    behind: float = 0.0
    less_sure: float = LESS_SURE


_DEMANDS = (
    _Demand(unfit_quote.asks_itself, behind=3.0),
    _Demand(unfit_quote.is_of_contents, behind=5.0),
    _Demand(unfit_quote.says_nothing, behind=5.0),
    _Demand(unfit_quote.is_elsewhere, behind=2.0),
    _Demand(unfit_quote.is_of_another_council, behind=5.0, less_sure=UNSURE),
    _Demand(unfit_quote.is_of_another_year, behind=2.0),
    _Demand(wanted_kind.tells_nobody, behind=5.0),
    _Demand(wanted_kind.leaves_undone, behind=2.0, less_sure=0.0),  # other words may say it
    _Demand(wanted_kind.tells_no_duty, behind=1.5, less_sure=0.0),
    _Demand(wanted_number.lacks_unit, less_sure=UNSURE),
    _Demand(wanted_kind.lacks_contact, behind=1.0, less_sure=UNSURE),
    _Demand(wanted_name.lacks_name, less_sure=MUCH_LESS_SURE),
    _Demand(wanted_name.names_no_holder, behind=1.0, less_sure=UNSURE),
    _Demand(wanted_name.makes_nothing, behind=1.0, less_sure=UNSURE),
    _Demand(wanted_subject.lacks_the_name, behind=1.0, less_sure=UNSURE),
    _Demand(wanted_subject.lacks_the_speaker, behind=1.0, less_sure=MUCH_LESS_SURE),
    _Demand(wanted_subject.lacks_the_feeling, behind=1.0, less_sure=MUCH_LESS_SURE),
    _Demand(wanted_subject.lacks_the_kind, behind=1.0, less_sure=UNSURE),
    _Demand(wanted_number.counts_vaguely, behind=0.5),
    _Demand(wanted_number.lacks_figure, less_sure=UNSURE),
    _Demand(wanted_number.tells_another_rate),
    _Demand(wanted_kind.lacks_a_side),
    _Demand(wanted_number.counts_nothing, less_sure=MUCH_LESS_SURE),
    _Demand(wanted_time.tells_no_time, behind=1.0, less_sure=0.5),
    _Demand(wanted_time.tells_no_day, behind=1.0, less_sure=UNSURE),
    _Demand(wanted_time.tells_no_year, behind=1.0, less_sure=UNSURE),
    _Demand(wanted_time.tells_no_place, behind=1.0, less_sure=UNSURE),
    _Demand(wanted_time.tells_no_plan, behind=1.0, less_sure=MUCH_LESS_SURE),
    _Demand(wanted_time.tells_no_limit, behind=1.0, less_sure=0.0),
    _Demand(wanted_kind.defines_loosely, behind=2.5, less_sure=0.0),
    _Demand(wanted_kind.defines_nothing, behind=1.0, less_sure=0.5),
    _Demand(wanted_kind.tells_no_role, behind=2.0, less_sure=0.0),
    _Demand(unfit_quote.points_elsewhere, behind=1.5, less_sure=0.5),
    _Demand(wanted_kind.gives_no_reason, behind=1.0, less_sure=MUCH_LESS_SURE),
    _Demand(wanted_kind.forbids_nothing, behind=1.5, less_sure=0.5),
    _Demand(wanted_number.counts_others, behind=1.0),
    _Demand(wanted_name.names_none, behind=1.0, less_sure=MUCH_LESS_SURE),
    _Demand(unfit_quote.is_before, less_sure=UNSURE),
    _Demand(unfit_quote.is_reference, behind=3.0, less_sure=0.5),
    _Demand(unfit_quote.is_of_a_stand_in, behind=1.5, less_sure=0.5),
    _Demand(unfit_quote.is_unheard_of, less_sure=1.0),
)
