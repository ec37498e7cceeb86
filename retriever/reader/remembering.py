"""Token vectors that are remembered: a passage's are the same for every question that meets it.

Questions of one conversation, and of one day, meet the same passages again and again, and to embed
their tokens is nearly all that reading costs.
"""

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

from retriever.reader.maxsim import TokenEncoder
from retriever.store.encoder import TokenVectors

REMEMBERED_TEXTS = 256
"""How many texts are remembered: a passage of 200 tokens takes 0.3 MB, all of them 80 MB."""


class RememberingTokens:
    """A `TokenEncoder` that remembers the texts it met last, by their words.

    Args:
        encoder: That embeds what is not remembered.
        limit: How many texts are remembered.
    """

    def __init__(self, encoder: TokenEncoder, limit: int = REMEMBERED_TEXTS) -> None:
        self._encoder = encoder
        self._limit = limit
        self._kept: OrderedDict[str, TokenVectors] = OrderedDict()
        self._lock = Lock()

    def encode_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        """Embed each text's tokens, cut at the encoder's limit."""
        with self._lock:
            known = {text: self._kept[text] for text in texts if text in self._kept}
        new = [text for text in dict.fromkeys(texts) if text not in known]
        if new:
            known.update(zip(new, self._encoder.encode_tokens(new), strict=True))
        with self._lock:
            for text in texts:
                self._kept[text] = known[text]
                self._kept.move_to_end(text)
            while len(self._kept) > self._limit:
                self._kept.popitem(last=False)
        return [known[text] for text in texts]
