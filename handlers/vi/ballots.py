"""The result of a vote, as it is called out: 9 đồng ý, 1 không."""

from handlers.vi import number_words, numbers, room_words
from handlers.vi.phrases import Phrases
from handlers.vi.words import Text, split


def counts(said: str, present: int | None = None) -> tuple[int, int, int] | None:
    """Read a result as (for, against, other opinions); "100%" needs to know how many are present.

    >>> counts("9 đồng ý, 1 không"), counts("đồng ý 9 phiếu, không ai phản đối"), counts("tất cả đồng ý", 11)
    ((9, 1, 0), (9, 0, 0), (11, 0, 0))
    >>> counts("thống nhất", 7), counts("đồng ý", 7)
    ((7, 0, 0), None)
    >>> counts("9/10 đồng ý"), counts("9 đồng ý, một không")
    ((9, 0, 0), (9, 1, 0))
    >>> counts("chin dong y, 1 khong, 1 y kien khac"), counts("tặng 9 phần quà")
    ((9, 1, 1), None)
    """
    text = split(said)
    if _is_all(text):
        return (present or 0, 0, 0)
    found: dict[str, int] = {}
    count, label, place = None, None, room_words.after_politeness(text, 0)
    while place < len(text.lows):
        value, after = _count(text, place)
        named = _labels().at(text, place) if value is None else None
        if value is not None:
            count, place = value, after
        elif named is not None and (named[0] in {"agree", "against", "other"} or (named[0] == "all" and count)):
            label, place = "agree" if named[0] == "all" else named[0], named[1]
        elif named is not None or not any(c.isalnum() for c in text.raws[place]):
            place = named[1] if named else place + 1
        elif (past := room_words.after_politeness(text, place)) > place:
            place = past
        else:
            return None
        if count is not None and label is not None:
            if label in found:
                return None
            found[label], count, label = count, None, None
    if count is not None or label is not None or not found:
        return None
    return found.get("agree", 0), found.get("against", 0), found.get("other", 0)


def _is_all(text: Text) -> bool:
    """Whether a message says of everybody that they agree, and no more: "thống nhất", "ai cũng đồng ý"."""
    first = room_words.after_politeness(text, 0)
    everybody = room_words.row("vote", "all", "together").at(text, first)
    return everybody is not None and room_words.after_politeness(text, everybody[1]) == len(text.lows)


def _labels() -> Phrases[str]:
    return room_words.row("vote", "agree", "against", "other", "all", "beside")


def _count(text: Text, place: int) -> tuple[int | None, int]:
    nobody = room_words.row("vote", "nobody").at(text, place)
    if nobody is not None and (after := _labels().at(text, nobody[1])) is not None and after[0] != "beside":
        longer = _labels().at(text, place)
        if longer is None or longer[1] <= nobody[1]:
            return 0, nobody[1]
    if text.raws[place].isdecimal():
        share = text.bares[place + 1 : place + 2] == ("/",)  # "9/10 đồng ý": nine of ten
        return int(text.raws[place]), place + (3 if share else 1)
    if text.bares[place] == "khong" or not number_words.starts(text, place):
        return None, place
    value = numbers.at(_without_no(text, place), place)
    whole = value is not None and value.value == int(value.value)
    return (int(value.value), value.end) if value is not None and whole else (None, place)


def _without_no(text: Text, place: int) -> Text:
    """The text until the next "không", which is a vote here and no digit: "một không" is one against."""
    end = next((i for i in range(place + 1, len(text.lows)) if text.bares[i] == "khong"), len(text.lows))
    return text.until(end)
