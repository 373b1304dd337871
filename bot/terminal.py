"""The terminal as a messenger: lines in, "< " lines out; also the form in which dialogues are written and tested."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlmodel import col, select

from bot.clock import Clock, parse
from bot.desk import Desk
from bot.picture import NotAPicture, media_type
from bot.press.work import Press
from db import people, post
from db.engine import writing
from db.mistake import Mistake
from db.models import Person
from db.post import Chat
from handlers import outbox, texts
from handlers.message import Address, Message, Photo, Reply, Table, reply_json
from handlers.records.photos import keep

BOT = "main"


class NobodyCalled(Mistake):
    """There is no such person; the text names those there are."""


@dataclass
class Terminal:
    """One person at a terminal. `clock` is moved by lines like "@2026-12-04T07:00".

    With `channel` "web" what is said stands in that person's web chat, as if it had been said there.
    """

    desk: Desk
    clock: Clock
    key: str
    channel: str = "terminal"

    def __post_init__(self) -> None:
        """Let reminders find the terminal. Raises NobodyCalled."""
        self._press = Press(self.desk)
        self._looked: datetime | None = None  # the instant by which all is done that is due; None when not sure
        self.become(self.key)

    def become(self, key: str) -> None:
        """Speak as another person from here on. Raises NobodyCalled."""
        with writing(self.desk.engine) as session:
            person = people.find_person(session, key)
            if person is None:
                known = ", ".join(session.exec(select(Person.key).order_by(col(Person.id))).all())
                raise NobodyCalled(f"nobody is called {key!r}; there are: {known or 'nobody yet'}")
            self.key = person.key
            contact = post.contact(session, self._chat(), self.clock())
            contact.person_id = person.id
            session.add(contact)
        self._looked = None

    def _chat(self) -> Chat:
        return Chat(self.channel, BOT, self.key)

    def run(self, lines: Iterable[str]) -> Iterator[str]:
        """Take each line as a message or a direction, give the lines of the replies.

        Raises Mistake for an instant or a picture that cannot be read, or a person who does not exist.
        """
        yield from self._due()
        for raw in lines:
            if self._looked is None:
                yield from self._due()
            if raw.startswith(("#", "< ")) or raw.rstrip("\n") == "<":
                continue
            line = raw.rstrip("\n").removeprefix("> ")
            if line.startswith("@"):
                yield from self._move(line[1:].strip())
            elif line.startswith("!as "):
                self.become(line.removeprefix("!as ").strip())
                yield from self._replies()  # what has come for them meanwhile
            else:
                yield from self._say(line)

    def _earlier(self, words: str) -> tuple[str, str]:
        """The id of the last message with some words, one's own before the bot's, and what follows after " | "."""
        part, _, text = words.partition(" | ")
        with writing(self.desk.engine) as session:
            said = post.containing(session, self._chat(), part.strip())
        if said is None:
            raise Mistake(f"nobody said {part.strip()!r} here")
        return said, text

    def _due(self) -> Iterator[str]:
        if self._looked != self.clock():
            self._looked = self.clock()
            self.desk.tick()
        self._press.print_all()
        yield from self._replies()

    def _move(self, to: str) -> Iterator[str]:
        """Let time pass: whatever falls due on the way is done at its own time."""
        target = parse(to, self.desk.zone)
        for moment in self.desk.moments(target):
            self.clock.set(moment)
            yield from self._due()

    def _say(self, line: str) -> Iterator[str]:
        if line.startswith("!photo "):
            message = self._photo(line)
        elif line.startswith("!edit "):
            message = self._edit(line.removeprefix("!edit "))
        elif line.startswith("!reply "):
            earlier, text = self._earlier(line.removeprefix("!reply "))
            message = replace(self._message(text=text), refers_to=earlier)
        elif line.startswith("!forward "):
            message = replace(self._message(text=line.removeprefix("!forward ")), forwarded=True)
        else:
            message = self._message(text=line)
        self.desk.receive([message])
        while (found := self.desk.next_message(self._chat())) is not None:
            if self.desk.answer(*found):
                self._looked = None
        self._press.print_all()
        yield from self._replies()

    def _message(self, *, text: str = "", photos: tuple[Photo, ...] = ()) -> Message:
        number = f"{self.clock().isoformat()}#{post.new_token()}"
        return Message(Address(self.channel, BOT, self.key), number, self.clock(), text=text, photos=photos)

    def _edit(self, words: str) -> Message:
        """An edit of an earlier message: some of its words, and after " | " all that it says from now on."""
        earlier, text = self._earlier(words)
        stamp = f"edit:{earlier}:{post.new_token()}"
        return replace(self._message(text=text), id=stamp, kind="edit", refers_to=earlier)

    def _photo(self, line: str) -> Message:
        """Pictures by their files' names ("a.jpg, b.jpg"), with a caption when words follow after " | "."""
        names, _, caption = line.removeprefix("!photo ").partition(" | ")
        return self._message(text=caption, photos=tuple(self._kept(Path(name.strip())) for name in names.split(",")))

    def _kept(self, path: Path) -> Photo:
        try:
            content = path.read_bytes()
            kind = media_type(content)
        except (OSError, NotAPicture) as error:
            raise Mistake(f"{path}: {error}") from error
        with writing(self.desk.engine) as session:
            sha256 = keep(session, content, kind, path.name, self.clock())
        return Photo(path.name, sha256)

    def _replies(self) -> Iterator[str]:
        with writing(self.desk.engine) as session:
            for outgoing in post.unsent(session, self._chat()):
                reply = reply_json.validate_json(outbox.armed(session, self._chat(), outgoing.id or 0, outgoing.reply))
                outgoing.state, outgoing.message_id = "sent", str(outgoing.id)
                session.add(outgoing)
                if outgoing.edits_id is None or reply.choices:  # what is only settled need not be shown once more
                    yield from _lines(reply)


def _lines(reply: Reply) -> Iterator[str]:
    for line in reply.text.split("\n"):
        yield f"< {line}".rstrip()
    if reply.table:
        yield from (f"< {line}" for line in _table(reply.table))
    if reply.chart:
        yield from (f"< {line}".rstrip() for line in texts.charts.bars(reply.chart))
    for attached in reply.attached:
        yield f"< 📎 {attached.name}"
    if reply.choices:
        yield "< " + " ".join(f"[{choice.word}]" for choice in reply.choices)


def _table(table: Table) -> Iterator[str]:
    rows = (table.heads, *table.rows)
    widths = [max(len(row[i]) for row in rows) for i in range(len(table.heads))]
    for row in rows:
        yield " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
