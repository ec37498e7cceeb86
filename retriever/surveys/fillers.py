"""What is left of a question when all that is understood is taken out.

Knows the words that add nothing to what a list or a change asks for.
"""

from retriever.store.analyser import STOP_WORDS, words

FILLERS = frozenset(
    words(
        """list name show give find display tell please many number count all every each ever been
        authority authorities council councils local city county borough district report reports
        inspection inspections inspected judgement judgements judgment judgments grade grades
        graded rating ratings rated overall children child service services social ofsted england
        english library year years time times dates date area areas held got get received receive
        awarded achieved achieve given published carried took place ones full one two both between
        level s"""
    )
)


def words_left(left: str) -> list[str]:
    """Return the words of a folded text that nothing has understood."""
    return [word for word in words(left) if word not in STOP_WORDS and word not in FILLERS]
