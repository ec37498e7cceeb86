"""Opens the reader that a setting names; nothing is loaded before the first question."""

from pathlib import Path

from retriever.errors import SettingError
from retriever.reader.cross_encoder import CrossEncoderReader
from retriever.reader.maxsim import MaxSimReader, Reader
from retriever.reader.remembering import RememberingTokens
from retriever.reader.trained import TrainedReader
from retriever.reader.weights import MANIFEST
from retriever.store.encoder import SentenceEncoder


def open_reader(name: str, encoder: SentenceEncoder) -> Reader | None:
    """Open a reader.

    Args:
        name: `maxsim` (the encoder's own token vectors), `none`, a folder that
            `python -m retriever train` wrote, or a CrossEncoder's folder or OWNER/MODEL.
        encoder: That the index was made with.

    Raises:
        SettingError: There is no such reader.
    """
    if name == "none":
        return None
    if name == "maxsim":
        return MaxSimReader(RememberingTokens(encoder))
    folder = Path(name)
    if (folder / MANIFEST).is_file():
        return TrainedReader(folder, encoder, name)
    if folder.is_dir() or (name.count("/") == 1 and not name.startswith((".", "/"))):
        return CrossEncoderReader(name, MaxSimReader(RememberingTokens(encoder)))
    message = (
        f"CANDOUR_READER is {name!r}: choose maxsim, none, a folder that exists, or a "
        "CrossEncoder's OWNER/MODEL."
    )
    raise SettingError(message)
