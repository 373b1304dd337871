"""The desk: what came counts once, what cannot be answered is set aside and told, order is kept."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, event, text
from sqlmodel import col, select

from bot.desk import Desk
from db import people, post
from db.engine import reading, writing
from db.models import Incoming, Outgoing, Pending, Record
from db.post import Chat
from handlers import texts
from handlers.message import Message
from tests.far_end import BOT, START, HandClock, message

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
LOG = "sáng nay tặng 70 phần quà cho hộ nghèo, trị giá 21 triệu"


def desk_of(ward: Engine, keeper: str | None = "truong-ban") -> Desk:
    """A desk at which the secretary writes in chat "thu-ky", the keeper (the chair) in chat "truong-ban"."""
    with writing(ward) as session:
        for key in ("thu-ky", "truong-ban"):
            person = people.find_person(session, key)
            assert person is not None
            post.contact(session, Chat("far", BOT, key), START).person_id = person.id
    return Desk(ward, HandClock(), ZONE, keeper=keeper)


def answer_all(desk: Desk) -> None:
    for chat in desk.waiting():
        while (found := desk.next_message(chat)) is not None:
            desk.answer(*found)


def said(desk: Desk, chat: str) -> list[str]:
    with reading(desk.engine) as session:
        rows = session.exec(
            select(Outgoing.reply)
            .where(Outgoing.chat == chat, col(Outgoing.edits_id).is_(None))
            .order_by(col(Outgoing.id))
        )
        return [json.loads(row)["text"] for row in rows]


def states(desk: Desk) -> Sequence[str]:
    with reading(desk.engine) as session:
        return session.exec(select(Incoming.state).order_by(col(Incoming.id))).all()


def break_drafts(engine: Engine) -> None:
    """Take the table of open conversations away, so that every answer fails in the database."""
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE pending RENAME TO broken"))


def repair_drafts(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE broken RENAME TO pending"))


def three_times(desk: Desk, told: Message) -> None:
    for _ in range(3):
        desk.receive([told])
        answer_all(desk)


def test_today_is_the_day_of_the_message_however_late_it_is_answered(ward: Engine) -> None:
    desk = desk_of(ward)
    written = START - timedelta(days=1)
    desk.receive([replace(message("thu-ky", "1", LOG), at=written), replace(message("thu-ky", "2", "lưu"), at=written)])
    answer_all(desk)
    with reading(ward) as session:
        assert [r.day_from for r in session.exec(select(Record))] == [written.astimezone(ZONE).date()]
    assert "hôm qua" in said(desk, "thu-ky")[0]


def test_a_message_that_is_handed_over_three_times_counts_once(ward: Engine) -> None:
    desk = desk_of(ward)
    three_times(desk, message("thu-ky", "1", LOG))
    three_times(desk, message("thu-ky", "2", "lưu"))
    with reading(ward) as session:
        assert [record.number for record in session.exec(select(Record))] == ["KP9-0001"]
    assert states(desk) == ["done", "done"]
    assert len(said(desk, "thu-ky")) == 2


def test_the_same_message_twice_in_one_batch_is_one_message(ward: Engine) -> None:
    desk = desk_of(ward)
    assert desk.receive([message("thu-ky", "1", LOG), message("thu-ky", "1", LOG)]) == 1
    assert desk.receive([]) == 0


def test_an_answered_message_is_not_answered_again(ward: Engine) -> None:
    desk = desk_of(ward)
    desk.receive([message("thu-ky", "1", LOG)])
    (chat,) = desk.waiting()
    found = desk.next_message(chat)
    assert found is not None
    for _ in range(3):
        desk.answer(*found)
    assert len(said(desk, "thu-ky")) == 1


def test_messages_of_a_chat_are_answered_in_order(ward: Engine) -> None:
    desk = desk_of(ward)
    desk.receive([message("thu-ky", str(n), words) for n, words in enumerate((LOG, "lưu", "quà năm nay?"))])
    answer_all(desk)
    recap, saved, answer = said(desk, "thu-ky")
    assert "đúng không ạ?" in recap
    assert "#KP9-0001" in saved
    assert "70 phần" in answer


def test_the_answer_goes_before_the_message_that_loses_its_buttons(ward: Engine) -> None:
    desk = desk_of(ward)
    desk.receive([message("thu-ky", "1", LOG), message("thu-ky", "2", "lưu")])
    answer_all(desk)
    with reading(ward) as session:
        rows = session.exec(select(Outgoing).order_by(col(Outgoing.id))).all()
        recap, saved, settled = ((row.edits_id, json.loads(row.reply)["text"]) for row in rows)
        assert recap[0] is saved[0] is None
        assert "#KP9-0001" in saved[1]
        assert settled == (rows[0].id, f"{recap[1]}\n✔ Lưu")


def test_a_message_that_breaks_the_talk_leaves_nothing_behind_and_is_tried_three_times(ward: Engine) -> None:
    desk = desk_of(ward)
    desk.receive([message("thu-ky", "1", LOG)])
    break_drafts(ward)
    (chat,) = desk.waiting()
    for tries in (1, 2):
        found = desk.next_message(chat)
        assert found is not None
        desk.answer(*found)
        with reading(ward) as session:
            row = session.exec(select(Incoming)).one()
            assert (row.state, row.tries) == ("waiting", tries)
        assert said(desk, "thu-ky") == []
    answer_all(desk)
    assert states(desk) == ["failed"]


def test_after_three_tries_the_person_and_the_keeper_are_told_once(ward: Engine) -> None:
    desk = desk_of(ward)
    break_drafts(ward)
    three_times(desk, message("thu-ky", "1", LOG))
    assert said(desk, "thu-ky") == [texts.general.sorry("chị")]
    (told,) = said(desk, "truong-ban")
    assert "python -m bot replay" in told
    assert "pending" in told


def test_a_message_that_breaks_the_talk_stops_none_of_those_that_are_answered_with_it(ward: Engine) -> None:
    desk = desk_of(ward)
    desk.receive([message("thu-ky", "1", LOG), message("truong-ban", "1", LOG)])
    with writing(ward) as session:
        waits = session.exec(select(Incoming).where(Incoming.chat == "thu-ky")).one()
        waits.message = waits.message.replace("text", "told")
        session.add(waits)
    done = desk.answer_round(desk.waiting(), seconds=60)
    assert [chat.chat for chat in done.answered] == ["truong-ban"]
    assert [chat.chat for chat in done.quiet] == ["thu-ky"]
    assert states(desk) == ["failed", "done"]
    assert said(desk, "thu-ky") == [texts.general.sorry("chị")]
    assert "đúng không ạ?" in said(desk, "truong-ban")[-1]


def test_messages_of_many_chats_are_answered_in_one_commit_one_of_each(ward: Engine) -> None:
    desk = desk_of(ward)
    desk.receive([message(chat, str(n), LOG) for n in range(2) for chat in ("thu-ky", "truong-ban")])
    commits: list[object] = []
    noted = commits.append
    event.listen(ward, "commit", noted)
    done = desk.answer_round(desk.waiting(), seconds=60)
    event.remove(ward, "commit", noted)
    assert {chat.chat for chat in done.answered} == {"thu-ky", "truong-ban"}
    assert states(desk) == ["done", "done", "waiting", "waiting"]
    assert len(commits) == 1


def test_what_was_set_aside_stops_nobody(ward: Engine) -> None:
    desk = desk_of(ward)
    break_drafts(ward)
    desk.receive([message("thu-ky", "1", LOG)])
    answer_all(desk)
    repair_drafts(ward)
    desk.receive([message("thu-ky", "2", LOG)])
    answer_all(desk)
    assert states(desk) == ["failed", "done"]


def test_what_was_set_aside_is_answered_by_a_replay_after_the_repair(ward: Engine) -> None:
    desk = desk_of(ward)
    break_drafts(ward)
    desk.receive([message("thu-ky", "1", LOG)])
    answer_all(desk)
    assert desk.replay() == [(1, False)]
    repair_drafts(ward)
    assert desk.replay() == [(1, True)]
    assert desk.replay() == []
    assert "đúng không ạ?" in said(desk, "thu-ky")[-1]
    with reading(ward) as session:
        assert len(session.exec(select(Pending)).all()) == 1


def test_without_a_keeper_only_the_person_is_told(ward: Engine) -> None:
    desk = desk_of(ward, keeper=None)
    break_drafts(ward)
    desk.receive([message("thu-ky", "1", LOG)])
    answer_all(desk)
    assert said(desk, "thu-ky") == [texts.general.sorry("chị")]
    assert said(desk, "truong-ban") == []


def test_a_stranger_is_told_how_to_join_and_nothing_else(ward: Engine) -> None:
    desk = desk_of(ward)
    desk.receive([message("nobody", "1", "hộ nghèo còn mấy?")])
    answer_all(desk)
    assert said(desk, "nobody") == [texts.general.who_are_you()]


def test_time_passes_from_reminder_to_reminder(ward: Engine) -> None:
    desk = desk_of(ward)
    clock = desk.clock
    assert isinstance(clock, HandClock)
    words = ("họp ban ngày 5 hàng tháng 19h tại nhà văn hóa", "lưu")
    desk.receive([message("truong-ban", str(n), line) for n, line in enumerate(words)])
    answer_all(desk)
    meeting = START.replace(month=12, day=5, hour=12)
    seen = []
    for moment in desk.moments(meeting):
        clock.at = moment
        told = desk.tick()
        seen += [(moment, told)] if told else []
    steps = (timedelta(days=3), timedelta(days=1), timedelta(hours=2))
    roll = (timedelta(hours=4), timedelta(hours=1))  # who comes, for the chair
    assert seen == sorted([(meeting - step, 2) for step in steps] + [(meeting - before, 1) for before in roll])
