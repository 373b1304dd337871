"""One table of conversations, held on every messenger: Telegram, Zalo, the web chat, the terminal give one ledger.

A choice in brackets is tapped where there are buttons and typed where there are none, in the words that are shown.
"""

import uuid
from collections.abc import Awaitable, Callable
from pathlib import Path

import httpx
import pytest
from sqlalchemy import Engine
from sqlmodel import col, select

from bot.clock import Clock, parse
from bot.desk import Desk
from bot.terminal import Terminal
from bot.web.app import create
from db import addresses, people
from db.engine import reading, writing
from db.models import Attendance, Entry, Evidence, MeetingSeries, Record
from tests import fresh
from tests.botapi import Person
from tests.everywhere import Everywhere, play
from tests.web.site import jpeg
from tests.whole import ZONE
from tests.zaloapi.world import Person as OnZalo
from tests.zaloapi.world import until

CHAIR = "truong-ban"
START = "2026-11-21T08:00"
CONVERSATIONS: dict[str, tuple[str, ...]] = {
    "a sentence is logged": ("sáng nay khu phố tặng 70 phần quà cho hộ nghèo, trị giá 21 triệu", "[Lưu]"),
    "several facts at once": ("hôm qua ra quân dọn vệ sinh 25 người tham gia, trồng 30 cây xanh", "[Lưu]"),
    "corrected before it is saved": ("hôm nay tặng 20 phần quà cho người già", "25 phần", "[Lưu]"),
    "cancelled": ("hôm nay trao 5 suất học bổng", "[Bỏ]"),
    "corrected afterwards": ("sửa #KP9-0001 thành 65 phần quà", "[Lưu]"),
    "taken back": ("[Hoàn tác]",),
    "a state of things": ("hộ nghèo còn 3 hộ", "[Lưu]"),
    "asked about": ("năm nay tặng bao nhiêu phần quà?", "còn năm ngoái?"),
    "not understood": ("trời hôm nay đẹp quá",),
    "accents left out, the choice typed in one's own way": ("hom nay tang 4 phan qua cho gia dinh liet si", "luu"),
    "a picture with its words": ("!photo hôm nay dọn vệ sinh hẻm 12 có 18 người", "[Lưu]"),
    "a meeting is set": ("họp ban ngày 5 hàng tháng 19h tại nhà văn hóa khu phố", "[Lưu]"),
    "a reminder is answered": ("@2026-12-02T19:05", "[Dự]"),
    "and answered otherwise": ("tôi vắng họp vì bận việc nhà",),
}
Says = Callable[[str], Awaitable[None]]


def ledger(engine: Engine) -> list[tuple[object, ...]]:
    """All that the conversations have written down, without who wrote it where."""
    with reading(engine) as session:
        records = session.exec(select(Record).order_by(col(Record.id))).all()
        entries = session.exec(select(Entry).order_by(col(Entry.id))).all()
        rows: list[tuple[object, ...]] = [
            (r.number, r.activity, r.day_from, r.day_to, r.text, r.covers) for r in records
        ]
        rows += [
            (e.record_id, e.line, e.version, e.current, e.voided, e.indicator, e.value, e.qualifier, e.day_to, e.why)
            for e in entries
        ]
        rows += [("evidence", one.record_id) for one in session.exec(select(Evidence)).all()]
        rows += [("meets", s.rule, s.hour, s.place) for s in session.exec(select(MeetingSeries)).all()]
        rows += [("comes", a.answer, a.reason) for a in session.exec(select(Attendance)).all()]
        return rows


def in_the_terminal(folder: Path) -> list[list[tuple[object, ...]]]:
    """The ledger after each conversation: what the other messengers are held to."""
    engine, clock = fresh.ward(), Clock(parse(START, ZONE))
    terminal = Terminal(Desk(engine, clock, ZONE), clock, CHAIR)
    (folder / "anh.jpg").write_bytes(jpeg())
    found = []
    for lines in CONVERSATIONS.values():
        for line in lines:
            said = line.removeprefix("!photo ")
            list(terminal.run([f"!photo {folder}/anh.jpg | {said}" if said != line else line.strip("[]")]))
        found.append(ledger(engine))
    engine.dispose()
    return found


def on_telegram(bot: Everywhere) -> Says:
    """Choices are tapped."""
    bot.person(CHAIR, "", "telegram")
    me = Person(bot.telegram, next(iter(bot.telegram.chats)), "Trần Văn Mẫu")

    async def says(line: str) -> None:
        if line.startswith("["):
            me.tap(line.strip("[]"))
        elif line.startswith("!photo "):
            me.photo(jpeg(), line.removeprefix("!photo "))
        else:
            me.write(line)
        await until(lambda: not bot.telegram.waiting)

    return says


def on_zalo(bot: Everywhere) -> Says:
    """Choices are typed back as they stand on their lines."""
    bot.person(CHAIR, "", "zalo")
    me = OnZalo(bot.zalo, CHAIR, "Bác Mẫu")

    async def says(line: str) -> None:
        await until(lambda: bot.zalo.polls)
        if line.startswith("!photo "):
            me.photo(bot.zalo.picture("hem.jpg", jpeg()), line.removeprefix("!photo "))
        else:
            if line.startswith("["):
                assert f"• {line.strip('[]')}" in bot.zalo.texts(CHAIR)[-1].split("\n")
            me.write(line.strip("[]"))
        await until(lambda: not bot.zalo.queue and bot.zalo.polls)

    return says


def on_the_page(bot: Everywhere) -> Says:
    """Choices are tapped; the person signed in by a code."""
    app = create(bot.web, bot.office.receive, bot.clock, ZONE)
    page = httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://kp9.example", headers={"Origin": "http://kp9.example"}
    )

    async def says(line: str) -> None:
        if not page.cookies:
            with writing(bot.engine) as session:
                person = people.find_person(session, CHAIR)
                assert person is not None
                code = addresses.new_code(session, person.id or 0, bot.clock())
            assert (await page.post("/moi", data={"code": code})).status_code == 303
        number = uuid.uuid4().hex
        if line.startswith("["):
            told = (await page.get("/chat/history")).json()["bubbles"]
            options = [option for bubble in told for option in bubble["choices"] if option["open"]]
            token = next(one["token"] for one in reversed(options) if one["word"] == line.strip("[]"))
            answer = await page.post("/chat/tap", json={"token": token})
        elif line.startswith("!photo "):
            caption = line.removeprefix("!photo ")
            files = {"photo": ("hem.jpg", jpeg(), "image/jpeg")}
            answer = await page.post("/chat/photo", data={"id": number, "text": caption}, files=files)
        else:
            answer = await page.post("/chat/send", json={"id": number, "text": line})
        assert answer.status_code == 202, answer.text

    return says


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> list[list[tuple[object, ...]]]:
    return in_the_terminal(tmp_path_factory.mktemp("terminal"))


def test_the_conversations_write_something_down(expected: list[list[tuple[object, ...]]]) -> None:
    last = expected[-1]
    assert ("comes", "vang", "bận việc nhà") in last
    assert any(row[0] == "evidence" for row in last)
    assert len([row for row in last if str(row[0]).startswith("KP9-")]) == 6


@pytest.mark.parametrize("messenger", [on_telegram, on_zalo, on_the_page])
def test_every_conversation_gives_the_ledger_of_the_terminal(
    messenger: Callable[[Everywhere], Says], expected: list[list[tuple[object, ...]]], tmp_path: Path
) -> None:
    async def scene(bot: Everywhere) -> None:
        says = messenger(bot)
        for (name, lines), wanted in zip(CONVERSATIONS.items(), expected, strict=True):
            for line in lines:
                if line.startswith("@"):
                    await bot.at(line.removeprefix("@"))
                else:
                    await says(line)
                await bot.quiet()
            assert ledger(bot.engine) == wanted, name

    play(tmp_path, START, scene)
