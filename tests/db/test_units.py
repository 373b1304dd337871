"""Khu phố that are merged, renamed and split: every figure stays answerable, for the old units and for the new."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from db import closing, ledger, people, records, units, ward
from db.catalogue import indicators
from db.models import Membership, Unit
from db.records import About, Line
from db.units import BadUnits
from tests.db.book import NOW, SINCE, Book, open_book

ON = date(2026, 7, 1)
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


class Keeper:
    """Writes into a book and changes its units."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.book: Book = open_book(session)

    def tells(self, unit: Unit, code: str, value: int, day: str, **line: str | bool) -> None:
        on = date.fromisoformat(day)
        told = Line(code, Decimal(value), **line)  # type: ignore[arg-type] # counts_for, standard, change
        records.add(self.session, unit, self.book.person, About(on, on, "…"), [told], NOW)

    def value(self, unit: Unit, code: str, start: date = YEAR[0], end: date = YEAR[1]) -> int | None:
        found = ledger.figure(self.session, indicators()[code], unit, start, end)
        return int(found.value) if found else None

    def merged(self) -> Unit:
        return units.merge(self.session, [self.unit("KP1"), self.unit("KP9")], "Khu phố 5", ON, NOW)

    def unit(self, code: str) -> Unit:
        return self.book.units[code]


@pytest.fixture
def keeper(engine: Engine) -> Iterator[Keeper]:
    with Session(engine) as session:
        yield Keeper(session)


def test_a_merged_unit_answers_for_what_its_predecessors_did_and_they_for_themselves(keeper: Keeper) -> None:
    keeper.tells(keeper.unit("KP1"), "qua_so_phan", 10, "2026-03-01")
    keeper.tells(keeper.unit("KP9"), "qua_so_phan", 20, "2026-03-01")
    new = keeper.merged()
    keeper.tells(new, "qua_so_phan", 5, "2026-08-01")
    assert [keeper.value(u, "qua_so_phan") for u in (new, keeper.unit("KP1"), keeper.unit("KP9"))] == [35, 10, 20]
    assert keeper.value(new, "qua_so_phan", YEAR[0], date(2026, 6, 30)) == 30
    assert keeper.value(keeper.unit("PM"), "qua_so_phan") == 35


def test_a_merged_units_stock_is_the_sum_of_theirs_until_it_tells_its_own(keeper: Keeper) -> None:
    keeper.tells(keeper.unit("KP1"), "so_ho", 100, "2026-03-01")
    keeper.tells(keeper.unit("KP9"), "so_ho", 300, "2026-04-01")
    new = keeper.merged()
    assert keeper.value(new, "so_ho") == 400
    keeper.tells(new, "so_ho", -2, "2026-08-01", change=True)
    assert keeper.value(new, "so_ho") == 398
    keeper.tells(new, "so_ho", 410, "2026-09-01")
    assert [keeper.value(new, "so_ho"), keeper.value(keeper.unit("PM"), "so_ho")] == [410, 410]
    assert keeper.value(new, "so_ho", *(date(2026, 5, 1),) * 2) == 400


def test_what_a_predecessor_did_not_tell_is_named(keeper: Keeper) -> None:
    keeper.tells(keeper.unit("KP1"), "so_ho", 100, "2026-03-01")
    found = ledger.figure(keeper.session, indicators()["so_ho"], keeper.merged(), *YEAR)
    assert found is not None
    assert [unit.code for unit in found.missing] == ["KP9"]


def test_an_entry_written_to_the_old_unit_after_a_merger_told_late_is_not_lost(keeper: Keeper) -> None:
    keeper.tells(keeper.unit("KP1"), "qua_so_phan", 7, "2026-07-15")
    new = keeper.merged()
    assert [keeper.value(new, "qua_so_phan"), keeper.value(keeper.unit("PM"), "qua_so_phan")] == [7, 7]


def test_members_move_with_their_roles_and_the_unit_is_found_by_its_days(keeper: Keeper) -> None:
    session, person = keeper.session, keeper.book.person
    role = Membership(person_id=person.id or 0, unit_id=keeper.unit("KP9").id or 0, role="chair", since=SINCE)
    session.add(role)
    new = keeper.merged()
    after = people.membership(session, person.id or 0, ON)
    before = people.membership(session, person.id or 0, date(2026, 6, 30))
    assert (after and (after.unit_id, after.role)) == (new.id, "chair")
    assert before is not None
    assert before.unit_id == keeper.unit("KP9").id
    assert new.code == "KP5"
    late = units.outside(session, keeper.unit("KP1"), date(2026, 8, 1), date(2026, 8, 31))
    early = units.outside(session, new, date(2025, 1, 1), date(2025, 12, 31))
    assert late is not None
    assert early is not None
    assert (late.before, [u.code for u in late.instead]) == (False, ["KP5"])
    assert (early.before, [u.code for u in early.instead]) == (True, ["KP1", "KP9"])
    assert units.outside(session, new, *YEAR) is None


def test_a_renamed_unit_is_found_by_both_names_and_keeps_its_figures(keeper: Keeper) -> None:
    old = keeper.unit("KP9")
    keeper.tells(old, "qua_so_phan", 70, "2026-03-01")
    units.rename(keeper.session, old, "Khu phố Hòa Bình", ON, NOW)
    for name in ("khu phố hòa bình", "Khu phố 9", "kp9"):
        assert units.by_name(keeper.session, name, YEAR[1]) == old
    assert [(n.name, n.until) for n in units.names(keeper.session, old)] == [("Khu phố 9", date(2026, 6, 30))]
    assert keeper.value(old, "qua_so_phan") == 70


def test_a_name_given_to_another_unit_means_the_one_that_bore_it_on_the_day(keeper: Keeper) -> None:
    first, second = keeper.unit("KP9"), keeper.unit("KP1")
    units.rename(keeper.session, first, "Khu phố 8", ON, NOW)
    units.rename(keeper.session, second, "Khu phố 9", ON, NOW)
    assert units.by_name(keeper.session, "Khu phố 9", date(2026, 6, 1)) == first
    assert units.by_name(keeper.session, "Khu phố 9", date(2026, 8, 1)) == second


def test_a_split_unit_keeps_its_past_which_nobody_divides(keeper: Keeper) -> None:
    old = keeper.unit("KP9")
    keeper.tells(old, "qua_so_phan", 70, "2026-03-01")
    one, two = units.split(keeper.session, old, ["Khu phố 10", "Khu phố 11"], ON, NOW)
    keeper.tells(two, "qua_so_phan", 3, "2026-08-01")
    assert [keeper.value(u, "qua_so_phan") for u in (old, one, two, keeper.unit("PM"))] == [70, None, 3, 73]
    assert units.lineage(keeper.session, one).split_from == old


def test_wards_may_be_merged_with_all_that_is_below_them(keeper: Keeper) -> None:
    other = Unit(kind="phuong", name="Phường Khác", code="PK", valid_from=SINCE)
    keeper.session.add(other)
    keeper.session.flush()
    below = Unit(kind="khu_pho", name="Khu phố 1", code="PK1", parent_id=other.id, valid_from=SINCE)
    keeper.session.add(below)
    keeper.session.flush()
    keeper.tells(below, "qua_so_phan", 4, "2026-03-01")
    keeper.tells(keeper.unit("KP9"), "qua_so_phan", 70, "2026-08-01")
    new = units.merge(keeper.session, [keeper.unit("PM"), other], "Phường Mới", ON, NOW)
    assert keeper.value(new, "qua_so_phan") == 74
    table = ward.table(keeper.session, new, [indicators()["qua_so_phan"]], *YEAR)
    assert [unit.code for unit in table.units] == ["KP1", "PK1", "KP3", "KP9"]


@pytest.mark.parametrize(
    ("old", "name", "code", "why"),
    [
        (["KP9", "KP9"], "Khu phố 5", None, "two different units"),
        (["KP9", "PM"], "Khu phố 5", None, "side by side"),
        (["KP9", "KP2"], "Khu phố 5", None, "does not exist on the day before"),
        (["KP1", "KP9"], "Khu phố 5", "KP3", "in use"),
    ],
)
def test_units_that_cannot_be_merged_are_named(
    keeper: Keeper, old: list[str], name: str, code: str | None, why: str
) -> None:
    with pytest.raises(BadUnits, match=why):
        units.merge(keeper.session, [keeper.unit(u) for u in old], name, ON, NOW, code=code)


def test_a_term_is_the_committees_own_or_else_its_wards(keeper: Keeper) -> None:
    units.set_term(keeper.session, keeper.unit("PM"), date(2025, 1, 1), date(2030, 12, 31), "2025-2030")
    units.set_term(keeper.session, keeper.unit("KP9"), date(2026, 3, 1), date(2028, 9, 30))
    own, above = (units.term(keeper.session, keeper.unit(u), ON) for u in ("KP9", "KP1"))
    assert own is not None
    assert above is not None
    assert (own.day_to, above.name) == (date(2028, 9, 30), "2025-2030")
    with pytest.raises(BadUnits):
        units.set_term(keeper.session, keeper.unit("KP9"), date(2026, 3, 1), date(2026, 2, 1))


def test_what_is_told_for_the_ward_adds_to_the_ward_alone(keeper: Keeper) -> None:
    keeper.tells(keeper.unit("KP9"), "qua_so_phan", 10, "2026-03-01", counts_for="phuong")
    keeper.tells(keeper.unit("KP9"), "qua_so_phan", 8, "2026-03-01")
    keeper.tells(keeper.unit("KP9"), "qua_so_phan", 5, "2026-03-01", counts_for="chi_hoi")
    found = ledger.figure(keeper.session, indicators()["qua_so_phan"], keeper.unit("KP9"), *YEAR)
    assert found is not None
    assert (int(found.value), [int(s.entry.value) for s in found.besides]) == (8, [10, 5])
    assert keeper.value(keeper.unit("PM"), "qua_so_phan") == 18
    why = ward.difference(keeper.session, keeper.unit("PM"), indicators()["qua_so_phan"], *YEAR)
    assert (int(why.own), int(why.summed), [int(x.entry.value) for x in why.lent]) == (0, 8, [10])
    assert [(x.reason, int(x.source.entry.value)) for x in why.left_out] == [("counted_elsewhere", 5)]


def test_what_is_told_for_the_ward_counts_once_where_the_ward_tells_it_too(keeper: Keeper) -> None:
    keeper.tells(keeper.unit("KP9"), "qua_so_phan", 10, "2026-03-01", counts_for="phuong")
    keeper.tells(keeper.unit("KP9"), "qua_so_phan", 4, "2026-04-01", counts_for="phuong")
    keeper.tells(keeper.unit("KP9"), "qua_so_phan", 8, "2026-03-01")
    keeper.tells(keeper.unit("PM"), "qua_so_phan", 100, "2026-03-01", counts_for="phuong")
    assert keeper.value(keeper.unit("PM"), "qua_so_phan") == 112
    why = ward.difference(keeper.session, keeper.unit("PM"), indicators()["qua_so_phan"], *YEAR)
    assert (int(why.own), int(why.summed), [int(x.entry.value) for x in why.lent]) == (100, 8, [4])
    assert [(x.reason, int(x.source.entry.value)) for x in why.left_out] == [("held", 10)]


def test_levels_by_two_standards_are_kept_apart(keeper: Keeper) -> None:
    keeper.tells(keeper.unit("KP9"), "ho_ngheo", 2, "2026-03-01", standard="national")
    keeper.tells(keeper.unit("KP9"), "ho_ngheo", 5, "2026-04-01", standard="city")
    one = indicators()["ho_ngheo"]
    by = {s: ledger.figure(keeper.session, one, keeper.unit("KP9"), *YEAR, standard=s) for s in ("national", "city")}
    assert {s: (f and f.value) for s, f in by.items()} == {"national": 2, "city": 5}
    found = ledger.figure(keeper.session, one, keeper.unit("KP9"), *YEAR)
    assert found is not None
    assert (int(found.value), *found.standards) == (5, "city")


def test_a_fund_is_what_came_in_less_what_was_handed_up(keeper: Keeper) -> None:
    nine, fund = keeper.unit("KP9"), indicators()["quy_vnn"]
    assert ledger.fund(keeper.session, fund, nine, *YEAR) is None
    keeper.tells(nine, "quy_vnn", 12_450_000, "2026-10-01")
    keeper.tells(nine, "quy_vnn_nop", 10_000_000, "2026-10-05", qualifier="over")
    for asked in (fund, indicators()["quy_vnn_nop"]):
        balance = ledger.fund(keeper.session, asked, nine, *YEAR)
        assert balance is not None
        assert (int(balance.left), str(balance.qualifier), balance.indicator) == (2_450_000, "under", fund)


def test_units_with_the_same_figure_share_a_place_and_who_told_nothing_has_none(keeper: Keeper) -> None:
    for code, value in (("KP1", 7), ("KP9", 7)):
        keeper.tells(keeper.unit(code), "qua_so_phan", value, "2026-03-01")
    ranked = ward.ranking(keeper.session, keeper.unit("PM"), indicators()["qua_so_phan"], *YEAR)
    assert [(r.place, r.unit.code) for r in ranked] == [(1, "KP1"), (1, "KP9"), (None, "KP3")]
    assert [(u.code, n) for u, n in ward.reported(keeper.session, keeper.unit("PM"), *YEAR)] == [
        ("KP1", 1), ("KP3", 0), ("KP9", 1),
    ]  # fmt: skip


def test_what_comes_after_a_month_is_closed_is_late_and_listed(keeper: Keeper) -> None:
    session, nine, person = keeper.session, keeper.unit("KP9"), keeper.book.person
    keeper.tells(nine, "qua_so_phan", 70, "2026-10-05")
    assert closing.close(session, nine, date(2026, 10, 31), person, NOW) is not None
    assert closing.close(session, nine, date(2026, 10, 1), person, NOW) is None
    keeper.tells(nine, "hoc_bong", 3, "2026-10-20")
    first = records.by_number(session, "KP9-0001")
    assert first is not None
    (entry,) = records.lines(session, first)
    records.correct(session, entry, person, Line("qua_so_phan", Decimal(65)), NOW, "đếm lại")
    records.void(session, first, person, NOW, "nhầm")
    late = closing.late(session, nine, date(2026, 10, 1))
    assert [(x.kind, int(x.source.entry.value), int(x.before.value) if x.before else None) for x in late] == [
        ("late", 3, None), ("corrected", 65, 70), ("voided", 65, 65),
    ]  # fmt: skip
    assert [closing.is_late(session, x.source.entry) for x in late] == [True] * 3
    assert not closing.is_late(session, entry)
    state = closing.state(session, nine, date(2026, 9, 15), date(2026, 11, 15))
    assert (len(state.closed), state.open, state.late) == (1, (date(2026, 9, 1), date(2026, 11, 1)), 3)
    status = closing.status(session, keeper.unit("PM"), date(2026, 10, 1))
    assert [(s.unit.code, s.lines, s.closed is not None, s.late) for s in status] == [
        ("KP1", 0, False, 0), ("KP3", 0, False, 0), ("KP9", 1, True, 3),
    ]  # fmt: skip


def test_in_the_year_of_a_merger_each_khu_pho_is_explained_once(keeper: Keeper) -> None:
    for code, value in (("KP1", 7), ("KP9", 5)):
        keeper.tells(keeper.unit(code), "qua_so_phan", value, "2026-03-01")
    new = keeper.merged()
    why = ward.difference(keeper.session, keeper.unit("PM"), indicators()["qua_so_phan"], *YEAR)
    assert [(unit.name, int(value)) for unit, value in why.units] == [(new.name, 12)]
    assert (int(why.own), int(why.summed), why.left_out) == (0, 12, ())
