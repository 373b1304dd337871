"""Whatever arrives is read: a short run of the program that tries a million inputs."""

import io
import sys
from datetime import date
from types import FrameType

import pytest

from handlers import vi
from handlers.vi.reading import Reading
from tests.vi import fuzz

ON = date(2026, 11, 21)


def test_a_thousand_inputs_of_every_kind_are_read() -> None:
    out = io.StringIO()
    assert fuzz.main(["--inputs", "1050", "--seed", "7"], out) == 0, out.getvalue()


def test_an_input_is_found_again_by_its_number() -> None:
    assert list(fuzz.inputs(7, 25, 1)) == list(fuzz.inputs(7, 20, 10))[5:6]


def test_a_run_fails_and_tells_the_input_where_a_text_is_not_read() -> None:
    out = io.StringIO()
    assert fuzz.main(["--inputs", "70"], out, _reads_no_commas) == 1
    assert "failed: input" in out.getvalue()
    assert "ValueError('a comma')" in out.getvalue()


def _reads_no_commas(text: str, on: date) -> Reading:
    if "," in text:
        raise ValueError("a comma")
    return vi.read(text, on)


@pytest.mark.parametrize(
    "piece",
    [
        "a ", "(", "((1) ", "một ", "nghìn tỷ ", "9", "1/", "5 đến 7 ", "70 phần quà, ", "mỗi phần 300k ", "hôm qua ",
        "từ 1/1 đến ", "cùng kỳ ", "so với tháng trước ", "bao nhiêu hộ nghèo ", "tỷ lệ hộ ", "xin sửa nhà văn hóa ",
        "trong đó 3 hộ ", "à nhầm 5 phần ", "chưa có ", "cho em hỏi ", "tawngj 20 phaanf ", "kp9 ", "a\u0301", "7h30 ",
    ],
)  # fmt: skip
def test_a_message_four_times_as_long_takes_four_times_as_many_steps(piece: str) -> None:
    vi.read(piece * 2, ON)  # what is loaded at the first message
    once, again = (_steps((piece * letters)[:letters]) for letters in (1500, 6000))
    assert again < 5 * once


def _steps(text: str) -> int:
    """Count the calls of functions that reading a text takes."""
    calls = 0

    def called(_frame: FrameType, event: str, _: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    sys.setprofile(called)
    try:
        vi.read(text, ON)
    finally:
        sys.setprofile(None)
    return calls
