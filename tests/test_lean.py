"""What the running bot does without: each of these would be memory for its whole life, and time at its start."""

import asyncio
import json
import subprocess
import sys
from asyncio.subprocess import PIPE
from functools import partial
from pathlib import Path

import pytest

from tests.botapi import TOKEN, BotApi, Person, until
from tests.commands import ROOT, ended, environment, invited
from tests.whole import GENEROUS

UNNEEDED = {  # library: when it is loaded, if ever
    "PIL": "with the first picture",
    "aiohttp._websocket.mask": "never: nobody speaks to us by web sockets",
    "aiohttp._websocket.reader_c": "never: the same",
    "alembic": "for a database that is not up to date",
    "click": "with the web server",
    "cryptography": "where browsers are pushed to; python-telegram-bot would load it wherever it is installed",
    "difflib": "for a setting with a wrong name",
    "docx": "in the press, which is another process",
    "frozenlist._frozenlist": "never: it would load the library of C++",
    "holidays": "for committees that keep off holidays",
    "html.entities": "never: python-telegram-bot only writes HTML",
    "http.client": "with the web server",
    "httpx": "never: python-telegram-bot is given connections of our own",
    "icalendar": "in the press",
    "lunar_vn": "for a day by the moon",
    "matplotlib": "in the press",
    "multiprocessing": "never: APScheduler would load it for a pool of processes",
    "numpy": "in the press",
    "openpyxl": "for a workbook",
    "prometheus_client": "when somebody asks for the figures",
    "psycopg": "for PostgreSQL",
    "pygments": "never",
    "segno": "for a code to scan",
    "sqlalchemy.dialects.postgresql": "for PostgreSQL",
    "sse_starlette": "with the web server",
    "statistics": "with openpyxl",
    "starlette": "with the web server",
    "telegram.ext": "never: we ask for news ourselves",
    "urllib.request": "never: no proxy is taken from the environment",
    "uvicorn": "for the first visitor of the web chat",
    "zipfile": "with the first workbook",
}
STARTING = """
import gc
from bot import __main__ as entry, config, run

async def begun(_settings):
    print(gc.isenabled(), gc.get_freeze_count() > 100_000)

def loaded(_path, load=config.load):
    print(gc.isenabled())
    return load(_path)

config.load, run._run = loaded, begun
entry.main(["run"])
"""
FLAGS = """
import json, pathlib, sys
if sys.orig_argv[-1] == "run":  # and no process that the bot starts
    told = [sys.flags.optimize, "no_debug_ranges" in sys._xoptions]
    pathlib.Path(__file__).with_name("flags.json").write_text(json.dumps(told))
"""
TELLING = """
import atexit, json, pathlib, sys
atexit.register(lambda: pathlib.Path(sys.argv[1]).write_text(json.dumps([*sys.modules])))
from bot.__main__ import main
sys.exit(main(["run"]))
"""
PHRASES = """
import tracemalloc
tracemalloc.start()
from handlers.vi import tree, understanding, words
tree.found(words.split("chào em"))
told = tracemalloc.take_snapshot().filter_traces([tracemalloc.Filter(True, tree.__file__)])
places, phrases = [tree._ROOT], 0
while places:
    place = places.pop()
    places += place.following.values()
    phrases += len(place.phrases)
print(phrases, sum(trace.size for trace in told.traces))
"""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The modules of a bot that was joined, was told something, kept it, and was ended."""
    return asyncio.run(_loaded(tmp_path_factory.mktemp("lean")))


async def _loaded(folder: Path) -> set[str]:
    database, noted = f"sqlite:///{folder}/khupho.db", folder / "modules.json"
    code = invited(database, "member")
    async with BotApi() as api:
        settings = environment(telegram_token=TOKEN, telegram_base_url=api.url, database_url=database, web_port="0")
        bot = await asyncio.create_subprocess_exec(
            sys.executable, "-c", TELLING, str(noted), stdout=PIPE, stderr=PIPE, env=settings, cwd=ROOT
        )
        hoa = api.person("Hòa Trần")
        for words in (f"/start {code}", "Hòa Trần", "hôm nay tặng 70 phần quà", "lưu"):
            said = len(hoa.chat.told)
            hoa.write(words)
            await until(partial(_has_said_more, hoa, said), GENEROUS)
        await ended(bot)
    assert "KP9-" in hoa.screen()  # it was kept
    return set(json.loads(noted.read_text("utf-8")))


def _has_said_more(person: Person, than: int) -> bool:
    return len(person.chat.told) > than


@pytest.mark.parametrize("module", UNNEEDED)
def test_the_bot_does_without(module: str, loaded: set[str]) -> None:
    assert "bot.run" in loaded
    assert module not in loaded


def test_what_is_loaded_is_not_looked_through_by_the_garbage_collector_again() -> None:
    done = subprocess.run(
        [sys.executable, "-c", STARTING], cwd=ROOT, env=environment(), capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["False", "True", "True"]


def test_the_bot_runs_without_docstrings_where_compiled_code_is_kept(tmp_path: Path) -> None:
    assert asyncio.run(_flags(tmp_path, PYTHONPYCACHEPREFIX=str(tmp_path / "compiled"))) == (2, True)
    assert asyncio.run(_flags(tmp_path, PYTHONDONTWRITEBYTECODE="1")) == (0, False)


async def _flags(folder: Path, **variables: str) -> tuple[int, bool]:
    """What `bot run` started with: how much is optimized away, and whether columns are."""
    (folder / "sitecustomize.py").write_text(FLAGS, "utf-8")
    async with BotApi() as api:
        settings = environment(telegram_token=TOKEN, telegram_base_url=api.url, database_url="sqlite://", web_port="0")
        bot = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"), stdout=PIPE, stderr=PIPE, cwd=ROOT,
            env=settings | {"PYTHONPATH": str(folder)} | variables,
        )  # fmt: skip
        await until(lambda: api.asked("getUpdates"), GENEROUS)
        await ended(bot)
    optimize, no_columns = json.loads((folder / "flags.json").read_text("utf-8"))
    return optimize, no_columns


def test_a_phrase_takes_less_than_600_bytes_of_the_tree() -> None:
    done = subprocess.run([sys.executable, "-c", PHRASES], cwd=ROOT, capture_output=True, text=True, check=True)
    phrases, size = map(int, done.stdout.split())
    assert phrases > 4000
    assert size < 600 * phrases
