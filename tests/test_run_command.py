"""`python -m bot run` as a process: joined, ended, killed at any moment, started wrongly."""

import asyncio
import json
import random
import socket
from asyncio.subprocess import Process
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from sqlalchemy import Engine

from bot.sample import fill
from db import people, post
from db.engine import connect, writing
from db.models import Membership
from db.models import Person as Member
from db.post import Chat
from tests.botapi import TOKEN, BotApi, Fault, Person, until
from tests.commands import command, ended, start
from tests.whole import GENEROUS, figures, under_way

KILLS, PEOPLE, EACH = 3, 5, 3


@dataclass
class Site:
    """A database with the sample ward, and the configuration that the keeper wrote."""

    folder: Path

    @property
    def database(self) -> str:
        return f"sqlite:///{self.folder}/khupho.db"

    def configured(self, api: BotApi, token: str = TOKEN, port: int = 0) -> list[str]:
        """Write config.toml; the arguments of the command that reads it."""
        config = self.folder / "config.toml"
        config.write_text(
            f'[telegram]\ntoken = "{token}"\nbase_url = "{api.url}"\nper_chat = 1000\nper_second = 1000\n'
            f'[database]\nurl = "{self.database}"\n[web]\nport = {port}\n',
            "utf-8",
        )
        return ["run", "--config", str(config)]

    @contextmanager
    def opened(self) -> Iterator[Engine]:
        """The database, beside the bot."""
        engine = connect(self.database)
        yield engine
        engine.dispose()


def members(engine: Engine, api: BotApi) -> list[Person]:
    """New members of Khu phố 9, known on Telegram."""
    with writing(engine) as session:
        fill(session)
        unit = people.find_unit(session, "Khu phố 9")
        assert unit is not None
        assert unit.id is not None
        joined = [Member(key=f"nguoi-{n}", name=f"Người {n}", title="bác") for n in range(PEOPLE)]
        session.add_all(joined)
        session.flush()
        on_telegram = [api.person(member.name) for member in joined]
        for member, person in zip(joined, on_telegram, strict=True):
            session.add(Membership(person_id=member.id or 0, unit_id=unit.id, role="member", since=date(2020, 1, 1)))
            chat = Chat("telegram", "main", str(person.id))
            post.contact(session, chat, datetime.now(UTC)).person_id = member.id
        return on_telegram


def test_it_joins_by_a_config_file_and_ends_well_when_told_to(tmp_path: Path) -> None:
    site = Site(tmp_path)

    async def scene() -> None:
        await command("sample", "--database", site.database)
        invitation = ("--unit", "Khu phố 9", "--role", "member", "--database", site.database, "--json")
        _, invited, _ = await command("invite", *invitation)
        async with BotApi() as api:
            hoa = api.person("Hòa Trần")
            bot = await start(*site.configured(api))
            hoa.write(f"/start {json.loads(invited)['code']}")
            await until(lambda: "[Hòa Trần]" in hoa.screen(), GENEROUS)
            async with asyncio.timeout(GENEROUS):
                log = await ended(bot)
            assert "the web chat is at http://127.0.0.1:" in log

    asyncio.run(scene())


def test_killed_at_any_moment_it_answers_everything_and_counts_nothing_twice(tmp_path: Path) -> None:
    site, moments = Site(tmp_path), random.Random(9)

    async def scene() -> None:
        with site.opened() as engine:
            async with BotApi() as api:
                on_telegram = members(engine, api)
                said = [said_by(person, number) for number, person in enumerate(on_telegram)]
                for _ in range(KILLS):
                    await killed(api, await start(*site.configured(api)), moments.randint(1, 15))
                bot = await start(*site.configured(api))
                await until(lambda: not api.waiting and not under_way(engine), GENEROUS)
                await ended(bot)
                assert api.waiting == []
                for person in on_telegram:
                    saved = {text for text in person.screen().splitlines() if text.startswith("Đã lưu")}
                    assert len(saved) == EACH, person.screen()
            counted = figures(engine)
            assert sorted(value for _, value in counted) == sorted(value for values in said for value in values)
            assert len({number for number, _ in counted}) == PEOPLE * EACH

    asyncio.run(scene())


def said_by(person: Person, number: int) -> list[Decimal]:
    """What a person logs, each figure unlike any other's: a sentence and "lưu" for each."""
    gifts = [10 * (number + 1) + step for step in range(EACH)]
    for gift in gifts:
        person.write(f"hôm nay tặng {gift} phần quà cho hộ nghèo")
        person.write("lưu")
    return [Decimal(gift) for gift in gifts]


async def killed(api: BotApi, bot: Process, requests: int) -> None:
    """Let the bot make so many requests more that people see, then kill it."""

    def made() -> int:
        return len(api.asked("sendMessage")) + len(api.asked("editMessageText"))

    enough = made() + requests
    await until(lambda: made() >= enough or bot.returncode is not None, GENEROUS)
    bot.kill()
    await bot.communicate()


def test_an_answer_that_is_being_sent_when_it_ends_is_not_sent_again(tmp_path: Path) -> None:
    async def scene() -> None:
        async with BotApi() as api:
            slow = Fault("sendMessage", slow=2)
            api.faults.append(slow)
            hoa = api.person("Hòa Trần")
            hoa.write("chào em")
            await again_after(Site(tmp_path), api, lambda: slow.times == 0)
            assert len(hoa.chat.from_bot()) == 1

    asyncio.run(scene())


def test_a_photo_that_cannot_be_had_when_it_ends_is_fetched_when_it_is_back(tmp_path: Path) -> None:
    site = Site(tmp_path)

    async def scene() -> None:
        with site.opened() as engine:
            async with BotApi() as api:
                hoa = members(engine, api)[0]
                api.faults.append(Fault("getFile", times=999, drop="before"))
                hoa.photo(caption="hôm nay tặng 20 phần quà cho hộ nghèo")
                await again_after(site, api, lambda: api.asked("getFile"))
                assert "📎1" in hoa.screen()

    asyncio.run(scene())


async def again_after(site: Site, api: BotApi, happened: Callable[[], object]) -> None:
    """Run the bot, end it as soon as something happened, and run it again until it is quiet."""
    bot = await start(*site.configured(api))
    await until(happened, GENEROUS)
    await ended(bot)
    api.faults.clear()
    asked = len(api.asked("getUpdates"))
    bot = await start(*site.configured(api))
    await until(lambda: len(api.asked("getUpdates")) > asked, GENEROUS)
    with site.opened() as engine:
        await until(lambda: not api.waiting and not under_way(engine), GENEROUS)
    await ended(bot)


def test_a_wrong_token_is_one_line(tmp_path: Path) -> None:
    async def scene() -> None:
        async with BotApi() as api:
            status, out, errors = await command(*Site(tmp_path).configured(api, token="123456:sai"))
            assert (status, out) == (1, "")
            assert errors.splitlines()[-1] == "khupho: Telegram does not know this token"
            assert "Traceback" not in errors
            assert "123456:sai" not in errors

    asyncio.run(scene())


def test_a_port_in_use_is_one_line(tmp_path: Path) -> None:
    async def scene() -> None:
        async with BotApi() as api:
            with socket.create_server(("127.0.0.1", 0)) as taken:
                port = taken.getsockname()[1]
                status, out, errors = await command(*Site(tmp_path).configured(api, port=port))
                assert (status, out) == (1, "")
                assert errors == f"khupho: port {port} on 127.0.0.1 is already in use\n"
                status, out, told = await command("demo", "--no-browser", "--port", str(port))
                assert (status, out, told.splitlines()[-1:]) == (1, "", errors.splitlines())

    asyncio.run(scene())
