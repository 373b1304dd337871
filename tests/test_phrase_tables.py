"""Tables of phrases are read as the TOML that they are."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from db import phrase_tables

_ROOT = Path(__file__).parents[1]
_TABLES = [_ROOT / "db" / "indicators.toml", *sorted((_ROOT / "handlers" / "vi").glob("*.toml"))]


@pytest.mark.parametrize("file", _TABLES, ids=lambda file: file.name)
def test_a_table_is_read_as_tomllib_reads_it(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert phrase_tables.loads(text) == tomllib.loads(text)


@pytest.mark.parametrize(
    "text",
    [
        'a = ["x", "y"] # ["z"]',
        'a = [\n  "x", # first\n  "y",\n]',
        'a = [\n  "x [",\n  "] y",\n]\nb = []\nc = [1, 2]\nd = [""]',
        "a = {}",
        'a = ["x\\ny", "\\u1ea1"]',
        '# a = ["x",\n# "y"]\nb = "[" # "]"',
        'a = { b = ["x"], c = ["y", "z"] }',
        'a = "x\\"y\\""\n"b c" = [ "x\\"" ] # said\n\n# more',
        "a = 5\nb = -0.5\nc = true\n[d]\ne = [2027-01-01, 2028-12-31]\n[[f]]\ng = 1\n[h]\n[[f]]",
        "",
    ],
)
def test_whatever_stands_in_a_list_it_is_read_as_tomllib_reads_it(text: str) -> None:
    assert phrase_tables.loads(text) == tomllib.loads(text)


@pytest.mark.parametrize(
    "text",
    [
        'a = [\n "x",\n "y",\n]\nb =',
        'a = ["x"]\na = ["y"]',
        'a = ["x" "y"]',
        'a = ["x"] y',
        "[a]\n[a]",
        "[a]\n[[a]]",
        "[[a]]\n[a]",
        "a = []\n[[a]]",
        'a = { b = "x", b = "y" }',
        "a = 2027-02-30",
        "a = 01",
    ],
)
def test_a_mistake_is_told_with_its_place_in_the_file(text: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError) as expected:
        tomllib.loads(text)
    with pytest.raises(tomllib.TOMLDecodeError) as told:
        phrase_tables.loads(text)
    assert str(told.value) == str(expected.value)


def test_a_new_process_reads_its_first_message_without_modules_that_take_long_to_import() -> None:
    said = "import sys, datetime, handlers.vi; handlers.vi.read('tặng 70 phần quà', datetime.date(2026, 11, 21))"
    heavy = {"calendar", "dataclasses", "inspect", "lunar_vn", "pathlib", "rapidfuzz", "tomllib"}
    told = [sys.executable, "-S", "-c", f"{said}; print(sorted({heavy} & {{*sys.modules}}))"]
    assert subprocess.run(told, cwd=_ROOT, capture_output=True, check=True, text=True).stdout == "[]\n"
