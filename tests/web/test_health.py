"""What monitoring sees: alive, ready, the figures; and who may see them."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import Engine, text

from bot.web.app import create
from bot.web.channel import Web
from bot.web.health import Health
from bot.web.server import serve
from db import post
from db.engine import reading, writing
from db.models import Incoming, Outgoing, Unmatched
from db.vitals import look
from tests.botapi import TOKEN, BotApi, until
from tests.commands import running
from tests.far_end import START
from tests.web.site import ZONE, Served, visitor
from tests.whole import GENEROUS, whole

NOW = START


def figures(text_format: str) -> dict[str, float]:
    """Every sample by name and labels."""
    return {
        sample.name + "".join(f" {value}" for value in sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text_format)
        for sample in family.samples
    }


def incoming(number: int, minutes: float, state: str = "done", tries: int = 0) -> Incoming:
    return Incoming(
        channel="far", bot="main", chat="7", message_id=str(number), at=NOW - timedelta(minutes=minutes), message="{}",
        state=state, tries=tries,
    )  # fmt: skip


def outgoing(number: int, minutes: float, state: str = "sent", tries: int = 1, priority: int = post.REPLY) -> Outgoing:
    return Outgoing(
        key=f"k{number}", channel="far", bot="main", chat="7", at=NOW - timedelta(minutes=minutes), reply="{}",
        state=state, tries=tries, priority=priority,
    )  # fmt: skip


def test_the_figures_are_counted_from_the_tables(ward: Engine) -> None:
    with writing(ward) as session:
        session.add_all([
            incoming(1, 90), incoming(2, 80, "failed", tries=3), incoming(3, 5, "waiting"), incoming(4, 2, "waiting"),
            outgoing(1, 60, "doubt", priority=post.REMINDER), outgoing(2, 50, tries=4), outgoing(3, 40, "failed"),
            outgoing(4, 30, "waiting", priority=post.REMINDER), outgoing(5, 3, "waiting", tries=2),
            Unmatched(person_id=1, at=NOW - timedelta(minutes=85), text="gì đó"),
            Unmatched(person_id=1, at=NOW - timedelta(days=300), text="lâu rồi"),
        ])  # fmt: skip
    with reading(ward) as session:
        found = look(session, NOW)
    assert (found.waiting_in, found.oldest_in) == (2, 300)
    assert (found.waiting_out, found.oldest_out, found.reminder_lag) == (2, 1800, 1800)
    assert (found.retries_in, found.retries_out) == (3, 4)
    assert (found.set_aside, found.failed_out, found.in_doubt) == (1, 1, 1)
    assert (found.recent, found.not_understood, found.understood) == (4, 1, 0.75)


def test_an_empty_letterbox_has_no_ages_and_understood_everything(engine: Engine) -> None:
    with reading(engine) as session:
        found = look(session, NOW)
    assert (found.waiting_in, found.oldest_in, found.reminder_lag, found.understood) == (0, 0, 0, 1)


def test_the_page_is_alive_and_ready_and_tells_no_more(site: Served) -> None:
    with visitor(site) as client:
        assert client.get("/healthz").json() == {"ok": True}
        assert client.get("/readyz").json() == {"ok": True, "database": True}


ASKED: list[tuple[Mapping[str, str], int]] = [
    ({}, 200),
    ({"X-Forwarded-For": "203.0.113.9"}, 403),
    ({"Forwarded": "for=203.0.113.9"}, 403),
    ({"X-Real-IP": "203.0.113.9"}, 403),
    ({"X-Forwarded-For": "203.0.113.9", "Authorization": "Bearer s3cret"}, 200),
    ({"X-Forwarded-For": "203.0.113.9", "Authorization": "Bearer s3cre"}, 403),
]


@pytest.mark.parametrize(("headers", "status"), ASKED)
def test_the_figures_are_for_the_machine_itself_or_who_has_the_token(
    ward: Engine, headers: Mapping[str, str], status: int
) -> None:
    async def scene() -> None:
        health = Health(ward, lambda: NOW, token="s3cret")
        app = create(Web(ward), lambda _: None, lambda: NOW, ZONE, health=health)
        async with serve(app, "127.0.0.1", 0) as base, httpx.AsyncClient(base_url=base) as client:
            assert (await client.get("/metrics", headers=headers)).status_code == status

    asyncio.run(scene())


def test_a_part_that_does_not_work_and_a_database_that_is_gone_make_it_unready(ward: Engine) -> None:
    async def scene() -> None:
        works = {"telegram": True}
        health = Health(ward, lambda: NOW, {"telegram": lambda: works["telegram"]})
        app = create(Web(ward), lambda _: None, lambda: NOW, ZONE, health=health)
        async with serve(app, "127.0.0.1", 0) as base, httpx.AsyncClient(base_url=base) as client:
            assert (await client.get("/readyz")).json() == {"ok": True, "database": True, "telegram": True}
            works["telegram"] = False
            answer = await client.get("/readyz")
            assert (answer.status_code, answer.json()["telegram"]) == (503, False)
            assert figures((await client.get("/metrics")).text)["khupho_ready telegram"] == 0
            with writing(ward) as session:
                session.connection().execute(text("ALTER TABLE incoming RENAME TO gone"))
            assert (await client.get("/readyz")).json()["database"] is False
            assert (await client.get("/metrics")).status_code == 503
            assert (await client.get("/healthz")).status_code == 200

    asyncio.run(scene())


def test_a_running_bot_is_ready_once_telegram_answers_and_counts_what_it_did(tmp_path: Path) -> None:
    async def scene() -> None:
        async with whole(tmp_path) as bot:
            person = bot.known("thu-ky")
            await bot.hears(person, "hôm nay tặng 70 phần quà cho hộ nghèo")
            async with httpx.AsyncClient(base_url=bot.web) as client:
                found = figures((await client.get("/metrics")).text)
        assert (found["khupho_heard"], found["khupho_understood_ratio"], found["khupho_waiting in"]) == (1, 1, 0)
        assert found["process_resident_memory_bytes"] > 10**7

    asyncio.run(scene())


def test_the_command_tells_its_parts(tmp_path: Path) -> None:
    async def ready(base: str) -> dict[str, bool]:
        async with httpx.AsyncClient(base_url=base, timeout=GENEROUS) as client:
            found: dict[str, bool] = (await client.get("/readyz")).json()
            return found

    async def scene() -> None:
        async with BotApi() as api, running(api, f"sqlite:///{tmp_path}/khupho.db") as process:
            assert process.stderr is not None
            line = ""
            async with asyncio.timeout(GENEROUS):
                while "the web chat is at" not in line:
                    line = (await process.stderr.readline()).decode()
                base = line.split()[-1]
                api.person("Hòa Trần").write("chào em")  # so that the bot hears from Telegram at once
                await until(lambda: len(api.asked("getUpdates")) > 1, GENEROUS)
                while not (found := await ready(base))["ok"]:  # noqa: ASYNC110 - what another process says
                    await asyncio.sleep(0.05)
            assert found == {"ok": True, "database": True, "scheduler": True, "telegram": True}
            assert TOKEN not in line

    asyncio.run(scene())
