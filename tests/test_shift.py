"""Processes that share a database: one speaks for a bot, what a dead one left is taken over, no clock decides."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from bot.desk import Desk
from bot.shift import SILENT, Shift
from db.engine import reading, writing
from db.models import Worker
from db.post import Chat
from tests.far_end import BOT, HandClock, message

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
FAR = ("far", BOT)
THU = Chat("far", BOT, "thu-ky")


@dataclass
class House:
    """A database, the seconds that pass, and processes on several machines."""

    engine: Engine
    clock: HandClock

    def process(self, machine: str = "here") -> Shift:
        return Shift(Desk(self.engine, self.clock, ZONE), self.clock.seconds, machine)

    def desk(self, shift: Shift) -> Desk:
        desk = Desk(self.engine, self.clock, ZONE)
        desk.worker_id = shift.worker_id
        return desk


@pytest.fixture
def house(ward: Engine) -> House:
    return House(ward, HandClock())


def test_one_process_speaks_for_a_bot_and_the_other_when_it_has_left(house: House) -> None:
    one, other = house.process("one"), house.process("other")
    assert one.look([FAR]) == ([], {FAR})
    assert other.look([FAR]) == ([], set())
    assert one.look([FAR]) == ([], {FAR})
    one.end()
    assert other.look([FAR]) == ([], {FAR})


def test_each_of_several_bots_is_held_by_itself(house: House) -> None:
    one, other, second = house.process("one"), house.process("other"), ("far", "second")
    assert one.look([FAR])[1] == {FAR}
    assert other.look([FAR, second])[1] == {second}


def test_a_process_that_falls_silent_is_replaced_and_its_messages_are_taken_over(house: House) -> None:
    one, other = house.process("one"), house.process("other")
    one.look([FAR])
    other.look([FAR])
    house.desk(one).receive([message("thu-ky", "1", "giúp"), message("thu-ky", "2", "giúp")])
    assert house.desk(other).next_message(THU) is None
    other.look([FAR])
    house.clock.move(seconds=SILENT - 1)
    assert other.look([FAR]) == ([], set())
    house.clock.move(seconds=1)
    assert other.look([FAR]) == ([THU], {FAR})
    assert house.desk(other).next_message(THU) is not None


def test_a_process_that_shows_life_is_left_alone_for_ever(house: House) -> None:
    one, other = house.process("one"), house.process("other")
    one.look([FAR])
    for _ in range(20):
        house.clock.move(seconds=SILENT - 1)
        one.look([FAR])
        assert other.look([FAR]) == ([], set())


def test_a_process_that_comes_back_after_it_was_replaced_stands_back(house: House) -> None:
    one, other = house.process("one"), house.process("other")
    one.look([FAR])
    other.look([FAR])
    first = one.worker_id
    house.clock.move(seconds=SILENT)
    assert other.look([FAR])[1] == {FAR}
    assert one.look([FAR]) == ([], set())
    assert one.worker_id != first


def gone_process() -> int:
    """The number of a process that has ended."""
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    return child.pid


@pytest.mark.parametrize("number", [gone_process, os.getpid], ids=["gone", "our own number"])
def test_what_ran_on_this_machine_and_is_gone_is_replaced_at_once(house: House, number: Callable[[], int]) -> None:
    with writing(house.engine) as session:
        session.add(Worker(host="here:an-earlier-run", pid=number(), beat=7))
    assert house.process("here").look([FAR])[1] == {FAR}
    with reading(house.engine) as session:
        assert [worker.host.partition(":")[0] for worker in session.exec(select(Worker))] == ["here"]


def test_what_waits_without_anybody_is_taken(house: House) -> None:
    Desk(house.engine, house.clock, ZONE).receive([message("thu-ky", "1", "giúp")])
    one, other = house.process("one"), house.process("other")
    assert one.look([FAR])[0] == [THU]
    assert other.look([FAR])[0] == []
    assert one.look([FAR])[0] == []


def test_a_chat_is_answered_by_whoever_answers_its_oldest_message(house: House) -> None:
    one, other = house.process("one"), house.process("other")
    one.look([])
    other.look([])
    house.desk(one).receive([message("thu-ky", "1", "giúp")])
    house.desk(other).receive([message("thu-ky", "2", "giúp")])
    assert house.desk(other).next_message(THU) is None
    first = house.desk(one).next_message(THU)
    assert first is not None
    house.desk(one).answer(*first)
    second = house.desk(other).next_message(THU)
    assert second is not None
    assert second[1].id == "2"
