"""Plots as inline SVG: rows of bars with their intervals, reliability, a histogram of times.

Knows figures and labels; colours and fonts are the page's style sheet's, by class. Every text is
escaped. Lengths are in the SVG's own units, which the page scales to its width.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from retriever.evaluation.figures import Figure
from retriever.evaluation.refusals import ReliabilityBin

WIDTH = 900
LABELS = 190
"""The column of the rows' labels; then come the bars, then the column of their values."""

VALUES = 110
BAR, BAR_GAP, ROW_GAP = 9, 3, 12
TIME_BARS = 24


@dataclass(frozen=True, slots=True)
class BarRow:
    """A label and for each series its figure, None where it has none."""

    label: str
    bars: tuple[Figure | None, ...]


def bar_rows(title: str, series: Sequence[str], rows: Sequence[BarRow]) -> str:
    """Draw for each row one bar a series, beneath one another, from 0 to 1 with whiskers."""
    left, right = LABELS, WIDTH - VALUES
    parts, y = [_legend(series)], 34
    top = y
    bodies = []
    for row in rows:
        drawn = [(place, bar) for place, bar in enumerate(row.bars) if bar is not None]
        if not drawn:
            continue
        height = len(drawn) * (BAR + BAR_GAP)
        middle = y + height / 2 + 3
        bodies.append(_text(left - 10, middle, row.label, "label end"))
        for place, bar in drawn:
            bodies.append(_bar(bar, place, y, left, right))
            y += BAR + BAR_GAP
        y += ROW_GAP
    for tenth in range(0, 11, 2):
        x = left + (right - left) * tenth / 10
        parts.append(_line(x, top - 8, x, y - ROW_GAP + 4, "grid"))
        parts.append(_text(x, y + 6, f"{tenth / 10:.1f}", "tick middle"))
    return _svg(title, WIDTH, y + 14, [*parts, *bodies])


def reliability_plot(title: str, bins: Sequence[ReliabilityBin]) -> str:
    """Draw how often answers were right by the probability that they came with."""
    left, top, size, foot = 56, 14, 300, 70
    parts = [_line(left, top + size, left + size, top, "ideal")]
    for fifth in range(6):
        share = fifth / 5
        x, y = left + size * share, top + size * (1 - share)
        parts.append(_line(left, y, left + size, y, "grid"))
        parts.append(_text(left - 8, y + 4, f"{share:.1f}", "tick end"))
        parts.append(_text(x, top + size + foot + 22, f"{share:.1f}", "tick middle"))
    most = max((each.questions for each in bins), default=0) or 1
    for each in bins:
        if not each.questions:
            continue
        x = left + size * each.mean_probability
        right = each.share_right
        low, high = (top + size * (1 - share) for share in (right.low, right.high))
        said = f"said {each.mean_probability:.2f}, right {right.value:.2f} of {each.questions}"
        parts.append(_line(x, low, x, high, "whisker"))
        y = top + size * (1 - right.value)
        parts.append(f'<circle class="s3" cx="{x:.1f}" cy="{y:.1f}" r="5">{_tip(said)}</circle>')
        height = foot * 0.8 * each.questions / most
        start, width = left + size * each.low + 1, size * (each.high - each.low) - 2
        parts.append(_rect(start, top + size + foot - height, width, height, "count", said))
    parts.append(_line(left, top + size + foot, left + size, top + size + foot, "axis"))
    below = top + size + foot + 44
    parts.append(_text(left + size / 2, below, "probability that was said", "label middle"))
    parts.append(_text(left + size + 12, top + 12, "share that was right", "label"))
    parts.append(_text(left + size + 12, top + 30, "dashed: what it should be", "tick"))
    parts.append(_text(left + size + 12, top + size + foot - 6, "how many questions", "label"))
    return _svg(title, 560, below + 10, parts)


def time_histogram(
    title: str, times_ms: Sequence[float], marks: Sequence[tuple[str, float]]
) -> str:
    """Draw how long answers took, with marks such as the median."""
    left, top, right, height = 46, 46, WIDTH - 30, 150
    edges = time_edges(times_ms)
    counts = time_counts(times_ms, edges)
    most, last = max(counts, default=0) or 1, edges[-1]
    parts = []
    for (low, high), count in zip(pairwise(edges), counts, strict=True):
        x = left + (right - left) * low / last
        width = (right - left) * (high - low) / last - 1
        tall = height * count / most
        said = f"{low:.0f} to {high:.0f} ms: {count}"
        parts.append(_rect(x, top + height - tall, width, tall, "s0", said))
    parts.append(_line(left, top + height, right, top + height, "axis"))
    parts.append(_text(left - 6, top + 8, str(most), "tick end"))
    parts.append(_text(left - 6, top + height, "0", "tick end"))
    for fifth in range(6):
        x = left + (right - left) * fifth / 5
        parts.append(_text(x, top + height + 18, f"{last * fifth / 5:.0f}", "tick middle"))
    for place, (name, value) in enumerate(marks):
        x = left + (right - left) * min(value / last, 1.0)
        parts.append(_line(x, 16 * place, x, top + height, "mark"))
        # The later ones stand lower, and near the right edge to the left of their line.
        is_far = x > right - 120
        shift, side = (-5, "label end") if is_far else (5, "label")
        parts.append(_text(x + shift, 12 + 16 * place, f"{name} {value:.0f} ms", side))
    parts.append(_text((left + right) / 2, top + height + 38, "milliseconds", "label middle"))
    return _svg(title, WIDTH, top + height + 48, parts)


def time_edges(times_ms: Sequence[float]) -> list[float]:
    """Return where the histogram's bars begin and end, in milliseconds, from 0."""
    longest = max(times_ms, default=1.0) or 1.0
    step = _round_up(longest / TIME_BARS)
    count = max(1, -int(-longest // step))
    return [step * place for place in range(count + 1)]


def time_counts(times_ms: Sequence[float], edges: Sequence[float]) -> list[int]:
    """Count the times in each bar; one on an edge belongs to the bar that it ends."""
    counts = [0] * (len(edges) - 1)
    step = edges[1] - edges[0]
    for time_ms in times_ms:
        counts[min(max(-int(-time_ms // step) - 1, 0), len(counts) - 1)] += 1
    return counts


def _round_up(value: float) -> float:
    """Return the next 1, 2 or 5 times a power of ten."""
    power = 10.0 ** (len(str(int(value))) - 1) if value >= 1 else 1.0
    return next((power * each for each in (1, 2, 5) if power * each >= value), power * 10)


def _bar(bar: Figure, place: int, y: float, left: float, right: float) -> str:
    width = right - left
    value, low, high = (min(max(each, 0.0), 1.0) for each in (bar.value, bar.low, bar.high))
    said = f"{bar.value:.3f} [{bar.low:.3f}, {bar.high:.3f}] of {bar.questions}"
    middle = y + BAR / 2
    return (
        _rect(left, y, max(width * value, 1), BAR, f"s{place % 4}", said)
        + _line(left + width * low, middle, left + width * high, middle, "whisker")
        + _text(right + 8, y + BAR - 1, f"{bar.value:.3f} of {bar.questions}", "value")
    )


def _legend(series: Sequence[str]) -> str:
    parts, x = [], 10.0
    for place, name in enumerate(series):
        parts.append(_rect(x, 4, 12, 12, f"s{place % 4}", name))
        parts.append(_text(x + 17, 14, name, "label"))
        x += 34 + 7 * len(name)
    return "".join(parts)


def _svg(title: str, width: float, height: float, parts: Sequence[str]) -> str:
    return (
        f'<svg role="img" viewBox="0 0 {width:.0f} {height:.0f}" '
        f'style="max-width:{width:.0f}px" aria-label="{escape(title)}">{"".join(parts)}</svg>'
    )


def _rect(x: float, y: float, width: float, height: float, kind: str, tip: str) -> str:  # noqa: PLR0913, PLR0917 - SVG's own
    place = f'x="{x:.1f}" y="{y:.1f}" width="{max(width, 0):.1f}" height="{max(height, 0):.1f}"'
    return f'<rect class="{kind}" {place}>{_tip(tip)}</rect>'


def _line(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    return f'<line class="{kind}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def _text(x: float, y: float, text: str, kind: str) -> str:
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}">{escape(text)}</text>'


def _tip(text: str) -> str:
    return f"<title>{escape(text)}</title>"
