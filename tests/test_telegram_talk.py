"""The whole bot as it is started, on the stand-in of Telegram: joining, logging, asking, in a chat and in a group."""

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from tests.botapi import TOKEN, BotApi, Person, until

ROOT = Path(__file__).parent.parent


async def start(*arguments: str, **settings: str) -> Process:
    """Start a command with these settings and no others."""
    mine = {name: value for name, value in os.environ.items() if not name.startswith("KHUPHO_")}
    told = {f"KHUPHO_{name.upper()}": value for name, value in settings.items()}
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *arguments, stdout=PIPE, stderr=PIPE, env=mine | told, cwd=ROOT
    )


async def command(*arguments: str, **settings: str) -> tuple[int | None, str, str]:
    """Run a command to its end: its status and what it printed."""
    process = await start(*arguments, **settings)
    out, errors = await process.communicate()
    return process.returncode, out.decode(), errors.decode()


@asynccontextmanager
async def running(api: BotApi, database: str) -> AsyncIterator[None]:
    """The bot, from start to SIGTERM; it has to end well and keep its token to itself."""
    token, web = {"telegram_token": TOKEN, "telegram_base_url": api.url}, {"web_port": "0"}
    process = await start("run", database_url=database, **token, **web)
    try:
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        _, log = await process.communicate()
    assert process.returncode == 0
    assert "Traceback" not in log.decode()
    assert TOKEN.partition(":")[2] not in log.decode()


async def hears(person: Person, words: str) -> str:
    """Wait until the bot has said this; all that it has said."""
    await until(lambda: words in person.screen(), seconds=60)
    return person.screen()


def answered(people: list[Person], times: int) -> bool:
    """Whether each of them has so many answers."""
    return all(len(person.chat.from_bot()) == times for person in people)


def test_somebody_joins_logs_and_asks(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path}/khupho.db"

    async def scene() -> None:
        await command("sample", "--database", database)
        invitation = ("--unit", "Khu phố 9", "--role", "chair", "--database", database, "--json")
        _, invited, _ = await command("invite", *invitation)
        async with BotApi() as api:
            tu = api.person("Trần Tư")
            async with running(api, database):
                tu.write(f"/start {json.loads(invited)['code']}")
                await hears(tu, "[Trần Tư]")
                tu.tap("Trần Tư")
                await hears(tu, "[Bác]")
                tu.tap("Bác")
                await hears(tu, "bác Trần Tư")
                tu.write("hôm nay khu phố tặng 70 phần quà cho hộ nghèo, trị giá 21 triệu")
                assert "21.000.000 đồng" in await hears(tu, "[Lưu]")
                tu.tap("Lưu")
                assert "[Lưu]" not in await hears(tu, "#KP9-0001")
                tu.write("năm nay tặng bao nhiêu phần quà?")
                await hears(tu, "\n70 phần quà\n")
                tu.write("@khupho_thu_bot năm nay tặng bao nhiêu phần quà?", group := api.group("Khu phố 9"))
                await until(lambda: tu.screen(group))
                assert "70" not in tu.screen(group)
                await until(lambda: not api.turning)
            assert "commands" in api.profile

    asyncio.run(scene())


def test_what_was_written_while_the_bot_was_away_is_answered_when_it_is_back(tmp_path: Path) -> None:
    async def scene() -> None:
        async with BotApi() as api:
            people = [api.person(f"Người {number}") for number in range(5)]
            for times in (1, 2):
                for person in people:
                    person.write(f"chào em lần {times}")
                async with running(api, f"sqlite:///{tmp_path}/khupho.db"):
                    await until(partial(answered, people, times), seconds=60)

    asyncio.run(scene())


def test_a_wrong_token_ends_the_command_with_one_line(tmp_path: Path) -> None:
    async def scene() -> None:
        async with BotApi() as api:
            settings = {
                "telegram_base_url": api.url,
                "database_url": f"sqlite:///{tmp_path}/khupho.db",
                "web_port": "0",
            }
            status, _, errors = await command("run", telegram_token="123456:sai", **settings)
            assert status == 1
            assert errors.splitlines()[-1] == "khupho: Telegram does not know this token"
            assert "Traceback" not in errors
            assert "123456:sai" not in errors

    asyncio.run(scene())
