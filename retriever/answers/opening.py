"""Opens what answers from the library that the settings name."""

from retriever.answers.answerer import Answerer
from retriever.model.model_answerer import ModelAnswerer
from retriever.reader.opening import open_reader
from retriever.settings import Settings
from retriever.store.encoder import SentenceEncoder
from retriever.store.opening import open_store


def open_answerer(settings: Settings) -> Answerer:
    """Open the library of the settings; the model is loaded at the first question.

    Raises:
        SettingError: A setting has a value that cannot be used.
        EncoderError: There is no such encoder.
    """
    encoder = SentenceEncoder(settings.encoder)
    reader = open_reader(settings.reader, encoder)
    if settings.model_address:
        return ModelAnswerer(open_store(settings, encoder), encoder, reader, settings)
    return Answerer(open_store(settings, encoder), encoder, reader, settings)
