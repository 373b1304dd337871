"""Numbers read as numbers.txt says, in digits, in words and in both."""

from decimal import Decimal

import pytest

from handlers.vi import hundreds, numbers
from handlers.vi.words import split
from tests.vi import notation


@pytest.mark.parametrize(("said", "value"), notation.rows("numbers.txt"))
def test_a_number_is_worth_what_the_table_says(said: str, value: str) -> None:
    assert numbers.alone(split(said)) == Decimal(value)


@pytest.mark.parametrize("digits", ["1.1.3", "1.2345.678", "0.125.000", "1,2,3", "9" * 40])
def test_digits_that_are_no_number_are_not_guessed_at(digits: str) -> None:
    assert hundreds.written(digits) is None


@pytest.mark.parametrize("said", ["năm ngoái", "năm 2022", "tỷ", "phẩy năm", "tư"])
def test_words_that_only_look_like_numbers_are_none(said: str) -> None:
    assert numbers.at(split(said), 0) is None


@pytest.mark.parametrize(
    ("said", "low", "high"),
    [("năm sáu triệu", 5_000_000, 6_000_000), ("ba bốn chục người", 30, 40), ("hai ba hộ", 2, 3)],
)
def test_two_neighbours_in_one_breath_are_a_range(said: str, low: int, high: int) -> None:
    number = numbers.at(split(said), 0)
    assert number is not None
    assert (number.value, number.most) == (Decimal(low), Decimal(high))


def test_a_tail_that_may_leave_out_its_thousand_says_so() -> None:
    number = numbers.at(split("hai triệu ba trăm"), 0)
    assert number is not None
    assert (number.value, number.unspoken) == (Decimal(2_000_300), Decimal(2_300_000))


@pytest.mark.parametrize("said", ["5 chai nước mắm", "2 củ khoai", "3 lít dầu", "5 triệu năm 2022", "5 triệu không"])
def test_what_follows_a_number_is_not_taken_into_it(said: str) -> None:
    number = numbers.at(split(said), 0)
    assert number is not None
    assert number.value in {5, 2, 3, 5_000_000}
