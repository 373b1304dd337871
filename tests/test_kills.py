"""Killed or ended at any moment, by webhook or polling, one bot or two: nothing lost, counted twice or out of order."""

import asyncio
import socket
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from random import Random

import pytest

from bot.office import LAST_ANSWERS, LAST_SENT
from bot.sender import LAST_SEND
from bot.telegram.polling import LAST_WORD
from tests import fresh, nursery
from tests.botapi import BotApi, Fault, until
from tests.botapi.courier import bringing
from tests.nursery import Child, Nursery
from tests.village import PATIENCE, Village, settle
from tests.whole import under_way

KILLS, BY_WEBHOOK = 200, 10
SEED = 9
PUBLIC = "https://khupho.example"

Born = Callable[[], Awaitable[Child]]
Scene = Callable[[Village, Born], Awaitable[None]]


@pytest.fixture(scope="module")
def bots() -> Iterator[Nursery]:
    with nursery.opened() as mother:
        yield mother


def play(bots: Nursery, folder: Path, scene: Scene, port: int | None = None) -> str:
    """Play a scene with people, and with bots that are born when told; what these logged.

    With a port they are brought everything there, else they ask for it.
    """
    engine, log = fresh.ward(f"sqlite:///{folder}/khupho.db"), folder / "log"
    more = {"web_port": str(port), "telegram_webhook": PUBLIC} if port else {}

    async def played() -> None:
        async with BotApi() as api, AsyncExitStack() as at_end:
            if port:
                await at_end.enter_async_context(bringing(api, f"http://127.0.0.1:{port}"))
            await scene(settle(engine, api, Random(SEED)), lambda: bots.born(engine, api, log, **more))

    asyncio.run(played())
    engine.dispose()
    return log.read_text("utf-8")


async def killed_often(village: Village, born: Born, kills: int) -> None:
    """Kill bot after bot while people talk, then compare book and answers with what was said."""
    random, may_double, over = Random(SEED), Counter[str](), asyncio.Event()
    talk = asyncio.create_task(village.live(over.is_set))
    for number in range(kills):
        if number % 20 == 10:
            village.remind()
        bot = await born()
        enough = len(village.api.calls) + random.randint(1, 40)
        await until(lambda: len(village.api.calls) >= enough, PATIENCE)  # noqa: B023
        await asyncio.sleep(random.uniform(0, 0.01))
        await bot.kill()
        may_double += village.dying()
    bot = await born()
    over.set()
    await talk
    await bot.end()
    doubled, said = village.check(may_double), sum(villager.said for villager in village.people)
    print(f"seed {SEED}: {kills} kills, {said} messages, {may_double.total()} being sent, {doubled} sent twice")


def keeps_secrets(log: str) -> None:
    """Nobody's name, number or word is in the log, and no mistake of ours."""
    assert "receiving on Telegram" in log
    for word in ("ERROR", "stand-in", "Người", "phần quà", "Khu phố", "tặng"):
        assert word not in log


def test_killed_two_hundred_times_nothing_is_lost_or_counted_twice_and_order_is_kept(
    bots: Nursery, tmp_path: Path
) -> None:
    keeps_secrets(play(bots, tmp_path, lambda village, born: killed_often(village, born, KILLS)))


def test_killed_while_things_are_brought_to_it_it_keeps_what_it_said_that_it_has(bots: Nursery, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

    async def scene(village: Village, born: Born) -> None:
        await killed_often(village, born, BY_WEBHOOK)
        assert village.api.asked("getUpdates") == []

    keeps_secrets(play(bots, tmp_path, scene, port))


def test_of_two_bots_with_one_token_one_stands_by_and_takes_over(bots: Nursery, tmp_path: Path) -> None:
    async def scene(village: Village, born: Born) -> None:
        first, over = await born(), asyncio.Event()
        await until(lambda: village.api.asked("getUpdates"), PATIENCE)
        second = await born()
        talk = asyncio.create_task(village.live(over.is_set))
        await until(lambda: any(villager.counted for villager in village.people), PATIENCE)
        assert len(village.api.asked("getMe")) == 1
        await first.kill()
        may_double = village.dying()
        over.set()
        await talk
        assert len(village.api.asked("getMe")) == 2
        assert village.api.errors[409] == 0
        await second.end()
        village.check(may_double)

    play(bots, tmp_path, scene)


async def ended_and_back(village: Village, born: Born, happened: Callable[[], object]) -> None:
    """End the bot as soon as something happened, start it again, wait until it is quiet."""
    bot = await born()
    await until(happened, PATIENCE)
    await bot.end()
    village.api.faults.clear()
    asked = len(village.api.asked("getUpdates"))
    bot = await born()
    await until(lambda: len(village.api.asked("getUpdates")) > asked, PATIENCE)
    await until(lambda: not village.api.waiting and not under_way(village.engine), PATIENCE)
    await bot.end()


def test_told_to_end_it_finishes_what_is_being_sent_and_does_not_send_it_again(bots: Nursery, tmp_path: Path) -> None:
    async def scene(village: Village, born: Born) -> None:
        slow, somebody = Fault("sendMessage", slow=1), village.people[0].person
        village.api.faults.append(slow)
        somebody.write("chào em")
        await ended_and_back(village, born, lambda: slow.times == 0)
        assert len(somebody.chat.told) == 1

    play(bots, tmp_path, scene)


def test_told_to_end_while_nothing_moves_it_ends_all_the_same_and_goes_on_later(bots: Nursery, tmp_path: Path) -> None:
    async def scene(village: Village, born: Born) -> None:
        somebody = village.people[0].person
        village.api.faults.append(Fault("sendMessage", times=99, slow=3600))
        somebody.write("chào em")

        def stuck() -> object:
            if village.api.asked("sendMessage"):
                village.api.faults.append(Fault("getUpdates", times=99, slow=3600))
            return village.api.asked("sendMessage")

        await ended_and_back(village, born, stuck)
        assert len(somebody.chat.told) == 1

    play(bots, tmp_path, scene)


def test_the_pauses_before_an_end_make_no_more_than_five_seconds() -> None:
    assert LAST_SEND < LAST_SENT
    assert LAST_ANSWERS + LAST_SENT + LAST_WORD < 5


def test_a_photo_that_cannot_be_had_when_it_ends_is_fetched_when_it_is_back(bots: Nursery, tmp_path: Path) -> None:
    async def scene(village: Village, born: Born) -> None:
        somebody = village.people[0].person
        village.api.faults.append(Fault("getFile", times=999, drop="before"))
        somebody.photo(caption="hôm nay tặng 20 phần quà cho hộ nghèo")
        await ended_and_back(village, born, lambda: village.api.asked("getFile"))
        assert "📎1" in somebody.screen()

    play(bots, tmp_path, scene)


def test_when_telegram_stumbles_and_repeats_itself_everybody_is_answered_and_nothing_counts_twice(
    bots: Nursery, tmp_path: Path
) -> None:
    often = {"times": 10**6, "chance": 0.05}

    async def scene(village: Village, born: Born) -> None:
        api, over = village.api, asyncio.Event()
        api.twice = 0.2
        api.faults += [Fault(**often, code=502), Fault(**often, retry_after=1)]  # type: ignore[arg-type]
        api.faults += [Fault(times=10**6, chance=0.02, drop=drop) for drop in ("before", "middle", "after")]
        api.strange(hologram={"id": 1})
        api.update(message={"message_id": 1, "date": 1, "text": "a message without a chat"})
        over.set()
        bot = await born()
        await village.live(over.is_set)
        await bot.end()
        lost = {str(chat): times for (method, chat), times in api.lost.items() if method == "sendMessage"}
        village.check(Counter(lost))
        assert {502, 429} <= api.errors.keys()

    keeps_secrets(play(bots, tmp_path, scene))
