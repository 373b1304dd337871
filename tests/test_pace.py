"""The pace: no second has too many messages, a dialogue is not slowed, whoever is held holds up nobody else."""

from dataclasses import dataclass, field

import pytest

from bot.pace import MINUTE, Limits, Pace

TELEGRAM = Limits(per_second=30, per_chat=1, burst=3, per_group=20)
STEP = 0.001


@dataclass
class Line:
    """Messages that want to go out, and the moments at which each went."""

    pace: Pace
    now: float = 0.0
    went: list[tuple[float, str]] = field(default_factory=list)

    def send(self, chat: str, *, group: bool = False, bulk: bool = False) -> bool:
        if self.pace.room(self.now) <= 0 or self.pace.wait_of(chat, self.now, group=group, bulk=bulk) > 0:
            return False
        self.pace.took(chat, self.now, group=group, bulk=bulk)
        self.went.append((self.now, chat))
        return True

    def busiest(self, window: float) -> int:
        """The most messages in any window of so many seconds."""
        times = [at for at, _ in self.went]
        return max(sum(1 for at in times if start <= at < start + window) for start in times)


@pytest.fixture
def line() -> Line:
    return Line(Pace(TELEGRAM))


def test_no_second_has_more_messages_than_allowed(line: Line) -> None:
    count = 0
    while line.now < 5:
        count += line.send(f"c{count}")
        line.now += STEP
    assert line.busiest(1.0) == 30
    assert count >= 5 * 30 * 0.97


def test_a_broadcast_is_spread_evenly_and_reaches_nearly_the_limit_while_replies_pass_at_once(line: Line) -> None:
    count, replies, waited = 0, 0, list[float]()
    wants: float | None = None
    while line.now < 20:
        if wants is None and line.now >= replies + 1:
            wants = line.now
        if wants is not None and line.send(f"reply{replies}"):
            waited.append(line.now - wants)
            replies, wants = replies + 1, None
        count += line.send(f"c{count}", bulk=True)
        line.now += STEP
    assert line.busiest(1.0) <= 30
    assert count / 20 >= 0.93 * 30
    assert max(waited) <= 0.08  # seconds; the promise is 0.1 for 95 of 100


def test_an_ordinary_dialogue_is_not_slowed_and_a_flood_is_one_a_second(line: Line) -> None:
    assert [line.send("a") for _ in range(4)] == [True, True, True, False]
    assert line.send("b")
    line.now = 1.0
    assert [line.send("a") for _ in range(2)] == [True, False]
    assert line.pace.wait_of("a", line.now, group=False, bulk=False) == pytest.approx(1.0)
    line.now = 60
    assert [line.send("a") for _ in range(4)] == [True, True, True, False]


def test_a_group_hears_twenty_messages_a_minute(line: Line) -> None:
    while line.now < 150:
        line.send("g", group=True)
        line.now += 0.1
    assert line.busiest(MINUTE) == 20
    assert len(line.went) >= 50


def test_a_chat_that_is_refused_waits_alone(line: Line) -> None:
    line.pace.refused("a", 9, line.now)
    assert not line.send("a")
    assert line.send("b")
    assert line.pace.waiting(line.now) == 2
    line.now = 9
    assert line.send("a")


def test_when_several_are_refused_at_once_all_wait(line: Line) -> None:
    line.pace.refused("a", 9, line.now)
    line.now = 1
    line.pace.refused("b", 9, line.now)
    assert not line.send("c")
    assert line.pace.wait(line.now) == 9
    line.now = 10
    assert line.send("c")


def test_two_refusals_far_apart_are_two_chats_own(line: Line) -> None:
    line.pace.refused("a", 30, line.now)
    line.now = 10
    line.pace.refused("b", 30, line.now)
    assert line.send("c")


def test_what_is_over_is_forgotten(line: Line) -> None:
    for number in range(5000):
        line.now += 0.05
        line.send(f"c{number}", group=number % 2 == 0)
    line.now += 120
    assert line.pace.waiting(line.now) == 0


def test_without_limits_nobody_waits() -> None:
    line = Line(Pace(Limits()))
    assert all(line.send("a", group=True, bulk=True) for _ in range(1000))
