"""Practice counts nowhere: whatever is said in it, every table and every figure of the committee stays as it was.

Every third dialogue is said in it; all with ALL_PRACTICE=1 (two minutes more).
"""

import csv
import io
import os
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, Table, select
from sqlmodel import SQLModel, col
from sqlmodel import select as select_rows

from bot import figures
from bot.clock import Clock, parse
from bot.desk import Desk
from bot.terminal import Terminal
from db import practice
from db.engine import reading
from db.models import Button, Outgoing, Unit
from db.post import new_token
from handlers.learning.exercises import EXERCISES
from handlers.message import Address, Message
from tests import fresh

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
DIALOGUES = sorted(path for path in (Path(__file__).parent / "dialogues").glob("*.txt") if path.stem != "tap")
SAID = DIALOGUES if os.environ.get("ALL_PRACTICE") else DIALOGUES[::3]
START = "2026-11-21T08:00"
THE_TALK_ITSELF = {
    "incoming",
    "outgoing",
    "button",
    "pending",
    "practice",
    "contact",
    "file",
    "albumphoto",
    "unmatched",
    "subject",
}
Rows = dict[str, list[tuple[object, ...]]]


@pytest.fixture(scope="module")
def book() -> bytes:
    """The sample ward with figures of three people and a meeting."""
    engine = fresh.ward()
    clock = Clock(parse(START, ZONE))
    chat = Terminal(Desk(engine, clock, ZONE), clock, "truong-ban")
    for line in (
        "tặng 70 phần quà, 21 triệu", "lưu", "khu phố còn 3 hộ nghèo", "lưu",
        "họp ban ngày 5 hàng tháng 19h tại nhà văn hóa", "lưu", "!as thanh-vien", "trồng 20 cây xanh", "lưu",
        "!as phuong", "kp 3 tặng 40 phần quà", "lưu",
    ):  # fmt: skip
        list(chat.run([line]))
    told = fresh.content(engine)
    engine.dispose()
    return told


@pytest.fixture(scope="module")
def real(book: bytes) -> tuple[Rows, bytes]:
    """What stands there, and its figures as they are printed."""
    engine = fresh.copy(book)
    found = real_rows(engine), printed(engine)
    engine.dispose()
    return found


@pytest.fixture
def terminal(book: bytes) -> Iterator[Terminal]:
    """The officer of the ward, who spoke last there, at a terminal."""
    engine, clock = fresh.copy(book), Clock(parse(START, ZONE))
    yield Terminal(Desk(engine, clock, ZONE), clock, "phuong")
    engine.dispose()


@pytest.mark.parametrize("path", SAID, ids=lambda path: path.stem)
def test_nothing_said_in_practice_changes_the_book(
    terminal: Terminal, real: tuple[Rows, bytes], path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(path.parent)
    engine = terminal.desk.engine
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("@"):
            continue  # time alone makes meetings, of the real committee too
        if line.startswith("> "):
            answered = "\n".join(
                terminal.run([re.sub(r"^(> !reply Đã lưu) #KP9-\d+", r"\1", line)])
            )  # it has another number
            if "Buổi tập kết thúc" in answered or "nghỉ tập" in answered:
                list(terminal.run(["/tap"]))
        elif line.startswith("!as "):
            list(terminal.run([line, "/tap"]))
    assert (real_rows(engine), printed(engine)) == real
    with reading(engine) as session:
        assert session.exec(select_rows(Unit).where(Unit.kind == practice.KIND)).first() is not None


def test_the_next_real_record_has_the_number_it_would_have_had(terminal: Terminal) -> None:
    list(terminal.run(["!as thu-ky", "/tap", "tặng 5 phần quà", "lưu", "thôi tập", "tặng 8 phần quà"]))
    assert "Đã lưu #KP9-0004" in "\n".join(terminal.run(["lưu"]))


def test_a_reminder_in_the_midst_of_practice_is_answered_for_real(terminal: Terminal) -> None:
    list(terminal.run(["!as thu-ky", "@2026-12-02T18:30", "/tap", "@2026-12-02T19:30"]))
    assert "chị dự họp" in "\n".join(terminal.run(["dự"]))
    list(terminal.run(["thôi tập", "!as truong-ban"]))
    assert "Dự (1): chị Lê Thị Thử" in "\n".join(terminal.run(["ai dự họp?"]))


def test_a_real_draft_is_not_saved_by_a_yes_in_practice_and_waits_behind_it(terminal: Terminal) -> None:
    list(terminal.run(["!as thu-ky", "tặng 9 phần quà", "/tap"]))
    assert "Đã lưu" not in "\n".join(terminal.run(["lưu"]))
    list(terminal.run(["thôi tập"]))
    assert "Đã lưu #KP9-0004" in "\n".join(terminal.run(["lưu"]))


def test_an_old_button_of_practice_does_nothing_and_says_so(terminal: Terminal) -> None:
    list(terminal.run(["!as thu-ky", "/tap", "tặng 5 phần quà"]))
    token = button(terminal.desk.engine, "Lưu")
    list(terminal.run(["thôi tập"]))
    before = real_rows(terminal.desk.engine)
    assert "buổi tập đó đã xong" in "\n".join(tap(terminal, token))
    assert real_rows(terminal.desk.engine) == before


def test_a_button_of_a_real_record_acts_for_real_in_the_midst_of_practice(terminal: Terminal) -> None:
    list(terminal.run(["!as thu-ky", "tặng 5 phần quà", "lưu"]))
    token = button(terminal.desk.engine, "Hoàn tác")
    list(terminal.run(["/tap"]))
    assert "đã rút #KP9-0004" in "\n".join(tap(terminal, token))


@pytest.mark.parametrize("how", ["!edit tặng 5 | tặng 6 phần quà", "!reply tặng 5 | 6 phần thôi"])
def test_an_edit_of_real_words_is_for_real_in_the_midst_of_practice(terminal: Terminal, how: str) -> None:
    list(terminal.run(["!as thu-ky", "tặng 5 phần quà", "lưu", "/tap"]))
    shown = "\n".join(terminal.run([how]))
    assert "#KP9-0004" in shown
    assert "(Tập)" not in shown
    list(terminal.run(["thôi tập"]))
    assert "Đã sửa #KP9-0004" in "\n".join(terminal.run(["lưu"]))


def test_an_edit_of_practised_words_never_reaches_the_book(terminal: Terminal) -> None:
    list(terminal.run(["!as thu-ky", "/tap", "tặng 5 phần quà", "lưu"]))
    assert "(Tập)" in "\n".join(terminal.run(["!edit tặng 5 | tặng 6 phần quà"]))
    list(terminal.run(["thôi tập"]))
    before = real_rows(terminal.desk.engine)
    assert "tin này là tin tập" in "\n".join(terminal.run(["!edit tặng 5 | tặng 7 phần quà"]))
    assert real_rows(terminal.desk.engine) == before


@pytest.mark.parametrize("person", ["thanh-vien", "thu-ky", "phuong"])
def test_everybody_can_do_all_ten_exercises(
    terminal: Terminal, person: str, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    monkeypatch.chdir(DIALOGUES[0].parent)
    list(terminal.run([f"!as {person}", "tập thử"]))
    said = [
        ("tặng 70 phần quà, 21 triệu", "lưu"), ("năm nay tặng bao nhiêu phần quà?",), ("à nhầm, 65 phần thôi", "lưu"),
        ("vì sao?",), ("trao 10 suất học bổng, trồng 30 cây xanh", "lưu"), ("!photo qua.jpg | tặng 3 phần quà", "lưu"),
        ("xóa cái vừa ghi", "rút"), ("quà theo tháng năm nay",), ("vắng",), ("hôm nay",),
    ]  # fmt: skip
    for number, lines in enumerate(said, start=2):
        answered = "\n".join(terminal.run(lines))
        last = "đi hết mười bài" if number > len(EXERCISES) else f"Bài {number}/{len(EXERCISES)}"
        assert last in answered, lines


def button(engine: Engine, word: str) -> str:
    """The token of the newest button with this word."""
    with reading(engine) as session:
        newest = select_rows(Button).join(Outgoing).where(Button.word == word).order_by(col(Outgoing.id).desc())
        found = session.exec(newest).first()
        assert found is not None
        return found.token


def tap(terminal: Terminal, token: str) -> Iterator[str]:
    """Tap a button of the person's chat; the lines that are answered."""
    at = terminal.clock()
    address = Address("terminal", "main", terminal.key)
    terminal.desk.receive([Message(address, f"tap-{new_token()}", at, kind="tap", tap=token)])
    (chat,) = terminal.desk.waiting()
    found = terminal.desk.next_message(chat)
    assert found is not None
    terminal.desk.answer(*found)
    yield from terminal.run(["# what was answered"])


def real_rows(engine: Engine) -> Rows:
    """Every row of every table, without the talk itself and whatever belongs to the unit of a practice."""
    practised: set[tuple[str, object]] = set()
    kept: Rows = {}
    with engine.connect() as connection:
        for table in SQLModel.metadata.sorted_tables:
            if table.name in THE_TALK_ITSELF:
                continue
            kept[table.name] = []
            for row in connection.execute(select(table)).mappings():
                mine = table.name == "unit" and row["kind"] == practice.KIND
                if mine or any((of, row[name]) in practised for name, of in references(table)):
                    practised.add((table.name, row.get("id")))
                else:
                    kept[table.name].append(tuple(row.values()))
    return kept


def references(table: Table) -> Iterator[tuple[str, str]]:
    """The columns that point at a row of another table."""
    for column in table.columns:
        for key in column.foreign_keys:
            yield column.name, key.column.table.name


def printed(engine: Engine) -> bytes:
    """The figures of all units as `python -m bot figures` prints them."""
    out = io.StringIO()
    writer = csv.writer(out)
    with reading(engine) as session:
        for line in figures.lines(session, None, date(2015, 1, 1), date(2030, 12, 31)):
            writer.writerow([str(line)])
    return out.getvalue().encode()
