"""The page's rooms: one for each thing that people come for, each with a link of its own.

A room is a column `room-NAME` and a line of ROOMS: that is all that a new one needs. The links are
plain ones (`#library`), so a room can be bookmarked, and the conversation stays while one looks
into another room. Knows no gradio.
"""

from dataclasses import dataclass
from html import escape
from typing import Any

from ui.access.roles import Role, has_role


@dataclass(frozen=True, slots=True)
class Room:
    """A room: its name in addresses, its name on the page, and whom its link is shown to."""

    name: str
    title: str
    role: Role = Role.READER

    @property
    def elem_id(self) -> str:
        """The id of the column that holds the room."""
        return f"room-{self.name}"


ASK = Room("ask", "Ask")
LIBRARY = Room("library", "Library")
QUALITY = Room("quality", "Quality", Role.EVALUATOR)
ROOMS = (ASK, LIBRARY, QUALITY)
"""In the order of the links; the first one is shown where the address names none."""


def room_links() -> str:
    """Return the links to the rooms, as HTML; static/shell.js shows those that need a role."""
    items = "".join(map(_link, ROOMS))
    return f'<nav class="rooms" aria-label="Candour"><ul>{items}</ul></nav>'


def _link(room: Room) -> str:
    hidden = "" if room.role is Role.READER else " hidden"
    name, title = escape(room.name), escape(room.title)
    return f'<li{hidden}><a href="#{name}" data-room="{name}">{title}</a></li>'


def open_rooms(request: Any) -> list[str]:
    """Return the names of the rooms whose links are shown to the user of a request."""
    return [room.name for room in ROOMS if has_role(request, room.role)]


def room_rules() -> str:
    """Return the style rules that show one room at a time; static/shell.js names it on body."""
    shown = "\n".join(
        f'body:not([data-room="{room.name}"]) #{room.elem_id} {{ display: none !important; }}'
        for room in ROOMS[1:]
    )
    others = ", ".join(f'body[data-room="{room.name}"] #{ROOMS[0].elem_id}' for room in ROOMS[1:])
    return f"{shown}\n{others} {{ display: none !important; }}\n"
