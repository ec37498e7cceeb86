"""Questions that people wrote over real documents: kept without the documents' words, and asked.

    python -m benchmarks.written make OUT --index INDEX [NAME...]
    python -m benchmarks.written keep NAME --index INDEX < QUESTIONS.jsonl

`benchmarks/written/NAME.jsonl` holds one question a line, `{"text", "document", "kind", "places"}`;
without places the documents do not answer it. A place says where the words that answer stand: where
they start in the document's letters (its text without white space), how many they are, and the
beginning of their SHA-256, by which they are found again when a file is read otherwise.

`make` writes an evaluation folder a NAME, of the questions whose documents INDEX holds, for `python
-m retriever evaluate FOLDER --index INDEX`. `keep` takes `{"text", "document", "kind", "answers"}`,
the answers in the document's words, and adds the questions to NAME.
"""

import argparse
import hashlib
import json
import sys
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from retriever.errors import CandourError
from retriever.evaluation.gold import places_of
from retriever.records import Document, Filters, Span
from retriever.settings import Settings
from retriever.store.encoder import SentenceEncoder
from retriever.store.opening import open_store

KEPT = Path(__file__).with_name("written")
MARK_CHARS = 12


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand in a document: a count of letters, their number, and a mark of theirs."""

    start: int
    length: int
    mark: str


class Letters:
    """A text without its white space, which every way of reading a file sets otherwise."""

    def __init__(self, text: str) -> None:
        self._offsets = [place for place, letter in enumerate(text) if not letter.isspace()]
        self._letters = "".join(text[place] for place in self._offsets)

    def place_of(self, span: Span) -> Place:
        """Return the place of a stretch of the text."""
        start = bisect_left(self._offsets, span.start)
        length = bisect_left(self._offsets, span.end) - start
        return Place(start, length, _mark(self._letters[start : start + length]))

    def span_of(self, place: Place) -> Span | None:
        """Return where the words of a place stand now; None where they are no longer there."""
        last = len(self._letters) - place.length
        for start in (place.start, *range(last + 1)):
            if _mark(self._letters[start : start + place.length]) == place.mark:
                end = self._offsets[start + place.length - 1] + 1
                return Span(self._offsets[start], end)
        return None


@cache
def letters_of(text: str) -> Letters:
    """Return a text's letters, taken apart once."""
    return Letters(text)


def main() -> int:
    """Make folders, or keep questions; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    making = commands.add_parser("make", help="write evaluation folders")
    making.add_argument("out", type=Path)
    making.add_argument("names", nargs="*", metavar="NAME")
    keeping = commands.add_parser("keep", help="add the questions on standard input")
    keeping.add_argument("name")
    for command in (making, keeping):
        command.add_argument("--index", type=Path, required=True, help="that holds the documents")
    given = parser.parse_args()
    try:
        with documents_of(given.index) as documents:
            if given.command == "make":
                names = given.names or sorted(each.stem for each in KEPT.glob("*.jsonl"))
                for name in names:
                    make(name, documents, given.out)
            else:
                keep(given.name, (json.loads(line) for line in sys.stdin), documents)
    except (CandourError, OSError, KeyError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


@contextmanager
def documents_of(index: Path) -> Iterator[Mapping[str, Document]]:
    """Open the documents of an index, by the name of their files."""
    settings = replace(Settings.from_environment(), index=index)
    with open_store(settings, SentenceEncoder(settings.encoder)).read() as view:
        yield {Path(each.path).name: each for each in view.documents(Filters())}


def keep(name: str, asked: Iterable[dict[str, Any]], documents: Mapping[str, Document]) -> None:
    """Add questions to those that are kept.

    Raises:
        KeyError: A document is not in the index.
        ValueError: A document does not hold an answer's words.
    """
    lines = []
    for each in asked:
        text = documents[each["document"]].text
        letters, places = letters_of(text), []
        for words in each["answers"]:
            spans = places_of(text, words)
            if not spans:
                message = f"{each['document']} does not hold {words!r}."
                raise ValueError(message)
            found = [letters.place_of(span) for span in spans]
            places += [[place.start, place.length, place.mark] for place in found]
        kept = {key: each[key] for key in ("text", "document", "kind")} | {"places": places}
        lines.append(json.dumps(kept, ensure_ascii=False) + "\n")
    with (KEPT / f"{name}.jsonl").open("a", encoding="utf-8") as file:
        file.writelines(lines)


def make(name: str, documents: Mapping[str, Document], out: Path) -> None:
    """Write the evaluation folder of the questions whose documents are there.

    A question whose answers' words stand nowhere any more is left out, and told.
    """
    queries, judgements, answers = [], ["query-id\tdoc-id\trelevance\n"], []
    lines = (KEPT / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, start=1):
        asked = json.loads(line)
        document = documents.get(asked["document"])
        if document is None:
            continue
        letters = letters_of(document.text)
        places = [Place(*each) for each in asked["places"]]
        spans = [span for span in map(letters.span_of, places) if span]
        if places and not spans:
            print(f"{name}, line {number}: its answers are no longer found", file=sys.stderr)
            continue
        identity = f"{name}-{number}"
        query = {"id": identity, "text": asked["text"], "kind": asked["kind"]}
        queries.append(query | {"answerable": bool(spans)})
        if spans:
            told = [document.text[span.start : span.end] for span in spans]
            judgements.append(f"{identity}\t{document.path}\t1\n")
            gold = [{"doc-id": document.path, "text": text} for text in told]
            answers.append({"query-id": identity, "answer": told[0], "spans": gold})
    if not queries:
        return
    folder = out / name
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "queries.jsonl", queries)
    _write(folder / "answers.jsonl", answers)
    (folder / "qrels.tsv").write_text("".join(judgements), encoding="utf-8")
    print(f"{folder}: {len(queries)} questions, {len(answers)} of them answered")


def _write(file: Path, records: Iterable[Mapping[str, Any]]) -> None:
    lines = (json.dumps(each, ensure_ascii=False) + "\n" for each in records)
    file.write_text("".join(lines), encoding="utf-8")


def _mark(letters: str) -> str:
    return hashlib.sha256(letters.encode()).hexdigest()[:MARK_CHARS]


if __name__ == "__main__":
    sys.exit(main())
