"""Messages that come out of their order do no harm: nothing is saved by chance, counts twice or is lost."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import select

from bot.desk import Desk
from db.engine import reading
from db.models import Record
from handlers.message import Message
from tests import fresh
from tests.far_end import START, message
from tests.test_desk import LOG, ZONE, answer_all, desk_of, said


@pytest.fixture
def desk() -> Desk:
    return desk_of(fresh.ward())


def hears(desk: Desk, *messages: Message) -> None:
    desk.receive(messages)
    answer_all(desk)


def records(desk: Desk) -> list[Record]:
    with reading(desk.engine) as session:
        return list(session.exec(select(Record)))


def test_a_yes_that_overtakes_its_record_saves_nothing(desk: Desk) -> None:
    hears(desk, message("thu-ky", "2", "lưu"), message("thu-ky", "1", LOG))
    assert records(desk) == []
    hears(desk, message("thu-ky", "3", "lưu"))
    assert len(records(desk)) == 1


def test_an_edit_that_overtakes_its_message_counts_in_its_place(desk: Desk) -> None:
    edit = replace(message("thu-ky", "edit:1:x", LOG.replace("70", "65")), kind="edit", refers_to="1")
    hears(desk, edit, message("thu-ky", "1", LOG), message("thu-ky", "2", "lưu"))
    assert len(records(desk)) == 1
    assert ["65 phần" in answer for answer in said(desk, "thu-ky")] == [True, False]


def test_what_was_written_first_and_comes_last_keeps_its_own_day(desk: Desk) -> None:
    early = replace(message("thu-ky", "1", LOG), at=START - timedelta(days=1))
    hears(desk, message("thu-ky", "2", "xin chào"), early, message("thu-ky", "3", "lưu"))
    assert [r.day_from for r in records(desk)] == [early.at.astimezone(ZONE).date()]
