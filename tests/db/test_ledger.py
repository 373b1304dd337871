"""Figures against an oracle that works them out the slow and obvious way, on books that nobody would think of."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import Session

from db import ledger, records
from db.catalogue import indicators
from db.ledger import Figure
from db.models import Record
from db.records import About, Line
from tests.db import oracle
from tests.db.book import NOW, Book, open_book
from tests.db.oracle import WARD, Answer, Told

FLOWS, STOCK, YEARLY, RATIO = ("qua_so_phan", "qua_trung_thu"), "so_ho", "gdvh_ho_dat", "ty_le_gdvh_tren_tong"
PERIODS = (
    (date(2022, 1, 1), date(2022, 12, 31)),
    (date(2023, 1, 1), date(2023, 12, 31)),
    (date(2022, 1, 1), date(2023, 12, 31)),
    (date(2022, 1, 1), date(2022, 6, 30)),
    (date(2022, 6, 5), date(2022, 6, 5)),
    (date(2022, 12, 31), date(2022, 12, 31)),
    (date(2023, 1, 1), date(2023, 1, 1)),
)
amounts = st.integers(0, 4000).map(lambda thousandths: Fraction(thousandths, 4))
units = st.sampled_from((WARD, *oracle.VALID))
periods = st.sampled_from(PERIODS)
random_books = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@dataclass(frozen=True)
class Deed:
    """A figure that is told and perhaps corrected to another value or withdrawn later."""

    told: Told
    corrected: Fraction | None = None
    withdrawn: bool = False

    def standing(self) -> list[Told]:
        """What counts of it in the end."""
        if self.withdrawn:
            return []
        return [self.told if self.corrected is None else replace(self.told, value=self.corrected, highest=None)]


@st.composite
def deeds(draw: st.DrawFn) -> Deed:
    """Something that a committee may do to its book."""
    unit, (start, end) = draw(units), draw(periods)
    indicator = draw(st.sampled_from((*FLOWS, STOCK, YEARLY, RATIO)))
    value = draw(amounts)
    told = Told(
        unit, indicator, value, start, end,
        qualifier=draw(st.sampled_from(("exact", "exact", "about", "nearly", "over", "under"))),
        highest=draw(st.sampled_from((None, None, value + 7))),
        change=indicator == STOCK and draw(st.booleans()),
        covers_all=unit == WARD and draw(st.booleans()),
        within=draw(st.sampled_from((False, False, True))),
        occasion=draw(st.sampled_from((None, "tet"))),
    )  # fmt: skip
    return Deed(told, draw(st.none() | amounts), withdrawn=draw(st.sampled_from((False, False, False, True))))


books = st.lists(deeds(), max_size=12)


def exact(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / value.denominator


def write(session: Session, book: Book, deed: Deed, at: datetime) -> Record:
    told = deed.told
    about = About(
        told.start, told.end, "như đã nói", occasion=told.occasion, covers="all" if told.covers_all else "own",
        within=told.within,
    )  # fmt: skip
    highest = None if told.highest is None else exact(told.highest)
    line = Line(told.indicator, exact(told.value), highest, told.qualifier, told.change)
    record = records.add(session, book.units[told.unit], book.person, about, [line], at)
    if deed.corrected is not None:
        (entry,) = records.lines(session, record)
        now = Line(told.indicator, exact(deed.corrected), None, told.qualifier, told.change)
        records.correct(session, entry, book.person, now, at, "đếm lại")
    if deed.withdrawn:
        records.void(session, record, book.person, at, "ghi nhầm")
    return record


def write_all(session: Session, written: list[Deed]) -> tuple[Book, list[Told]]:
    book = open_book(session)
    for second, deed in enumerate(written):  # of two alike the one that was told later counts, so none is told at once
        write(session, book, deed, NOW + timedelta(seconds=second))
    return book, [told for deed in written for told in deed.standing()]


def plain(figure: Figure | None) -> Answer | None:
    if figure is None:
        return None
    highest = figure.value if figure.value_max is None else figure.value_max
    return Answer(Fraction(figure.value), Fraction(highest), figure.qualifier)


@random_books
@given(written=books, unit=units, period=periods, occasion=st.sampled_from((None, "tet")), code=st.sampled_from(FLOWS))
def test_a_flow_adds_up_each_thing_once(
    engine: Engine, written: list[Deed], unit: str, period: tuple[date, date], occasion: str | None, code: str
) -> None:
    with Session(engine) as session:
        book, told = write_all(session, written)
        found = ledger.figure(session, indicators()[code], book.units[unit], *period, occasion=occasion)
        assert plain(found) == oracle.flow(told, code, unit, *period, occasion)


@random_books
@given(written=books, unit=units, period=periods)
def test_a_stock_is_its_newest_level_and_the_changes_after_it(
    engine: Engine, written: list[Deed], unit: str, period: tuple[date, date]
) -> None:
    with Session(engine) as session:
        book, told = write_all(session, written)
        found = ledger.figure(session, indicators()[STOCK], book.units[unit], *period)
        assert plain(found) == oracle.stock(told, STOCK, unit, period[1])


@random_books
@given(written=books, unit=units, period=periods)
def test_a_yearly_figure_is_the_newest_decision_of_the_period(
    engine: Engine, written: list[Deed], unit: str, period: tuple[date, date]
) -> None:
    with Session(engine) as session:
        book, told = write_all(session, written)
        found = ledger.figure(session, indicators()[YEARLY], book.units[unit], *period)
        assert plain(found) == oracle.yearly(told, YEARLY, unit, *period)


@random_books
@given(written=books, unit=units, period=periods)
def test_a_ratio_is_the_sum_above_over_the_sum_below_and_else_what_was_reported(
    engine: Engine, written: list[Deed], unit: str, period: tuple[date, date]
) -> None:
    with Session(engine) as session:
        book, told = write_all(session, written)
        found = ledger.ratio(session, indicators()[RATIO], book.units[unit], *period)
        top = ledger.figure(session, indicators()[YEARLY], book.units[unit], *period)
        bottom = ledger.figure(session, indicators()[STOCK], book.units[unit], *period) if top is None else (
            ledger.figure(session, indicators()[STOCK], book.units[unit], top.start, top.end)
        )  # fmt: skip
        silent = [{u.id for u in each.missing} for each in (top, bottom) if each]
        if top and bottom and silent[0] != silent[1]:
            heard = {u.id for u in book.units.values()} - silent[0] - silent[1]
            assert found is None or found.reported or _units_of(found) <= heard
        elif top and bottom and bottom.value:
            assert found is not None
            assert found.reported is None
            assert found.percent == top.value / bottom.value * 100
        else:
            mine = [t for t in told if t.unit == unit]
            reported = oracle.yearly(mine, RATIO, unit, *period)
            assert plain(found.reported if found else None) == reported


def _units_of(share: ledger.Ratio) -> set[int | None]:
    """Whose entries both counts of a share rest on."""
    return {s.entry.unit_id for each in (share.numerator, share.denominator) if each for s in each.sources}


@random_books
@given(written=books, data=st.data(), unit=units, period=periods)
def test_the_order_in_which_flows_are_told_does_not_matter(
    engine: Engine, written: list[Deed], data: st.DataObject, unit: str, period: tuple[date, date]
) -> None:
    figures = []
    for order in (written, data.draw(st.permutations(written))):
        with Session(engine) as session:
            book, _ = write_all(session, order)
            figures.append(plain(ledger.figure(session, indicators()["qua_so_phan"], book.units[unit], *period)))
    assert figures[0] == figures[1]


@random_books
@given(written=books, unit=units, period=periods)
def test_an_amount_is_the_figure_without_its_sources(
    engine: Engine, written: list[Deed], unit: str, period: tuple[date, date]
) -> None:
    with Session(engine) as session:
        book, _ = write_all(session, [*written, *written])  # twice, so that several entries are alike
        for code in (*FLOWS, STOCK, YEARLY, RATIO):
            asked = indicators()[code], book.units[unit], *period
            whole = ledger.figure(session, *asked)
            assert ledger.amount(session, *asked) == (whole and replace(whole, sources=(), besides=()))


@random_books
@given(written=books)
def test_every_figure_rests_on_entries_that_stand_and_nothing_is_ever_overwritten(
    engine: Engine, written: list[Deed]
) -> None:
    with Session(engine) as session:
        book, _ = write_all(session, written)
        for code in (*FLOWS, STOCK, YEARLY):
            found = ledger.figure(session, indicators()[code], book.units[WARD], *PERIODS[2])
            if found is not None:
                assert all(s.entry.current and not s.entry.voided for s in found.sources)
                assert found.value == sum(s.entry.value for s in found.sources)


@pytest.mark.parametrize("value", ["0.0005", "1e-9"])
def test_more_than_three_decimals_are_refused_rather_than_rounded(engine: Engine, value: str) -> None:
    with Session(engine) as session:
        book = open_book(session)
        with pytest.raises(Exception, match="more than three decimals"):
            records.add(
                session, book.units["KP9"], book.person, About(*PERIODS[0], "…"), [Line(STOCK, Decimal(value))], NOW
            )
