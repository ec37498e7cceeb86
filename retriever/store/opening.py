"""Opens the store that the settings name, for an encoder."""

from retriever.settings import Settings
from retriever.store.analyser import ANALYSER_VERSION
from retriever.store.contract import Manifest
from retriever.store.database import SCHEMA_VERSION
from retriever.store.encoder import Encoder
from retriever.store.local_store import LocalStore


def manifest_of(encoder: Encoder, chunker: str = "") -> Manifest:
    """Return what an index made by this process is made with.

    Args:
        encoder: That embeds the passages.
        chunker: The chunker's version; "" for a reader, who takes passages as they are.
    """
    return Manifest(
        encoder=encoder.name,
        encoder_fingerprint=encoder.fingerprint,
        dimension=encoder.dimension,
        analyser=ANALYSER_VERSION,
        chunker=chunker,
        schema=SCHEMA_VERSION,
    )


def open_store(settings: Settings, encoder: Encoder, chunker: str = "") -> LocalStore:
    """Open the index folder of the settings; nothing is read or made yet."""
    return LocalStore(settings.index, manifest_of(encoder, chunker))
