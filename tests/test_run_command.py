"""`python -m bot run` as a process: joined, ended, started wrongly."""

import asyncio
import json
import socket
from dataclasses import dataclass
from pathlib import Path

from tests.botapi import TOKEN, BotApi, until
from tests.commands import command, ended, start
from tests.whole import GENEROUS


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
