"""People and households of a kind that nobody counts: "bao nhiêu người theo đạo", "mấy hộ có xe hơi"."""

from db.catalogue import Indicator, indicators
from handlers.vi.reading import Reading
from handlers.vi.words import split

_HOW_MANY = frozenset({"nhieu", "may", "bn", "nhiu"})
_EVERYBODY = {"nguoi": "nhan_khau", "ho": "so_ho", "nha": "so_ho"}
_LITTLE = frozenset("? ! . , a vay em oi con ta nhi ha the z v roi da bac chi anh co chu nha nghen gium giup".split())
_LONG = 8  # words


def named(reading: Reading) -> tuple[str, Indicator] | None:
    """Who is asked for, as it was said, and the figure of all of them; None where nobody of a kind is."""
    text = split(reading.text)
    asked = [
        place + 1
        for place, word in enumerate(text.bares[:-1])
        if word in _HOW_MANY and text.bares[place + 1] in _EVERYBODY
    ]
    if reading.intent != "ask" or not asked:
        return None
    first, last = asked[-1], len(text.bares)
    while last > first and text.bares[last - 1] in _LITTLE:
        last -= 1
    if not 1 < last - first <= _LONG:
        return None
    return " ".join(text.raws[first:last]), indicators()[_EVERYBODY[text.bares[first]]]


def is_near(whom: str, indicator: Indicator) -> bool:
    """Whether a figure is of what was asked for, beside its people or households: a word of both says so."""
    said = set(split(whom).bares) - _OF_ALL
    return not said.isdisjoint(word for name in (indicator.name, *indicator.phrases) for word in split(name).bares)


_OF_ALL = frozenset("nguoi ho nha gia dinh co song mot minh khu pho minh".split())
