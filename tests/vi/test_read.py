"""The command `read`: one JSON line for each line, whatever the lines are."""

import io
import json
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot import read as command
from handlers import vi

ON = date(2026, 11, 21)


def answers(*lines: str) -> tuple[int, list[dict[str, Any]]]:
    out = io.StringIO()
    status = command.main(lines, out)
    return status, [json.loads(line) for line in out.getvalue().splitlines()]


def asked(text: str, **more: object) -> str:
    return json.dumps({"text": text, "on": "2026-11-21", **more})


def test_a_sentence_comes_back_as_the_contract_says() -> None:
    status, (answer,) = answers(asked("hôm qua tặng 70 phần quà cho hộ nghèo, trị giá 21 triệu đồng", id=7))
    assert status == 0
    assert answer == {
        "id": 7,
        "intent": "log",
        "activity": "tang_qua",
        "date": "2026-11-20",
        "period": None,
        "facts": [
            {
                "value": 70, "value_max": None, "unit": "phan_qua", "qualifier": "exact", "per_item": False,
                "planned": False, "indicator": "qua_so_phan", "text": "70 phần quà",
            },
            {
                "value": 21000000, "value_max": None, "unit": "dong", "qualifier": "exact", "per_item": False,
                "planned": False, "indicator": "qua_tri_gia", "text": "21 triệu đồng",
            },
        ],
        "question": None,
        "unsure": [],
    }  # fmt: skip


def test_a_question_comes_back_with_what_it_asks_for() -> None:
    _, (answer,) = answers(asked("năm 2022 kp9 tặng bao nhiêu phần quà?"))
    assert answer["intent"] == "ask"
    assert answer["question"] == {
        "indicator": "qua_so_phan",
        "aggregate": "sum",
        "period": {"from": "2022-01-01", "to": "2022-12-31"},
        "unit": "khu pho 9",
    }


def test_a_fraction_is_a_json_number_and_a_whole_number_an_integer() -> None:
    _, (answer,) = answers(asked("tặng 1,5 tấn gạo cho 20 hộ"))
    assert [fact["value"] for fact in answer["facts"]] == [1.5, 20]
    assert isinstance(answer["facts"][1]["value"], int)


def test_a_message_of_two_numbers_and_a_stroke_is_told_as_a_day_and_as_a_number() -> None:
    _, (answer,) = answers(asked("3/4"))
    assert answer["date"] == "2026-04-03"
    assert [(fact["value"], fact["unit"]) for fact in answer["facts"]] == [(0.75, "other")]


def test_a_change_is_told_as_the_number_that_was_typed() -> None:
    _, (answer,) = answers(asked("giảm 3 hộ nghèo"))
    assert answer["facts"][0]["value"] == 3


def test_a_doubt_is_told_in_words() -> None:
    _, (answer,) = answers(asked("ông Tư góp 5 củ cho quỹ khuyến học"))
    assert answer["unsure"] == ["Dạ, “5 củ” là 5.000.000 đồng phải không ạ?"]


def test_a_misspelt_question_is_told_as_most_likely_meant_and_as_unsure() -> None:
    _, (answer,) = answers(asked("hộ nghèp còn mấy?"))
    assert (answer["question"]["indicator"], answer["question"]["aggregate"]) == ("ho_ngheo", "latest")
    assert answer["unsure"] == ["Dạ, “hộ nghèp” có phải là “hộ nghèo” không ạ?"]


def test_a_malformed_line_is_an_error_on_its_own_line_and_the_others_are_answered() -> None:
    wrong = [
        "not json",
        "[1]",
        '{"on": "2026-11-21"}',
        '{"text": 5, "on": "2026-11-21"}',
        asked("a").replace("11-21", "13-99"),
    ]
    status, lines = answers(asked("xin chào"), *wrong, '{"text": "a"}', "[" * 100_000, asked("tặng 5 phần quà"))
    assert status == 1
    assert lines[0]["intent"] == "other"
    assert lines[-1]["facts"][0]["value"] == 5
    assert all(set(line) == {"error"} for line in lines[1:-1])
    assert len(lines) == 9


def test_an_empty_line_is_passed_over() -> None:
    assert answers("", "\n", asked("xin chào"))[1][0]["intent"] == "other"


def test_half_a_surrogate_pair_does_not_stop_the_command() -> None:
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    assert command.main(['{"text": "tặng 5 phần \\ud83d quà", "on": "2026-11-21", "id": "\\ud83d"}'], out) == 0


def test_a_letter_with_two_tones_does_not_stop_the_reading() -> None:
    status, (answer,) = answers(asked("kéo dây điện a\u0323\u0306\u0301 sáng 5 hộ"))
    assert status == 0
    assert [fact["value"] for fact in answer["facts"]] == [5]


@given(st.text(alphabet=st.characters(), max_size=80))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read(text: str) -> None:
    status, _ = answers(asked(text))
    assert status == 0


PIECES = """tặng|70|phần quà|21 triệu|mỗi phần|ba trăm|hộ nghèo|còn|bao nhiêu|?|,|27/7|hòa giải|26/27|đơn|kp9|họp ban
19h|%|hàng tháng|quỹ|5 củ|tỷ lệ|ai|trong đó|không còn|à nhầm|x|m2|(|)|1.687|rằm tháng 7|báo cáo|sửa lại|giảm|gần|tổ 5"""


@given(st.lists(st.sampled_from(PIECES.split("|")), max_size=30))
@settings(max_examples=200, deadline=None)
def test_any_heap_of_known_words_is_read(pieces: list[str]) -> None:
    text = " ".join(pieces)
    reading = vi.read(text, ON)
    assert all(text[fact.start : fact.end] == fact.text for fact in reading.facts)
    assert [fact.start for fact in reading.facts] == sorted(fact.start for fact in reading.facts)
    assert all(doubt.fact is None or doubt.fact < len(reading.facts) for doubt in reading.doubts)
    assert all(1 <= len(doubt.alternatives) <= 3 for doubt in reading.doubts)
