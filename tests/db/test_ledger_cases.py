"""The rules of figures by example: what a secretary would expect, one case each."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from db import ledger, records
from db.catalogue import indicators
from db.ledger import Figure, Ratio
from db.models import Record
from db.records import About, Line
from handlers import wording
from tests.db.book import NOW, Book, open_book

YEAR = (date(2022, 1, 1), date(2022, 12, 31))


class Secretary:
    """Writes into a book and asks it."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.book: Book = open_book(session)

    def tells(
        self, unit: str, code: str, value: str, days: tuple[date, date] = YEAR, *, qualifier: str = "exact",
        change: bool = False, highest: str | None = None, **about: str | bool,
    ) -> Record:  # fmt: skip
        top = None if highest is None else Decimal(highest)
        line = Line(code, Decimal(value), top, qualifier, change)
        what = About(*days, "…", **about)  # type: ignore[arg-type] # occasion, covers, within
        return records.add(self.session, self.book.units[unit], self.book.person, what, [line], NOW)

    def asks(self, unit: str, code: str, days: tuple[date, date] = YEAR, occasion: str | None = None) -> Figure | None:
        return ledger.figure(self.session, indicators()[code], self.book.units[unit], *days, occasion=occasion)

    def value(self, unit: str, code: str, days: tuple[date, date] = YEAR, occasion: str | None = None) -> int | None:
        found = self.asks(unit, code, days, occasion)
        return None if found is None else int(found.value)

    def share(self, unit: str, code: str) -> Ratio:
        found = ledger.ratio(self.session, indicators()[code], self.book.units[unit], *YEAR)
        assert found is not None
        return found


@pytest.fixture
def secretary(engine: Engine) -> Iterator[Secretary]:
    with Session(engine) as session:
        yield Secretary(session)


def on(text: str) -> tuple[date, date]:
    return date.fromisoformat(text), date.fromisoformat(text)


def test_nothing_told_is_no_figure_and_not_nought(secretary: Secretary) -> None:
    assert secretary.asks("KP9", "qua_so_phan") is None


def test_a_figure_of_a_past_khu_pho_stays_in_the_wards_sum(secretary: Secretary) -> None:
    secretary.tells("KP2", "qua_so_phan", "10", on("2022-05-01"))
    secretary.tells("KP9", "qua_so_phan", "70", on("2022-05-01"))
    assert secretary.value("PM", "qua_so_phan") == 80
    assert secretary.value("PM", "qua_so_phan", (date(2023, 1, 1), date(2023, 12, 31))) is None


def test_a_wards_total_holds_what_its_khu_pho_told(secretary: Secretary) -> None:
    secretary.tells("KP9", "qua_so_phan", "70", on("2022-05-01"))
    secretary.tells("PM", "qua_so_phan", "1000", covers="all")
    assert secretary.value("PM", "qua_so_phan") == 1000
    assert secretary.value("KP9", "qua_so_phan") == 70


def test_a_wards_total_of_an_occasion_holds_what_its_khu_pho_told(secretary: Secretary) -> None:
    secretary.tells("KP9", "qua_so_phan", "70", on("2022-01-25"), occasion="tet")
    secretary.tells("PM", "qua_so_phan", "1000", (date(2022, 1, 1), date(2022, 1, 31)), occasion="tet", covers="all")
    assert secretary.value("PM", "qua_so_phan", occasion="tet") == 1000


def test_a_wards_total_of_some_gifts_hides_no_other_gifts(secretary: Secretary) -> None:
    secretary.tells("PM", "qua_trung_thu", "500", covers="all")
    secretary.tells("KP9", "qua_trung_thu", "20", on("2022-09-10"))
    secretary.tells("KP9", "qua_so_phan", "70", on("2022-05-01"))
    assert secretary.value("PM", "qua_so_phan") == 570


def test_what_is_within_a_total_answers_its_occasion_and_is_not_added(secretary: Secretary) -> None:
    secretary.tells("KP9", "qua_so_phan", "200")
    secretary.tells("KP9", "qua_so_phan", "70", on("2022-01-25"), occasion="tet", within=True)
    assert secretary.value("KP9", "qua_so_phan") == 200
    assert secretary.value("KP9", "qua_so_phan", occasion="tet") == 70


def test_an_entry_of_a_longer_period_is_pointed_to_and_never_split(secretary: Secretary) -> None:
    secretary.tells("KP9", "qua_so_phan", "200")
    june = (date(2022, 6, 1), date(2022, 6, 30))
    assert secretary.asks("KP9", "qua_so_phan", june) is None
    holder = ledger.containing(secretary.session, indicators()["qua_so_phan"], secretary.book.units["KP9"], *june)
    assert holder is not None
    assert holder.entry.value == 200


def test_a_stock_is_its_level_and_the_later_changes(secretary: Secretary) -> None:
    secretary.tells("KP9", "ho_ngheo", "-1", on("2022-02-01"), change=True)
    secretary.tells("KP9", "ho_ngheo", "12", on("2022-03-01"))
    secretary.tells("KP9", "ho_ngheo", "-3", on("2022-04-01"), change=True)
    assert secretary.value("KP9", "ho_ngheo", on("2022-03-15")) == 12
    assert secretary.value("KP9", "ho_ngheo") == 9
    assert secretary.asks("KP9", "ho_ngheo", on("2022-02-15")) is None


def test_of_levels_told_at_one_instant_the_last_one_counts(secretary: Secretary) -> None:
    secretary.tells("KP9", "camera", "4")
    secretary.tells("KP9", "camera", "2", change=True)
    secretary.tells("KP9", "camera", "8")
    assert secretary.value("KP9", "camera") == 8


def test_a_range_moves_with_the_changes_after_it_and_into_the_wards_sum(secretary: Secretary) -> None:
    secretary.tells("KP9", "ho_ngheo", "5", on("2022-03-01"), highest="7")
    secretary.tells("KP9", "ho_ngheo", "-1", on("2022-04-01"), change=True)
    secretary.tells("KP1", "ho_ngheo", "2", on("2022-03-01"))
    one, all_of_them = secretary.asks("KP9", "ho_ngheo"), secretary.asks("PM", "ho_ngheo")
    assert one is not None
    assert (one.value, one.value_max) == (Decimal(4), Decimal(6))
    assert all_of_them is not None
    assert (all_of_them.value, all_of_them.value_max) == (Decimal(6), Decimal(8))


def test_a_wards_own_level_counts_until_each_khu_pho_told_a_newer_one(secretary: Secretary) -> None:
    secretary.tells("PM", "ho_ngheo", "40", on("2022-03-01"), covers="all")
    secretary.tells("KP1", "ho_ngheo", "10", on("2022-04-01"))
    secretary.tells("KP2", "ho_ngheo", "10", on("2022-04-01"))
    assert secretary.value("PM", "ho_ngheo") == 40
    secretary.tells("KP9", "ho_ngheo", "10", on("2022-04-01"))
    assert secretary.value("PM", "ho_ngheo") == 30


def test_the_newest_decision_of_a_year_counts(secretary: Secretary) -> None:
    secretary.tells("KP9", "gdvh_ho_dat", "290", on("2022-10-01"))
    secretary.tells("KP9", "gdvh_ho_dat", "298", on("2022-11-18"))
    assert secretary.value("KP9", "gdvh_ho_dat") == 298


def test_a_ratio_of_the_ward_is_never_a_mean_of_percentages(secretary: Secretary) -> None:
    secretary.tells("KP9", "gdvh_ho_dat", "298")
    secretary.tells("KP9", "so_ho", "319")
    assert wording.ratio(secretary.share("KP9", "ty_le_gdvh_tren_tong")) == "93,42%"
    secretary.tells("KP1", "gdvh_ho_dat", "1")
    secretary.tells("KP1", "so_ho", "1")
    assert wording.ratio(secretary.share("PM", "ty_le_gdvh_tren_tong")) == "93,44%"


def test_a_share_of_the_ward_is_of_those_khu_pho_that_told_both_counts(secretary: Secretary) -> None:
    secretary.tells("KP9", "ho_ngheo", "3")
    secretary.tells("KP9", "so_ho", "330")
    secretary.tells("KP1", "ho_ngheo", "2")
    share = secretary.share("PM", "ty_le_ho_ngheo")
    assert wording.ratio(share) == "0,91%"
    assert share.numerator is not None
    assert "KP1" in {unit.code for unit in share.numerator.missing}


def test_a_total_of_the_ward_makes_no_share_of_the_homes_of_some_khu_pho(secretary: Secretary) -> None:
    secretary.tells("PM", "ho_ngheo", "36", covers="all")
    secretary.tells("KP9", "so_ho", "319")
    share = ledger.ratio(secretary.session, indicators()["ty_le_ho_ngheo"], secretary.book.units["PM"], *YEAR)
    assert share is None


def test_an_average_is_of_those_gifts_of_which_the_worth_was_told(secretary: Secretary) -> None:
    worth = [Line("qua_so_phan", Decimal(30)), Line("qua_tri_gia", Decimal(9_000_000))]
    records.add(secretary.session, secretary.book.units["KP9"], secretary.book.person, About(*YEAR, "…"), worth, NOW)
    secretary.tells("KP9", "qua_so_phan", "170")
    assert wording.ratio(secretary.share("KP9", "don_gia_qua")) == "300.000 đồng/phần"


@pytest.mark.parametrize(
    ("top", "bottom", "printed"), [("1", "800", "0,13%"), ("26", "27", "96,30%"), ("7", "7", "100%")]
)
def test_a_ratio_is_rounded_half_up(secretary: Secretary, top: str, bottom: str, printed: str) -> None:
    secretary.tells("KP9", "hg_vu_thanh", top)
    secretary.tells("KP9", "hg_vu_tiep_nhan", bottom)
    assert wording.ratio(secretary.share("KP9", "ty_le_hoa_giai")) == printed


@pytest.mark.parametrize(
    ("first", "second", "both"),
    [
        ("exact", "over", "over"),
        ("nearly", "nearly", "nearly"),
        ("over", "nearly", "about"),
        ("exact", "exact", "exact"),
    ],
)
def test_a_sum_inherits_the_qualifiers_of_its_parts(secretary: Secretary, first: str, second: str, both: str) -> None:
    secretary.tells("KP1", "quy_vnn", "2000", on("2022-05-01"), qualifier=first)
    secretary.tells("KP9", "quy_vnn", "1000", on("2022-05-01"), qualifier=second)
    found = secretary.asks("PM", "quy_vnn")
    assert found is not None
    assert found.value == 3000
    assert found.qualifier == both


def test_a_correction_keeps_the_old_version_with_who_and_why(secretary: Secretary) -> None:
    record = secretary.tells("KP9", "qua_so_phan", "70", on("2022-05-01"))
    (entry,) = records.lines(secretary.session, record)
    line = Line("qua_so_phan", Decimal(65))
    later = records.correct(secretary.session, entry, secretary.book.person, line, NOW, "đếm lại")
    assert secretary.value("KP9", "qua_so_phan") == 65
    assert entry.value == 70
    assert not entry.current
    assert (later.version, later.why, later.record_id) == (2, "đếm lại", record.id)


def test_records_are_numbered_by_committee_and_a_voided_number_is_not_used_again(secretary: Secretary) -> None:
    first = secretary.tells("KP9", "qua_so_phan", "70")
    records.void(secretary.session, first, secretary.book.person, NOW, "nhầm")
    second = secretary.tells("KP9", "qua_so_phan", "71")
    assert [first.number, second.number] == ["KP9-0001", "KP9-0002"]
    assert secretary.tells("KP1", "qua_so_phan", "1").number == "KP1-0001"
    assert records.by_number(secretary.session, "#kp9-0002") == second
    assert records.recent(secretary.session, secretary.book.person, NOW, secretary.book.units["KP9"])[-1] == second
