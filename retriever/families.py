"""The kinds of document that are narrower forms of another kind. Knows the field's vocabulary."""

from collections.abc import Collection

FAMILIES = {
    "focused_visit": "inspection_report",
    "monitoring_visit": "inspection_report",
    "joint_inspection": "inspection_report",
    "send_inspection": "inspection_report",
    "statutory_guidance": "guidance",
    "framework": "guidance",
}
"""The wider kind of a kind: its folder may hold it, and a filter for it lets it through."""


def is_of_any(doc_type: str, wanted: Collection[str]) -> bool:
    """Say whether a document's type is one of those wanted; any is, where none are."""
    return not wanted or any(is_of_type(doc_type, each) for each in wanted)


def is_of_type(doc_type: str, wanted: str) -> bool:
    """Say whether a document's type is the wanted one, or a narrower form of it."""
    return wanted in (doc_type, FAMILIES.get(doc_type))
