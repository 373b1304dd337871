"""The commands of the bot as processes of their own, as the keeper starts them; and the short ones in this one."""

import asyncio
import io
import json
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, redirect_stdout
from pathlib import Path

from bot.__main__ import main
from tests.botapi import TOKEN, BotApi

ROOT = Path(__file__).parent.parent


def environment(**settings: str) -> dict[str, str]:
    """The environment of a command with these settings and no others; compiled code is kept, as it usually is."""
    others = {name: value for name, value in os.environ.items() if not name.startswith("KHUPHO_")}
    mine = {name: value for name, value in others.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return mine | {f"KHUPHO_{name.upper()}": value for name, value in settings.items()}


def told(*arguments: str) -> str:
    """Run a command to its good end in this process, which has loaded everything already; what it printed."""
    with redirect_stdout(io.StringIO()) as out:
        assert main(arguments) == 0
    return out.getvalue()


def invited(database: str, role: str) -> str:
    """Make the sample ward in a database; the code that invites somebody into its Khu phố 9."""
    told("sample", "--database", database)
    invitation = ("--unit", "Khu phố 9", "--role", role, "--database", database, "--json")
    return str(json.loads(told("invite", *invitation))["code"])


async def start(*arguments: str, **settings: str) -> Process:
    """Start a command with these settings and no others."""
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *arguments, stdout=PIPE, stderr=PIPE, env=environment(**settings), cwd=ROOT
    )


async def command(*arguments: str, **settings: str) -> tuple[int | None, str, str]:
    """Run a command to its end: its status and what it printed."""
    process = await start(*arguments, **settings)
    out, errors = await process.communicate()
    return process.returncode, out.decode(), errors.decode()


async def ended(process: Process) -> str:
    """End a running bot as a service manager does; it has to end well and keep its token to itself. What it logged."""
    process.send_signal(signal.SIGTERM)
    _, errors = await process.communicate()
    log = errors.decode()
    assert process.returncode == 0, log
    assert "Traceback" not in log
    assert TOKEN.partition(":")[2] not in log
    return log


@asynccontextmanager
async def running(api: BotApi, database: str) -> AsyncIterator[Process]:
    """The bot, from start to SIGTERM."""
    told = {"telegram_token": TOKEN, "telegram_base_url": api.url, "database_url": database, "web_port": "0"}
    process = await start("run", **told)
    try:
        yield process
    finally:
        await ended(process)
