"""What is asked back, and what is not."""

from datetime import date

import pytest

from handlers import vi

ON = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("said", "question", "labels"),
    [
        ("ông Tư ủng hộ 5 củ cho quỹ khuyến học", "Dạ, “5 củ” là 5.000.000 đồng phải không ạ?", ["5.000.000 đồng"]),
        (
            "tặng 8 phần quà, mỗi phần ba trăm",
            "Dạ, “ba trăm” là 300.000 đồng hay 300 đồng ạ?",
            ["300.000 đồng", "300 đồng"],
        ),
        (
            "tỷ lệ người dân tham gia toàn phường đạt trên 94%",
            "Dạ, tỷ lệ người dân tham gia gì ạ?",
            ["bảo hiểm y tế", "phân loại rác", "thu gom rác"],
        ),
        (
            "hiến 2 công làm đường",
            "Dạ, “2 công” là công đất hay ngày công ạ?",
            ["2 công đất (2.000 m²)", "2 ngày công"],
        ),
        ("hiến 2 công đất làm đường", "Dạ, “2 công đất” ở mình là bao nhiêu m² ạ?", ["2.000 m²", "1.000 m²", "720 m²"]),
        (
            "mới thu quỹ được 5tr",
            "Dạ, đây là quỹ nào ạ?",
            ["Quỹ Vì người nghèo", "Quỹ Đền ơn đáp nghĩa", "Quỹ khác"],
        ),
        ("hộ nghèp còn mấy?", "Dạ, “hộ nghèp” có phải là “hộ nghèo” không ạ?", ["hộ nghèo"]),
    ],
)
def test_a_doubtful_reading_is_asked_back(said: str, question: str, labels: list[str]) -> None:
    (doubt,) = vi.read(said, ON).doubts
    assert doubt.question == question
    assert [alternative.label for alternative in doubt.alternatives] == labels


@pytest.mark.parametrize(
    "said",
    [
        "tặng 70 phần quà trị giá 21 triệu",
        "thu quỹ vì người nghèo được 5tr",
        "góp 20 ngày công làm đường",
        "tỷ lệ người dân tham gia bảo hiểm y tế đạt 94%",
        "hộ nghèo còn mấy?",
        "xin chào cả nhà",
        "hôm nay trời mưa quá",
    ],
)
def test_a_clear_message_is_not_questioned(said: str) -> None:
    assert vi.read(said, ON).doubts == ()


def test_a_misspelt_question_is_never_answered_with_another_figure() -> None:
    question = vi.read("hộ nghèp còn mấy?", ON).question
    assert question is not None
    assert question.indicator is None
    assert (question.likely, question.aggregate) == ("ho_ngheo", "latest")


@pytest.mark.parametrize(
    ("said", "meant", "question"),
    [
        ("còn mấy căn nhhà tạm", "nha_tam", "Dạ, “nhhà tạm” có phải là “nhà tạm” không ạ?"),
        ("còn mấy hộ cậ nghèo", "ho_can_ngheo", "Dạ, “hộ cậ nghèo” có phải là “hộ cận nghèo” không ạ?"),
    ],
)
def test_a_word_that_is_none_is_asked_back_where_it_makes_another_figure(said: str, meant: str, question: str) -> None:
    reading = vi.read(said, ON)
    assert reading.question is not None
    assert (reading.question.indicator, reading.question.likely) == (None, meant)
    assert [doubt.question for doubt in reading.doubts] == [question]


def test_no_figure_is_told_of_a_word_that_is_none() -> None:
    assert [fact.unit for fact in vi.read("tặng 20 phhần, 5 hộ", ON).facts] == ["ho"]


def test_a_doubt_points_at_its_fact() -> None:
    reading = vi.read("tặng 25 phần quà, ông Bảy cho 5 củ", ON)
    (doubt,) = reading.doubts
    assert doubt.fact is not None
    assert reading.facts[doubt.fact].text == "5 củ"
