"""British and American spellings of one word brought to one form, before it is stemmed.

A reader who types "behavior" looks for "behaviour". The form is nobody's to read: passages and
questions are brought to it alike, so it needs only be the same for both spellings and for no other
word. Knows folded English words; the rules are the well-known differences, by ending where the
ending tells enough and by the beginnings of words where it does not ("our", "tre").
"""

import re

_WHOLE = {
    "acknowledgement": "acknowledgment",
    "acknowledgements": "acknowledgments",
    "advisor": "adviser",
    "advisors": "advisers",
    "ageing": "aging",
    "artefact": "artifact",
    "artefacts": "artifacts",
    "grey": "gray",
    "judgement": "judgment",
    "judgements": "judgments",
    "learnt": "learned",
    "enquire": "inquire",
    "enquired": "inquired",
    "enquiries": "inquiries",
    "enquiring": "inquiring",
    "enquiry": "inquiry",
    "mum": "mom",
    "mums": "moms",
    "orientated": "oriented",
    "programme": "program",
    "programmes": "programs",
    "sceptic": "skeptic",
    "sceptical": "skeptical",
    "manoeuvre": "maneuver",
    "manoeuvres": "maneuvers",
    "skilful": "skillful",
    "tyre": "tire",
    "tyres": "tires",
    "wilful": "willful",
}

_RULES = (
    # organize, organization; not "prize" or "downsize".
    (
        re.compile(
            r"^(?!(?:cap|down|out|over|re|under|up)?siz|ap?priz|priz)(.{2,}[^aeiou])iz"
            r"(?=(?:e|ed|es|er|ers|ing|able|ation|ations|ational)$)"
        ),
        r"\1is",
    ),
    (re.compile(r"(?<=[a-z]{2})yz(?=(?:e|ed|es|er|ers|ing)$)"), "ys"),
    # behaviour, favourite, neighbourhood.
    (
        re.compile(
            r"^((?:dis|mis|un)?(?:arb|ard|arm|behavi|cand|clam|col|demean|endeav|fav|ferv|flav|glam"
            r"|harb|hon|hum|lab|neighb|od|parl|ranc|rig|rum|sav|savi|splend|succ|tum|val|vap|vig))"
            r"our"
        ),
        r"\1or",
    ),
    # centre, centred, theatre.
    (
        re.compile(
            r"^(cent|theat|fib|calib|lust|somb|spect|meag|(?:centi|kilo|milli)met"
            r"|(?:centi|milli)?lit)(?:re(?=s?$)|red$)"
        ),
        r"\1er",
    ),
    # counselling, controlled: one l, as "counsel" and "control" have it; then "install" too.
    (
        re.compile(r"([aeiouy][^aeiouy]*[^aeiouy][aeiou]l)l(?=(?:ed|er|ers|ing|ings|or|ors)$)"),
        r"\1",
    ),
    (
        re.compile(
            r"^((?:appa|disti|enro|foresta|fulfi|insta|insti|reca|refi|unro)l)l(?=(?:s|ments?)?$)"
        ),
        r"\1",
    ),
    (re.compile(r"^(anal|catal|dial|monol|prol|epil)ogue(?=(?:s|d)?$)"), r"\1og"),
    (re.compile(r"^((?:self)?defen|offen|licen|preten)c(?=es?$)"), r"\1s"),
    (re.compile(r"^practis(?=(?:e|ed|es|ing)$)"), "practic"),
    # paediatric, anaemia, foetus, leukaemia.
    (re.compile(r"(?<=p)ae(?=d)|(?<=h)ae(?=m)|(?<=n|k|c)ae(?=mi)|(?<=an)ae(?=s)|(?<=gyn)ae"), "e"),
    (re.compile(r"^oe(?=str|soph|dem)|(?<=^f)oe(?=t)|(?<=rrh)oe(?=a|ic)"), "e"),
)


def one_spelling(word: str) -> str:
    """Return a folded word in the form that both its spellings share."""
    known = _WHOLE.get(word)
    if known is not None:
        return known
    for form, shared in _RULES:
        word = form.sub(shared, word)
    return word
