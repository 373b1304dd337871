"""The shape of an administrative paper: heading, title, body, signatures."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from pydantic import TypeAdapter

# The kinds of papers: the letters in their number, and the name of the file.
LETTERS = {"giay_moi": "GM", "chuong_trinh": "CTr", "bien_ban": "BB"}
NAMES = {"giay_moi": "giấy mời", "chuong_trinh": "chương trình họp", "bien_ban": "biên bản"}


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph; `label` stands before it in bold type ("Thời gian: "), `level` 1 is set in like a list."""

    text: str
    label: str = ""
    level: int = 0
    type: Literal["line"] = "line"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading in bold type."""

    text: str
    type: Literal["heading"] = "heading"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with its heads; `widths` are shares of the width of the page."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    type: Literal["grid"] = "grid"


Block = Line | Heading | Grid


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: the lines above ("TM. BAN …", "TRƯỞNG BAN"), the hint below them, the name."""

    lines: tuple[str, ...]
    name: str
    hint: str = "(Ký, ghi rõ họ tên)"


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper. `above` is the body that issued it belongs to, `by` that body; `left` is a signature or Nơi nhận."""

    above: str
    by: str
    letters: str
    place: str
    day: date
    title: str
    about: str
    body: tuple[Block, ...]
    right: Signature
    left: Signature | tuple[str, ...]
    number: int | None = None  # None: not approved yet


paper_json: TypeAdapter[Paper] = TypeAdapter(Paper)


def dump(paper: Paper) -> str:
    """A paper as JSON."""
    return paper_json.dump_json(paper).decode()


def numbered(content: str, number: int | None) -> str:
    """The JSON of a paper with the number that it got."""
    return dump(replace(paper_json.validate_json(content), number=number))
