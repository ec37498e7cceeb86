"""What axe finds on a page: the rules of WCAG 2.2 AA and axe's own best practice."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Page) -> list[str]:
    """Return what axe finds, each with the first element that it finds it at."""
    page.evaluate(f"() => {{ if (!window.axe) {{ {AXE_SCRIPT} }} }}")
    found: list[dict[str, Any]] = page.evaluate(
        "rules => axe.run({ runOnly: rules, resultTypes: ['violations'] })"
        ".then(result => result.violations)",
        RULES,
    )
    return [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found]
