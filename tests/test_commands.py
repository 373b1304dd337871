"""The commands as they are typed: what they do, and one clear line with exit status 1 when they cannot."""

import argparse
import io
import json
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import select

from bot.__main__ import _parser, main
from bot.desk import Desk
from db.engine import connect, reading
from db.models import Invitation, Person
from tests import fresh
from tests.far_end import HandClock, message
from tests.test_desk import ZONE, answer_all, break_drafts, desk_of, repair_drafts

COMMANDS = next(a for a in _parser()._actions if isinstance(a, argparse._SubParsersAction)).choices


@pytest.fixture
def database(tmp_path: Path) -> str:
    """The address of a file that holds the sample ward."""
    address = f"sqlite:///{tmp_path}/khupho.db"
    fresh.ward(address).dispose()
    return address


@pytest.fixture
def taken() -> Iterator[int]:
    """A port on which somebody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def type_in(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def complaint(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a command that fails says on standard error."""
    assert main(arguments) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("khupho: ")
    return line


def run(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bot", *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, text=True, encoding="utf-8", check=False)


def test_help_lists_every_command_with_a_line() -> None:
    done = run("--help")
    assert done.returncode == 0
    for command in COMMANDS:
        assert re.search(rf"^\s+{command}\s+\S", done.stdout, re.MULTILINE), command


def test_a_command_that_fails_ends_with_one_line_and_status_1(tmp_path: Path) -> None:
    done = run("sample", "--database", f"sqlite:///{tmp_path}/nowhere/khupho.db")
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith("khupho: ")
    assert len(done.stderr.splitlines()) == 1


def test_talk_says_what_the_bot_answers() -> None:
    done = run("talk", "--as", "thu-ky", "--at", "2026-11-21T09:00", stdin="> hộ nghèo hiện có 12 hộ\n> lưu\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert all(line.startswith("<") for line in done.stdout.splitlines())
    assert "#KP9-0001" in done.stdout


def test_the_sample_goes_into_a_fresh_database_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    database = f"sqlite:///{tmp_path}/khupho.db"
    assert main(["sample", "--database", database]) == 0
    engine = connect(database)
    with reading(engine) as session:
        keys = set(session.exec(select(Person.key)))
    engine.dispose()
    assert keys == {"truong-ban", "thu-ky", "thanh-vien", "phuong", "hai-noi"}
    assert "not empty" in complaint(capsys, "sample", "--database", database)


def invited(capsys: pytest.CaptureFixture[str], database: str, *more: str) -> dict[str, str]:
    capsys.readouterr()
    arguments = ["invite", "--unit", "khu phố 9", "--role", "member", "--database", database, "--json", *more]
    assert main(arguments) == 0
    told = json.loads(capsys.readouterr().out)
    assert isinstance(told, dict)
    return told


def test_an_invitation_is_a_code_and_links_that_hold_it(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    told = invited(capsys, database)
    assert list(told) == ["code", "link"]
    assert told["link"].endswith(told["code"])
    other = invited(capsys, database, "--telegram", "khupho_bot")
    assert other["telegram"] == f"https://t.me/khupho_bot?start={other['code']}"
    assert other["code"] != told["code"]


def test_an_invitation_without_json_is_lines_to_copy(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["invite", "--unit", "Phường Mẫu", "--role", "ward", "--database", database]) == 0
    code, link = capsys.readouterr().out.split()
    assert link.endswith(code)


def test_the_code_of_an_invitation_joins_one_person_of_two(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    code = invited(capsys, database)["code"]
    engine = connect(database)
    desk = Desk(engine, HandClock(), ZONE)
    for chat in ("a", "b"):
        desk.receive([message(chat, "1", f"/start {code}")])
    for waiting in desk.waiting():
        found = desk.next_message(waiting)
        assert found is not None
        desk.answer(*found)
    with reading(engine) as session:
        assert session.exec(select(Invitation)).one().used_by is not None
        assert len(session.exec(select(Person)).all()) == 6
    engine.dispose()


@pytest.mark.parametrize(
    ("unit", "role", "why"),
    [("Khu phố 99", "member", "Khu phố 99"), ("Khu phố 9", "ward", "ward"), ("Phường Mẫu", "chair", "chair")],
)
def test_an_invitation_that_makes_no_sense_is_refused(
    database: str, capsys: pytest.CaptureFixture[str], unit: str, role: str, why: str
) -> None:
    assert why in complaint(capsys, "invite", "--unit", unit, "--role", role, "--database", database)


def test_talk_as_somebody_unknown_names_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    sentence = complaint(capsys, "talk", "--as", "ai-do")
    assert "truong-ban, thu-ky, thanh-vien, phuong" in sentence


def test_an_instant_that_is_none_is_answered_with_an_example(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "2026-12-04T07:00" in complaint(capsys, "talk", "--as", "thu-ky", "--at", "ngày mai")
    type_in(monkeypatch, "@ngày mai")
    assert "2026-12-04T07:00" in complaint(capsys, "talk", "--as", "thu-ky")


def test_a_picture_that_is_none_is_told_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = tmp_path / "thu.txt"
    letter.write_text("kính gửi", "utf-8")
    for line in (f"!photo {letter}", f"!photo {tmp_path}/nowhere.jpg"):
        type_in(monkeypatch, line)
        complaint(capsys, "talk", "--as", "thu-ky")


@pytest.mark.parametrize(
    "arguments",
    [
        ("talk", "--as", "thu-ky"),
        ("invite", "--unit", "Khu phố 9", "--role", "member"),
        ("replay",),
        ("sample",),
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_database_that_cannot_be_opened_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    assert "no folder" in complaint(capsys, *arguments, "--database", f"sqlite:///{tmp_path}/nowhere/khupho.db")


def settings(folder: Path, text: str) -> str:
    path = folder / "config.toml"
    path.write_text(f'[database]\nurl = "sqlite:///{folder}/khupho.db"\n{text}', "utf-8")
    return str(path)


def test_run_with_a_token_that_is_none_says_so_without_repeating_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = settings(tmp_path, '[telegram]\ntoken = "not a s3cret token"\n[web]\nport = 0')
    sentence = complaint(capsys, "run", "--config", config).lower()
    assert "token" in sentence
    assert "s3cret" not in sentence


def test_run_on_a_port_in_use_names_the_port(tmp_path: Path, capsys: pytest.CaptureFixture[str], taken: int) -> None:
    assert str(taken) in complaint(capsys, "run", "--config", settings(tmp_path, f"[web]\nport = {taken}"))


def test_the_demo_on_a_port_in_use_names_the_port(capsys: pytest.CaptureFixture[str], taken: int) -> None:
    assert str(taken) in complaint(capsys, "demo", "--no-browser", "--port", str(taken))


def test_run_with_a_misspelt_setting_names_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = settings(tmp_path, "[web]\nprot = 1")
    assert "web.prot (did you mean web.port?)" in complaint(capsys, "run", "--config", config)


def test_replay_answers_what_was_set_aside_and_tells_how_it_went(
    database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    engine = connect(database)
    desk = desk_of(engine)
    break_drafts(engine)
    desk.receive([message("thu-ky", "1", "hộ nghèo hiện có 12 hộ")])
    answer_all(desk)
    assert main(["replay", "--database", database]) == 1
    assert capsys.readouterr().out == "1: failed again\n"
    repair_drafts(engine)
    assert main(["replay", "--database", database, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == [{"message": 1, "done": True}]
    engine.dispose()
