"""A reply cut to what Telegram takes: texts of bounded length, a table as aligned text, rows of buttons."""

import textwrap
from dataclasses import dataclass
from html import escape
from itertools import zip_longest
from unicodedata import normalize

from bot.cutting import split, units
from handlers.message import Choice, Reply, Table

LONGEST_TEXT = 4096  # in UTF-16 units, after the markup is taken out
LONGEST_CAPTION = 1024
TABLE_WIDTH = 34  # letters of fixed width in a line of a telephone
WIDE_WORD = 18  # letters of a button that still has room beside another


@dataclass(frozen=True, slots=True)
class Piece:
    """The text of one message of Telegram."""

    text: str
    html: bool = False


def pieces(reply: Reply) -> list[Piece]:
    """The messages which the words and the table of a reply make, in order."""
    if reply.table is None:
        return [Piece(part) for part in split(reply.text, LONGEST_TEXT)]
    table = "\n".join(table_lines(reply.table))
    if units(f"{reply.text}\n\n{table}") <= LONGEST_TEXT:
        return [Piece(f"{escape(reply.text, quote=False)}\n\n{_fixed(table)}".strip(), html=True)]
    texts = [Piece(part) for part in split(reply.text, LONGEST_TEXT)]
    return texts + [Piece(_fixed(part), html=True) for part in split(table, LONGEST_TEXT)]


def fits_caption(reply: Reply) -> bool:
    """Whether the words may stand under the reply's one picture or file, instead of in a message of their own."""
    alone = len(reply.attached) == 1 and not reply.choices and reply.table is None
    return alone and units(reply.text) <= LONGEST_CAPTION


def table_lines(table: Table) -> list[str]:
    """A table in letters of fixed width, numbers to the right; a long label goes on in the next line.

    >>> print("\\n".join(table_lines(Table(("Chỉ tiêu", "Số"), (("Hộ nghèo", "3"), ("Phần quà", "70"))))))
    Chỉ tiêu  Số
    ────────────
    Hộ nghèo   3
    Phần quà  70
    """
    rows = [[normalize("NFC", cell) for cell in row] for row in (table.heads, *table.rows)]
    columns = list(zip_longest(*rows, fillvalue=""))
    widths = [max(len(cell) for cell in column) for column in columns]
    widths[0] = min(widths[0], max(TABLE_WIDTH - sum(width + 2 for width in widths[1:]), 10))
    right = [all(cell[:1].isdigit() for cell in column[1:] if cell.strip("-–—")) for column in columns]
    lines = [line for row in zip(*columns, strict=True) for line in _row(row, widths, right)]
    heads = len(_row(tuple(rows[0]), widths, right))
    return [*lines[:heads], "─" * (sum(widths) + 2 * (len(widths) - 1)), *lines[heads:]]


def _row(cells: tuple[str, ...], widths: list[int], right: list[bool]) -> list[str]:
    first, *rest = textwrap.wrap(cells[0], widths[0]) or [""]
    aligned = [
        cell.rjust(width) if numbers else cell.ljust(width)
        for cell, width, numbers in zip(cells[1:], widths[1:], right[1:], strict=False)
    ]
    return ["  ".join([first.ljust(widths[0]), *aligned]).rstrip(), *rest]


def button_rows(choices: tuple[Choice, ...]) -> list[tuple[Choice, ...]]:
    """Buttons two in a row, or one below the other if a word is long.

    >>> [[choice.word for choice in row] for row in button_rows((Choice("Lưu"), Choice("Sửa"), Choice("Bỏ")))]
    [['Lưu', 'Sửa'], ['Bỏ']]
    """
    in_row = 1 if any(len(choice.word) > WIDE_WORD for choice in choices) else 2
    return [choices[start : start + in_row] for start in range(0, len(choices), in_row)]


def _fixed(text: str) -> str:
    return f"<pre>{escape(text, quote=False)}</pre>"
