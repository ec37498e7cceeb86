"""Measures passage sizes: how much of what answers stands in the first passages found.

    python benchmarks/chunking.py FOLDER... [--sizes 100 150 200 240] [--documents N]
        [--questions N] [--without-header]

A folder is an evaluation folder: with `corpus.jsonl`, where the answers' spans are offsets into
whole documents, or with `files/`, read by the real loaders: there an answer is any place of a
judged document that says its span's words, or the table row that holds it and shares most words
with the question. For each size all is chunked, embedded and indexed, and every question searched.

Columns: recall, precision and IoU over the encoder's tokens in the first five passages; recall in
as many first passages as 1,000 tokens hold, which a larger size cannot win by showing more; the
share of questions whose first five hold all that answers, in %, with its 95 % bootstrap interval.
"""

import argparse
import hashlib
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from ingest.chunker import TARGET_TOKENS, Chunker
from ingest.corpus_folder import corpus_files
from ingest.loaders.draft import FileIdentity
from ingest.loaders.texts.text_blocks import looks_like_heading, paragraph_number
from ingest.parser_process import ParserProcess
from retriever.errors import SkippedFileError, UnreadableFileError
from retriever.evaluation.figures import figure_of
from retriever.evaluation.question_set import EvaluationSet, Question, read_evaluation_set
from retriever.records import Block, BlockKind, Document, Filters, Metadata, Passage, Span
from retriever.search.fusion import DEPTH, fuse_convex
from retriever.search.query import understand
from retriever.settings import Settings
from retriever.store.contract import View
from retriever.store.encoder import Encoder, SentenceEncoder
from retriever.store.opening import open_store

T = TypeVar("T")

K = 5
BUDGET_TOKENS = 1_000
SYSTEMS = ("words", "dense", "hybrid")
_LIST_ITEM = re.compile(r"\(?[a-z0-9]{1,4}\)\s")
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Gold:
    """What answers a question: all of some places in one document, or any."""

    doc_id: str
    places: tuple[Span, ...]
    is_any: bool


@dataclass(frozen=True, slots=True)
class Marks:
    """How one question fared, each 0 to 1."""

    recall: float = 0.0
    precision: float = 0.0
    iou: float = 0.0
    in_budget: float = 0.0
    whole: float = 0.0


class Tokens:
    """A document's words and how many of the encoder's tokens each has."""

    def __init__(self, document: Document, encoder: Encoder) -> None:
        words = list(_WORD.finditer(document.text))
        self._doc_id = document.doc_id
        self._starts = np.array([word.start() for word in words], dtype=np.int64)
        self._counts = np.array(encoder.count_tokens([word[0] for word in words]), dtype=np.int64)

    def mask(self, spans: Sequence[Span]) -> npt.NDArray[np.bool_]:
        """Say of each word whether it starts in one of the spans."""
        mask = np.zeros(len(self._starts), dtype=np.bool_)
        for span in spans:
            mask |= (self._starts >= span.start) & (self._starts < span.end)
        return mask

    def of(self, passages: Sequence[Passage]) -> npt.NDArray[np.bool_]:
        """Say of each word whether it stands in one of the passages."""
        own = [Span(each.start, each.end) for each in passages if each.doc_id == self._doc_id]
        return self.mask(own)

    def count(self, mask: npt.NDArray[np.bool_]) -> int:
        """Count the tokens of the words chosen."""
        return int(self._counts[mask].sum())


@dataclass(frozen=True, slots=True)
class Task:
    """What is asked of which documents; tokens by document, answers by question."""

    documents: Sequence[Document]
    questions: Sequence[Question]
    golds: Mapping[str, Gold]
    tokens: Mapping[str, Tokens]


def main() -> int:
    """Run the benchmark and return the exit status."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    arguments.add_argument("--sizes", nargs="+", type=int, default=[100, 150, TARGET_TOKENS, 240])
    arguments.add_argument("--documents", type=int, help="at most this many files, evenly chosen")
    arguments.add_argument("--questions", type=int, help="at most this many, evenly chosen")
    arguments.add_argument("--without-header", action="store_true")
    given = arguments.parse_args()
    encoder = SentenceEncoder()
    for folder in given.folders:
        evaluation = read_evaluation_set(folder)
        documents = list(_documents(evaluation, given.documents))
        golds = _golds(evaluation, {document.path: document for document in documents})
        asked = _sample(
            [each for each in evaluation.questions if each.id in golds], given.questions
        )
        tokens = {document.doc_id: Tokens(document, encoder) for document in documents}
        task = Task(documents, asked, golds, tokens)
        print(f"{folder.name}: {len(documents)} documents, {len(asked)} questions")
        print(" size passages  mean system   recall  prec.   IoU  1,000 tokens  whole in five")
        for size in given.sizes:
            chunker = Chunker(encoder, size)
            passages = {each.doc_id: chunker.passages_of(each) for each in documents}
            if given.without_header:
                passages = {
                    doc_id: tuple(replace(each, header="") for each in own)
                    for doc_id, own in passages.items()
                }
            _measure(task, passages, encoder, size)
    return 0


def _measure(
    task: Task, passages: Mapping[str, Sequence[Passage]], encoder: Encoder, size: int
) -> None:
    every = {each.passage_id: each for own in passages.values() for each in own}
    mean = np.mean(encoder.count_tokens([each.text for each in every.values()]))
    marks: dict[str, list[Marks]] = {system: [] for system in SYSTEMS}
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(replace(Settings(), index=Path(folder) / "index"), encoder)
        with store.write() as batch:
            for document in task.documents:
                own = passages[document.doc_id]
                rows = encoder.encode([each.indexed_text for each in own])
                batch.replace_document(document, own, rows, "")
        with store.read() as view:
            for question in task.questions:
                for system, ranked in _rankings(view, question, encoder).items():
                    found = [every[passage_id] for passage_id in ranked]
                    marks[system].append(_marks(found, task.golds[question.id], task.tokens))
    for system in SYSTEMS:
        _print_line(f"{size:>5} {len(every):>8} {mean:5.0f} {system:8}", marks[system])


def _print_line(start: str, marks: Sequence[Marks]) -> None:
    names = ("recall", "precision", "iou", "in_budget")
    means = [100 * np.mean([getattr(each, name) for each in marks]) for name in names]
    whole = figure_of([100 * each.whole for each in marks])
    print(start, "{:6.1f} {:6.1f} {:5.1f}        {:6.1f} ".format(*means), end="")
    print(f"{whole.value:6.1f} ({whole.low:.1f} to {whole.high:.1f})", flush=True)


def _rankings(view: View, question: Question, encoder: Encoder) -> dict[str, list[str]]:
    """Return the passages' ids by each system, best first."""
    query = understand(question.text, ())
    dense = view.search_dense(encoder.encode([query.text], asked=1)[0], DEPTH, Filters())
    words = view.search_words(query.terms, DEPTH, Filters())
    lists = {"words": words, "dense": dense, "hybrid": fuse_convex(dense, words)}
    return {system: [each.passage_id for each in ranked] for system, ranked in lists.items()}


def _marks(found: Sequence[Passage], gold: Gold, tokens: Mapping[str, Tokens]) -> Marks:
    own = tokens[gold.doc_id]
    sizes = [tokens[each.doc_id].count(tokens[each.doc_id].of([each])) for each in found]
    budget = int(np.searchsorted(np.cumsum(sizes), BUDGET_TOKENS, side="right"))
    shown, shown_tokens = own.of(found[:K]), sum(sizes[:K])
    best = Marks()
    for places in [(place,) for place in gold.places] if gold.is_any else [gold.places]:
        wanted = own.mask(places)
        total, both = max(own.count(wanted), 1), own.count(wanted & shown)
        marks = Marks(
            recall=both / total,
            precision=both / max(shown_tokens, 1),
            iou=both / max(shown_tokens + total - both, 1),
            in_budget=own.count(wanted & own.of(found[:budget])) / total,
            whole=float(both == total),
        )
        best = max(best, marks, key=lambda each: (each.recall, each.in_budget))
    return best


def _documents(evaluation: EvaluationSet, most: int | None) -> Iterator[Document]:
    """Read the set's documents; a path of a document is its id in the judgements."""
    if evaluation.layout == "passages":
        for line in evaluation.passage_texts():
            yield _document_of(line.doc_id, line.title, line.text)
        return
    judged = {doc_id for qrels in evaluation.qrels.values() for doc_id in qrels}
    files = [each for each in corpus_files(evaluation.folder / "files") if each.path in judged]
    with ParserProcess(Settings()) as parser:
        for file in _sample(files, most):
            digest = hashlib.sha256(file.file.read_bytes()).hexdigest()
            try:
                identity = FileIdentity(file.doc_id, file.path, digest)
                yield parser.load(file.file, identity).document
            except (SkippedFileError, UnreadableFileError) as error:
                print(f"left out: {file.path}: {error}", file=sys.stderr)


def _document_of(path: str, title: str, text: str) -> Document:
    """Make every line a block, so that the judged offsets stay true."""
    blocks: list[Block] = []
    for line in re.finditer(r"[^\n]+", text):
        words = line[0].strip()
        if words:
            start = text.index(words, line.start())
            blocks.append(_block(text, Span(start, start + len(words)), blocks))
    doc_id = hashlib.sha256(path.encode()).hexdigest()[:16]
    metadata = Metadata(title=title or path, doc_type="document")
    return Document(doc_id, path, "", text, tuple(blocks), metadata)


def _block(text: str, span: Span, before: Sequence[Block]) -> Block:
    words, kind = text[span.start : span.end], BlockKind.PARAGRAPH
    context: tuple[Span, ...] = ()
    if number := paragraph_number(words):
        kind = BlockKind.NUMBERED_PARAGRAPH
    elif _LIST_ITEM.match(words):
        kind = BlockKind.LIST_ITEM
        last = before[-1] if before else None
        if last is not None and last.kind is BlockKind.LIST_ITEM:
            context = last.context
        elif last is not None and text[last.end - 1] == ":":
            context = (Span(last.start, last.end),)
    elif looks_like_heading(words.strip("= ")):
        kind = BlockKind.HEADING
    level = 2 if kind is BlockKind.HEADING else 0
    return Block(kind, span.start, span.end, level=level, number=number, context=context)


def _golds(evaluation: EvaluationSet, documents: Mapping[str, Document]) -> dict[str, Gold]:
    golds = {}
    for question in evaluation.questions:
        answer = evaluation.answers.get(question.id)
        judged = [path for path in evaluation.qrels.get(question.id, {}) if path in documents]
        if answer is None or not judged:
            continue
        document = documents[judged[0]]
        if evaluation.layout == "passages":
            own = [each for each in answer.spans if each.doc_id == document.path]
            places = tuple(Span(each.start or 0, each.end or 0) for each in own)
        elif answer.spans:
            places = tuple(_said(document, answer.spans[0].text))
        else:
            places = tuple(_rows(document, question.text, answer.text))
        if places:
            golds[question.id] = Gold(document.doc_id, places, evaluation.layout == "files")
    return golds


def _said(document: Document, words: str) -> Iterator[Span]:
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    for found in re.finditer(pattern, document.text, re.IGNORECASE):
        yield Span(found.start(), found.end())


def _rows(document: Document, question: str, answer: str) -> list[Span]:
    """Return the table rows that hold the answer and share most words with the question."""
    asked = set(re.findall(r"\w+", question.casefold()))
    best, rows = 1, list[Span]()
    for block in document.blocks:
        text = document.text[block.start : block.end].casefold()
        if block.kind is not BlockKind.TABLE_ROW or answer.casefold() not in text:
            continue
        shared = len(asked & set(re.findall(r"\w+", text)))
        if shared > best:
            best, rows = shared, []
        if shared == best:
            rows.append(Span(block.start, block.end))
    return rows


def _sample(items: Sequence[T], most: int | None) -> list[T]:
    if most is None or len(items) <= most:
        return list(items)
    return [items[place * len(items) // most] for place in range(most)]


if __name__ == "__main__":
    sys.exit(main())
