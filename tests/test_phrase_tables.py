"""Tables of phrases are read as the TOML that they are."""

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
        'a = ["x\\ny", "\\u1ea1"]',
        '# a = ["x",\n# "y"]\nb = "[" # "]"',
        'a = { b = ["x"], c = ["y", "z"] }',
        'a = ["\ue000", "x"]',
    ],
)
def test_whatever_stands_in_a_list_it_is_read_as_tomllib_reads_it(text: str) -> None:
    assert phrase_tables.loads(text) == tomllib.loads(text)


@pytest.mark.parametrize(
    "text", ['a = [\n "x",\n "y",\n]\nb =', 'a = ["x"]\na = ["y"]', 'a = ["x" "y"]', 'a = ["x"] y']
)
def test_a_mistake_is_told_with_its_place_in_the_file(text: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError) as expected:
        tomllib.loads(text)
    with pytest.raises(tomllib.TOMLDecodeError) as told:
        phrase_tables.loads(text)
    assert str(told.value) == str(expected.value)
