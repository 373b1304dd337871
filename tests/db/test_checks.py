"""Checks ask and never refuse: what they notice, and what they leave alone."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from db import checks, closing, records, targets
from db.catalogue import indicators
from db.checks import Check, Stated
from db.models import Record
from db.records import About, Line, WholeDong
from tests.db.book import NOW, Book, open_book

TODAY = date(2026, 11, 21)


class Clerk:
    """Holds what somebody is about to write against the book."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.book: Book = open_book(session)

    def wrote(self, *lines: Line, on: date = date(2026, 3, 1), activity: str | None = None) -> Record:
        about = About(on, on, "…", activity=activity)
        return records.add(self.session, self.book.units["KP9"], self.book.person, about, lines, NOW)

    def asks(
        self, *lines: Line, on: date = TODAY, unit: str = "KP9", stated: tuple[Stated, ...] = (),
        activity: str | None = None, correcting: Record | None = None,
    ) -> list[Check]:  # fmt: skip
        about = About(on, on, "…", activity=activity)
        found = checks.check(
            self.session, self.book.units[unit], about, lines, today=TODAY, stated=stated, except_record=correcting
        )
        return list(found)


@pytest.fixture
def clerk(engine: Engine) -> Iterator[Clerk]:
    with Session(engine) as session:
        yield Clerk(session)


def line(code: str, value: int, **more: bool) -> Line:
    return Line(code, Decimal(value), **more)  # type: ignore[arg-type] # change


def test_ordinary_figures_are_not_asked_about(clerk: Clerk) -> None:
    assert clerk.asks(line("qua_so_phan", 70), line("qua_tri_gia", 21_000_000)) == []


def test_236_km_of_road_may_be_metres(clerk: Clerk) -> None:
    (found,) = clerk.asks(line("duong_hem", 236_000))
    assert isinstance(found, checks.OutsideUsual)
    assert (found.low, found.high, *map(int, found.instead)) == (10, 10_000, 236)


def test_a_ward_may_tell_more_than_a_khu_pho(clerk: Clerk) -> None:
    assert clerk.asks(line("duong_hem", 236_000), unit="PM") == []


@pytest.mark.parametrize(("value", "asked"), [(500, 1), (5, 1), (499, 0), (6, 0)])
def test_ten_times_this_committees_habit_or_a_tenth_of_it_is_asked_about(clerk: Clerk, value: int, asked: int) -> None:
    for day in range(1, 4):
        clerk.wrote(line("qua_so_phan", 50), on=date(2026, 3, day))
    found = clerk.asks(line("qua_so_phan", value))
    assert [type(f) for f in found] == [checks.FarFromHabit] * asked


def test_more_households_than_there_are_are_asked_about(clerk: Clerk) -> None:
    clerk.wrote(line("so_ho", 319))
    (found,) = clerk.asks(line("gdvh_ho_dang_ky", 320))
    assert isinstance(found, checks.MoreThanHouseholds)
    assert found.households.value == 319
    assert clerk.asks(line("gdvh_ho_dang_ky", 320), line("so_ho", 330)) == []


def test_a_part_is_not_more_than_its_whole(clerk: Clerk) -> None:
    (found,) = clerk.asks(line("hg_vu_tiep_nhan", 4), line("hg_vu_thanh", 5))
    assert isinstance(found, checks.MoreThanWhole)
    assert (found.whole.code, int(found.value)) == ("hg_vu_tiep_nhan", 4)


def test_a_part_is_held_against_the_whole_that_the_book_knows(clerk: Clerk) -> None:
    clerk.wrote(line("hg_vu_tiep_nhan", 5), line("hg_vu_thanh", 3))
    assert clerk.asks(line("hg_vu_thanh", 2)) == []
    assert [type(f) for f in clerk.asks(line("hg_vu_thanh", 3))] == [checks.MoreThanWhole]


def test_what_the_book_lacks_of_a_whole_is_told_also_of_a_deed_before_those_in_the_book(clerk: Clerk) -> None:
    clerk.wrote(line("hg_vu_tiep_nhan", 5), line("hg_vu_thanh", 5), on=date(2026, 3, 20))
    (found,) = clerk.asks(line("hg_vu_thanh", 2), on=date(2026, 3, 17))
    assert isinstance(found, checks.MoreThanWhole)
    assert (int(found.value), int(found.so_far), int(found.lacking)) == (5, 5, 2)
    assert clerk.asks(line("hg_vu_thanh", 2), on=date(2025, 12, 31)) == []


@pytest.mark.parametrize(
    ("percent", "digits", "asked"), [("93.41", 2, 0), ("93.42", 2, 0), ("93.40", 2, 1), ("93", 0, 0)]
)
def test_a_percentage_may_be_truncated_or_rounded_but_not_further_off(
    clerk: Clerk, percent: str, digits: int, asked: int
) -> None:
    counts = (line("gdvh_ho_dat", 298), line("so_ho", 319))
    found = clerk.asks(*counts, stated=(Stated("ty_le_gdvh_tren_tong", Decimal(percent), digits),))
    assert [type(f) for f in found] == [checks.PercentDisagrees] * asked


def test_the_same_numbers_of_a_near_day_may_be_one_deed_with_two_witnesses(clerk: Clerk) -> None:
    first = clerk.wrote(line("qua_so_phan", 70), on=TODAY - timedelta(days=2), activity="tang_qua")
    (found,) = clerk.asks(line("qua_so_phan", 70), activity="tang_qua")
    assert isinstance(found, checks.Duplicate)
    assert found.record == first
    assert clerk.asks(line("qua_so_phan", 71)) == []
    assert clerk.asks(line("qua_so_phan", 70), activity="hop_dan") == []
    assert clerk.asks(line("qua_so_phan", 70), on=TODAY - timedelta(days=9)) == []
    assert clerk.asks(line("qua_so_phan", 70), correcting=first) == []
    other = clerk.wrote(line("qua_so_phan", 70), on=TODAY)
    records.merge(clerk.session, first, other, clerk.book.person, NOW)
    assert [(w.person, w.number) for w in records.witnesses(clerk.session, first)] == [
        (clerk.book.person, other.number)
    ]
    assert records.is_void(clerk.session, other)
    assert not records.is_void(clerk.session, first)


def test_a_merged_record_that_is_restored_is_a_deed_of_its_own_again(clerk: Clerk) -> None:
    first, other = (clerk.wrote(line("qua_so_phan", 70)) for _ in range(2))
    records.merge(clerk.session, first, other, clerk.book.person, NOW)
    assert records.restore(clerk.session, other, clerk.book.person, NOW, "hai việc khác nhau")
    assert not records.restore(clerk.session, other, clerk.book.person, NOW, "lần nữa")
    assert records.witnesses(clerk.session, first) == []
    assert [(e.version, e.voided, e.why) for e in records.history(clerk.session, other)] == [
        (1, False, None), (2, True, f"cùng một việc với {first.number}"), (3, False, "hai việc khác nhau"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "change", "asked"), [(500, False, 1), (320, False, 0), (-400, True, 1), (-3, True, 0)]
)
def test_a_level_that_jumps_is_asked_about(clerk: Clerk, value: int, *, change: bool, asked: int) -> None:
    clerk.wrote(line("so_ho", 319))
    found = clerk.asks(line("so_ho", value, change=change))
    assert [type(f) for f in found] == [checks.StockJumps] * asked


def test_days_to_come_days_before_the_unit_and_closed_months_are_named(clerk: Clerk) -> None:
    (future,) = clerk.asks(line("qua_so_phan", 70), on=TODAY + timedelta(days=1))
    (before,) = clerk.asks(line("qua_so_phan", 70), unit="KP3", on=date(2022, 12, 31))
    closing.close(clerk.session, clerk.book.units["KP9"], TODAY, clerk.book.person, NOW)
    (closed,) = clerk.asks(line("qua_so_phan", 70))
    assert future == checks.Future(TODAY + timedelta(days=1))
    assert isinstance(before, checks.BeforeUnit)
    assert before.outside.before
    assert closed == checks.AfterClosing((date(2026, 11, 1),))


def test_a_fraction_of_a_dong_is_no_money(clerk: Clerk) -> None:
    with pytest.raises(WholeDong):
        clerk.wrote(Line("quy_vnn", Decimal("0.5")))


def test_a_target_tells_how_far_one_is_and_the_pace_still_needed(clerk: Clerk) -> None:
    fund, nine, person = indicators()["quy_vnn"], clerk.book.units["KP9"], clerk.book.person
    assert targets.progress(clerk.session, nine, fund, 2026, TODAY) is None
    targets.set_target(clerk.session, nine, fund, 2026, Decimal(20_000_000), person, NOW)
    targets.set_target(clerk.session, nine, fund, 2026, Decimal(30_000_000), person, NOW)
    clerk.wrote(line("quy_vnn", 18_600_000))
    found = targets.progress(clerk.session, nine, fund, 2026, TODAY)
    assert found is not None
    assert list(map(int, (found.target, found.percent, found.left, found.months_left, found.per_month or 0))) == [
        30_000_000, 62, 11_400_000, 2, 5_700_000,
    ]  # fmt: skip
    clerk.wrote(line("quy_vnn", 20_000_000))
    done = targets.progress(clerk.session, nine, fund, 2026, TODAY)
    assert done is not None
    assert (int(done.left), done.per_month) == (0, None)


def test_a_target_told_as_a_figure_counts_where_none_was_set(clerk: Clerk) -> None:
    clerk.wrote(line("quy_vnn_chi_tieu", 30_000_000))
    assert targets.target(clerk.session, clerk.book.units["KP9"], indicators()["quy_vnn"], 2026) == 30_000_000
