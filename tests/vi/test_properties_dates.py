"""Any day, in each form it is written in, reads back."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.vi import dates, lunar, words
from tests.vi import spoken
from tests.vi.notation import ON

QUICK = settings(max_examples=120, deadline=None)
ANY_DAY = st.dates(date(1930, 1, 1), date(2099, 12, 31))
LAST_YEAR = st.dates(ON - timedelta(days=364), ON)
DAYS = ("thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật")


def day(said: str) -> date | None:
    return dates.when(words.split(said), ON).day


@QUICK
@given(ANY_DAY)
def test_any_day_with_its_year_reads_back_in_digits(there: date) -> None:
    for form in (
        "{d}/{m}/{y}",
        "{d:02}/{m:02}/{y}",
        "{d}-{m}-{y}",
        "{d:02}.{m:02}.{y}",
        "ngày {d} tháng {m} năm {y}",
        "{y}-{m:02}-{d:02}",
    ):
        assert day(form.format(d=there.day, m=there.month, y=there.year)) == there


@QUICK
@given(ANY_DAY)
def test_any_day_said_in_words_reads_back(there: date) -> None:
    month = {4: "tư", 1: "một"}.get(there.month, spoken.number(there.month))
    said = f"ngày {spoken.number(there.day)} tháng {month} năm {spoken.number(there.year)}"
    assert day(said) == there
    assert day(words.fold(said)) == there


@QUICK
@given(LAST_YEAR)
def test_a_day_and_month_are_those_of_the_last_year(there: date) -> None:
    for form in ("ngày {d}/{m} trao quà", "hôm {d}/{m} họp tổ", "ngay {d} thang {m} trao qua", "sáng {d}/{m} ra quân"):
        assert day(form.format(d=there.day, m=there.month)) == there


@QUICK
@given(st.integers(0, 6))
def test_a_weekday_is_the_latest_one_and_of_last_week_the_one_before(number: int) -> None:
    latest = day(f"{DAYS[number]} họp")
    assert latest is not None
    assert (latest.weekday(), (ON - latest).days < 7) == (number, True)
    before = day(f"{DAYS[number]} tuần trước họp")
    assert before == ON - timedelta(days=ON.weekday() + 7 - number)


@QUICK
@given(st.dates(date(1950, 1, 1), date(2090, 1, 1)), st.integers(1, 12), st.integers(1, 29))
def test_a_lunar_day_converts_back_to_itself(on: date, month: int, number: int) -> None:
    there = dates.when(words.split(f"ngày {number}/{month} âm lịch"), on).day
    assert there is None or there <= on
    assert there is None or (lunar.of(there) or ())[1:] == (month, number)


@QUICK
@given(LAST_YEAR, st.integers(1, 30))
def test_a_range_of_days_reads_back_however_it_is_joined(start: date, length: int) -> None:
    end = start + timedelta(days=length)
    for form in ("từ ngày {a} đến ngày {b}", "từ {a} đến {b}", "{a} - {b}", "{a}–{b}", "từ ngày {a} tới {b}"):
        span = dates.when(words.split(form.format(a=f"{start:%-d/%-m/%Y}", b=f"{end:%-d/%-m/%Y}")), ON).span
        assert span is not None
        assert (span.start, span.end) == (start, end)
