"""Files with the blocks that a loader is to make of them, a line a block, beside each.

`NAME.blocks` holds for each block of `NAME.ENDING` its kind (a heading's level too), its text and
the texts that it is read under, a bar apart. What is to be left out holds the word "zebra".
"""

from pathlib import Path

from ingest.loaders.draft import Draft, DraftBlock

HERE = Path(__file__).parent
UNWANTED = "zebra"


def names_in(folder: str, ending: str) -> list[str]:
    return sorted(file.stem for file in (HERE / folder).glob(f"*{ending}"))


def text_in(folder: str, name: str) -> str:
    return (HERE / folder / name).read_text(encoding="utf-8")


def expected_in(folder: str, name: str) -> list[str]:
    return text_in(folder, f"{name}.blocks").splitlines()


def lines_of(draft: Draft) -> list[str]:
    return [_line_of(block, draft) for block in draft.blocks]


def unwanted_in(draft: Draft) -> list[str]:
    return [block.text for block in draft.blocks if UNWANTED in block.text.lower()]


def _line_of(block: DraftBlock, draft: Draft) -> str:
    kind = f"{block.kind.value} {block.level}" if block.level else block.kind.value
    return "|".join((kind, block.text, *(draft.blocks[place].text for place in block.context)))
