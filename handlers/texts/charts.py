"""What the bot says around figures in their parts: heads, labels, the lines of a chart, a chart in letters."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from handlers import wording
from handlers.message import Chart, Table

_WIDEST = 18  # letters of the longest bar
_BLOCK = "█"


def step(kind: str) -> str:
    """The head of the column of parts."""
    return {"month": "Tháng", "quarter": "Quý", "year": "Năm"}[kind]


def by(kind: str) -> str:
    """How something is divided, in a title."""
    return {"month": "theo tháng", "quarter": "theo quý", "year": "theo năm"}[kind]


def part(kind: str, first: date) -> str:
    """A part by its first day.

    >>> part("month", date(2026, 3, 1)), part("quarter", date(2026, 4, 1)), part("year", date(2026, 1, 1))
    ('3/2026', 'Quý 2/2026', '2026')
    """
    if kind == "month":
        return f"{first.month}/{first.year}"
    return f"Quý {(first.month + 2) // 3}/{first.year}" if kind == "quarter" else f"{first.year}"


def parts(kind: str, first: date, last: date) -> str:
    """One part or several in a row that have nothing, by the first day and the last.

    >>> parts("month", date(2026, 3, 1), date(2026, 3, 31)), parts("month", date(2026, 1, 1), date(2026, 8, 31))
    ('3/2026', '1–8/2026')
    >>> parts("quarter", date(2026, 1, 1), date(2026, 6, 30)), parts("month", date(2025, 11, 1), date(2026, 2, 28))
    ('Quý 1–2/2026', '11/2025–2/2026')
    """
    one, other = part(kind, first), part(kind, last)
    if one == other:
        return one
    if first.year == last.year:
        return f"{one.partition('/')[0]}–{other.removeprefix('Quý ')}"
    return f"{one}–{other.removeprefix('Quý ')}"


def parts_of(name: str, kind: str, unit: str, when: str) -> str:
    """The first line of a figure in its parts."""
    return f"{name} {by(kind)} · {unit}, {when}"


def total(value: str, head: str, source: str) -> str:
    """The whole of the parts first, then what they are, and the source."""
    return f"Tổng {value}\n{head}\n{source}"


def newest(label: str, value: str, head: str) -> str:
    """The newest of what does not add up first, then what it is."""
    return f"{label}: {value}\n{head}"


def undivided(value: str) -> str:
    """What was told for a longer time than one part."""
    return f"Trong tổng có {value} ghi chung nhiều tháng, không chia ra được."


def source(count: int) -> str:
    """The line under a picture that says what it rests on."""
    return f"Nguồn: sổ Ban công tác Mặt trận, {count} lần ghi"


def file_name(title: str, where: str) -> str:
    """The name of a picture; a screen reader reads it aloud."""
    return f"Biểu đồ {wording.lower_first(title)}, {where}".replace("/", "-") + ".png"


def here_it_is(title: str, where: str) -> str:
    """With a picture that has just been drawn."""
    return f"Biểu đồ: {wording.lower_first(title)} ({where})"


DONE_AND_TARGET = ("Đã đạt", "Chỉ tiêu")  # the two bars of a figure beside its target


def beside_target(name: str) -> str:
    """The title of a figure beside its target."""
    return f"{name} so với chỉ tiêu"


def being_drawn() -> str:
    """While a picture takes longer than a second."""
    return "Em đang vẽ biểu đồ, xong em gửi ngay ạ."


def not_drawn() -> str:
    """A picture that could not be drawn."""
    return "Dạ em xin lỗi, em chưa vẽ được biểu đồ. Các con số trong bảng ở trên vẫn đúng ạ."


def bars(chart: Chart) -> list[str]:
    """A chart in letters, for where no picture can be shown: a bar and its number behind each label.

    >>> bars(Chart("Quà", "phần", "KP 9", ("1/2026", "2/2026"), (Decimal(20), None), ""))
    ['Biểu đồ (phần):', '1/2026  ██████████████████ 20', '2/2026  –']
    """
    width = max(len(label) for label in chart.labels)
    rows = zip(chart.labels, _lengths(chart), chart.values, strict=True)
    return [unit_line(chart.unit), *(f"{label.ljust(width)}  {_bar(bar, value)}" for label, bar, value in rows)]


def barred(table: Table, chart: Chart) -> Table:
    """The table of a chart with a bar behind each row, for where letters differ in width and no picture can be shown.

    >>> quarters = Table(("Quý", "Số"), (("1", "30 phần"), ("2", "–")))
    >>> barred(quarters, Chart("", "", "", ("1", "2"), (Decimal(30), None), "")).rows
    (('1', '30 phần ██████████████████'), ('2', '–'))
    """
    if len(table.rows) != len(chart.values):
        return table
    told = zip(table.rows, _lengths(chart), strict=True)
    return Table(table.heads, tuple((*row[:-1], f"{row[-1]} {bar}".strip()) for row, bar in told))


def unknown() -> str:
    """In place of a number that nobody told."""
    return "chưa có"


def unit_line(unit: str) -> str:
    """Above a chart in letters."""
    return f"Biểu đồ ({unit}):" if unit else "Biểu đồ:"


def _lengths(chart: Chart) -> list[str]:
    """The bar of each value; none where nothing was told."""
    sizes = [abs(value or Decimal(0)) for value in chart.values]
    largest = max(sizes, default=Decimal(0)) or Decimal(1)
    lengths = (int((size / largest * _WIDEST).to_integral_value(ROUND_HALF_UP)) for size in sizes)
    return [_BLOCK * max(length, 1 if size else 0) for length, size in zip(lengths, sizes, strict=True)]


def _bar(bar: str, value: Decimal | None) -> str:
    return "–" if value is None else f"{bar} {short(value)}".strip()


def short(value: Decimal) -> str:
    """A value as it stands on a bar: at most one decimal.

    >>> short(Decimal("20.50")), short(Decimal("1234.0")), short(Decimal("93.416"))
    ('20,5', '1.234', '93,4')
    """
    rounded = value.quantize(Decimal("0.1"), ROUND_HALF_UP)
    return wording.number(rounded.to_integral_value() if rounded == rounded.to_integral_value() else rounded)


def too_few_units() -> str:
    """Why nothing is drawn of the khu phố of a ward."""
    return "Chưa tới hai khu phố có số nên em chưa vẽ được ạ."


def too_few() -> str:
    """Below a table of which a chart was wished, and that has too little for one."""
    return "Mới có một kỳ nên em chưa vẽ được biểu đồ; thêm số rồi hỏi lại em nhé."


def of_which(who: str) -> str:
    """A chart is wished and no figure was named, nor told last."""
    return f"Dạ {who} muốn vẽ biểu đồ của số nào ạ? Ví dụ: “biểu đồ số phần quà năm nay”, “biểu đồ hộ nghèo theo năm”."


def draw(name: str) -> str:
    """A chart on a button: the sentence that asks for it."""
    return f"Vẽ biểu đồ {wording.lower_first(name)}"


def one_piece(who: str) -> str:
    """Below a figure of which a chart was wished, and that was told as a whole."""
    return f"Số này ghi gộp một lần nên em chưa vẽ theo kỳ được; {who} hỏi “theo năm” hay số khác, em vẽ nhé."


def extreme(kind: str, part: str, value: str, *, least: bool, level: bool = False) -> str:
    """Which part of a period has the most, or the least; a level is high or low."""
    named = wording.lower_first(part) if kind == "quarter" else f"{step(kind).lower()} {part}"
    most = ("Thấp nhất" if least else "Cao nhất") if level else ("Ít nhất" if least else "Nhiều nhất")
    return f"{most}: {named}, {value}"
