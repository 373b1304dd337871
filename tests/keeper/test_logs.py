"""What the bot writes down of itself: the place of an error, and nothing that somebody wrote, no name, no secret."""

import asyncio
import io
import json
import logging
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import SQLAlchemyError

from bot.keeper import logs
from db import people, post
from db.engine import writing
from db.mistake import Mistake
from db.post import Chat
from tests import fresh
from tests.botapi import TOKEN, BotApi, until
from tests.botapi.faults import Fault
from tests.commands import ended, start
from tests.whole import GENEROUS, under_way

SAID = "hôm nay tặng 70 phần quà cho hộ bà Tư Hến, điện thoại 0912 345 678, số 079012345678"
NAME = "Hòa Trần Thị"


@pytest.fixture
def root() -> Iterator[logging.Logger]:
    """The logger of all, put back afterwards."""
    logger = logging.getLogger()
    handlers, level = logger.handlers[:], logger.level
    yield logger
    logger.handlers[:] = handlers
    logger.setLevel(level)


def written(form: str, tell: Callable[[logging.Logger], object]) -> str:
    out = io.StringIO()
    logs.set_up(form, [TOKEN, "s3cret"], out)
    tell(logging.getLogger("bot.test"))
    return out.getvalue()


def failing(error: Exception, cause: Exception | None = None) -> Callable[[logging.Logger], None]:
    def fail() -> None:
        raise error from cause

    def tell(log: logging.Logger) -> None:
        try:
            fail()
        except Exception:
            log.exception("message %s could not be answered", 17)

    return tell


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize("form", ["text", "json"])
def test_an_error_is_told_with_its_place_and_kind_but_without_words_that_may_repeat_a_message(form: str) -> None:
    line = written(form, failing(ValueError(f"cannot read {SAID}"), KeyError(NAME)))
    for word in ("Tư Hến", "0912", NAME):
        assert word not in line
    for word in ("message 17", "ValueError", "KeyError", "test_logs.py", "in tell"):
        assert word in line


@pytest.mark.usefixtures("root")
def test_what_the_system_and_our_own_sentences_say_is_kept() -> None:
    line = written("text", failing(Mistake("the database is locked"), OSError(28, "No space left on device")))
    assert "the database is locked" in line
    assert "No space left on device" in line


def statement_error(**parameters: object) -> Exception:
    try:
        create_engine("sqlite://").connect().execute(text("INSERT INTO nowhere VALUES (:said)"), parameters)
    except SQLAlchemyError as error:
        return error
    raise AssertionError


@pytest.mark.usefixtures("root")
def test_an_error_of_the_database_is_told_without_the_row() -> None:
    line = written("text", failing(statement_error(said=SAID)))
    assert "no such table: nowhere" in line
    assert "Tư Hến" not in line


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize("form", ["text", "json"])
def test_secrets_and_long_numbers_are_blotted_out_wherever_they_stand(form: str) -> None:
    told = f"{TOKEN} at https://api/bot987654:AAEhBOweik-x/getMe, postgresql://bot:hush@host/khupho, s3cret, 0912345678"
    line = written(form, lambda log: log.info("%s %s %s", told, "0912 345 678", "-1001234567890"))
    for word in (TOKEN, "AAEhBOweik", "hush", "s3cret", "0912", "1001234567890"):
        assert word not in line
    assert "postgresql://bot:***@host/khupho" in line


@pytest.mark.usefixtures("root")
def test_json_is_one_object_a_line() -> None:
    told = [json.loads(line) for line in written("json", failing(ValueError("a\nb"))).splitlines()]
    assert [entry["level"] for entry in told] == ["ERROR"]
    assert told[0].keys() == {"time", "level", "logger", "message", "error"}


def test_a_running_bot_that_meets_every_trouble_writes_down_nobodys_words(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path}/khupho.db"
    engine, api = fresh.ward(database), BotApi()
    hoa = api.person(NAME)
    with writing(engine) as session:
        contact = post.contact(session, Chat("telegram", "main", str(hoa.id)), datetime.now(UTC))
        secretary = people.find_person(session, "thu-ky")
        assert secretary is not None
        contact.person_id = secretary.id
        session.connection().execute(text("DROP TABLE pending"))  # so that the talk fails

    async def scene() -> str:
        async with api:
            told = {"telegram_token": TOKEN, "telegram_base_url": api.url, "database_url": database, "web_port": "0"}
            api.faults += [Fault("sendMessage", code=502, times=2), Fault("getUpdates", drop="before")]
            bot = await start("run", **told, log_form="json")
            hoa.write(SAID)
            api.update(message={"message_id": "broken", "text": SAID})
            await until(lambda: not api.waiting and not under_way(engine) and hoa.screen(), GENEROUS)
            return await ended(bot)

    log = asyncio.run(scene())
    engine.dispose()
    told = [json.loads(line) for line in log.splitlines()]
    assert {"ERROR", "WARNING", "INFO"} <= {entry["level"] for entry in told}, log
    assert "could not be answered" in log
    for word in (TOKEN, TOKEN.partition(":")[2], "Tư Hến", "0912", "079012345678", "Hòa", "Trần", str(hoa.id)):
        assert word not in log
