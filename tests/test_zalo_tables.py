"""Zalo's two tables: an event as it is on the wire → the message of the talk; a reply → the requests it makes."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from unicodedata import normalize

import pytest

from bot.cutting import units
from bot.zalo.sending import LONGEST, requests
from bot.zalo.updates import to_message, unwrapped
from handlers.message import Address, Attached, Chart, Choice, Message, Photo, Reply, Table

HOA: dict[str, Any] = {"id": "0f3a9c1d2e4b5a697788", "display_name": "Cô Hoa", "is_bot": False}
HOME: dict[str, Any] = {"id": HOA["id"], "chat_type": "PRIVATE"}
GROUP: dict[str, Any] = {"id": "zgr-77aa01", "chat_type": "GROUP"}
AT = datetime(2026, 11, 20, 2, 13, 20, 123000, UTC)
NAME = "Bot Khu Phố"


def said(chat: dict[str, Any] = HOME, **content: Any) -> dict[str, Any]:
    return {"from": HOA, "chat": chat, "message_id": "5b1e", "date": 1795140800123, **content}


def event(kind: str, message: dict[str, Any] | None) -> dict[str, Any]:
    name = {"event_name": f"message.{kind}.received"}
    return name if message is None else name | {"message": message}


def heard(**content: Any) -> Message:
    fields: dict[str, Any] = {
        "address": Address("zalo", "main", str(HOA["id"])), "id": "5b1e", "at": AT, "sender_name": "Cô Hoa",
    }  # fmt: skip
    return Message(**(fields | content))


def in_group(**content: Any) -> Message:
    return heard(address=Address("zalo", "main", "zgr-77aa01"), group=True, sender=str(HOA["id"]), **content)


EVENTS: dict[str, tuple[dict[str, Any], Message | None]] = {
    "a text": (event("text", said(text="ra quân 25 người")), heard(text="ra quân 25 người")),
    "a text with a date in seconds": (
        event("text", said(text="chào", date=1795140800)),
        heard(text="chào", at=AT.replace(microsecond=0)),
    ),
    "a mention in a private chat is the member's own": (
        event("text", said(text=f"@{NAME} chào")),
        heard(text=f"@{NAME} chào"),
    ),
    "a text in a group loses the mention": (
        event("text", said(GROUP, text=f"@{NAME} hộ nghèo còn mấy?")),
        in_group(text="hộ nghèo còn mấy?"),
    ),
    "a mention in the middle": (
        event("text", said(GROUP, text=f"em @{NAME}, hộ nghèo còn mấy?")),
        in_group(text="em hộ nghèo còn mấy?"),
    ),
    "a mention under a name that we do not know": (
        event("text", said(GROUP, text="@Bot Cũ /solieu quý 3")),
        in_group(text="/solieu quý 3"),
    ),
    "a picture": (
        event("image", said(photo_url="https://photo-stal-9.zdn.vn/jpg/ab12.jpg", caption="dọn hẻm")),
        heard(kind="photo", photos=(Photo("https://photo-stal-9.zdn.vn/jpg/ab12.jpg"),), text="dọn hẻm"),
    ),
    "a picture in the documented field": (
        event("image", said(photo="https://photo-stal-9.zdn.vn/jpg/ab12.jpg")),
        heard(kind="photo", photos=(Photo("https://photo-stal-9.zdn.vn/jpg/ab12.jpg"),)),
    ),
    "a sticker": (event("sticker", said(sticker="3f", url="https://x.zdn.vn/3f")), heard(kind="other")),
    "a voice note": (event("voice", said(voice_url="https://x.zdn.vn/v.aac")), heard(kind="other")),
    "a thing that Zalo does not hand over": (event("unsupported", said()), heard(kind="other")),
    "the same in a group": (event("unsupported", said(GROUP)), None),
    "the same without anybody": (event("unsupported", None), None),
    "another bot": (event("text", said(text="chào", **{"from": {**HOA, "is_bot": True}})), None),
    "somebody without a name": (
        event("text", said(text="chào", **{"from": {"id": HOA["id"], "display_name": ""}})),
        heard(text="chào", sender_name=None),
    ),
    "an event of tomorrow": ({"event_name": "message.reaction.received", "reaction": "❤"}, None),
    "an older sample without the name of the event": ({"message": said(text="chào")}, heard(text="chào")),
}


@pytest.mark.parametrize("case", EVENTS)
def test_an_event_becomes_the_message_that_the_talk_gets(case: str) -> None:
    raw, message = EVENTS[case]
    assert to_message(raw, "main", NAME) == message


def test_the_body_of_a_webhook_is_flat_or_wrapped() -> None:
    flat = event("text", said(text="chào"))
    assert unwrapped(flat) == unwrapped({"ok": True, "result": flat}) == flat


JPEG = Attached("aa", "don-hem.jpg", "image/jpeg")
WORD = Attached("bb", "bien-ban.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
LINKS = {"aa": "https://kp.example.vn/t/aa", "bb": "https://kp.example.vn/t/bb"}
SENT: dict[str, tuple[Reply, list[tuple[str, dict[str, str]]]]] = {
    "words": (Reply("Dạ em chào bác."), [("sendMessage", {"text": "Dạ em chào bác."})]),
    "choices stand on lines of their own": (
        Reply("Đúng không ạ?", (Choice("Lưu", "t1"), Choice("Bỏ", "t2"))),
        [("sendMessage", {"text": "Đúng không ạ?\n\nTrả lời bằng một trong các chữ:\n• Lưu\n• Bỏ"})],
    ),
    "a table is lines": (
        Reply("Quà năm nay:", table=Table(("Khu phố", "Phần"), (("KP 3", "20"), ("KP 9", "70")))),
        [("sendMessage", {"text": "Quà năm nay:\n\nKP 3: 20\nKP 9: 70"})],
    ),
    "a picture with words": (
        Reply("Ảnh của #KP9-0142.", attached=(JPEG,)),
        [("sendPhoto", {"photo": LINKS["aa"], "caption": "Ảnh của #KP9-0142."})],
    ),
    "a picture with choices": (
        Reply("Gắn vào việc này?", (Choice("Gắn"),), attached=(JPEG,)),
        [
            ("sendMessage", {"text": "Gắn vào việc này?\n\nTrả lời bằng một trong các chữ:\n• Gắn"}),
            ("sendPhoto", {"photo": LINKS["aa"]}),
        ],
    ),
    "a document is a link": (
        Reply("Biên bản đây ạ.", attached=(WORD,)),
        [
            (
                "sendMessage",
                {"text": f"Biên bản đây ạ.\n\n📎 bien-ban.docx\n{LINKS['bb']}\n(đường dẫn mở được trong 24 giờ)"},
            )
        ],
    ),
}


@pytest.mark.parametrize("case", SENT)
def test_a_reply_becomes_requests(case: str) -> None:
    reply, expected = SENT[case]
    asked = requests(reply, "0f3a", lambda attached: LINKS[attached.file])
    assert asked == [(method, {"chat_id": "0f3a", **parameters}) for method, parameters in expected]


def test_without_a_public_address_a_file_is_named_and_where_it_can_be_seen_is_told() -> None:
    ((method, asked),) = requests(Reply("Xong ạ.", attached=(JPEG, WORD)), "0f3a", lambda _: None)
    assert method == "sendMessage"
    assert asked["text"].count("em chưa gửi tệp qua Zalo được") == 2


def test_without_a_public_address_a_chart_is_bars_of_letters_behind_its_rows() -> None:
    table = Table(("Tháng", "Số liệu"), (("1/2026", "trên 40 phần"), ("2/2026", "20 phần")))
    chart = Chart("Quà", "phần", "KP 9", ("1/2026", "2/2026"), (Decimal(40), Decimal(20)), "")
    ((_, drawn),) = requests(Reply("Tổng 60 phần", table=table, chart=chart), "0f3a", lambda _: "https://kp.example/f")
    ((_, asked),) = requests(Reply("Tổng 60 phần", table=table, chart=chart), "0f3a", lambda _: None)
    assert drawn["text"] == "Tổng 60 phần\n\n1/2026: trên 40 phần\n2/2026: 20 phần"
    assert asked["text"] == f"Tổng 60 phần\n\n1/2026: trên 40 phần {'█' * 18}\n2/2026: 20 phần {'█' * 9}"


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("line", ["Vận động được 70 phần quà cho hộ nghèo.\n", "🌾🌾 nghĩa tình ", "x"])
def test_a_long_text_goes_in_parts_that_zalo_takes_and_nothing_is_lost(form: str, line: str) -> None:
    text = normalize(form, line) * (9000 // len(line))  # type: ignore[arg-type]
    asked = requests(Reply(text), "0f3a", lambda _: None)
    parts = [parameters["text"] for _, parameters in asked]
    assert len(parts) > 1
    assert max(map(units, parts)) <= LONGEST
    assert "".join("".join(parts).split()) == "".join(normalize("NFC", text).split())
