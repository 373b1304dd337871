"""Every dialogue in tests/dialogues is said to the bot; what it answers must be what the file says.

A file begins with "!as PERSON" and an instant; KHUPHO_WRITE_DIALOGUES=1 writes the answers as they are, to be read.
With ALL_DIALOGUES=1 test_contract_dialogues.py says each over a messenger, and here only those that go otherwise there.
"""

import json
import os
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.clock import Clock, parse
from bot.desk import Desk
from bot.telegram.texts import button_rows
from bot.terminal import Terminal
from handlers.message import Choice
from handlers.vi import teaching
from tests import fresh

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
DIALOGUES = sorted((Path(__file__).parent / "dialogues").glob("*.txt"))
ITS_OWN = ("< Biểu đồ: ", "< 📎 Biểu đồ ", "< Dạ để chữ to hơn, ")  # pictures; where letters are made larger
HERE = [
    path for path in DIALOGUES
    if not os.environ.get("ALL_DIALOGUES") or any(f"\n{own}" in path.read_text("utf-8") for own in ITS_OWN)
]  # fmt: skip


def held(script: list[str]) -> list[str]:
    """The dialogue as it comes out when its lines are said today."""
    engine, clock = fresh.ward(), Clock(parse("2019-01-01T08:00", ZONE))
    terminal = Terminal(Desk(engine, clock, ZONE), clock, "truong-ban")
    said = [line for line in script if not line.startswith("< ") and line != "<"]
    out = []
    for line in said:
        out.append(line)
        out.extend(terminal.run([line]))
    engine.dispose()
    return out


@pytest.mark.parametrize("path", HERE, ids=lambda path: path.stem)
def test_the_dialogue_goes_as_written(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(path.parent)  # "!photo FILE" is beside the dialogue
    script = path.read_text("utf-8").splitlines()
    actual = held(script)
    if os.environ.get("KHUPHO_WRITE_DIALOGUES"):
        path.write_text("\n".join(actual) + "\n", "utf-8")
    assert actual == script


def test_there_are_dialogues_for_every_job() -> None:
    assert {"ghi", "hoi", "nhac-hop"} <= {path.stem for path in DIALOGUES}


@pytest.mark.parametrize("path", DIALOGUES, ids=lambda path: path.stem)
def test_no_row_holds_more_than_two_buttons(path: Path) -> None:
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("< [") and line.endswith("]"):
            offered = tuple(Choice(word) for word in line.removeprefix("< [").removesuffix("]").split("] ["))
            assert max(len(row) for row in button_rows(offered)) <= 2, line


SPOKEN = Path(__file__).parent.parent / "handlers" / "vi" / "spoken.toml"


def test_a_taught_phrase_is_tested_against_every_line_of_the_dialogues() -> None:
    lines = [line for path in DIALOGUES for line in path.read_text("utf-8").splitlines()]
    said = {line[2:] for line in lines if line.startswith("> ") and not line.startswith(("> !", "> /"))}
    if os.environ.get("KHUPHO_WRITE_DIALOGUES"):
        rows = "".join(f"    '{json.dumps(line, ensure_ascii=False)}',\n" for line in sorted(said) if "'" not in line)
        head = (
            "# What members say in tests/dialogues, for teaching.py; written with them by KHUPHO_WRITE_DIALOGUES=1.\n"
        )
        SPOKEN.write_text(f"{head}lines = [\n{rows}]\n", "utf-8")
    teaching.spoken.cache_clear()
    assert {line for line in said if "'" not in line} <= set(teaching.spoken())
