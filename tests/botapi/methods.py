"""What each method of the Bot API does in the stand-in, once its parameters are found right."""

import time
from collections.abc import Callable
from typing import Any

from tests.botapi.facts import Upload, Violation, plain
from tests.botapi.faults import ApiError
from tests.botapi.world import TOO_OLD, Chat, Json, World

FETCHABLE = 20 * 2**20
PHOTO = 10 * 2**20
DOCUMENT = 50 * 2**20
ENTITIES = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "a": "text_link"}


def send_message(world: World, values: Json) -> Json:
    return world.post(_chat(world, values), world.me, _content(values, "text"))


def send_photo(world: World, values: Json) -> Json:
    chat, content = _chat(world, values), _bytes(world, values["photo"], PHOTO)
    return world.post(chat, world.me, {"photo": world.picture(content), **_content(values, "caption")})


def send_document(world: World, values: Json) -> Json:
    chat, content = _chat(world, values), _bytes(world, values["document"], DOCUMENT)
    name = values["document"].name if isinstance(values["document"], Upload) else "file"
    document = world.store("", content) | {"file_name": name}
    return world.post(chat, world.me, {"document": document, **_content(values, "caption")})


def send_chat_action(world: World, values: Json) -> bool:
    _chat(world, values)
    return True


def edit_message_text(world: World, values: Json) -> Json:
    message = _editable(world, values)
    if "text" not in message:
        raise ApiError(400, "Bad Request: there is no text in the message to edit")
    return _changed(world, message, {"entities": None, "reply_markup": None} | _content(values, "text"))


def edit_message_reply_markup(world: World, values: Json) -> Json:
    return _changed(world, _editable(world, values), {"reply_markup": values.get("reply_markup")})


def answer_callback_query(world: World, values: Json) -> bool:
    if values["callback_query_id"] not in world.turning:
        raise ApiError(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
    world.turning.remove(values["callback_query_id"])
    world.changed()
    return True


def get_file(world: World, values: Json) -> Json:
    path, content = _stored(world, values["file_id"])
    if len(content) > FETCHABLE:
        raise ApiError(400, "Bad Request: file is too big")
    unique = f"u-{values['file_id']}"
    return {"file_id": values["file_id"], "file_unique_id": unique, "file_size": len(content), "file_path": path}


def get_me(world: World, _: Json) -> Json:
    return world.me | {"can_join_groups": True, "can_read_all_group_messages": True, "supports_inline_queries": False}


def set_profile(world: World, values: Json) -> bool:
    world.profile |= values
    return True


def set_webhook(world: World, values: Json) -> bool:
    if not values["url"].startswith("https://"):
        raise ApiError(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
    world.webhook = values
    world.changed()
    return True


def get_webhook_info(world: World, _: Json) -> Json:
    info = {"url": world.webhook.get("url", ""), "has_custom_certificate": False}
    return info | {"pending_update_count": len(world.waiting)}


def delete_webhook(world: World, _: Json) -> bool:
    world.webhook = {}
    return True


METHODS: dict[str, Callable[[World, Json], Any]] = {
    "getMe": get_me,
    "setWebhook": set_webhook,
    "getWebhookInfo": get_webhook_info,
    "deleteWebhook": delete_webhook,
    "setMyCommands": set_profile,
    "setMyDescription": set_profile,
    "setMyShortDescription": set_profile,
    "sendMessage": send_message,
    "sendPhoto": send_photo,
    "sendDocument": send_document,
    "sendChatAction": send_chat_action,
    "editMessageText": edit_message_text,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "answerCallbackQuery": answer_callback_query,
    "getFile": get_file,
}


def _chat(world: World, values: Json) -> Chat:
    chat = world.find(values["chat_id"])
    if chat is None:
        raise ApiError(400, "Bad Request: chat not found")
    if chat.moved_to:
        text = "Bad Request: group chat was upgraded to a supergroup chat"
        raise ApiError(400, text, migrate_to_chat_id=chat.moved_to)
    if chat.blocked:
        raise ApiError(403, "Forbidden: bot was blocked by the user")
    return chat


def _content(values: Json, field: str) -> Json:
    text, entities = plain(values.get(field, ""), values.get("parse_mode"))
    marked = [entity | {"type": ENTITIES.get(entity["type"], entity["type"])} for entity in entities]
    prefix = "caption_" if field == "caption" else ""
    markup = values.get("reply_markup")
    return {field: text or None, f"{prefix}entities": marked or None, "reply_markup": markup}


def _bytes(world: World, given: Upload | str, most: int) -> bytes:
    if isinstance(given, str):
        return _stored(world, given)[1]
    if not given.content:
        raise Violation("file must be non-empty")
    if len(given.content) > most:
        raise ApiError(413, "Request Entity Too Large")
    return given.content


def _stored(world: World, file_id: str) -> tuple[str, bytes]:
    if file_id not in world.files:
        raise ApiError(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
    return world.files[file_id]


def _editable(world: World, values: Json) -> Json:
    message = _chat(world, values).messages.get(values["message_id"])
    if message is None:
        raise ApiError(400, "Bad Request: message to edit not found")
    if message["from"]["id"] != world.me["id"] or time.time() - message["date"] > TOO_OLD:
        raise ApiError(400, "Bad Request: message can't be edited")
    return message


def _changed(world: World, message: Json, content: Json) -> Json:
    after = {name: value for name, value in {**message, **content}.items() if value is not None}
    if {**after, "edit_date": 0} == {**message, "edit_date": 0}:
        said = "specified new message content and reply markup are exactly the same as a current content"
        raise ApiError(400, f"Bad Request: message is not modified: {said}")
    message.clear()
    message.update(after, edit_date=int(time.time()))
    world.changed()
    return message
