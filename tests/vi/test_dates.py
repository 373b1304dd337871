"""Each message states the day or span that dates.txt says."""

from datetime import date

import pytest

from handlers.vi import dates, words
from tests.vi import notation


@pytest.mark.parametrize(("said", "read"), notation.rows("dates.txt"))
def test_a_message_states_the_day_or_span_of_the_table(said: str, read: str) -> None:
    assert notation.stated(said) == read


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("tháng này", "tháng 11/2026"),
        ("năm 2022", "năm 2022"),
        ("quý 3", "quý 3/2026"),
        ("nhiệm kỳ 2019-2021", "nhiệm kỳ 2019-2021"),
        ("6 tháng đầu năm", "6 tháng đầu năm 2026"),
        ("từ đầu năm tới giờ", "từ đầu năm đến nay"),
        ("từ 15/10 đến nay", "từ 15/10/2026 đến nay"),
        ("từ tháng 3 đến tháng 6", "từ tháng 3/2026 đến tháng 6/2026"),
        ("cuối tháng 10", "cuối tháng 10/2026"),
        ("tuần sau", "tuần 23/11–29/11/2026"),
        ("tháng 9 âm lịch", "tháng 9 âm lịch"),
    ],
)
def test_a_span_has_a_name_that_reads_well(said: str, name: str) -> None:
    span = dates.when(words.split(said), notation.ON).span
    assert span is not None
    assert span.words == name


def test_the_words_of_dates_are_told_so_that_nobody_reads_them_as_numbers() -> None:
    assert dates.when(words.split("ngày 15/11 tặng 5 phần, hôm qua 3 phần"), notation.ON).places == ((0, 4), (8, 10))


def test_whoever_asks_may_say_that_a_date_lies_ahead() -> None:
    assert dates.when(words.split("15/12"), notation.ON, ahead=True).day == date(2026, 12, 15)
    assert dates.when(words.split("15/12"), notation.ON).day == date(2025, 12, 15)


def test_tet_is_on_its_vietnamese_day_and_a_month_of_29_days_has_no_30th() -> None:
    assert dates.when(words.split("mùng 1 tết 2027"), notation.ON).day == date(2027, 2, 6)
    assert dates.when(words.split("30 tháng chạp"), date(2026, 3, 1)).day is None
