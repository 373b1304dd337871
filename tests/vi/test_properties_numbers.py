"""Any number, however it is written, reads back; what stands around it does not change it."""

from datetime import date
from decimal import Decimal

from hypothesis import example, given, settings
from hypothesis import strategies as st

from handlers.vi import dates, hours, numbers, quantities, recurrence, words
from tests.vi import spoken
from tests.vi.notation import ON, rows

QUICK = settings(max_examples=150, deadline=None)
SCALES = st.sampled_from([1, 10, 100, 1000, 10**4, 10**6, 10**9, 10**12])
INTEGERS = st.one_of(
    st.integers(0, 10**15), st.integers(0, 2000), st.builds(lambda a, b: a * b, st.integers(0, 999), SCALES)
)
MESSAGES = [said for said, _ in rows("quantities.txt")]
PIECES = [
    *"năm mươi trăm tỷ rưỡi từ đến mỗi phần quà 5 / - , . 12/11 tr k âl thứ 7 hàng tháng không phải à nhầm".split(),
    *("😀", "\ud800", "\u0301", "từ đầu năm", "0912", "Số 05/HD-MTTQ", "rằm", "mùng 3 Tết", "x", "%", "một phần", "ba"),
]
AROUND = ["dạ", "em báo cáo", "thưa các bác", "khu phố mình", "nha mọi người", "cảm ơn bà con", "ạ", "hôm nay"]


def read(said: str) -> Decimal | None:
    return numbers.alone(words.split(said))


@QUICK
@given(INTEGERS, st.sampled_from(["nghìn", "ngàn"]), st.sampled_from(["linh", "lẻ"]), st.booleans())
def test_any_integer_said_in_words_reads_back(value: int, thousand: str, odd: str, short: bool) -> None:
    assert read(spoken.number(value, thousand=thousand, odd=odd, short=short)) == value


@QUICK
@given(INTEGERS)
def test_any_integer_said_without_diacritics_reads_back(value: int) -> None:
    assert read(words.fold(spoken.number(value))) == value


@QUICK
@given(INTEGERS, st.sampled_from(["", ".", ","]))
def test_any_integer_in_digits_reads_back(value: int, separator: str) -> None:
    assert read(f"{value:,}".replace(",", separator)) == value


@QUICK
@given(st.integers(1, 999), st.sampled_from([("tr", 6), ("ty", 9), (" triệu ", 6), (" tỷ ", 9)]), st.integers(1, 9))
def test_a_digit_behind_a_million_is_its_tenth(value: int, scale: tuple[str, int], tail: int) -> None:
    assert read(f"{value}{scale[0]}{tail}") == value * 10 ** scale[1] + tail * 10 ** (scale[1] - 1)


@QUICK
@given(st.integers(1, 999), st.integers(0, 999))
def test_millions_and_three_digits_are_thousands_whatever_is_typed_between(millions: int, thousands: int) -> None:
    for said in (
        f"{millions}tr{thousands:03}",
        f"{millions} triệu {thousands:03}",
        f"{millions} triệu {thousands} nghìn",
    ):
        assert read(said) == millions * 10**6 + thousands * 1000


@QUICK
@given(st.decimals(0, 10**9, places=2))
def test_any_decimal_reads_back_with_either_point(value: Decimal) -> None:
    assert read(f"{value:f}".replace(".", ",")) == value
    assert read(f"{value:f}") == value


@QUICK
@given(st.sampled_from(MESSAGES), st.sampled_from(AROUND), st.sampled_from(AROUND))
def test_ordinary_words_around_a_message_change_no_quantity(message: str, before: str, behind: str) -> None:
    if message.isascii():
        before, behind = words.fold(before), words.fold(behind)
    assert facts(f"{before}, {message}. {behind}") == facts(message)


@QUICK
@given(
    st.lists(
        st.tuples(
            INTEGERS.filter(bool),
            st.sampled_from(["phần quà", "hộ nghèo", "suất học bổng", "đồng", "kg gạo", "ngày công"]),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_leaving_out_diacritics_changes_no_number(told: list[tuple[int, str]]) -> None:
    message = "khu phố tặng " + ", ".join(f"{value} {unit}" for value, unit in told)
    assert facts(words.fold(message)) == facts(message)


def facts(message: str) -> list[tuple[Decimal, str]]:
    return [(quantity.value, quantity.unit) for quantity in quantities.quantities(words.split(message), ON)]


@example("8:²² ngày ²/² 1/² rằm", date.min)
@example("9" * 5000 + "/" + "9" * 5000, date.max)
@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80) | st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join), st.dates())
def test_no_text_on_any_day_is_too_much(text: str, on: date) -> None:
    split = words.split(text)
    when = dates.when(split, on)
    for quantity in quantities.quantities(split, on, when):
        assert 0 <= quantity.start < quantity.end <= len(text)
    hours.read(split)
    recurrence.recurrence(split)
