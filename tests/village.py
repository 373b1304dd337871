"""Twenty people who log, correct, tap and ask, each in a committee of their own, and what has to come of it.

Nobody else changes what a committee counts, so the answer to every word is known beforehand.
"""

import asyncio
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from random import Random

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from db import people, post
from db.engine import reading, writing
from db.models import Entry, Incoming, Membership, Outgoing, Unit
from db.models import Person as Member
from db.post import REMINDER, REPLY, Chat
from handlers import outbox
from handlers.message import Reply, reply_json
from tests.botapi import BotApi, Person, until
from tests.botapi.world import buttons
from tests.whole import under_way

PEOPLE = 20
SINCE = date(2020, 1, 1)
KEEPER = "phuong"
PATIENCE = 120  # seconds until somebody who gets no answer fails a test
NOTICE = "Em nhắc lần"


@dataclass
class Villager:
    """Somebody with a script; `expects` is what the bot has to say to it all, in order."""

    person: Person
    unit_id: int
    random: Random
    counted: list[int] = field(default_factory=list)  # what has to stand in the book, in order
    expects: list[str] = field(default_factory=list)
    said: int = 0

    async def live(self, over: Callable[[], bool]) -> None:
        """Talk until it is over, a whole round at a time."""
        for number in count():
            round_of = self.random.choice((self._patient, self._hasty, self._fumbling))
            await round_of(10 + 2 * number, 11 + 2 * number)
            self._write("năm nay tặng bao nhiêu phần quà?", f"{self._total()} phần quà\n")
            await self._read()
            if over():
                return

    def answers(self) -> list[str]:
        """What the bot has said to what this person said, in order."""
        return [text for text in self.person.chat.told if not text.startswith(NOTICE)]

    def doubled(self) -> int:
        """How many answers came twice. Fails if one is missing, another came, or the order is wrong."""
        answers, at, doubled = self.answers(), 0, 0
        for place, expected in enumerate(self.expects):
            assert expected in answers[at], (expected, answers[at])
            at += 1
            following = self.expects[place + 1] if place + 1 < len(self.expects) else None
            while (
                at < len(answers) and answers[at] == answers[at - 1] and (not following or following not in answers[at])
            ):
                at += 1
                doubled += 1
        assert at == len(answers), answers[at:]
        return doubled

    async def _patient(self, wrong: int, right: int) -> None:
        """Log, look, correct, look, tap, look."""
        self._log(wrong)
        await self._read()
        self._correct(right)
        await self._read()
        self._tap(right)
        await self._read()

    async def _hasty(self, wrong: int, right: int) -> None:
        """Say everything in one go."""
        self._log(wrong)
        self._correct(right)
        self._write("lưu", "Đã lưu")
        self.counted.append(right)

    async def _fumbling(self, gifts: int, _: int) -> None:
        """Log, look, tap several times."""
        self._log(gifts)
        await self._read()
        self._tap(gifts, again=self.random.randint(1, 4))

    def _log(self, gifts: int) -> None:
        self._write(f"hôm nay tặng {gifts} phần quà cho hộ nghèo", self._recap(gifts))

    def _correct(self, gifts: int) -> None:
        self._write(f"à nhầm, {gifts} phần thôi", self._recap(gifts))

    def _recap(self, gifts: int) -> str:
        return f"{gifts} phần quà (năm {date.today().year}: {self._total()} → {self._total(gifts)})"  # noqa: DTZ011

    def _total(self, more: int = 0) -> str:
        return f"{sum(self.counted) + more:,}".replace(",", ".")

    def _tap(self, gifts: int, again: int = 0) -> None:
        """Tap the button that saves, each tap of its own, as fast as one can."""
        *_, recap = (message for message in self.person.chat.from_bot() if buttons(message))
        token = next(button["callback_data"] for button in buttons(recap) if button["text"] == "Lưu")
        for _ in range(1 + again):
            self.person.tap_data(token, recap)
        self.said += 1 + again
        self.counted.append(gifts)
        self.expects += ["Đã lưu"] + ["đã xong rồi"] * again

    def _write(self, text: str, answer: str) -> None:
        self.person.write(text)
        self.said += 1
        self.expects.append(answer)

    async def _read(self) -> None:
        """Wait for the answer to the last word."""
        await until(lambda: self.expects[-1] in self._last(), PATIENCE, every=0.02)

    def _last(self) -> str:
        return next((text for text in reversed(self.person.chat.told) if not text.startswith(NOTICE)), "")


@dataclass
class Village:
    """The people, their committees, and Telegram before them."""

    engine: Engine
    api: BotApi
    people: list[Villager]
    keeper: Person
    notices: int = 0

    def remind(self) -> None:
        """Put a notice to everybody on its way, which must not come twice."""
        self.notices += 1
        with writing(self.engine) as session:
            for villager in self.people:
                key, reply = f"notice:{self.notices}:{villager.person.id}", Reply(f"{NOTICE} {self.notices}")
                outbox.queue(session, _chat(villager.person), key, reply, datetime.now(UTC), priority=REMINDER)

    async def live(self, over: Callable[[], bool]) -> None:
        """Let everybody talk until it is over, and the last word be answered."""
        await asyncio.gather(*(villager.live(over) for villager in self.people))
        await until(lambda: not self.api.waiting and not under_way(self.engine), PATIENCE)

    def dying(self) -> Counter[str]:
        """The chats to which an answer was being sent when the bot died: it may come twice."""
        with reading(self.engine) as session:
            rows = select(Outgoing.chat).where(Outgoing.state == "sending", Outgoing.priority == REPLY)
            return Counter(session.exec(rows).all())

    def check(self, may_double: Counter[str]) -> int:
        """Compare book and answers with what was said; how many answers came twice, at most so often by chat."""
        doubled = {str(villager.person.id): villager.doubled() for villager in self.people}
        assert all(times <= may_double[chat] for chat, times in doubled.items()), (doubled, may_double)
        self._check_book()
        self._check_notices()
        return sum(doubled.values())

    def _check_book(self) -> None:
        with reading(self.engine) as session:
            for villager in self.people:
                entries = select(col(Entry.value)).where(Entry.unit_id == villager.unit_id).order_by(col(Entry.id))
                assert list(session.exec(entries)) == [Decimal(gifts) for gifts in villager.counted]
            states = Counter(session.exec(select(Incoming.state)).all())
        assert states == {"done": sum(villager.said for villager in self.people)}

    def _check_notices(self) -> None:
        """None came twice, each that did not surely come is in doubt, and the keeper knows of all that are."""
        with reading(self.engine) as session:
            rows = session.exec(select(Outgoing).where(col(Outgoing.key).startswith("notice:"))).all()
        assert len(rows) == self.notices * len(self.people)
        for row in rows:
            times = self.api.chats[int(row.chat)].told.count(reply_json.validate_json(row.reply).text)
            assert (row.state, times) in {("sent", 1), ("doubt", 0), ("doubt", 1)}
        known = {int(number) for text in self.keeper.chat.told for number in re.findall(r"Tin số (\d+)", text)}
        assert known == {row.id for row in rows if row.state == "doubt"}


def settle(engine: Engine, api: BotApi, random: Random) -> Village:
    """Twenty people in twenty new committees, known on Telegram; the keeper is the ward's officer."""
    with writing(engine) as session:
        ward = people.find_unit(session, "PM")
        keeper = people.find_person(session, KEEPER)
        assert ward is not None
        assert keeper is not None
        found = [_villager(session, api, ward.id or 0, number, Random(random.random())) for number in range(PEOPLE)]
        there = api.person("Người coi bot")
        post.contact(session, _chat(there), datetime.now(UTC)).person_id = keeper.id
    return Village(engine, api, found, there)


def _villager(session: Session, api: BotApi, ward_id: int, number: int, random: Random) -> Villager:
    unit = Unit(kind="khu_pho", name=f"Khu phố {100 + number}", code=f"K{number}", parent_id=ward_id, valid_from=SINCE)
    member = Member(key=f"nguoi-{number}", name=f"Người {number}", title="bác")
    session.add_all([unit, member])
    session.flush()
    session.add(Membership(person_id=member.id or 0, unit_id=unit.id or 0, role="member", since=SINCE))
    person = api.person(member.name)
    post.contact(session, _chat(person), datetime.now(UTC)).person_id = member.id
    return Villager(person, unit.id or 0, random)


def _chat(person: Person) -> Chat:
    return Chat("telegram", "main", str(person.id))
