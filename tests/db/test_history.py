"""Years of a ward in which anything may happen: figures, codes and moments against a slow and obvious oracle."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import Session

from db import codes, known, ledger, records, units, ward
from db.catalogue import indicators
from db.figure import Figure
from db.known import Known
from db.models import Person, Record, Unit
from db.records import About, Line
from tests import fresh
from tests.db import world as oracle
from tests.db.book import NOW, SINCE
from tests.db.oracle import WARD, Answer, Told
from tests.db.world import World

FLOW, PART, STOCK, YEARLY = "qua_so_phan", "qua_trung_thu", "so_ho", "gdvh_ho_dat"
SPANS = (
    (date(2022, 1, 1), date(2022, 12, 31)),
    (date(2022, 1, 1), date(2022, 6, 30)),
    (date(2022, 7, 1), date(2022, 12, 31)),
    (date(2022, 1, 1), date(2023, 12, 31)),
    (date(2023, 1, 1), date(2023, 12, 31)),
)
DAYS = tuple(
    (d, d) for d in (date(2022, 3, 1), date(2022, 6, 30), date(2022, 7, 1), date(2022, 11, 1), date(2023, 5, 1))
)
MERGERS = (date(2022, 7, 1), date(2023, 1, 1))
start_units = ("KP1", "KP2", "KP3")
lifelike = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@dataclass
class Life:
    """A ward being lived in, and beside it the plain list of what was told."""

    session: Session
    units: dict[str, Unit]
    person: Person
    world: World = field(default_factory=lambda: World(dict.fromkeys(start_units, SINCE)))
    deeds: list[tuple[Record, Told, bool]] = field(default_factory=list)
    minutes: Iterator[int] = field(default_factory=itertools.count)

    def now(self) -> datetime:
        return NOW + timedelta(minutes=next(self.minutes))

    def tell(self, told: Told, at: datetime | None = None) -> None:
        about = About(told.start, told.end, "…", covers="all" if told.covers_all else "own", within=told.within)
        line = Line(told.indicator, Decimal(told.value.numerator), None, told.qualifier, told.change)
        record = records.add(self.session, self.units[told.unit], self.person, about, [line], at or self.now())
        self.deeds.append((record, told, True))

    def correct(self, place: int, value: int) -> None:
        record, told, stands = self.deeds[place]
        if stands:
            (entry,) = records.lines(self.session, record)
            line = Line(told.indicator, Decimal(value), None, told.qualifier, told.change)
            records.correct(self.session, entry, self.person, line, self.now(), "đếm lại")
            self.deeds[place] = (record, replace(told, value=Fraction(value)), True)

    def toggle(self, place: int) -> None:
        """Take a record out, or let it count again."""
        record, told, stands = self.deeds[place]
        if stands:
            records.void(self.session, record, self.person, self.now(), "nhầm")
        else:
            assert records.restore(self.session, record, self.person, self.now(), "không nhầm")
        self.deeds[place] = (record, told, not stands)

    def merge(self, old: tuple[str, str], on: date) -> None:
        new = f"KP{len(self.units)}"
        merged = units.merge(self.session, [self.units[u] for u in old], f"Khu phố {new}", on, self.now(), code=new)
        self.units[new] = merged
        self.world.merge(old, new, on)

    def told(self) -> list[Told]:
        return [told for _, told, stands in self.deeds if stands]

    def figure(self, code: str, unit: str, span: tuple[date, date], as_of: Known | None = None) -> Figure | None:
        return ledger.figure(self.session, indicators()[code], self.units[unit], *span, as_of=as_of)

    def expected(self, code: str, unit: str, span: tuple[date, date]) -> Answer | None:
        if code == STOCK:
            return oracle.stock(self.world, self.told(), code, unit, span[1])
        worked_out = oracle.yearly if code == YEARLY else oracle.flow
        return worked_out(self.world, self.told(), code, unit, *span)


@cache
def empty() -> Engine:
    """A database that stays empty: no life in it is ever committed."""
    return fresh.empty()


@contextmanager
def life() -> Iterator[Life]:
    with Session(empty()) as session:
        top = Unit(kind="phuong", name="Phường Mẫu", code=WARD, valid_from=SINCE)
        person = Person(key="thu-ky", name="Lê Thị Thử", title="chị")
        session.add_all([top, person])
        session.flush()
        below = [
            Unit(kind="khu_pho", name=f"Khu phố {c[2:]}", code=c, parent_id=top.id, valid_from=SINCE)
            for c in start_units
        ]
        session.add_all(below)
        session.flush()
        yield Life(session, {u.code: u for u in (top, *below)}, person)


@st.composite
def tellings(draw: st.DrawFn, among: tuple[str, ...]) -> Told:
    unit, span = draw(st.sampled_from(among)), draw(st.sampled_from((*DAYS, *DAYS, *SPANS)))
    code = draw(st.sampled_from((FLOW, PART, STOCK, STOCK, YEARLY)))
    return Told(
        unit, code, Fraction(draw(st.integers(0, 50))), *span,
        qualifier=draw(st.sampled_from(("exact", "exact", "over", "nearly"))),
        change=code == STOCK and draw(st.booleans()),
        covers_all=code in {FLOW, PART} and draw(st.sampled_from((False, False, True))),
        within=code == FLOW and draw(st.sampled_from((False, False, False, True))),
    )  # fmt: skip


def live(draw: st.DataObject, lived: Life) -> None:
    """Let one thing happen."""
    there = [u for u in lived.units if u != WARD and u not in lived.world.became]
    what = draw.draw(st.sampled_from(("tell", "tell", "tell", "tell", "correct", "toggle", "merge")))
    if what == "merge" and len(there) > 1:
        on = draw.draw(st.sampled_from(MERGERS))
        old = [u for u in there if lived.world.first[u] < on][:2]
        if len(old) == 2:
            lived.merge((old[0], old[1]), on)
    elif what in {"correct", "toggle"} and lived.deeds:
        place = draw.draw(st.integers(0, len(lived.deeds) - 1))
        if what == "correct":
            lived.correct(place, draw.draw(st.integers(0, 50)))
        else:
            lived.toggle(place)
    else:
        lived.tell(draw.draw(tellings(tuple(lived.units))))


def plain(figure: Figure | None) -> Answer | None:
    if figure is None:
        return None
    return Answer(Fraction(figure.value), Fraction(figure.value), figure.qualifier)


@lifelike
@given(draw=st.data(), steps=st.integers(1, 14), span=st.sampled_from(SPANS))
def test_figures_are_those_of_the_oracle_through_mergers_corrections_voids_and_restorations(
    draw: st.DataObject, steps: int, span: tuple[date, date]
) -> None:
    with life() as lived:
        for _ in range(steps):
            live(draw, lived)
        for unit, code in itertools.product(lived.units, (FLOW, STOCK, YEARLY)):
            assert plain(lived.figure(code, unit, span)) == lived.expected(code, unit, span), (unit, span, code)


@lifelike
@given(draw=st.data(), steps=st.integers(1, 14))
def test_a_code_gives_the_same_number_for_ever_and_says_whether_it_has_changed(draw: st.DataObject, steps: int) -> None:
    with life() as lived:
        told: list[tuple[str, str, str, tuple[date, date], Figure, Known]] = []
        for _ in range(steps):
            live(draw, lived)
            unit, span = draw.draw(st.sampled_from(tuple(lived.units))), draw.draw(st.sampled_from(SPANS))
            code = draw.draw(st.sampled_from((FLOW, STOCK, YEARLY)))
            found = lived.figure(code, unit, span)
            if found is not None:
                at = lived.now()
                moment = known.now(lived.session, at)
                name = codes.tell(lived.session, lived.units[unit], found, at, asked=span)
                told.append((name, code, unit, span, found, moment))
        for name, code, unit, span, found, moment in told:
            opened = codes.open_code(lived.session, name)
            assert opened is not None
            assert opened.same
            assert opened.value == found.value
            assert opened.changed == (plain(lived.figure(code, unit, span)) != plain(found))
            assert [b.source.entry.id for b in opened.behind] == [s.entry.id for s in found.sources]
            assert plain(lived.figure(code, unit, span, moment)) == plain(found)


@lifelike
@given(draw=st.data(), told=st.lists(tellings((WARD, *start_units)), max_size=10), span=st.sampled_from(SPANS))
def test_the_order_of_arrival_does_not_matter(draw: st.DataObject, told: list[Told], span: tuple[date, date]) -> None:
    at = {n: NOW + timedelta(minutes=n) for n in range(len(told))}
    outcomes = []
    for order in (list(range(len(told))), draw.draw(st.permutations(range(len(told))))):
        with life() as lived:
            for n in order:
                lived.tell(told[n], at[n])
            outcomes.append([
                plain(lived.figure(code, unit, span))
                for unit, code in itertools.product(lived.units, (FLOW, STOCK, YEARLY))
            ])  # fmt: skip
    assert outcomes[0] == outcomes[1]


@lifelike
@given(draw=st.data(), steps=st.integers(1, 12), span=st.sampled_from(SPANS))
def test_a_wards_table_and_its_explained_difference_agree_with_its_figures(
    draw: st.DataObject, steps: int, span: tuple[date, date]
) -> None:
    with life() as lived:
        for _ in range(steps):
            live(draw, lived)
        top = lived.units[WARD]
        wanted = [indicators()[code] for code in (FLOW, STOCK, YEARLY, "ty_le_gdvh_tren_tong")]
        table = ward.table(lived.session, top, wanted, *span)
        rows = {top.id or 0: table.totals} | table.rows
        for unit in (top, *table.units):
            for code in (FLOW, STOCK, YEARLY):
                found = lived.figure(code, unit.code, span)
                cell = rows[unit.id or 0].get(code)
                assert (cell and (cell.value, cell.qualifier)) == (found and (found.value, found.qualifier))
        why = ward.difference(lived.session, top, indicators()[FLOW], *span)
        assert (why.told.value if why.told else 0) == sum(
            (s.entry.value for s in why.told.sources) if why.told else (), Decimal(0)
        )
