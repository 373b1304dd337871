"""Every indicator is whole, and is understood by each of its names, in questions and in what members tell."""

from datetime import date

import pytest

from db.catalogue import Indicator, indicators
from handlers import vi
from handlers.vi import words
from handlers.vi.spotting import TOO_SHORT_WITHOUT_MARKS

ON = date(2026, 11, 21)
UNITS = set(
    "dong phan_qua suat ho nguoi luot kg tan m2 m km ngay_cong can_nha cuoc buoi vu don nguon_tin percent cay "
    "don_vi_mau camera bong_den the_bhyt hoc_bong xe_dap other".split()
)
COUNTED = {
    "dong": "12 triệu đồng", "ho": "12 hộ", "nguoi": "12 người", "phan_qua": "12 phần quà", "luot": "12 lượt",
    "can_nha": "12 căn", "m": "120 m", "m2": "120 m2", "ngay_cong": "12 ngày công", "kg": "120 kg", "suat": "12 suất",
    "hoc_bong": "12 suất học bổng", "the_bhyt": "12 thẻ", "don_vi_mau": "12 đơn vị máu", "xe_dap": "12 xe đạp",
    "bong_den": "12 bóng đèn", "cay": "12 cây", "cuoc": "12 cuộc", "vu": "12 vụ", "camera": "12 camera",
    "nguon_tin": "12 nguồn tin",
}  # fmt: skip
THINGS = {"tang_vat_pham": "12 cái", "kien_toan_ban": "12 khu phố", "kien_toan_ban_tong": "12 khu phố"}
ALL = list(indicators().values())


@pytest.mark.parametrize("indicator", ALL, ids=lambda indicator: indicator.code)
def test_an_indicator_names_only_what_exists(indicator: Indicator) -> None:
    assert {indicator.unit, *indicator.also} <= UNITS
    assert indicator.content in {"CC", "ND1", "ND2", "ND3", "ND4", "ND5"}
    assert indicator.phrases
    assert indicator.usual is not None
    assert indicator.usual[0] <= indicator.usual[1]
    assert (indicator.kind == "ratio") == (indicator.numerator is not None) == (indicator.denominator is not None)
    for other in (indicator.numerator, indicator.denominator, indicator.part_of):
        assert other is None or other in indicators()


def test_no_phrase_names_two_indicators() -> None:
    phrases = [phrase for indicator in ALL for phrase in (*indicator.phrases, *indicator.alone)]
    assert len(phrases) == len(set(phrases))


def test_some_two_dozen_indicators_are_for_daily_use() -> None:
    assert 20 <= sum(indicator.shown for indicator in ALL) <= 32


@pytest.mark.parametrize("indicator", ALL, ids=lambda indicator: indicator.code)
def test_an_indicator_is_asked_for_by_each_of_its_phrases(indicator: Indicator) -> None:
    for phrase in indicator.phrases:
        for said in (f"cho em hỏi {phrase} năm 2022 là bao nhiêu?", f"{phrase} hiện nay?", f"xem {phrase}"):
            assert asked(said) == indicator.code, said
            if words.fold(phrase) not in TOO_SHORT_WITHOUT_MARKS:
                assert asked(words.fold(said)) == indicator.code, words.fold(said)


def asked(said: str) -> str | None:
    question = vi.read(said, ON).question
    return question.indicator if question else None


@pytest.mark.parametrize("indicator", [i for i in ALL if i.kind != "ratio"], ids=lambda indicator: indicator.code)
def test_a_figure_belongs_to_the_indicator_named_before_it(indicator: Indicator) -> None:
    count = COUNTED.get(indicator.unit) or THINGS.get(indicator.code) or f"12 {indicator.noun.split(',')[0]}"
    for phrase in (indicator.name, *indicator.phrases):
        said = f"{phrase}: {count}"
        assert [fact.indicator for fact in vi.read(said, ON).facts] == [indicator.code], said
