"""The earlier question that a follow-up brings in brackets, told from the question that is asked.

"Can they talk to children (how often must they visit)?" asks whether, not how often; "what about
care leavers (how many live there)?" and "in homes (how many live there)?" ask how many. Knows
words.
"""

import re

AUXILIARY = r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|must|may)"
ASKS = rf"(?:{AUXILIARY}|what|who|whom|whose|which|when|where|why|how)"
"""What a question begins with."""

_ASIDE = re.compile(
    rf"^(?P<own>(?!(?i:what|how) (?:about|of|if)\b)(?i:(?:and |so |but )?{ASKS})\b[^(]*)"
    rf" \({ASKS}\b.+\)(?P<mark>[?.!]*)$",
)


def without_aside(text: str) -> str:
    """Return a question without another one in brackets at its end; else as it is.

    Whole too where it asks nothing of its own.
    """
    return _ASIDE.sub(r"\g<own>\g<mark>", text)
