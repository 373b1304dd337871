"""The pages of the site, as they lie in the folder."""

import html
from collections.abc import Mapping
from pathlib import Path

from starlette.responses import HTMLResponse

PAGES = Path(__file__).parent / "page"


def page(name: str, *, mark: str = "", status: int = 200, told: Mapping[str, str] | None = None) -> HTMLResponse:
    """A page as it lies in the folder; `mark` becomes the class of its body, which shows or hides parts of it.

    What is `told` stands in place of its name in braces: markup of our own making, never what somebody wrote.
    """
    text = (PAGES / name).read_text("utf-8")
    for place, markup in (told or {}).items():
        text = text.replace(f"{{{place}}}", markup)
    return HTMLResponse(text.replace("<body>", f'<body class="{html.escape(mark)}">', 1), status)


def chat_page(title: str, about: str, label: str, mark: str) -> HTMLResponse:
    """The page of a chat: what stands at its top, and how the field to write in is called."""
    told = {"title": title, "about": about, "label": label}
    return page("index.html", mark=mark, told={name: html.escape(words) for name, words in told.items()})
