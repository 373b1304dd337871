"""The whole bot from its start to its first answer, at rest and after a load: seconds, memory, share of a core.

python -m tests.bench.start          with all code compiled beforehand
python -m tests.bench.start --cold   and once more with only that of the libraries
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.bench import calibration
from tests.bench.load import FIRST_CHAT, said
from tests.bench.messengers import cpu, memory, prepare
from tests.botapi import TOKEN, BotApi, Person, until
from tests.commands import ROOT, environment

PEOPLE, EACH = 50, 10
REST = 20.0  # seconds without a message
PATIENCE = 300
BARS = {"first answer": 1.0, "at rest": 90.0, "under load": 110.0, "share": 0.01}


@dataclass(frozen=True, slots=True)
class Run:
    """What one run of the bot took."""

    first: float  # seconds by the clock until the first answer
    cpu: float  # seconds of processor time until then
    at_rest: float  # MB
    under_load: float  # MB
    share: float  # of a core, at rest


def main(*, cold: bool = False, times: int = 3) -> None:
    """Print each figure beside its bar: the best time of some runs, and the most memory."""
    loop = calibration()
    print(f"start: the plain loop took {1000 * loop:.1f} ms")
    with tempfile.TemporaryDirectory(prefix="khupho-compiled-", ignore_cleanup_errors=True) as compiled:
        asyncio.run(_run(compiled, quick=True))  # compiles
        runs = [asyncio.run(_run(compiled, quick=number > 0)) for number in range(times)]
    _show("first answer, s by the clock", min(run.first for run in runs), BARS["first answer"])
    print(f"start: {'first answer, s of processor time':40} {min(run.cpu for run in runs):8.3f}")
    _show("MB at rest", runs[0].at_rest, BARS["at rest"])
    _show(f"MB after {PEOPLE * EACH} messages", runs[0].under_load, BARS["under load"])
    _show("share of a core at rest", runs[0].share, BARS["share"])
    if cold:
        run = asyncio.run(_run(None, quick=True))
        print(f"start: {'the same, our own code not compiled':40} {run.first:8.3f}, {run.cpu:.3f} of processor time")


def _show(what: str, found: float, bar: float) -> None:
    print(f"start: {what:40} {found:8.3f}  bar <= {bar:g}: {'held' if found <= bar else 'NOT HELD'}")


async def _run(compiled: str | None, *, quick: bool) -> Run:
    with tempfile.TemporaryDirectory(prefix="khupho-bench-") as folder:
        database = Path(folder) / "khupho.db"
        prepare(database, PEOPLE, 0)
        async with BotApi() as api:
            people = [api.person(f"Người {n}", FIRST_CHAT + n) for n in range(PEOPLE)]
            people[0].write("chào em")
            async with _bot(api.url, database, compiled) as bot:
                return await _watched(api, people, bot, quick=quick)


async def _watched(api: BotApi, people: list[Person], bot: psutil.Process, *, quick: bool) -> Run:
    began = time.monotonic()
    await until(lambda: api.asked("sendMessage"), PATIENCE)
    first, used = time.monotonic() - began, cpu(bot)
    if quick:
        return Run(first, used, 0, 0, 0)
    await asyncio.sleep(5)  # until what comes after the first answer is done
    before = cpu(bot)
    await asyncio.sleep(REST)
    share, at_rest = (cpu(bot) - before) / REST, memory(bot)
    answered = len(api.asked("sendMessage"))
    for step in range(EACH):
        for number, person in enumerate(people):
            person.write(said("talk", number, step))
    await until(lambda: len(api.asked("sendMessage")) >= answered + PEOPLE * EACH, PATIENCE)
    return Run(first, used, at_rest, memory(bot), share)


@asynccontextmanager
async def _bot(url: str, database: Path, compiled: str | None) -> AsyncIterator[psutil.Process]:
    told = environment(
        telegram_token=TOKEN, telegram_base_url=url, database_url=f"sqlite:///{database}", web_port="0",
        telegram_per_second="100000", telegram_per_chat="1000",
    )  # fmt: skip
    told |= {"PYTHONPYCACHEPREFIX": compiled or "", "PYTHONDONTWRITEBYTECODE": "" if compiled else "1"}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", cwd=ROOT, env=told, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        yield psutil.Process(process.pid)
    finally:
        process.kill()
        await process.wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--cold", action="store_true", help="also with our own code not compiled")
    main(cold=parser.parse_args().cold)
