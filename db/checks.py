"""Checks that ask and never refuse: what looks unusual about figures that are about to be written."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from sqlalchemy import BigInteger, bindparam, type_coerce
from sqlmodel import Session, col, select

from db import closing, ledger, records, units
from db.catalogue import Indicator, indicators, wholes
from db.figure import Figure
from db.known import standing
from db.models import Entry, Record, Unit
from db.quick import Prepared
from db.records import About, Line

HABIT = 10  # times this committee's usual figure
HABIT_FROM = 3  # earlier entries make a habit
NEAR = timedelta(days=3)  # two records of one deed rarely lie further apart
JUMP = Decimal("0.5")  # of a level, in one step
JUMP_FROM = 10  # a level below that may well double
_THOUSAND = Decimal(1000)


@dataclass(frozen=True, slots=True)
class Stated:
    """A percentage that was told beside its counts, with so many digits after the comma."""

    indicator: str
    percent: Decimal
    digits: int


@dataclass(frozen=True, slots=True)
class OutsideUsual:
    """The value is not within the usual range; `instead` would be (thousand times less or more: mét, km)."""

    line: Line
    low: int
    high: int
    instead: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class FarFromHabit:
    """The value is ten times what this committee usually tells, or a tenth of it."""

    line: Line
    habit: Decimal
    times: Decimal


@dataclass(frozen=True, slots=True)
class MoreThanHouseholds:
    """More households than there are, or more people."""

    line: Line
    households: Figure


@dataclass(frozen=True, slots=True)
class MoreThanWhole:
    """A part that is more than its whole: vụ thành and vụ nhận, hộ đạt and hộ đăng ký; `so_far` stands already.

    `lacking` is what the book lacks of a whole that adds up, where the message tells nothing of it.
    """

    line: Line
    whole: Indicator
    value: Decimal
    so_far: Decimal = Decimal(0)
    lacking: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class PercentDisagrees:
    """A stated percentage that is more than one in its last digit away from its counts."""

    stated: Stated
    computed: Decimal
    top: Decimal
    bottom: Decimal


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A record of the same activity, a near day and the same numbers: perhaps one deed."""

    record: Record
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class StockJumps:
    """A level that is far from the one before it."""

    line: Line
    before: Figure


@dataclass(frozen=True, slots=True)
class Future:
    """A day that has not come yet."""

    day: date


@dataclass(frozen=True, slots=True)
class BeforeUnit:
    """Days on which the unit did not exist."""

    outside: units.Outside


@dataclass(frozen=True, slots=True)
class AfterClosing:
    """Months that are closed: what is written to them now is "bổ sung"."""

    months: tuple[date, ...]


Check = (
    OutsideUsual | FarFromHabit | MoreThanHouseholds | MoreThanWhole | PercentDisagrees | Duplicate | StockJumps
    | Future | BeforeUnit | AfterClosing
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Scene:
    session: Session
    unit: Unit
    about: About
    lines: Sequence[Line]
    today: date
    stated: Sequence[Stated]
    skipped: Record | None

    def told(self, code: str) -> Decimal | None:
        """What the same message says of an indicator."""
        return next((line.value for line in self.lines if line.indicator == code), None)

    def figure(self, code: str) -> Figure | None:
        """What the ledger says of an indicator at the end of the days in question."""
        return self._figure(code, self.about.day_to)

    def of_the_year(self, code: str) -> Figure | None:
        """What the ledger says of an indicator in all the year in question: a case may be told days after its end."""
        return self._figure(code, date(self.about.day_to.year, 12, 31))

    def _figure(self, code: str, until: date) -> Figure | None:
        return ledger.amount(self.session, indicators()[code], self.unit, date(until.year, 1, 1), until)


def check(
    session: Session, unit: Unit, about: About, lines: Sequence[Line], *,
    today: date, stated: Sequence[Stated] = (), except_record: Record | None = None,
) -> tuple[Check, ...]:  # fmt: skip
    """Everything to ask before these lines are written; what is corrected (`except_record`) is no duplicate."""
    scene = _Scene(session, unit, about, lines, today, stated, except_record)
    return tuple(found for one in CHECKS for found in one(scene))


def _days(scene: _Scene) -> Iterator[Check]:
    if scene.about.day_to > scene.today:
        yield Future(scene.about.day_to)
    outside = units.outside(scene.session, scene.unit, scene.about.day_from, scene.about.day_to)
    if outside is not None:
        yield BeforeUnit(outside)
    months = closing.months_closed(scene.session, scene.unit, scene.about.day_to, scene.about.day_to)
    if months:
        yield AfterClosing(months)


def _usual(scene: _Scene) -> Iterator[Check]:
    for line in scene.lines:
        usual = indicators()[line.indicator].usual
        if usual is None or line.change or scene.unit.kind == "phuong":
            continue
        low, high = usual
        if not low <= line.value <= high and line.value:
            near = tuple(v for v in (line.value / _THOUSAND, line.value * _THOUSAND) if low <= v <= high)
            yield OutsideUsual(line, low, high, near)


def _habit(scene: _Scene) -> Iterator[Check]:
    for line in scene.lines:
        kind = indicators()[line.indicator].kind
        if kind == "ratio" or line.change or not line.value:
            continue
        earlier = [v for v in _earlier(scene, line) if v > 0]
        if len(earlier) < HABIT_FROM:
            continue
        earlier.sort()
        habit = Decimal(earlier[(len(earlier) - 1) // 2] + earlier[len(earlier) // 2]) / (2 * _THOUSAND)  # the median
        if line.value >= habit * HABIT or line.value * HABIT <= habit:
            yield FarFromHabit(line, habit, line.value / habit)


def _earlier(scene: _Scene, line: Line) -> Sequence[int]:
    """The values that this committee told of an indicator, the newest twenty, in thousandths as they are kept."""
    told = {"indicator": line.indicator, "unit": scene.unit.id, "skipped": scene.skipped.id if scene.skipped else 0}
    return _EARLIER.all(scene.session, **told)


_EARLIER = Prepared(
    select(type_coerce(col(Entry.value), BigInteger))
    .where(
        col(Entry.indicator) == bindparam("indicator"), col(Entry.unit_id) == bindparam("unit"), ~col(Entry.change),
        standing(None), col(Entry.record_id) != bindparam("skipped"),
    )
    .order_by(col(Entry.day_to).desc(), col(Entry.value).desc())  # as in the index
    .limit(20),
    remembered=True,
)  # fmt: skip


_EVERYBODY = {"ho": "so_ho", "nguoi": "nhan_khau"}


def _households(scene: _Scene) -> Iterator[Check]:
    for line in scene.lines:
        indicator = indicators()[line.indicator]
        everybody = _EVERYBODY.get(indicator.unit)
        if everybody in {None, line.indicator} or indicator.kind == "flow" or line.change:
            continue
        known = scene.figure(everybody) if everybody and scene.told(everybody) is None else None
        if known is not None and line.value > known.value:
            yield MoreThanHouseholds(line, known)


def _parts(scene: _Scene) -> Iterator[Check]:
    """What is part of a whole told in the same message, else of what the ledger knows of it."""
    for line in scene.lines:
        for whole in wholes(line.indicator):
            told = scene.told(whole.code)
            ask_the_book = told is None and whole.code not in _EVERYBODY.values()
            adds_up = whole.kind == "flow"
            known = (scene.of_the_year if adds_up else scene.figure)(whole.code) if ask_the_book else None
            stands = scene.of_the_year(line.indicator) if known and adds_up else None
            so_far = stands.value if stands else Decimal(0)
            most = told if known is None else known.value
            if most is not None and line.value + so_far > most:
                lacking = line.value + so_far - most if known and adds_up else Decimal(0)
                yield MoreThanWhole(line, whole, most, so_far, lacking)


def _percentages(scene: _Scene) -> Iterator[Check]:
    for stated in scene.stated:
        ratio = indicators()[stated.indicator]
        top, bottom = scene.told(ratio.numerator or ""), scene.told(ratio.denominator or "")
        if top is None or not bottom:
            continue
        last = Decimal(1).scaleb(-stated.digits)
        computed = (top / bottom * 100).quantize(last, ROUND_HALF_UP)
        if abs(computed - stated.percent) > last:
            yield PercentDisagrees(stated, top / bottom * 100, top, bottom)


def _duplicates(scene: _Scene) -> Iterator[Check]:
    about = scene.about
    numbers = sorted((line.indicator, line.value) for line in scene.lines)
    if not numbers:
        return
    indicator, value = numbers[0]
    told = {
        "unit": scene.unit.id, "since": about.day_to - NEAR, "until": about.day_to + NEAR, "indicator": indicator,
        "value": value, "skipped": scene.skipped.id if scene.skipped else 0,
    }  # fmt: skip
    for record in _SAME_FIGURE.all(scene.session, **told):
        entries = records.lines(scene.session, record)
        same = record.activity == about.activity or None in {record.activity, about.activity}
        moves = {(line.indicator, line.change) for line in scene.lines} == {(e.indicator, e.change) for e in entries}
        if same and moves and sorted((e.indicator, e.value) for e in entries) == numbers:
            yield Duplicate(record, tuple(entries))


_SAME_FIGURE = Prepared(
    select(Record)
    .join(Entry)
    .where(
        col(Entry.unit_id) == bindparam("unit"), col(Entry.day_to) >= bindparam("since"),
        col(Entry.day_to) <= bindparam("until"), col(Entry.indicator) == bindparam("indicator"),
        col(Entry.value) == bindparam("value"), standing(None), col(Record.id) != bindparam("skipped"),
    )
    .distinct()
    .order_by(col(Record.id))
)  # fmt: skip


def _jumps(scene: _Scene) -> Iterator[Check]:
    for line in scene.lines:
        if indicators()[line.indicator].kind != "stock":
            continue
        before = scene.figure(line.indicator)
        if before is None or (before.missing and not line.change):  # what some khu phố have is no ward's total
            continue
        after = before.value + line.value if line.change else line.value
        far = abs(after - before.value) > before.value * JUMP and max(before.value, after) >= JUMP_FROM
        if after < 0 or far:
            yield StockJumps(line, before)


CHECKS: tuple[Callable[[_Scene], Iterator[Check]], ...] = (
    _days, _households, _usual, _habit, _parts, _percentages, _duplicates, _jumps
)  # fmt: skip
