"""Opens the store that the settings name, for an encoder."""

from retriever.settings import Settings
from retriever.store.analyser import ANALYSER_VERSION
from retriever.store.contract import Manifest, Store
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


def open_store(settings: Settings, encoder: Encoder, chunker: str = "") -> Store:
    """Open the index that the settings name; nothing is read or made yet.

    Raises:
        SettingError: The store's address is none.
    """
    manifest = manifest_of(encoder, chunker)
    if not settings.store:
        return LocalStore(settings.index, manifest)
    # Only who has a database waits for its driver.
    from retriever.store.postgres.store import PostgresStore  # noqa: PLC0415

    return PostgresStore(settings.store, manifest, settings.store_replica)
