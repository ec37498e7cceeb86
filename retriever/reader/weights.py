"""A trained reader's folder: its weights, and the manifest that says what they are.

`reader.safetensors` holds the upper layers; `reader.json` holds their SHA-256, the encoder's whose
lower layers they stand on, and the weight that the reader's score is mixed with. Both are checked
before anything is read with them.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from retriever.errors import ReaderError
from retriever.store.checksum import path_checksum

if TYPE_CHECKING:
    import torch

WEIGHTS = "reader.safetensors"
MANIFEST = "reader.json"
_MEND = "train it again (`python -m retriever train`), or set CANDOUR_READER=maxsim"


@dataclass(frozen=True, slots=True)
class ReaderManifest:
    """What a reader's weights are.

    Attributes:
        sha256: Of the weights' file.
        encoder_sha256: The fingerprint of the encoder that they were trained on.
        layers: How many upper layers they are.
        dimension: Of a token's vector.
        weight: Of the reader's score beside the fused one, 0 to 1.
    """

    sha256: str
    encoder_sha256: str
    layers: int
    dimension: int
    weight: float


def read_manifest(folder: Path) -> ReaderManifest:
    """Read a reader's manifest.

    Raises:
        ReaderError: It is missing or holds something else.
    """
    path = folder / MANIFEST
    try:
        values: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return ReaderManifest(**values)
    except (OSError, ValueError, TypeError) as error:
        message = f"The reader in {folder} has no {MANIFEST} that can be used ({error}): {_MEND}."
        raise ReaderError(message) from error


def read_weights(
    folder: Path, manifest: ReaderManifest, encoder_fingerprint: str
) -> "dict[str, torch.Tensor]":
    """Read a reader's weights, checked.

    Args:
        folder: The reader's.
        manifest: Its manifest.
        encoder_fingerprint: Of the encoder that it is to stand on.

    Raises:
        ReaderError: The file is missing or altered, or belongs to another encoder.
    """
    if manifest.encoder_sha256 != encoder_fingerprint:
        message = (
            f"The reader in {folder} was trained on the encoder {manifest.encoder_sha256[:12]}, "
            f"and the one in use is {encoder_fingerprint[:12]}: {_MEND}."
        )
        raise ReaderError(message)
    path = folder / WEIGHTS
    found = path_checksum(path)
    if found != manifest.sha256:
        what = f"has SHA-256 {found[:12]}, not {manifest.sha256[:12]}" if found else "is missing"
        message = f"The reader's weights {path}: the file {what}: {_MEND}."
        raise ReaderError(message)
    from safetensors.torch import load_file  # noqa: PLC0415 - brings torch

    return load_file(path)


def write_reader(
    folder: Path, state: "dict[str, torch.Tensor]", encoder_fingerprint: str, weight: float
) -> ReaderManifest:
    """Write a reader's folder, the weights in half precision; return its manifest.

    Args:
        folder: Made where it is missing.
        state: The upper layers' weights by name.
        encoder_fingerprint: Of the encoder that they stand on.
        weight: Of the reader's score beside the fused one.
    """
    import torch  # noqa: PLC0415
    from safetensors.torch import save_file  # noqa: PLC0415

    folder.mkdir(parents=True, exist_ok=True)
    halves = {name: each.to(torch.float16).contiguous() for name, each in state.items()}
    save_file(halves, folder / WEIGHTS)
    manifest = ReaderManifest(
        sha256=path_checksum(folder / WEIGHTS),
        encoder_sha256=encoder_fingerprint,
        layers=len({name.split(".", 1)[0] for name in state}),
        dimension=int(next(each for name, each in state.items() if name.endswith("bias")).shape[0]),
        weight=weight,
    )
    values = {name: getattr(manifest, name) for name in ReaderManifest.__slots__}
    (folder / MANIFEST).write_text(json.dumps(values, indent=2) + "\n", encoding="utf-8")
    return manifest
