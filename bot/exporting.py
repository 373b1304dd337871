"""`python -m bot export`: the figures of a unit as a workbook whose totals and ratios are live formulas."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlmodel import Session

from bot.workbook import Cell, Formula, Sheet, write
from db import ledger, ward
from db.catalogue import Indicator, indicators
from db.figure import Figure, Ratio, Source
from db.models import Person, Unit
from handlers import wording

ENTRIES = "Ghi chép"
HEADS = (
    "Vào số liệu", "Khu phố", "Từ ngày", "Đến ngày", "Chỉ tiêu", "Giá trị", "Giá trị đến", "Đơn vị", "Mức độ",
    "Thay đổi", "Chuẩn", "Dịp", "Hoạt động", "Số", "Dòng", "Người ghi", "Nội dung",
)  # fmt: skip
_INTO, _VALUE = "A", "F"


@dataclass(frozen=True, slots=True)
class _Told:
    figure: Figure
    row: int  # of the summary


def export(session: Session, unit: Unit, start: date, end: date, path: Path) -> int:
    """Write the figures of a period with the entries behind them; how many figures there are. Raises BadWorkbook."""
    counted = [i for i in indicators().values() if i.kind != "ratio"]
    found = [f for i in counted if (f := ledger.figure(session, i, unit, start, end))]
    told = {f.indicator.code: _Told(f, row) for row, f in enumerate(found, start=2)}
    entries = [_entry(session, f, s) for f in found for s in f.sources]
    last = max(len(entries) + 1, 2)
    rows = [_counted(f, last) for f in found]
    shares = (ledger.ratio(session, i, unit, start, end) for i in indicators().values() if _has_counts(i, told))
    rows += [_share(share, told) for share in shares if share is not None and share.reported is None]
    sheets = [Sheet("Tổng hợp", ("Mã", "Chỉ tiêu", "Số liệu", "Đơn vị", "Mức độ", "Từ ngày", "Đến ngày"), rows)]
    if unit.kind == "phuong":
        sheets.append(_by_unit(session, unit, [f.indicator for f in found], start, end))
    write(path, [*sheets, Sheet(ENTRIES, HEADS, entries)])
    return len(rows)


def _counted(figure: Figure, last: int) -> list[Cell]:
    indicator = figure.indicator
    into, value = (f"'{ENTRIES}'!${c}$2:${c}${last}" for c in (_INTO, _VALUE))
    total = Formula(f'SUMIFS({value},{into},"{indicator.code}")')
    return [indicator.code, indicator.name, total, _measure(indicator), _qualifier(figure.qualifier), figure.start,
            figure.end]  # fmt: skip


def _has_counts(indicator: Indicator, told: dict[str, _Told]) -> bool:
    return indicator.kind == "ratio" and indicator.numerator in told and indicator.denominator in told


def _share(share: Ratio, told: dict[str, _Told]) -> list[Cell]:
    indicator = share.indicator
    counts = [(found, told[found.indicator.code]) for found in (share.numerator, share.denominator) if found]
    (_, top), (_, bottom) = counts
    times = "*100" if indicator.unit == "percent" else ""
    if all(found.value == one.figure.value for found, one in counts):
        formula = Formula(f'IF(C{bottom.row}=0,"",C{top.row}/C{bottom.row}{times})')
    else:  # of those khu phố alone that told both, or of those deeds
        over, under = (found.value for found, _ in counts)
        formula = Formula(f"{over}/{under}{times}")
    days = [top.figure.start, max(top.figure.end, bottom.figure.end)]
    return [indicator.code, indicator.name, formula, _measure(indicator), "", *days]


def _entry(session: Session, figure: Figure, source: Source) -> list[Cell]:
    entry, record = source.entry, source.record
    unit, person = session.get(Unit, entry.unit_id), session.get(Person, entry.person_id)
    return [
        figure.indicator.code, unit.name if unit else "", entry.day_from, entry.day_to, entry.indicator, entry.value,
        entry.value_max, _measure(indicators()[entry.indicator]), _qualifier(entry.qualifier),
        "x" if entry.change else "", entry.standard or "", record.occasion or "", record.activity or "", record.number,
        entry.line, person.name if person else "", record.text,
    ]  # fmt: skip


def _by_unit(session: Session, unit: Unit, wanted: list[Indicator], start: date, end: date) -> Sheet:
    """The khu phố beside each other, their sums below, and what the ward has in all, with what is its own."""
    table = ward.table(session, unit, wanted, start, end)
    rows: list[list[Cell]] = []
    for one in table.units:
        cells = table.rows[one.id or 0]
        rows.append([one.name, *(cells[i.code].value if i.code in cells else None for i in wanted)])
    sums = [Formula(f"SUM({c}2:{c}{len(rows) + 1})") for c in _letters(len(wanted))]
    whole = (table.totals.get(i.code) for i in wanted)
    below: list[list[Cell]] = [
        ["Cộng các khu phố", *sums],
        ["Toàn phường", *(cell.value if cell else None for cell in whole)],
    ]
    return Sheet("Khu phố", ("Khu phố", *(i.name for i in wanted)), [*rows, *below])


def _letters(count: int) -> list[str]:
    """The names of the columns after the first.

    >>> _letters(27)[0], _letters(27)[-1]
    ('B', 'AB')
    """

    def name(n: int) -> str:
        return (name(n // 26 - 1) if n >= 26 else "") + chr(ord("A") + n % 26)

    return [name(n) for n in range(1, count + 1)]


def _measure(indicator: Indicator) -> str:
    return indicator.noun or wording.UNIT_WORDS.get(indicator.unit, "")


def _qualifier(qualifier: str) -> str:
    return wording.QUALIFIER_WORDS[qualifier].strip()
