"""What is wanted in the meeting room: by the words a message begins with, or that it consists of."""

import re
from typing import NamedTuple

from handlers.vi import assigning, ballots, room_words
from handlers.vi.words import Text, fold, split


class Wish(NamedTuple):
    """What a message wants; `rest` are the words after those that say so, as typed."""

    kind: str
    rest: str = ""


class Share(NamedTuple):
    """How many must be there: `top`/`bottom` of all (more than it, if `over`), or `top` people."""

    top: int
    bottom: int | None = None
    over: bool = False


def wish(said: str) -> Wish | None:
    """Read what a message wants of the meeting; None when it is about something else.

    >>> wish("thêm vào nội dung họp: sửa đèn hẻm 12")
    Wish(kind='propose', rest='sửa đèn hẻm 12')
    >>> wish("em ơi điểm danh nha"), wish("ghi bien ban chi Hoa de nghi sua cong").kind
    (Wish(kind='ticks', rest=''), 'note')
    >>> wish("xong việc #12"), wish("giao ban tháng này ngày nào?"), wish("nội dung họp hôm trước tặng 70 phần quà")
    (Wish(kind='done', rest='#12'), None, None)
    """
    text = split(said)
    first = room_words.after_politeness(text, 0)
    whole = room_words.table("whole").at(text, first)
    if whole is not None and room_words.after_politeness(text, whole[1]) == len(text.lows):
        return Wish(whole[0])
    begins = room_words.table("begins").at(text, first)
    if begins is None:
        return _late(text)
    kind, end = begins
    after = text.raw[text.ends[end - 1] :]
    rest = after.lstrip(" :,;.-–—\n").strip()
    if kind == "proposed":  # "nội dung họp: ...", which without its colon asks
        kind = "propose" if after.lstrip().startswith(":") else ""
    return Wish(kind, rest) if kind and _sensible(kind, text, end, rest) else None


def _sensible(kind: str, text: Text, end: int, rest: str) -> bool:
    """Whether the rest fits: a number after "xong việc", words after "biểu quyết:"."""
    if kind in {"done", "dropped", "strike", "restore", "rewrite", "delay"}:
        return number(rest) is not None
    if kind == "assign":
        named = assigning.name_at(text, end) is not None or assigning.oneself_at(text, end)
        return bool(rest) and (named or (text.bares[:1] != ("giao",) or "viec" in text.bares[:2]))
    if kind in {"ask_to", "tell_to"}:
        return assigning.name_at(text, end) is not None
    if kind == "propose" and _ASKS_WHAT.search(" ".join(text.bares[end:])):
        return False
    if kind == "result":
        return ballots.counts(rest) is not None
    if kind == "withdraw":
        return "?" not in text.raw
    return bool(rest) and (kind != "vote_phieu" or ":" in text.raw)


_ASKS_WHAT = re.compile(r"^(?:\w+ )?(?:gi|nao|sao|ai|dau)\b")  # "kỳ này bàn chuyện gì"


def _late(text: Text) -> Wish | None:
    """ "Chị Hoa đến trễ", "em về trước": who came late or left early; the rest names whom, also behind "có mặt".

    >>> wish("co mat anh Tâm"), wish("có mặt 70 người")
    (Wish(kind='here', rest='anh Tâm'), None)
    """
    if len(text.lows) > _SHORT or "?" in text.raw:
        return None
    first = room_words.table("late").at(text, room_words.after_politeness(text, 0))
    end = room_words.after_politeness(text, first[1]) if first is not None else 0
    if first is not None and end < len(text.lows) and _names_at(text, end):
        return Wish(first[0], text.raw[text.starts[end] :].strip(" .!,"))
    for place in room_words.table("late").places(text):
        found = room_words.table("late").at(text, place)
        if found is not None and place <= _NAME:
            name = text.raw[: text.starts[place]].strip()
            return Wish(found[0], name) if name or found[0] != "here" else None
    return None


def _names_at(text: Text, place: int) -> bool:
    """Whether a name begins there, or one's own before others: "tôi, cô Thử"."""
    own = text.bares[place] in _OWN and len(text.bares) > place + 1
    own = own and (text.kinds[place + 1] == "mark" or text.bares[place + 1] in _WITH)
    return own or assigning.name_at(text, place) is not None


_OWN, _WITH = frozenset({"toi", "tui", "minh"}), frozenset({"voi", "va", "cung"})
_SHORT, _NAME = 14, 4  # words of such a message, and of the name before it


def number(rest: str) -> int | None:
    """Read the number that something is called by.

    >>> number("#12 rồi"), number("số 3"), number("chưa xong")
    (12, 3, None)
    """
    found = re.match(r"(?:số\s*|so\s*|v)?#?\s*v?(\d{1,5})\b", rest.strip().lower())
    return int(found[1]) if found else None


def given_in(line: str) -> str | None:
    """The task that a line of the minutes gives, as it would be given by itself.

    >>> given_in("họp quyết định giao anh Dụ mua 20 cây chổi"), given_in("sau giao thừa chúc Tết bà con")
    ('giao anh Dụ mua 20 cây chổi', None)
    """
    if "giao" not in line:
        return None
    for found in re.finditer(r"\bgiao\b", line):
        told = wish(line[found.start() :])
        if told is not None and told.kind == "assign":
            return line[found.start() :].strip(" .!")
    return None


# --- the quorum ---


def quorum(said: str) -> Share | None:
    """Read a committee's rule of how many must be there.

    >>> quorum("cần 2/3 có mặt"), quorum("phải có ít nhất 7 người mới họp"), quorum("cần quá nửa thành viên dự họp")
    (Share(top=2, bottom=3, over=False), Share(top=7, bottom=None, over=False), Share(top=1, bottom=2, over=True))
    >>> quorum("cần 2/3 số tiền"), quorum("quy dinh hop can 50% co mat")
    (None, Share(top=50, bottom=100, over=False))
    """
    text = split(said)
    begins, about, half = (room_words.row("quorum", name) for name in ("begins", "about", "half"))
    if begins.at(text, room_words.after_politeness(text, 0)) is None or not about.within(text):
        return None
    if half.within(text):
        return Share(1, 2, over=True)
    plain = fold(said.lower())
    share = re.search(r"(\d{1,3})\s*/\s*(\d{1,3})", plain)
    if share and 0 < int(share[1]) <= int(share[2]):
        return Share(int(share[1]), int(share[2]))
    percent = re.search(r"(\d{1,3})\s*%", plain)
    if percent and 0 < int(percent[1]) <= 100:
        return Share(int(percent[1]), 100)
    people = re.search(r"(\d{1,3})\s*(?:nguoi|thanh vien|dong chi|vi)\b", plain)
    return Share(int(people[1])) if people and int(people[1]) else None
