"""Telex typed with the input method off is read all the same, and nothing else is touched."""

import pytest

from handlers.vi import telex
from handlers.vi.words import split


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("tawngj 20 phaanf quaf", "tang 20 phan qua"),
        ("500 nghinf ddoongf", "500 nghin dong"),
        ("hai muwowi mootj trieeuj", "hai muoi mot trieu"),
        ("conf 3 hooj ngheof", "con 3 ho ngheo"),
        ("tang 20 phan qua", "tang 20 phan qua"),
        ("doc 2 book hay", "doc 2 book hay"),
        ("tặng 20 phần quà", "tặng 20 phần quà"),
    ],
)
def test_only_what_becomes_a_known_word_is_undone(typed: str, plain: str) -> None:
    assert " ".join(telex.undone(split(typed)).lows) == plain


def test_places_stay_those_of_the_message() -> None:
    words = telex.undone(split("tawngj 20 phaanf quaf")).words
    assert [(word.raw, word.bare) for word in words] == [
        ("tawngj", "tang"),
        ("20", "20"),
        ("phaanf", "phan"),
        ("quaf", "qua"),
    ]
