"""Measures in a real browser whether the page stays quick in a long conversation.

    python benchmarks/long_chat.py http://127.0.0.1:7860 [--turns 100]

Prints how long the page takes to load, first and again, until it can be used. Then asks the same
few questions in turn, and prints for the first and the last ten turns the medians of: the first
visible change after Ask, the whole answer, and the longest task of the browser's main thread, which
is how long the page did not react.
"""

import argparse
import shutil
import statistics
import sys
import time
from collections.abc import Sequence
from typing import Any

from playwright.sync_api import Page, sync_playwright

QUESTIONS = (
    "Who led the inspection of Northmere in 2024?",
    "What is the average caseload of social workers?",
    "What counts as kinship care?",
    "Which telescope observed the rings of Saturn?",
)
COUNTED = 10
LOADS = 6
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")
ASK = """async question => {
  const tasks = [];
  const observer = new PerformanceObserver(list => tasks.push(...list.getEntries()));
  observer.observe({ type: "longtask" });
  const box = document.querySelector("#question textarea");
  const turns = document.querySelectorAll(".turn").length;
  box.value = question;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  await new Promise(resolve => setTimeout(resolve, 50));
  const began = performance.now();
  document.querySelector("#ask").click();
  const until = async condition => {
    while (!condition()) await new Promise(requestAnimationFrame);
    return performance.now() - began;
  };
  const last = () => document.querySelector(".turn:last-child");
  // At the limit of turns the oldest one leaves as the new one comes: then the last one is open.
  const visible = await until(() => last()?.dataset.progress === "searching"
    || document.querySelectorAll(".turn").length > turns);
  const done = await until(() => ["done", "failed"].includes(last().dataset.progress));
  await new Promise(resolve => setTimeout(resolve, 50));
  observer.disconnect();
  return { visible, done, longest: Math.max(0, ...tasks.map(task => task.duration)) };
}"""


def main() -> int:
    """Run the benchmark and return the exit status."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("address", help="of a page that is being served")
    arguments.add_argument("--turns", default=100, type=int)
    given = arguments.parse_args()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        print("There is no chromium on PATH: install it.", file=sys.stderr)
        return 2
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        page = browser.new_page()
        loads = [_load_ms(page, given.address) for _ in range(LOADS)]
        again = statistics.median(loads[1:])
        print(f"load until usable: {loads[0]:.0f} ms first, {again:.0f} ms again (median)")
        page.wait_for_selector(".opening")
        spent = [_ask(page, number) for number in range(given.turns)]
        browser.close()
    print("turns           first change   whole answer   longest task, ms (medians)")
    _print_row(f"1 to {min(COUNTED, len(spent))}", spent[:COUNTED])
    _print_row(f"{max(len(spent) - COUNTED, 0) + 1} to {len(spent)}", spent[-COUNTED:])
    return 0


def _load_ms(page: Page, address: str) -> float:
    """Load the page; return the milliseconds until its question box takes words."""
    began = time.perf_counter()
    page.goto(address)
    page.wait_for_function("document.querySelector('#question textarea')?.disabled === false")
    return (time.perf_counter() - began) * 1000


def _ask(page: Page, number: int) -> dict[str, Any]:
    measured: dict[str, Any] = page.evaluate(ASK, QUESTIONS[number % len(QUESTIONS)])
    return measured


def _print_row(turns: str, spent: Sequence[dict[str, Any]]) -> None:
    medians = [
        statistics.median(each[name] for each in spent) for name in ("visible", "done", "longest")
    ]
    print(f"{turns:<14}" + "".join(f"{median:13.0f}  " for median in medians))


if __name__ == "__main__":
    sys.exit(main())
