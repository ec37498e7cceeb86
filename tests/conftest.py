"""What many tests need and is dear to make."""

import pytest

from retriever.store.encoder import SentenceEncoder


@pytest.fixture(scope="session")
def encoder() -> SentenceEncoder:
    """Load the bundled encoder once: it takes four seconds."""
    loaded = SentenceEncoder()
    loaded.encode(["warm up"])
    return loaded
