"""Plots of dots with their intervals, side by side and never one on another, for a page.

Lengths across are per cent and heights are pixels, so a plot takes whatever width it is given and
its words stay as large as those around it. Each series has a shape as well as a colour, which is
the style sheet's, by class. Every text is escaped.
"""

from collections.abc import Sequence
from html import escape

from retriever.evaluation.figures import Figure
from retriever.evaluation.report.plots import BarRow

SHAPES = (
    '<circle r="5"/>',
    '<rect x="-4.5" y="-4.5" width="9" height="9"/>',
    '<path d="M0-6.5 6.5 0 0 6.5-6.5 0Z"/>',
    '<path d="M0-6 6 5H-6Z"/>',
)
"""Around 0, 0."""

ACROSS = 85.0
"""Per cent of the width from 0 to 1; then comes the column of values."""

LABEL, LINE, GAP = 22, 18, 10
"""Pixels: a row's label, each of its lines, and the space before the next row."""

FIRST, LAST, HIGH, BELOW = 9.0, 97.0, 110, 26
"""Of a course: per cent of the first and last point, pixels of the plot and of what is beneath."""


def dot_rows(title: str, series: Sequence[str], rows: Sequence[BarRow]) -> str:
    """Draw for each row a line with a dot and its interval for each series, from 0 to 1."""
    parts, y = [], 0.0
    for row in rows:
        drawn = [(place, each) for place, each in enumerate(row.bars) if each is not None]
        if not drawn:
            continue
        parts.append(_text("0", y + 15, row.label, "row-label"))
        y += LABEL
        for place, figure in drawn:
            parts.append(_dot_line(series[place], place, figure, y + LINE / 2))
            y += LINE
        y += GAP
    for tenth in range(0, 11, 2):
        side = "start" if tenth == 0 else "middle"
        parts.append(_text(f"{ACROSS * tenth / 10:.1f}%", y + 12, f"{tenth / 10:.1f}", side))
    return _svg(title, y + 18, parts)


def legend(series: Sequence[str]) -> str:
    """Return the shapes and the names of the series as a list."""
    items = "".join(
        f'<li><svg width="16" height="16" aria-hidden="true"><g class="s{place % 4}" '
        f'transform="translate(8 8)">{SHAPES[place % 4]}</g></svg>{escape(name)}</li>'
        for place, name in enumerate(series)
    )
    return f'<ul class="legend">{items}</ul>'


def course(title: str, points: Sequence[tuple[str, Figure]]) -> str:
    """Draw one figure over time, oldest first: a dot with its interval for each moment.

    Args:
        title: What is drawn, for who cannot see it.
        points: A moment in words, and the figure.
    """
    parts = []
    for fifth in range(6):
        y = _height(fifth / 5)
        parts.append(_line("6%", y, "100%", y, "grid"))
        if fifth in {0, 5}:
            parts.append(_text("0", y + 4, f"{fifth // 5}", "start"))
    step = (LAST - FIRST) / max(len(points) - 1, 1)
    places = [FIRST + step * place for place in range(len(points))]
    for place in range(1, len(points)):
        before, now = points[place - 1][1].value, points[place][1].value
        across = f"{places[place - 1]:.1f}%", f"{places[place]:.1f}%"
        parts.append(_line(across[0], _height(before), across[1], _height(now), "way"))
    for x, (moment, figure) in zip(places, points, strict=True):
        across_x = f"{x:.1f}%"
        parts.append(
            _line(across_x, _height(figure.low), across_x, _height(figure.high), "whisker")
        )
        parts.append(_mark(across_x, _height(figure.value), 0, f"{moment}: {_said(figure)}"))
    if points:
        parts.append(_text("6%", HIGH + 22, points[0][0], "start"))
    if len(points) > 1:
        parts.append(_text("100%", HIGH + 22, points[-1][0], "end"))
    return _svg(title, HIGH + BELOW, parts)


def _dot_line(name: str, place: int, figure: Figure, y: float) -> str:
    low, high, value = (
        f"{ACROSS * min(max(each, 0.0), 1.0):.1f}%"
        for each in (figure.low, figure.high, figure.value)
    )
    return (
        _line("0", y, f"{ACROSS:.1f}%", y, "grid")
        + _line(low, y, high, y, f"whisker w{place % 4}")
        + _mark(value, y, place, f"{name}: {_said(figure)}")
        + _text("100%", y + 4, f"{figure.value:.3f}", "end")
    )


def _height(value: float) -> float:
    return 6 + (HIGH - 8) * (1 - min(max(value, 0.0), 1.0))


def _said(figure: Figure) -> str:
    return f"{figure.value:.3f} [{figure.low:.3f}, {figure.high:.3f}] of {figure.questions}"


def _svg(title: str, height: float, parts: Sequence[str]) -> str:
    return (
        f'<svg class="dots" role="img" width="100%" height="{height:.0f}" '
        f'aria-label="{escape(title)}">{"".join(parts)}</svg>'
    )


def _mark(x: str, y: float, place: int, tip: str) -> str:
    return (
        f'<svg x="{x}" y="{y:.1f}" overflow="visible"><g class="s{place % 4}">'
        f"<title>{escape(tip)}</title>{SHAPES[place % 4]}</g></svg>"
    )


def _line(x1: str, y1: float, x2: str, y2: float, kind: str) -> str:
    return f'<line class="{kind}" x1="{x1}" y1="{y1:.1f}" x2="{x2}" y2="{y2:.1f}"/>'


def _text(x: str, y: float, text: str, kind: str) -> str:
    return f'<text class="{kind}" x="{x}" y="{y:.1f}">{escape(text)}</text>'
