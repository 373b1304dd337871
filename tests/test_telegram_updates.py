"""What Telegram tells us, as it is on the wire, and the message that the talk gets."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from bot.telegram import wire
from bot.telegram.updates import ATTACHMENTS, to_message
from handlers.message import Address, Message, Photo

TU = {"id": 7, "is_bot": False, "first_name": "Tư", "last_name": "Trần"}
BOT = {"id": 123456, "is_bot": True, "first_name": "Em", "username": "khupho_bot"}
HOME = {"id": 7, "type": "private", "first_name": "Tư"}
GROUP = {"id": -1001, "type": "supergroup", "title": "Khu phố 9"}
SENT, EDITED, NOW = 1796105000, 1796105060, datetime(2026, 12, 1, 6, 0, tzinfo=UTC)
AT = datetime.fromtimestamp(SENT, UTC)
SIZES = [
    {"file_id": "large", "file_unique_id": "l", "width": 1280, "height": 960},
    {"file_id": "small", "file_unique_id": "s", "width": 90, "height": 67},
]
PICTURE = {"file_id": "scan", "file_unique_id": "d", "mime_type": "image/png", "file_name": "scan.png"}
SHEET = {"file_id": "x", "file_unique_id": "x", "mime_type": "application/pdf", "file_name": "x.pdf"}
VOICE = {"file_id": "v", "file_unique_id": "v", "duration": 3}
STICKER = {
    "file_id": "s",
    "file_unique_id": "s",
    "type": "regular",
    "width": 512,
    "height": 512,
    "is_animated": False,
    "is_video": False,
}


def said(chat: dict[str, Any] = HOME, **content: Any) -> dict[str, Any]:
    return {"message_id": 5, "from": TU, "chat": chat, "date": SENT, **content}


def marked(text: str, *marks: tuple[str, str]) -> dict[str, Any]:
    found = [
        {"type": kind, "offset": len(text[: text.index(part)].encode("utf-16-le")) // 2, "length": len(part)}
        for kind, part in marks
    ]
    return {"text": text, "entities": found}


def heard(raw: dict[str, Any]) -> Message | None:
    return to_message({"update_id": 1, **raw}, "main", "khupho_bot", NOW)


def expected(chat: int = 7, **content: Any) -> Message:
    in_group = {"group": True, "sender": "7"} if chat < 0 else {}
    link = "https://t.me/khupho_bot?start={}"
    fields: dict[str, Any] = {"id": "5", "at": AT, "sender_name": "Tư Trần", "link": link} | in_group | content
    return Message(address=Address("telegram", "main", str(chat)), **fields)


COMMAND, MENTION = "bot_command", "mention"
ALONE: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "a text": (said(text="hộ nghèo còn mấy?"), {"text": "hộ nghèo còn mấy?"}),
    "a command": (said(**marked("/start a1B2", (COMMAND, "/start"))), {"text": "/start a1B2"}),
    "a command with our name": (
        said(**marked("/start@khupho_bot a1", (COMMAND, "/start@khupho_bot"))),
        {"text": "/start a1"},
    ),
    "a command with our name in other letters": (
        said(**marked("/giup@KhuPho_Bot", (COMMAND, "/giup@KhuPho_Bot"))),
        {"text": "/giup"},
    ),
    "our name after an emoji": (
        said(**marked("🌾🌾 @khupho_bot chào em", (MENTION, "@khupho_bot"))),
        {"text": "🌾🌾 chào em"},
    ),
    "a picture": (said(photo=SIZES), {"kind": "photo", "photos": (Photo("large"),)}),
    "a picture with words": (
        said(photo=SIZES, caption="tặng quà"),
        {"kind": "photo", "photos": (Photo("large"),), "text": "tặng quà"},
    ),
    "a picture as a file": (said(document=PICTURE), {"kind": "photo", "photos": (Photo("scan"),)}),
    "a part of an album": (
        said(photo=SIZES, media_group_id="9"),
        {"kind": "photo", "photos": (Photo("large"),), "album": "9"},
    ),
    "another file": (said(document=SHEET), {"kind": "other"}),
    "another file with words": (said(document=SHEET, caption="báo cáo"), {"text": "báo cáo"}),
    "a sticker": (said(sticker=STICKER), {"kind": "other"}),
    "a voice note": (said(voice=VOICE), {"kind": "other"}),
    "an answer to what one said": (
        said(text="65 phần thôi", reply_to_message=said(text="70 phần quà") | {"message_id": 4}),
        {"text": "65 phần thôi", "refers_to": "4"},
    ),
    "another's words": (
        said(text="lưu", forward_origin={"type": "hidden_user", "sender_user_name": "Ba", "date": SENT}),
        {"text": "lưu", "forwarded": True},
    ),
    "a place": (said(location={"latitude": 10.8, "longitude": 106.7}), {"kind": "other"}),
}


@pytest.mark.parametrize("case", ALONE)
def test_hears_in_a_private_chat(case: str) -> None:
    raw, content = ALONE[case]
    assert heard({"message": raw}) == expected(**content)


IN_GROUP: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "talk among neighbours": ({"text": "mai họp nhé"}, {"text": "mai họp nhé", "addressed": False}),
    "our name": (marked("@khupho_bot hộ nghèo còn mấy?", (MENTION, "@khupho_bot")), {"text": "hộ nghèo còn mấy?"}),
    "our name in the middle": (marked("em @khupho_bot ơi", (MENTION, "@khupho_bot")), {"text": "em ơi"}),
    "another's name": (marked("@co_ba ơi", (MENTION, "@co_ba")), {"text": "@co_ba ơi", "addressed": False}),
    "a command to any bot": (marked("/giup", (COMMAND, "/giup")), {"text": "/giup"}),
    "a command to us": (marked("/giup@khupho_bot", (COMMAND, "/giup@khupho_bot")), {"text": "/giup"}),
    "a command to another bot": (
        marked("/giup@bot_khac", (COMMAND, "/giup@bot_khac")),
        {"text": "/giup@bot_khac", "addressed": False},
    ),
    "a date with a slash": ({"text": "họp 3/12 nhé"}, {"text": "họp 3/12 nhé", "addressed": False}),
    "an answer to us": (
        {"text": "có", "reply_to_message": said(GROUP) | {"from": BOT, "text": "Dự không ạ?", "message_id": 3}},
        {"text": "có", "refers_to": "3"},
    ),
    "an answer to a neighbour": (
        {"text": "có", "reply_to_message": said(GROUP, text="đi không?")},
        {"text": "có", "addressed": False, "refers_to": "5"},
    ),
    "a picture with our name under it": (
        {
            "photo": SIZES,
            "caption": "@khupho_bot tặng quà",
            "caption_entities": [{"type": MENTION, "offset": 0, "length": 11}],
        },
        {"text": "tặng quà", "kind": "photo", "photos": (Photo("large"),)},
    ),
    "an administrator in the name of the group": (
        {"text": "mai họp", "sender_chat": GROUP},
        {"text": "mai họp", "sender_name": "Khu phố 9", "addressed": False, "sender": None},
    ),
}


@pytest.mark.parametrize("case", IN_GROUP)
def test_hears_in_a_group_and_knows_whether_it_was_meant(case: str) -> None:
    raw, content = IN_GROUP[case]
    assert heard({"message": said(GROUP, **raw)}) == expected(-1001, **content)


def test_a_tap_is_known_by_its_own_number_and_gets_the_time_of_hearing_it() -> None:
    query = {"id": "99", "from": TU, "chat_instance": "1", "data": "k3y", "message": said(GROUP, text="Đúng không ạ?")}
    assert heard({"callback_query": query}) == expected(-1001, id="tap:99", at=NOW, kind="tap", tap="k3y")


def test_a_tap_under_a_message_that_telegram_has_forgotten_is_heard() -> None:
    query = {"id": "99", "from": TU, "chat_instance": "1", "data": "k3y", "message": said() | {"date": 0}}
    assert heard({"callback_query": query}) == expected(id="tap:99", at=NOW, kind="tap", tap="k3y")


def test_each_edit_of_a_message_is_a_message_of_its_own() -> None:
    at = datetime.fromtimestamp(EDITED, UTC)
    edit = heard({"edited_message": said(text="26 hộ", edit_date=EDITED)})
    assert edit == expected(id=f"edit:5:{EDITED}", at=at, text="26 hộ", kind="edit", refers_to="5")


def test_a_group_that_gets_a_new_number_says_so() -> None:
    moved = heard({"message": said(GROUP, migrate_to_chat_id=-1002)})
    assert moved == expected(-1001, kind="moved", text="-1002")


UNSAID: dict[str, dict[str, Any]] = {
    "somebody joined": {"message": said(GROUP, new_chat_members=[TU])},
    "somebody left": {"message": said(GROUP, left_chat_member=TU)},
    "a new title": {"message": said(GROUP, new_chat_title="Khu phố 9 mới")},
    "a button of a game": {"callback_query": {"id": "9", "from": TU, "chat_instance": "1", "message": said(text="?")}},
    "a vote": {"poll_answer": {"poll_id": "1", "option_ids": [0], "option_persistent_ids": ["0"], "user": TU}},
    "a kind that is not invented yet": {"telepathy": {"thought": "?"}},
}
FACTS = json.loads((Path(__file__).parent / "botapi" / "updates.json").read_text("utf-8"))["objects"]
READ = {
    wire.Update: "Update",
    wire.Said: "Message",
    wire.Answered: "Message",
    wire.Tapped: "InaccessibleMessage",  # of which a Message has everything
    wire.CallbackQuery: "CallbackQuery",
    wire.Chat: "Chat",
    wire.User: "User",
    wire.MessageEntity: "MessageEntity",
    wire.PhotoSize: "PhotoSize",
    wire.Document: "Document",
}


@pytest.mark.parametrize("case", UNSAID)
def test_says_nothing_to(case: str) -> None:
    assert heard(UNSAID[case]) is None


@pytest.mark.parametrize("kind", READ)
def test_reads_of_an_object_what_the_bot_api_says_that_is_in_it(kind: type) -> None:
    schema, known = TypeAdapter(kind).json_schema(), FACTS[READ[kind]]
    for name, told in schema["properties"].items():
        assert api_type(told) in (*known[name]["types"], "anything")
    assert {name for name in schema.get("required", ()) if not known[name].get("required")} == set()


def api_type(told: Any) -> str:
    """What the Bot API calls a type of a JSON schema."""
    if "anyOf" in told:
        return api_type(next(one for one in told["anyOf"] if one.get("type") != "null"))
    if "$ref" in told:
        ours = told["$ref"].rpartition("/")[2]
        theirs = {"Said": "Message", "Answered": "Message", "Tapped": "MaybeInaccessibleMessage"}
        return str(theirs.get(ours, ours))
    if told.get("type") == "array":
        return f"Array of {api_type(told['items'])}"
    return "String" if told.get("type") == "string" else "Integer" if told.get("type") == "integer" else "anything"


def test_knows_what_can_be_in_a_message_by_the_names_of_the_bot_api() -> None:
    assert {name for name in ATTACHMENTS if name not in FACTS["Message"]} == set()


MALFORMED: dict[str, dict[str, Any]] = {
    "a message without a number": {"message": {"date": SENT, "chat": HOME, "text": "?"}},
    "a message that is a word": {"message": "?"},
    "words that are a number": {"message": said(text=7)},
    "a chat that has no number": {"message": said({"type": "private"}, text="?")},
    "a day that never comes": {"message": said(text="?") | {"date": 10**15}},
    "a tap of nobody": {"callback_query": {"id": "9", "data": "k", "message": said(text="?")}},
}


@pytest.mark.parametrize("case", MALFORMED)
def test_refuses(case: str) -> None:
    with pytest.raises((ValueError, OverflowError)):
        heard(MALFORMED[case])


def test_a_mark_that_cuts_a_letter_in_two_costs_no_word() -> None:
    cut: dict[str, Any] = {"text": "🌾 chào em", "entities": [{"type": MENTION, "offset": 1, "length": 3}]}
    assert heard({"message": said(**cut)}) == expected(text="🌾 chào em")
