"""Measures the page's server under many askers: people who think, a rush, and a long day's work.

    python benchmarks/crowd.py [--people 50] [--rush 1000] [--answers 2000]

Serves the library of the settings on a port of its own and asks the golden questions through its
endpoint `ask`. Prints how quickly people are answered who wait between their questions, what
becomes of so many questions at once, and how the server's memory grows over so many answers.
"""

import argparse
import asyncio
import itertools
import json
import random
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import numpy as np

QUESTIONS = Path("tests/eval/golden/queries.jsonl")
EACH = 5
"""Questions of each person."""

THINK_S = (2.0, 8.0)
ANSWERED, BUSY, LOST = "answered", "told busy", "lost"
AT_A_TIME = 4
STARTS_WITHIN_S = 120
TIMEOUT_S = 300.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a question, after how long; `is_own` if the answer is to that question."""

    word: str
    spent_ms: float
    is_own: bool = True


def main() -> int:
    """Run the benchmark and return the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--rush", type=int, default=1_000)
    parser.add_argument("--answers", type=int, default=2_000)
    given = parser.parse_args()
    lines = QUESTIONS.read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line)["text"] for line in lines if line.strip()]
    with _served() as (address, process):
        outcomes = asyncio.run(_of_people(address, questions, given.people))
        print(f"{given.people} people who think: {_in_words(outcomes)}", flush=True)
        outcomes = asyncio.run(_at_once(address, questions, given.rush))
        print(f"{given.rush} questions at once: {_in_words(outcomes)}", flush=True)
        begun = _memory_mb(process.pid)
        asyncio.run(_in_turn(address, questions, given.answers))
        ended = _memory_mb(process.pid)
        print(f"memory before and after {given.answers} answers: {begun:.0f}, {ended:.0f} MB")
    return 0


@contextmanager
def _served() -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "app.py", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603
    try:
        _wait_for(address)
        yield address, process
    finally:
        process.terminate()
        process.wait()


def _wait_for(address: str) -> None:
    until = time.monotonic() + STARTS_WITHIN_S
    while time.monotonic() < until:
        try:
            if httpx.get(f"{address}/readyz").status_code == httpx.codes.OK:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.5)
    sys.exit("The page did not start: see what it said.")


async def _of_people(address: str, questions: Sequence[str], people: int) -> list[Outcome]:
    chance = random.Random(2)  # noqa: S311 - no secret
    async with _client() as client:

        async def one(number: int) -> list[Outcome]:
            outcomes = []
            for place in range(EACH):
                await asyncio.sleep(chance.uniform(*THINK_S))
                question = questions[(number * EACH + place) % len(questions)]
                outcomes.append(await _ask(client, address, question))
            return outcomes

        several = await asyncio.gather(*(one(number) for number in range(people)))
    return [*itertools.chain.from_iterable(several)]


async def _at_once(address: str, questions: Sequence[str], count: int) -> list[Outcome]:
    asked = itertools.islice(itertools.cycle(questions), count)
    async with _client() as client:
        return await asyncio.gather(*(_ask(client, address, each) for each in asked))


async def _in_turn(address: str, questions: Sequence[str], count: int) -> None:
    places = iter(range(count))
    async with _client() as client:

        async def one() -> None:
            for place in places:
                await _ask(client, address, questions[place % len(questions)])

        await asyncio.gather(*(one() for _ in range(AT_A_TIME)))


def _client() -> httpx.AsyncClient:
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=20)
    return httpx.AsyncClient(timeout=TIMEOUT_S, limits=limits)


async def _ask(client: httpx.AsyncClient, address: str, question: str) -> Outcome:
    began = time.perf_counter()
    try:
        call = f"{address}/gradio_api/call/ask"
        begun = await client.post(call, json={"data": [question]})
        if begun.status_code in (429, 503):
            return Outcome(BUSY, (time.perf_counter() - began) * 1000)
        told = (await client.get(f"{call}/{begun.json()['event_id']}")).text
    except httpx.TransportError:
        return Outcome(LOST, (time.perf_counter() - began) * 1000)
    spent = (time.perf_counter() - began) * 1000
    done = re.search(r"^event: complete\ndata: (.*)$", told, re.MULTILINE)
    if done is None:
        return Outcome(BUSY if "busy" in told else LOST, spent)
    return Outcome(ANSWERED, spent, json.loads(done.group(1))[0]["question"] == question)


def _in_words(outcomes: Sequence[Outcome]) -> str:
    parts = []
    for word in (ANSWERED, BUSY, LOST):
        spent = [each.spent_ms for each in outcomes if each.word == word]
        if spent:
            p50, p95 = np.percentile(spent, (50, 95))
            parts.append(f"{len(spent)} {word} (p50 {p50:.0f} ms, p95 {p95:.0f} ms)")
    crossed = sum(not each.is_own for each in outcomes)
    return f"{', '.join(parts)}, {crossed} answers to another question"


def _memory_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    found = re.search(r"VmRSS:\s+(\d+)", status)
    return int(found.group(1)) / 1024 if found else 0.0


if __name__ == "__main__":
    sys.exit(main())
