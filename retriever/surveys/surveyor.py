"""The door of the room: a question about several documents gets an answer over all of them.

Any other question is not taken. Everything is read from the view that it is given.
"""

from retriever.answers.citing import hits_of
from retriever.answers.judging import Judge
from retriever.reader.maxsim import READ_PASSAGES
from retriever.reader.steady import SteadyReader
from retriever.records import Filters
from retriever.search.beyond import beyond_documents
from retriever.search.councils import unknown_council
from retriever.search.query import Query
from retriever.search.searcher import Searcher
from retriever.store.contract import View
from retriever.store.encoder import Encoder
from retriever.surveys.asked import Survey, SurveyKind, survey_of
from retriever.surveys.changes import changes
from retriever.surveys.grouping import Surveyed
from retriever.surveys.metadata_lists import document_of, metadata_list
from retriever.surveys.moves import moves
from retriever.surveys.topics import TopicSurveyor


class Surveyor:
    """Answers questions about several documents.

    Args:
        encoder: That the index was made with.
        judge: That tells which sentence says most of a topic.
        reader: That reads passages.
    """

    def __init__(self, encoder: Encoder, judge: Judge, reader: SteadyReader) -> None:
        self._searcher = Searcher(encoder, reader)
        self._topics = TopicSurveyor(encoder, judge, reader)

    def survey(self, view: View, query: Query, filters: Filters, k: int) -> Surveyed | None:
        """Return the answer over several documents; None for an ordinary question.

        One that names a council of which the library has nothing is an ordinary one: a count of
        none would say that its documents were looked through. So is one of what is to come.

        Args:
            view: The index.
            query: The question.
            filters: Which documents may be counted.
            k: How many of the nearest passages a refusal carries.
        """
        asked = survey_of(query, view.about())
        if asked is None or beyond_documents(query) or _names_an_unknown_council(view, query):
            return None
        found = self._surveyed(view, asked, filters)
        if found.groups:
            return found
        nearest, _ = self._searcher.search(view, query, max(k, READ_PASSAGES), filters)
        documents = {
            each.passage.doc_id: document_of(view, each.passage.doc_id) for each in nearest[:k]
        }
        return Surveyed(found.heading, (), hits_of(nearest[:k], documents), view.generation)

    def _surveyed(self, view: View, asked: Survey, filters: Filters) -> Surveyed:
        if asked.kind is SurveyKind.LIST:
            return metadata_list(view, asked, filters)
        if asked.move is not None:
            return moves(view, asked, asked.move, filters)
        if asked.kind is SurveyKind.CHANGE:
            return changes(view, asked, filters)
        return self._topics.survey(view, asked, filters)


def _names_an_unknown_council(view: View, query: Query) -> bool:
    if query.authorities:
        return False
    about = [metadata for _, metadata in view.about()]
    return unknown_council(query.text, about, view.document_frequencies(query.terms)) != ""
