"""Messages come apart into words with their places, however they were typed."""

import unicodedata

import pytest

from handlers.vi import words


def lows(text: str) -> list[str]:
    return list(words.split(text).lows)


@pytest.mark.parametrize(
    ("typed", "cut"),
    [
        ("tặng 70p quà", ["tặng", "70", "p", "quà"]),
        ("2tr5", ["2", "tr", "5"]),
        ("300k/phan", ["300", "k", "/", "phan"]),
        ("kp9", ["kp", "9"]),
        ("1.687 hộ, 93,41%", ["1.687", "hộ", ",", "93,41", "%"]),
        ("62m2 và 62m²", ["62", "m2", "và", "62", "m²"]),
        ("xong.\nmai họp", ["xong", ".", "\n", "mai", "họp"]),
        ("HOÀ GIẢI, Uỷ ban, quý", ["hòa", "giải", ",", "ủy", "ban", ",", "quý"]),
        ("２１tr 𝟐 Ðường 8–18", ["21", "tr", "2", "đường", "8", "-", "18"]),
        ("", []),
    ],
)
def test_a_message_is_cut_at_words_numbers_and_marks(typed: str, cut: list[str]) -> None:
    assert lows(typed) == cut


def test_places_are_those_of_the_message_as_typed_even_when_its_letters_are_decomposed() -> None:
    typed = unicodedata.normalize("NFD", "Tặng 70 phần quà")
    assert [typed[word.start : word.end] for word in words.split(typed).words] == [
        unicodedata.normalize("NFD", word) for word in ("Tặng", "70", "phần", "quà")
    ]


@pytest.mark.parametrize(
    "typed", ["  trao 70  phần\tquà, ", "trao 70 phần quà,", "\xa0trao 70\xa0phần quà ,", "trao 70 phần   quà,  "]
)
def test_places_are_right_however_many_spaces_stand_between_words(typed: str) -> None:
    found = words.split(typed).words
    assert [word.low for word in found] == ["trao", "70", "phần", "quà", ","]
    assert [typed[word.start : word.end] for word in found] == [word.raw for word in found] == [w.low for w in found]


def test_decomposed_and_composed_messages_have_the_same_words() -> None:
    composed = "Đền ơn đáp nghĩa, hỗ trợ 5 hộ nghèo"
    assert lows(unicodedata.normalize("NFD", composed)) == lows(composed)


@pytest.mark.parametrize(
    ("text", "accented", "folds"),
    [
        ("tặng 70 phần quà", True, False),
        ("tang 70 phan qua", False, True),
        ("tang 70 phan qua tet cho hộ ngheo", True, True),
    ],
)
def test_only_messages_that_leave_out_diacritics_may_be_matched_without_them(
    text: str, accented: bool, folds: bool
) -> None:
    assert (words.split(text).accented, words.split(text).folds) == (accented, folds)
