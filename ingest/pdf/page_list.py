"""Writes page numbers in few words."""

from collections.abc import Iterable

_RUN_FLOOR = 3


def page_list(pages: Iterable[int]) -> str:
    """Write pages as "page 3" or "pages 1, 3 to 7 and 9"."""
    runs: list[list[int]] = []
    for page in sorted(set(pages)):
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    parts: list[str] = []
    for run in runs:
        parts += [f"{run[0]} to {run[-1]}"] if len(run) >= _RUN_FLOOR else map(str, run)
    if len(runs) == 1 and len(runs[0]) == 1:
        return f"page {parts[0]}"
    listed = f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else parts[0]
    return f"pages {listed}"
