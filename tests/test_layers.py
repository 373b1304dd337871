"""The walls of the house: who may import whom, one door for each library, no stray addresses in the text."""

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LAYERS = ("bot", "jobs", "handlers", "db")  # each may import those to its right
SOURCES = sorted(path for layer in LAYERS for path in (ROOT / layer).rglob("*.py"))
DOORS = {  # library: where it may be imported, as the beginning of a path
    "aiohttp": ("bot/connections.py",),
    "alembic": ("db/schema.py", "db/migrations/"),
    "apscheduler": ("jobs/waking.py",),
    "cryptography": ("bot/web/push.py",),
    "dateutil": ("handlers/meetings/schedule.py",),
    "docx": ("bot/press/page.py",),
    "icalendar": ("bot/press/calendar.py",),
    "itsdangerous": ("bot/web/",),
    "lunar_vn": ("handlers/vi/lunar.py",),
    "matplotlib": ("bot/press/chart.py",),
    "openpyxl": ("bot/workbook.py",),
    "PIL": ("bot/picture.py",),
    "prometheus_client": ("bot/keeper/metrics.py",),
    "rapidfuzz": ("handlers/vi/typos.py", "handlers/vi/misspelt.py"),
    "segno": ("handlers/qr.py",),
    "sqlalchemy": ("db/", "bot/desk.py", "bot/web/"),
    "sse_starlette": ("bot/web/",),
    "starlette": ("bot/web/",),
    "telegram": ("bot/telegram/",),
    "uvicorn": ("bot/web/server.py",),
}
PURE = ("sqlmodel", "sqlalchemy", "asyncio", "telegram", "aiohttp", "starlette", "time", "zoneinfo", "random", "os")
REGISTRIES = re.compile(
    r"\bpypi\b|\b(files|registry|index|proxy|deb|security)\.[\w-]+\.(org|com|io|net)\b", re.IGNORECASE
)
MACHINE = re.compile(r"(?<![\w.])/(work|home|root|Users)/\w")


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def imported(path: Path) -> frozenset[str]:
    """The modules that a module imports, anywhere in it; `from db import people` is "db.people"."""
    return frozenset(_imported(path))


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name(path)} imports relatively"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def top(module: str) -> str:
    return module.partition(".")[0]


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_a_module_imports_only_its_own_layer_and_those_to_its_right(path: Path) -> None:
    layer = name(path).partition("/")[0]
    forbidden = {"tests", *LAYERS[: LAYERS.index(layer)]}
    assert {module for module in imported(path) if top(module) in forbidden} == set()


@pytest.mark.parametrize("library", DOORS)
def test_a_library_has_one_door(library: str) -> None:
    users = {name(path) for path in SOURCES if library in map(top, imported(path))}
    assert users, f"nobody uses {library}"
    assert {user for user in users if not user.startswith(DOORS[library])} == set()


@pytest.mark.parametrize("path", sorted((ROOT / "handlers" / "vi").rglob("*.py")), ids=name)
def test_reading_vietnamese_knows_text_and_a_day_and_nothing_else(path: Path) -> None:
    modules = imported(path)
    ours = {
        m for m in modules if top(m) in LAYERS and not m.startswith(("handlers.vi", "db.catalogue", "db.phrase_tables"))
    }
    assert ours == set()
    assert {m for m in modules if top(m) in PURE} == set()
    clock = re.compile(r"\b(date|datetime)\.(today|now|utcnow)\(")
    assert clock.search(path.read_text("utf-8")) is None


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_a_module_says_first_what_it_is(path: Path) -> None:
    docstring = ast.get_docstring(parsed(path))
    assert docstring
    assert docstring.splitlines()[0].rstrip().endswith((".", ":", "?"))


def committed() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True).stdout
    return [ROOT / line for line in listed.split("\0") if line and (ROOT / line).is_file()]


def test_no_text_names_a_package_registry_or_a_path_of_somebodys_machine() -> None:
    found = []
    for path in committed():
        try:
            lines = path.read_text("utf-8").splitlines()
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(lines, start=1):
            if path != Path(__file__) and (REGISTRIES.search(line) or MACHINE.search(line)):
                found.append(f"{name(path)}:{number}: {line.strip()[:80]}")
    assert found == []
