"""Makes a document's text harmless to hand to a model: nothing unseen, no mark of ours.

What a reader of the page cannot see (characters without width, of direction, of the tag block) is
where instructions are hidden, so it goes. Angle and square brackets, which fences, citations and
every model's own turn marks are made of ("<|im_start|>", "[INST]", "</s>"), become others that
look alike to a person and to no program.
"""

from retriever.visible import visible

_BRACKETS = str.maketrans({"<": "‹", ">": "›", "[": "(", "]": ")", "＜": "‹", "＞": "›"})


def as_data(text: str) -> str:
    """Return a text that holds nothing unseen and nothing that a fence or a mark is made of."""
    return visible(text).translate(_BRACKETS)
