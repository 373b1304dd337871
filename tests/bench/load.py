"""Telegram under load, as a process of its own: people who write, a clock on every answer.

python -m tests.bench.load --people 200 --each 10 --rate 30 --slow 0.05 --script talk
prints the address of the Bot API, "go" when the bot has begun to ask, and a line of JSON at the end.
"""

import argparse
import asyncio
import json
import statistics
import sys
import time
from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.botapi import BotApi, Fault, Person, until

PATIENCE = 300  # seconds until what is not answered never will be
FIRST_CHAT = 700_000
FOREVER = 10**9
COMMITTEES = 20
DEEDS = ("tặng {} phần quà cho hộ nghèo", "tặng {} ký gạo cho hộ nghèo")


@dataclass(frozen=True)
class Script:
    """What people do. With a rate of 0 everything has been written before the bot starts."""

    people: int
    each: int
    rate: float
    slow: float
    script: str
    expect: int  # messages that go out unasked, to chats that did not write (a broadcast)


class Timed(BotApi):
    """Notes when a chat's messages were written and answered."""

    def __init__(self) -> None:
        super().__init__()
        self.written: dict[int, deque[float]] = defaultdict(deque)
        self.waits: list[float] = []
        self.unasked: list[float] = []

    async def _result(self, request: Any, method: str, values: dict[str, Any]) -> Any:
        result = await super()._result(request, method, values)
        if method == "sendMessage":
            wrote = self.written[values["chat_id"]]
            if wrote:
                self.waits.append(time.monotonic() - wrote.popleft())
            else:
                self.unasked.append(time.monotonic())
        return result


def said(script: str, person: int, step: int) -> str:
    """A person's next words: a deed, then "lưu", and so on. Every deed is saved: no figure looks odd or like another's.

    Figures lie between 100 and 699, which is neither outside the usual nor far from a habit; the people of one of
    COMMITTEES committees come one after another. Those of other committees have other figures meanwhile, for what was
    read is kept for a moment.
    """
    if script == "echo":
        return f"xin chào {step}"
    if step % 2:
        return "lưu"
    of_committee = person // COMMITTEES * 10 + step // 2 % 10
    deeds, figure = divmod(of_committee + person % COMMITTEES * 13, 600)
    return f"hôm nay {DEEDS[deeds].format(100 + figure)}"


def words(script: Script) -> Iterator[tuple[int, str]]:
    """Everybody's words, in turns."""
    for step in range(script.each):
        for person in range(script.people):
            yield person, said(script.script, person, step)


async def play(script: Script) -> dict[str, float]:
    """Let people write; how fast they were answered."""
    async with Timed() as api:
        chats = script.people + script.expect
        people = [api.person(f"Người {n}", FIRST_CHAT + n) for n in range(chats)]
        if script.slow:
            api.faults += [Fault(m, times=FOREVER, slow=script.slow) for m in ("sendMessage", "editMessageText")]
        if not script.rate:
            for person, text in words(script):
                _write(api, people[person], text)
        print(api.url, flush=True)
        await until(lambda: api.asked("getUpdates"), PATIENCE)
        began = time.monotonic()
        print("go", flush=True)
        if script.rate:
            await _at_a_rate(api, people, script)
        total = script.people * script.each
        await until(lambda: len(api.waits) >= total and len(api.unasked) >= script.expect, PATIENCE)
        return _result(api, script, time.monotonic() - began)


async def _at_a_rate(api: Timed, people: list[Person], script: Script) -> None:
    began = time.monotonic()
    for number, (person, text) in enumerate(words(script)):
        await asyncio.sleep(max(0.0, began + number / script.rate - time.monotonic()))
        _write(api, people[person], text)


def _write(api: Timed, person: Person, text: str) -> None:
    api.written[person.id].append(time.monotonic())
    person.write(text)


def _result(api: Timed, script: Script, seconds: float) -> dict[str, float]:
    waits = sorted(api.waits) or [0.0]
    result = {"seconds": seconds, "per_second": script.people * script.each / seconds}
    result |= {f"p{share}": 1000 * waits[min(len(waits) - 1, len(waits) * share // 100)] for share in (50, 95, 99)}
    if script.expect:
        spread = api.unasked[-1] - api.unasked[0]
        result |= {"unasked": len(api.unasked), "unasked_per_second": (len(api.unasked) - 1) / spread}
        result["most_in_a_second"] = max(sum(at <= other < at + 1 for other in api.unasked) for at in api.unasked)
    return result | {"mean": 1000 * statistics.fmean(waits)}


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    for name, kind in Script.__annotations__.items():
        parser.add_argument(f"--{name}", type=kind, default=kind())
    json.dump(asyncio.run(play(Script(**vars(parser.parse_args())))), sys.stdout)
