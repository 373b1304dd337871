"""Who talks to the bot and what happened in the chats: the state behind the stand-in of Telegram."""

import itertools
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from tests.botapi.facts import units

Json = dict[str, Any]
TOO_OLD = 48 * 3600
PIXEL = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\nIDATx\x9cc\x00\x01\x00\x00\x05\x00\x01\r\n-\xb4\x00\x00\x00\x00IEND\xaeB`\x82"
)


@dataclass
class Chat:
    """A private chat or a group, with its messages by number."""

    id: int
    about: Json
    messages: dict[int, Json] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)  # what the bot has said here, each as it first was
    blocked: bool = False
    gone: bool = False
    moved_to: int | None = None

    def from_bot(self) -> list[Json]:
        """What the bot has said here, oldest first."""
        return [message for message in self.messages.values() if message["from"]["is_bot"]]


class World:
    """Chats, files and the updates that wait for the bot."""

    def __init__(self, username: str = "khupho_thu_bot", bot_id: int = 123456) -> None:
        self.me: Json = {"id": bot_id, "is_bot": True, "first_name": "Em Khu Phố", "username": username}
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, tuple[str, bytes]] = {}
        self.waiting: list[Json] = []
        self.unwanted: set[int] = set()  # updates that come though nobody asked for their kind
        self.twice = 0.0  # share of the updates that come a second time, under a new number
        self.random = Random(1)
        self.profile: Json = {}  # commands and descriptions, as the bot set them
        self.webhook: Json = {}  # where the bot wants to be brought its updates
        self.turning: set[str] = set()  # taps that the bot has not answered
        self.changed: Callable[[], None] = lambda: None
        self._again: set[int] = set()
        self._numbers = itertools.count(1)
        self._updates = itertools.count(1000)

    def person(self, name: str, chat_id: int | None = None) -> "Person":
        """Somebody new, with a private chat with the bot."""
        chat_id = chat_id or 7000 + next(self._numbers)
        self.chats.setdefault(chat_id, Chat(chat_id, {"id": chat_id, "type": "private", "first_name": name}))
        return Person(self, chat_id, name)

    def group(self, title: str, chat_id: int | None = None) -> Chat:
        """A new group with the bot in it."""
        chat_id = chat_id or -100_000 - next(self._numbers)
        return self.chats.setdefault(chat_id, Chat(chat_id, {"id": chat_id, "type": "group", "title": title}))

    def update(self, **content: Json) -> int:
        """Put an update before the bot, of whatever form; its number."""
        number = next(self._updates)
        self.waiting.append({"update_id": number, **content})
        self.changed()
        return number

    def strange(self, **content: Json) -> int:
        """Put an update of a kind before the bot that it has not asked for, and may never have heard of."""
        number = next(self._updates)
        self.unwanted.add(number)
        self.waiting.append({"update_id": number, **content})
        self.changed()
        return number

    def confirm(self, offset: int) -> None:
        """Forget the updates before `offset`, but for those that come a second time."""
        confirmed = [update for update in self.waiting if update["update_id"] < offset]
        self.waiting = [update for update in self.waiting if update["update_id"] >= offset]
        for update in confirmed:
            if update["update_id"] not in self._again and self.random.random() < self.twice:
                self._again.add(self.update(**{kind: it for kind, it in update.items() if kind != "update_id"}))
        self.changed()

    def post(self, chat: Chat, sender: Json, content: Json) -> Json:
        """A new message in a chat."""
        number = next(self._numbers)
        message = {"message_id": number, "from": sender, "chat": chat.about, "date": int(time.time()), **content}
        chat.messages[number] = _there(message)
        if sender is self.me:
            chat.told.append(shown(chat.messages[number]))
        self.changed()
        return chat.messages[number]

    def store(self, suffix: str, content: bytes) -> Json:
        """Keep a file; what Telegram says of it."""
        file_id = f"file-{next(self._numbers)}"
        self.files[file_id] = (f"photos/{file_id}{suffix}", content)
        return {"file_id": file_id, "file_unique_id": f"u-{file_id}", "file_size": len(content)}

    def picture(self, content: bytes, suffix: str = ".jpg") -> list[Json]:
        """Keep a picture in two sizes."""
        small = self.store(suffix, content[:10]) | {"width": 90, "height": 60}
        return [small, self.store(suffix, content) | {"width": 1280, "height": 853}]

    def find(self, chat_id: Any) -> Chat | None:
        """The chat of that number, if the bot may still know it."""
        chat = self.chats.get(chat_id) if isinstance(chat_id, int) else None
        return None if chat is None or chat.gone else chat

    def move(self, chat: Chat) -> Chat:
        """Make a group a supergroup, as Telegram does when it grows: it gets a new number."""
        new = self.group(chat.about["title"], chat.id - 1_000_000_000_000)
        new.about["type"] = "supergroup"
        chat.moved_to = new.id
        service = self.post(chat, {"id": 1, "is_bot": False, "first_name": "Telegram"}, {"migrate_to_chat_id": new.id})
        self.update(message=service)
        return new


@dataclass
class Person:
    """Somebody who talks to the bot, alone or in a group. Each act is an update; its number is returned."""

    world: World
    id: int
    name: str

    @property
    def chat(self) -> Chat:
        """The private chat with the bot."""
        return self.world.chats[self.id]

    def about(self) -> Json:
        """This person as a User."""
        return {"id": self.id, "is_bot": False, "first_name": self.name}

    def write(self, text: str, where: Chat | None = None, *, answers: Json | None = None) -> int:
        """Write a message; Telegram marks commands and names of users in it."""
        return self.send({"text": text, "entities": entities(text), "reply_to_message": answers}, where)

    def send(self, content: Json, where: Chat | None = None) -> int:
        """Send a message of any content."""
        return self.world.update(message=self.world.post(where or self.chat, self.about(), content))

    def photo(self, content: bytes = PIXEL, caption: str | None = None, where: Chat | None = None) -> int:
        """Send a picture."""
        return self.send({"photo": self.world.picture(content), "caption": caption}, where)

    def edit(self, number: int, text: str, where: Chat | None = None) -> int:
        """Change a message of one's own."""
        message = (where or self.chat).messages[number]
        message |= {"text": text, "entities": entities(text), "edit_date": int(time.time())}
        return self.world.update(edited_message=_there(message))

    def tap(self, word: str, where: Chat | None = None) -> int:
        """Tap the newest button with this word."""
        for message in reversed((where or self.chat).from_bot()):
            for button in buttons(message):
                if button["text"] == word:
                    return self.tap_data(button["callback_data"], message)
        raise LookupError(f"no button {word}")

    def tap_data(self, data: str, message: Json) -> int:
        """Tap a button that may no longer be there."""
        query = {"from": self.about(), "message": message, "chat_instance": str(message["chat"]["id"]), "data": data}
        number = str(next(_QUERIES))
        self.world.turning.add(number)
        return self.world.update(callback_query={"id": number, **query})

    def screen(self, where: Chat | None = None) -> str:
        """What the bot has said here, as one would read it, buttons in brackets."""
        return "\n".join(shown(message) for message in (where or self.chat).from_bot())


def _there(message: Json) -> Json:
    """A message without what it has not: Telegram leaves that out."""
    return {name: value for name, value in message.items() if value is not None}


_QUERIES = itertools.count(4_000_000_000_000_000_000)


def entities(text: str) -> list[Json] | None:
    """The commands and user names in a text, in UTF-16 units."""
    found = [
        {"type": kind, "offset": units(text[: match.start()]), "length": units(match[0])}
        for kind, pattern in (("bot_command", r"(?<!\S)/\w{1,32}(@\w+)?"), ("mention", r"(?<![\w/])@\w{4,32}"))
        for match in re.finditer(pattern, text, re.ASCII)
    ]
    return found or None


def buttons(message: Json) -> list[Json]:
    """The buttons under a message, row by row."""
    return [button for row in message.get("reply_markup", {}).get("inline_keyboard", ()) for button in row]


def shown(message: Json) -> str:
    """A message of the bot as text.

    >>> shown({"text": "Đúng không ạ?", "reply_markup": {"inline_keyboard": [[{"text": "Lưu"}, {"text": "Bỏ"}]]}})
    'Đúng không ạ? [Lưu] [Bỏ]'
    """
    attached = ["(photo)"] if "photo" in message else []
    attached += [f"({message['document']['file_name']})"] if "document" in message else []
    words = [message.get("text") or message.get("caption") or ""]
    return " ".join(filter(None, attached + words + [f"[{button['text']}]" for button in buttons(message)]))
