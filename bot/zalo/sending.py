"""How one reply becomes requests to Zalo: plain texts of bounded length, table and choices as lines, files as links."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from unicodedata import normalize

from bot.cutting import split, units
from handlers import texts
from handlers.message import Attached, Choice, Reply, Table

LINK = 600  # UTF-16 units of a public link at most
LONGEST = 1900  # UTF-16 units; Zalo allows 2 000 of a kind that nobody has named

Json = dict[str, Any]
Link = Callable[[Attached], str | None]  # a public address at which a file may be had for a while


def requests(reply: Reply, chat: str, link: Link) -> list[tuple[str, Json]]:
    """The requests that a reply makes, in order, as (method, parameters)."""
    shown, listed = [], []
    for attached in reply.attached:
        url = link(attached)
        if url is not None and attached.media_type.startswith("image/"):
            shown.append(url)
        else:
            listed.append(_file(attached, url))
    text = normalize(
        "NFC", "\n\n".join(filter(None, [_said(_lettered(reply, link)), *listed, _choices(reply.choices)]))
    )
    if len(shown) == 1 and text and not reply.choices and units(text) <= LONGEST:
        return [("sendPhoto", {"chat_id": chat, "photo": shown[0], "caption": text})]
    asked = [("sendMessage", {"chat_id": chat, "text": part}) for part in split(text, LONGEST)]
    return asked + [("sendPhoto", {"chat_id": chat, "photo": url}) for url in shown]


def cost(reply: Reply) -> int:
    """How many messages a reply makes."""
    return len(requests(reply, "", lambda attached: attached.name))


def brief(reply: Reply) -> Reply:
    """A reply that makes one message: pictures become links, words that are too many are cut."""
    listed = tuple(replace(one, media_type="application/octet-stream") for one in reply.attached)
    short = replace(reply, attached=listed)
    room = LONGEST - sum(units(_file(one, "x" * LINK)) + 2 for one in listed) - units(_choices(reply.choices)) - 50
    if cost(short) == 1 and not listed:
        return short
    said = split(normalize("NFC", _said(reply)), max(room, 200))
    more = "\n… (còn nữa, xem trên trang web)" if len(said) > 1 else ""
    return replace(short, text=f"{said[0]}{more}" if said else "", table=None)


def _lettered(reply: Reply, link: Link) -> Reply:
    """A reply with its chart as bars of letters in the table, where no picture can be linked to."""
    if reply.chart is None or reply.table is None or link(Attached("", reply.chart.title, "image/png")) is not None:
        return reply
    return replace(reply, table=texts.charts.barred(reply.table, reply.chart))


def _said(reply: Reply) -> str:
    return "\n\n".join(filter(None, [reply.text, _table(reply.table) if reply.table else ""]))


def _table(table: Table) -> str:
    """A table where letters differ in width: a line for each row, its label first.

    >>> print(_table(Table(("Chỉ tiêu", "Số"), (("Hộ nghèo", "3"), ("Phần quà", "70")))))
    Hộ nghèo: 3
    Phần quà: 70
    >>> print(_table(Table(("Khu phố", "Năm nay", "Năm ngoái"), (("KP 9", "3", "5"),))))
    KP 9: Năm nay 3 · Năm ngoái 5
    """
    heads = table.heads[1:] if len(table.heads) > 2 else [""] * (len(table.heads) - 1)
    rows = (
        (row[0], " · ".join(f"{head} {cell}".strip() for head, cell in zip(heads, row[1:], strict=False)))
        for row in table.rows
    )
    return "\n".join(f"{label}: {cells}" if cells else label for label, cells in rows)


def _choices(choices: tuple[Choice, ...]) -> str:
    if not choices:
        return ""
    return "\n".join(["Trả lời bằng một trong các chữ:", *(f"• {choice.word}" for choice in choices)])


def _file(attached: Attached, url: str | None) -> str:
    if url is not None:
        return f"📎 {attached.name}\n{url}\n(đường dẫn mở được trong 24 giờ)"
    return f"📎 {attached.name}: em chưa gửi tệp qua Zalo được, mời xem trên trang web của em ạ."
