"""The door to openpyxl: sheets of plain cells in and out; a text is never taken for a formula."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from db.mistake import Mistake

_WIDEST = 60


class BadWorkbook(Mistake):
    """The file is no workbook that can be read or written; the text says why in one line."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell that the spreadsheet computes, without the sign "="."""

    text: str


Cell = str | int | float | Decimal | date | Formula | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with its heads in the first row."""

    name: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def write(path: Path, sheets: Sequence[Sheet]) -> None:
    """Write a workbook. Raises BadWorkbook."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        _fill(book.create_sheet(sheet.name), sheet)
    try:
        book.save(path)
    except OSError as error:
        raise BadWorkbook(f"{path}: {error.strerror}") from error


def _fill(page: Worksheet, sheet: Sheet) -> None:
    for row, values in enumerate([sheet.heads, *sheet.rows], start=1):
        for column, value in enumerate(values, start=1):
            _put(page, row, column, value)
    for column, head in enumerate(sheet.heads, start=1):
        page.cell(1, column).font = Font(bold=True)
        texts = [len(str(row[column - 1])) for row in sheet.rows if isinstance(row[column - 1], str)]
        page.column_dimensions[get_column_letter(column)].width = min(_WIDEST, max([len(head), *texts]) + 2)
    page.freeze_panes = "A2"


def _put(page: Worksheet, row: int, column: int, value: Cell) -> None:
    if isinstance(value, Formula):
        page.cell(row, column, f"={value.text}")
        return
    cell = page.cell(row, column, value)
    if isinstance(value, str):
        cell.data_type = "s"  # openpyxl takes "=1+1" for a formula
        cell.quotePrefix = value.startswith(("=", "+", "-", "@"))


def read(path: Path, sheet: str) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    """The rows of a sheet (of the first, where none bears the name) by their numbers. Raises BadWorkbook."""
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (OSError, BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        raise BadWorkbook(f"{path}: not a workbook (.xlsx): {error}") from error
    try:
        page = book[sheet] if sheet in book.sheetnames else book.worksheets[0]
        for number, row in enumerate(page.iter_rows(values_only=True), start=1):
            yield number, tuple(_plain(value) for value in row)
    finally:
        book.close()


def _plain(value: object) -> Cell:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, str | int | float | date) else None if value is None else str(value)
