"""What the Bot API allows in a request, and the check of a request against it."""

import json
import re
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

FACTS = json.loads(Path(__file__).with_name("methods.json").read_text("utf-8"))
METHODS: dict[str, dict[str, dict[str, Any]]] = FACTS["methods"]
OBJECTS: dict[str, dict[str, dict[str, Any]]] = FACTS["objects"]
MARKUP = ("b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "code", "pre", "a", "blockquote", "tg-spoiler")
EDITED = ("chat_id", "message_id", "text")
ONE_OF_BUTTON = ("url", "callback_data", "web_app", "login_url", "switch_inline_query", "copy_text", "pay")


@dataclass(frozen=True)
class Upload:
    """A file in a request."""

    name: str
    content: bytes
    media_type: str


class Violation(Exception):
    """A request that the Bot API does not allow; the text is Telegram's, or ours where Telegram is silent."""


def checked(method: str, given: dict[str, Any]) -> dict[str, Any]:
    """The parameters of a request as values of their types. Raises Violation."""
    if method not in METHODS:
        raise Violation(f"no method {method} among those that this bot may use")
    values = _object(METHODS[method], given, method)
    if method == "editMessageText" and (missing := [name for name in EDITED if name not in values]):
        raise Violation(f"editMessageText: {missing[0]} is missing")
    for keyboard in _keyboards(values):
        _check_keyboard(keyboard)
    for command in values.get("commands", ()):
        if not re.fullmatch(r"[a-z0-9_]+", command["command"]):
            raise Violation("BOT_COMMAND_INVALID")
    return values


def plain(text: str, parse_mode: str | None) -> tuple[str, list[dict[str, Any]]]:
    """A text without its markup, and the entities that the markup made. Raises Violation."""
    if not parse_mode:
        return text, []
    if parse_mode != "HTML":
        raise Violation("unsupported parse_mode")
    if re.search(r"<(?!/?[a-z])", text):
        raise Violation("can't parse entities: unescaped <")
    reader = _Markup()
    reader.feed(text)
    reader.close()
    if reader.opened:
        raise Violation(f"can't parse entities: can't find end tag corresponding to start tag {reader.opened[-1][0]}")
    return reader.text, reader.entities


def units(text: str) -> int:
    """The length of a text in UTF-16 units, in which Telegram counts."""
    return len(text.encode("utf-16-le")) // 2


class _Markup(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.opened: list[tuple[str, int]] = []
        self.entities: list[dict[str, Any]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in MARKUP or (attrs and tag not in ("a", "code", "blockquote")):
            raise Violation(f'can\'t parse entities: unsupported start tag "{tag}"')
        self.opened.append((tag, units(self.text)))

    def handle_endtag(self, tag: str) -> None:
        if not self.opened or self.opened[-1][0] != tag:
            raise Violation(f'can\'t parse entities: unexpected end tag "{tag}"')
        _, start = self.opened.pop()
        self.entities.append({"type": tag, "offset": start, "length": units(self.text) - start})

    def handle_data(self, data: str) -> None:
        self.text += data


def _object(known: dict[str, dict[str, Any]], given: dict[str, Any], where: str) -> dict[str, Any]:
    if unknown := given.keys() - known.keys():
        raise Violation(f"{where}: no parameter {min(unknown)}")
    for name, fact in known.items():
        if fact.get("required") and name not in given:
            raise Violation(_missing(where, name))
    values = {name: _value(known[name]["types"], value, f"{where}: {name}") for name, value in given.items()}
    for name, value in values.items():
        _check_length(name, value, known[name], values, where)
    return values


def _missing(where: str, name: str) -> str:
    return "message text is empty" if (where, name) == ("sendMessage", "text") else f"{where}: {name} is missing"


def _value(types: list[str], given: Any, where: str) -> Any:
    """The value in the first of its types that it has; a form gives everything as text, objects as JSON."""
    for kind in types:
        value = _of_type(kind, given, where)
        if value is not None:
            return value
    raise Violation(f"{where} is no {' or '.join(types)}")


def _of_type(kind: str, given: Any, where: str) -> Any:
    match kind:
        case "InputFile":
            return given if isinstance(given, Upload) else None
        case "String":
            return given if isinstance(given, str) else None
        case "Integer":
            number = int(given) if isinstance(given, str) and re.fullmatch(r"-?\d+", given) else given
            return number if isinstance(number, int) and not isinstance(number, bool) else None
        case "Boolean":
            return {"true": True, "false": False}.get(given) if isinstance(given, str) else _only(bool, given)
    value = _parsed(given)
    if kind.startswith("Array of "):
        if not isinstance(value, list):
            return None
        return [_value([kind.removeprefix("Array of ")], one, where) for one in value]
    if not isinstance(value, dict):
        return None
    return _object(OBJECTS[kind], value, kind) if kind in OBJECTS else value


def _only(kind: type, given: Any) -> Any:
    return given if isinstance(given, kind) else None


def _parsed(given: Any) -> Any:
    try:
        return json.loads(given) if isinstance(given, str) else given
    except ValueError:
        return None


def _check_length(name: str, value: Any, fact: dict[str, Any], values: dict[str, Any], where: str) -> None:
    if "range" in fact and not fact["range"][0] <= value <= fact["range"][1]:
        raise Violation(f"{where}: {name} is out of range")
    if "length" not in fact:
        return
    least, most = fact["length"]
    text, _ = plain(value, values.get("parse_mode")) if name in ("text", "caption") else (value, [])
    length = len(text.encode()) if fact["unit"] == "bytes" else units(text)
    if name == "text" and where in ("sendMessage", "editMessageText") and not text.strip():
        raise Violation("message text is empty")
    if length < least:
        raise Violation(f"{where}: {name} is empty")
    if length > most:
        raise Violation(_too_long(name, where, most))


def _too_long(name: str, where: str, most: int) -> str:
    known = {
        "text": "message is too long",
        "caption": "message caption is too long",
        "callback_data": "BUTTON_DATA_INVALID",
    }
    return known.get(name) or f"{where}: {name} is longer than {most}"


def _keyboards(values: dict[str, Any]) -> list[list[list[dict[str, Any]]]]:
    markup = values.get("reply_markup")
    return [markup["inline_keyboard"]] if markup and "inline_keyboard" in markup else []


def _check_keyboard(keyboard: list[list[dict[str, Any]]]) -> None:
    buttons = [button for row in keyboard for button in row]
    if len(buttons) > 100 or any(len(row) > 8 for row in keyboard):
        raise Violation("REPLY_MARKUP_TOO_LONG")
    for button in buttons:
        if not button["text"].strip():
            raise Violation("BUTTON_TEXT_INVALID")
        if sum(kind in button for kind in ONE_OF_BUTTON) != 1:
            raise Violation("BUTTON_TYPE_INVALID")
