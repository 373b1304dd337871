"""Buttons act once: tapped twice, late, by somebody else, or when the draft has moved on."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine
from sqlmodel import col, func, select

from bot.desk import Desk
from db.engine import reading, writing
from db.models import Button, Contact, Incoming, Outgoing, Person, Record
from handlers.message import Address, Message, Reply, message_json, reply_json
from tests import fresh

START = datetime(2026, 11, 21, 1, tzinfo=UTC)
SENTENCE = "sáng nay tặng 70 phần quà, trị giá 21 triệu"


class Chat:
    """A sample person's web chat with the desk, as a messenger would use it."""

    def __init__(self, desk: Desk, key: str) -> None:
        self.desk, self.address, self.count = desk, Address("web", "main", key), 0
        with writing(desk.engine) as session:
            person = session.exec(select(Person).where(Person.key == key)).one()
            session.add(Contact(channel="web", bot="main", chat=key, person_id=person.id, used_at=START))

    def say(self, text: str = "", tap: str | None = None) -> list[Reply]:
        """Send a message or a tap; the new replies, changes of old messages left out."""
        self.count += 1
        message = Message(self.address, f"m{self.count}", START, text=text, kind="tap" if tap else "text", tap=tap)
        before = self._last()
        self.desk.receive([message])
        found = self.desk.next_message(self.desk.waiting()[0])
        assert found is not None
        self.desk.answer(*found)
        return self.heard(before)

    def heard(self, after: int = 0) -> list[Reply]:
        """The replies after a row, changes of old messages left out."""
        return [reply_json.validate_json(o.reply) for o in self._after(after) if o.edits_id is None]

    def changed(self) -> list[Reply]:
        """The messages that were changed in place."""
        return [reply_json.validate_json(o.reply) for o in self._after(0) if o.edits_id is not None]

    def _last(self) -> int:
        with reading(self.desk.engine) as session:
            return session.exec(select(func.max(Outgoing.id))).one() or 0

    def _after(self, last: int) -> list[Outgoing]:
        with reading(self.desk.engine) as session:
            rows = select(Outgoing).where(col(Outgoing.id) > last, Outgoing.chat == self.address.chat)
            return list(session.exec(rows.order_by(col(Outgoing.id))).all())


@pytest.fixture
def desk() -> Iterator[Desk]:
    engine = fresh.ward()
    yield Desk(engine, lambda: START, ZoneInfo("Asia/Ho_Chi_Minh"))
    engine.dispose()


@pytest.fixture
def chat(desk: Desk) -> Chat:
    return Chat(desk, "thanh-vien")


def token(replies: list[Reply], word: str) -> str:
    return next(choice.token for choice in replies[-1].choices if choice.word == word)


def records(desk: Desk) -> int:
    with reading(desk.engine) as session:
        return session.exec(select(func.count()).select_from(Record)).one()


def test_the_second_tap_is_told_that_it_is_done(desk: Desk, chat: Chat) -> None:
    save = token(chat.say(SENTENCE), "Lưu")
    assert "Đã lưu #KP9-0001" in chat.say(tap=save)[0].text
    assert "đã xong rồi" in chat.say(tap=save)[0].text
    assert records(desk) == 1


def test_twenty_taps_save_once(desk: Desk, chat: Chat) -> None:
    save = token(chat.say(SENTENCE), "Lưu")
    told = [chat.say(tap=save)[0].text for _ in range(20)]
    assert sum("Đã lưu" in text for text in told) == 1
    assert records(desk) == 1


@pytest.mark.parametrize("taps", [2, 20])
def test_taps_at_the_same_moment_save_once_and_each_is_answered(ward: Engine, taps: int) -> None:
    desk = Desk(ward, lambda: START, ZoneInfo("Asia/Ho_Chi_Minh"))
    chat, begin = Chat(desk, "thanh-vien"), Barrier(taps)
    save = token(chat.say(SENTENCE), "Lưu")
    desk.receive([Message(chat.address, f"t{n}", START, kind="tap", tap=save) for n in range(taps)])
    with reading(ward) as session:
        waiting = session.exec(select(Incoming).where(Incoming.state == "waiting")).all()

    def answer(row: Incoming) -> None:
        begin.wait()
        desk.answer(row.id or 0, message_json.validate_json(row.message))

    with ThreadPoolExecutor(taps) as at_once:
        list(at_once.map(answer, waiting))
    told = [reply.text for reply in chat.heard()][1:]
    assert sum("Đã lưu" in text for text in told) == 1
    assert sum("đã xong rồi" in text for text in told) == taps - 1
    assert records(desk) == 1


def test_a_decided_message_loses_its_buttons_and_shows_the_choice(chat: Chat) -> None:
    chat.say(tap=token(chat.say(SENTENCE), "Lưu"))
    assert chat.changed()[0].text.endswith("✔ Lưu")
    assert chat.changed()[0].choices == ()


def test_typing_the_word_is_the_same_as_tapping(desk: Desk, chat: Chat) -> None:
    save = token(chat.say(SENTENCE), "Lưu")
    assert "Đã lưu" in chat.say("luu")[0].text
    assert "đã xong rồi" in chat.say(tap=save)[0].text
    assert records(desk) == 1


def test_a_button_below_an_older_form_of_the_draft_does_nothing(desk: Desk, chat: Chat) -> None:
    old = token(chat.say(SENTENCE), "Lưu")
    corrected = chat.say("65 phần thôi")
    assert "Đã lưu" not in chat.say(tap=old)[0].text
    assert records(desk) == 0
    assert "Đã lưu" in chat.say(tap=token(corrected, "Lưu"))[0].text


def test_nobody_taps_for_somebody_else(desk: Desk, chat: Chat) -> None:
    save = token(chat.say(SENTENCE), "Lưu")
    other = Chat(desk, "thu-ky")
    assert "Đã lưu" not in other.say(tap=save)[0].text
    assert records(desk) == 0


def test_an_unknown_button_is_answered_kindly(chat: Chat) -> None:
    assert "không còn dùng được" in chat.say(tap="no-such-token")[0].text


def test_undo_takes_the_record_out_once(chat: Chat) -> None:
    saved = chat.say(tap=token(chat.say(SENTENCE), "Lưu"))
    undo = token(saved, "Hoàn tác")
    assert "đã rút #KP9-0001" in chat.say(tap=undo)[0].text
    assert "đã xong rồi" in chat.say(tap=undo)[0].text
    assert "chưa có số liệu" in chat.say("năm nay tặng bao nhiêu phần quà?")[0].text


def test_a_draft_left_for_days_expires_with_a_notice(desk: Desk, chat: Chat) -> None:
    save = token(chat.say(SENTENCE), "Lưu")
    chat.desk = Desk(desk.engine, lambda: START + timedelta(days=3), desk.zone)
    told = chat.say(tap=save)
    assert "để hai ngày chưa xong" in told[0].text
    assert records(desk) == 0


def test_every_button_of_a_message_has_its_own_unguessable_token(desk: Desk, chat: Chat) -> None:
    chat.say(SENTENCE)
    with reading(desk.engine) as session:
        tokens = session.exec(select(Button.token)).all()
    assert len(set(tokens)) == len(tokens) == 3
    assert all(1 <= len(t.encode()) <= 64 and len(t) >= 16 for t in tokens)


@pytest.fixture
def busy(chat: Chat) -> Chat:
    """Somebody who wrote down more today than a report tells at once."""
    for trees in range(1, 12):
        chat.say(f"trồng {trees} cây xanh")
        chat.say("lưu")
    return chat


def test_see_all_tells_the_whole_report_also_after_other_questions(busy: Chat) -> None:
    told = busy.say("hôm nay")
    busy.say("năm nay tặng bao nhiêu phần quà?")
    (whole,) = busy.say(tap=token(told, "Xem hết"))
    assert whole.text.count("cây xanh") == 11
    assert "nữa" not in whole.text
    assert "hôm nay" in whole.text


def test_see_all_tells_the_report_under_which_it_stands(busy: Chat) -> None:
    mine = busy.say("việc của tôi")
    busy.say("hôm nay")
    (whole,) = busy.say(tap=token(mine, "Xem hết"))
    assert whole.text.count("cây xanh") == 11
    assert whole.text.startswith("Việc ")


def test_see_all_stands_beside_the_answer_to_a_meeting(busy: Chat, desk: Desk) -> None:
    leader = Chat(desk, "truong-ban")
    leader.say(tap=token(leader.say("họp ban ngày mai lúc 19h tại nhà văn hóa"), "Lưu"))
    told = busy.say("tuần này có gì")
    assert [choice.word for choice in told[-1].choices] == ["Dự", "Vắng", "Xem hết"]
    (whole,) = busy.say(tap=token(told, "Xem hết"))
    assert whole.text.count("cây xanh") == 11
    assert [choice.word for choice in whole.choices] == ["Dự", "Vắng"]


def test_see_all_tells_the_whole_table_also_after_other_questions(chat: Chat) -> None:
    for done in (
        "tặng 2 phần quà, 2 triệu", "trồng 3 cây xanh", "tặng 4 suất ăn", "sửa 5 bóng đèn", "1 vụ hòa giải",
        "tặng 6 suất học bổng, 3 triệu", "30 người ra quân vệ sinh", "xây 1 căn nhà đại đoàn kết, 50 triệu",
        "khám bệnh cho 20 người", "tặng 2 thẻ bảo hiểm y tế", "vận động 5 triệu quỹ vì người nghèo",
        "hộ nghèo 4", "hộ cận nghèo 6", "200 hộ dân", "800 nhân khẩu",
    ):  # fmt: skip
        chat.say(done)
        chat.say("lưu")
    told = chat.say("số liệu năm nay")
    chat.say("năm nay tặng bao nhiêu phần quà?")
    (whole,) = chat.say(tap=token(told, "Xem hết"))
    assert whole.table is not None
    assert told[-1].table is not None
    assert len(whole.table.rows) > len(told[-1].table.rows)


def test_a_khu_pho_under_the_report_of_the_ward_tells_its_days(desk: Desk, busy: Chat) -> None:
    ward = Chat(desk, "phuong")
    told = ward.say("hôm nay có gì")
    (of_it,) = ward.say(tap=told[-1].choices[0].token)
    assert "cây xanh" in of_it.text
    assert busy.count
