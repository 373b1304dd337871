"""The pages of the site: that of a chat, and the small ones before it, which differ in what stands within one frame."""

import html
from collections.abc import Mapping
from pathlib import Path

from starlette.responses import HTMLResponse

PAGES = Path(__file__).parent / "page"
ENTRY = Path(__file__).parent / "entry"


def door(name: str, *, mark: str = "", status: int = 200, told: Mapping[str, str] | None = None) -> HTMLResponse:
    """A page before the chat; `mark` becomes the class of its body, which shows or hides parts of it.

    What is `told` stands in place of its name in braces, in this order: markup of our own making. What somebody wrote
    is escaped by whoever tells it, and comes last.
    """
    title, _, inside = (ENTRY / name).read_text("utf-8").partition("\n")
    framed = (ENTRY / "frame.html").read_text("utf-8").replace("{title}", title).replace("{inside}", inside)
    return _page(framed, mark, status, told or {})


def chat_page(title: str, about: str, label: str, mark: str) -> HTMLResponse:
    """The page of a chat: what stands at its top, and how the field to write in is called."""
    told = {"title": title, "about": about, "label": label}
    whole = (PAGES / "index.html").read_text("utf-8")
    return _page(whole, mark, 200, {name: html.escape(words) for name, words in told.items()})


def _page(text: str, mark: str, status: int, told: Mapping[str, str]) -> HTMLResponse:
    for place, markup in told.items():
        text = text.replace(f"{{{place}}}", markup)
    return HTMLResponse(text.replace("<body>", f'<body class="{html.escape(mark)}">', 1), status)
