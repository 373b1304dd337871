"""One person on several messengers: a code from one, typed in the other, makes both theirs."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session, col, select

from bot.desk import Desk
from db import post
from db.addresses import ALL_TRIES, TRIES, VALID
from db.engine import reading, writing
from db.models import Contact, LinkCode, Outgoing, Person, Record
from db.post import Chat
from handlers.message import Address, Message, reply_json
from tests import fresh
from tests.far_end import HandClock

START = datetime(2026, 11, 21, 1, tzinfo=UTC)


class Phones:
    """Everybody's chats on every messenger."""

    def __init__(self) -> None:
        self.engine = fresh.ward()
        self.clock = HandClock(START)
        self.desk = Desk(self.engine, self.clock, ZoneInfo("Asia/Ho_Chi_Minh"))
        self.count = 0
        with writing(self.engine) as session:
            self._own(session, "telegram", "7", "truong-ban")
            self._own(session, "telegram", "8", "thu-ky")

    def _own(self, session: Session, channel: str, chat: str, key: str) -> None:
        person = session.exec(select(Person).where(Person.key == key)).one()
        session.add(Contact(channel=channel, bot="main", chat=chat, person_id=person.id, used_at=START))

    def say(self, channel: str, chat: str, text: str) -> str:
        """Write something; what came back in this chat."""
        self.count += 1
        before = self.told(channel, chat)
        self.desk.receive([Message(Address(channel, "main", chat), f"m{self.count}", self.clock(), text)])
        for waiting in self.desk.waiting():
            while (found := self.desk.next_message(waiting)) is not None:
                self.desk.answer(*found)
        return self.told(channel, chat)[len(before) :]

    def told(self, channel: str, chat: str) -> str:
        """All that the bot has said in a chat."""
        with reading(self.engine) as session:
            asked = (
                select(Outgoing).where(Outgoing.channel == channel, Outgoing.chat == chat).order_by(col(Outgoing.id))
            )
            return "\n".join(reply_json.validate_json(one.reply).text for one in session.exec(asked).all())

    def code(self, chat: str = "7") -> str:
        """A fresh code of the person behind this chat on Telegram."""
        found = re.search(r"LIENKET (\d{6})", self.say("telegram", chat, "liên kết"))
        assert found
        return found[1]

    def owner(self, channel: str, chat: str) -> str | None:
        """Whose chat this is."""
        with reading(self.engine) as session:
            contact = post.find_contact(session, Chat(channel, "main", chat))
            person = session.get(Person, contact.person_id) if contact and contact.person_id else None
            return person.key if person else None

    def reached(self, key: str) -> str | None:
        """The messenger on which somebody would be reminded now."""
        with reading(self.engine) as session:
            person = session.exec(select(Person).where(Person.key == key)).one()
            contact = post.reach(session, person.id or 0)
            return contact.channel if contact else None


@pytest.fixture
def phones() -> Iterator[Phones]:
    made = Phones()
    yield made
    made.engine.dispose()


@pytest.mark.parametrize("write", ["LIENKET {}", "lienket {}", "Liên kết {}", "liên kết {}."])
def test_a_code_from_telegram_typed_on_zalo_makes_both_one_person(phones: Phones, write: str) -> None:
    assert "em chào" in phones.say("zalo", "z7", write.format(phones.code())).lower()
    assert phones.owner("zalo", "z7") == "truong-ban"
    assert "Em vừa nối thêm Zalo" in phones.told("telegram", "7")
    phones.say("zalo", "z7", "sáng nay tặng 70 phần quà cho hộ nghèo")
    phones.say("zalo", "z7", "lưu")
    with reading(phones.engine) as session:
        record = session.exec(select(Record)).one()
        assert session.get_one(Person, record.person_id).key == "truong-ban"


def test_a_code_works_in_the_other_direction_too(phones: Phones) -> None:
    phones.say("zalo", "z7", f"LIENKET {phones.code()}")
    found = re.search(r"LIENKET (\d{6})", phones.say("zalo", "z7", "nối telegram"))
    assert found
    phones.say("web", "w1", f"LIENKET {found[1]}")
    assert phones.owner("web", "w1") == "truong-ban"


def test_a_code_is_good_once_and_for_a_quarter_of_an_hour(phones: Phones) -> None:
    code = phones.code()
    phones.say("zalo", "z7", f"LIENKET {code}")
    assert "chưa thấy mã" in phones.say("zalo", "z8", f"LIENKET {code}")
    late = phones.code()
    phones.clock.at += VALID + timedelta(seconds=1)
    assert "quá 15 phút" in phones.say("zalo", "z8", f"LIENKET {late}")
    assert phones.owner("zalo", "z8") is None


def test_a_new_code_makes_the_older_one_void(phones: Phones) -> None:
    old, new = phones.code(), phones.code()
    assert "chưa thấy mã" in phones.say("zalo", "z8", f"LIENKET {old}") or old == new
    assert "em chào" in phones.say("zalo", "z8", f"LIENKET {new}").lower()


def _wrong(phones: Phones, code: str) -> Callable[[str], str]:
    other = f"{(int(code) + 1) % 10**6:06}"
    return lambda chat: phones.say("zalo", chat, f"LIENKET {other}")


def test_nobody_may_guess_for_long(phones: Phones) -> None:
    code = phones.code()
    guess = _wrong(phones, code)
    for _ in range(TRIES):
        assert "chưa thấy mã" in guess("z9")
    assert "nhiều lần quá" in phones.say("zalo", "z9", f"LIENKET {code}")
    assert phones.owner("zalo", "z9") is None
    phones.clock.at += VALID + timedelta(seconds=1)
    assert "em chào" in phones.say("zalo", "z9", f"LIENKET {phones.code()}").lower()


def test_many_cannot_guess_together(phones: Phones) -> None:
    code = phones.code()
    guess = _wrong(phones, code)
    for number in range(ALL_TRIES):
        guess(f"z{number}")
    assert "nhiều lần quá" in phones.say("zalo", "new", f"LIENKET {code}")


def test_only_the_hash_of_a_code_is_kept(phones: Phones) -> None:
    code = phones.code()
    with reading(phones.engine) as session:
        kept = session.exec(select(LinkCode)).one()
        assert code not in kept.code_hash


def test_a_chat_that_belongs_to_somebody_is_not_taken_over(phones: Phones) -> None:
    assert "bỏ liên kết" in phones.say("telegram", "8", f"LIENKET {phones.code()}")
    assert phones.owner("telegram", "8") == "thu-ky"


def test_reminders_go_where_the_person_prefers_as_long_as_it_works(phones: Phones) -> None:
    phones.clock.at += timedelta(minutes=1)
    phones.say("zalo", "z7", f"LIENKET {phones.code()}")
    assert phones.reached("truong-ban") == "zalo"  # the one last used
    assert "qua Telegram" in phones.say("zalo", "z7", "nhắn tôi qua telegram")
    phones.clock.at += timedelta(minutes=1)
    phones.say("zalo", "z7", "chào em")
    assert phones.reached("truong-ban") == "telegram"
    with writing(phones.engine) as session:
        post.mark_unreachable(session, Chat("telegram", "main", "7"), "blocked")
    assert phones.reached("truong-ban") == "zalo"
    listed = phones.say("zalo", "z7", "địa chỉ của tôi")
    assert "Telegram, em chưa gửi tới được" in listed
    assert "Zalo (đang nhắn ở đây), em nhắc họp qua đây" in listed


def test_who_prefers_a_messenger_not_linked_yet_is_told_how(phones: Phones) -> None:
    assert "liên kết" in phones.say("telegram", "7", "nhắn tôi qua zalo")
    assert phones.reached("truong-ban") == "telegram"


def test_a_chat_is_unlinked_after_a_question(phones: Phones) -> None:
    phones.say("zalo", "z7", f"LIENKET {phones.code()}")
    assert "vẫn gặp em qua Telegram" in phones.say("zalo", "z7", "bỏ liên kết")
    phones.say("zalo", "z7", "thôi")
    assert phones.owner("zalo", "z7") == "truong-ban"
    phones.say("zalo", "z7", "bỏ liên kết")
    assert "vẫn còn trong sổ" in phones.say("zalo", "z7", "bỏ liên kết")
    assert phones.owner("zalo", "z7") is None
    assert "mã mời" in phones.say("zalo", "z7", "năm nay tặng bao nhiêu phần quà?")
    assert "chỗ duy nhất" in phones.say("telegram", "7", "bỏ liên kết")


def test_a_draft_begun_on_telegram_is_offered_once_on_zalo_and_finished_there(phones: Phones) -> None:
    phones.say("telegram", "7", "chào em")
    phones.say("zalo", "z7", f"LIENKET {phones.code()}")
    phones.say("telegram", "7", "sáng nay tặng 70 phần quà cho hộ nghèo")
    assert "Bên Telegram còn việc đang ghi dở: 70 phần quà" in phones.say("zalo", "z7", "chào em")
    assert "ghi dở" not in phones.say("zalo", "z7", "chào em")
    assert "70 phần quà" in phones.say("zalo", "z7", "ghi tiếp ở đây")
    assert "#KP9-0001" in phones.say("zalo", "z7", "lưu")
    assert "ghi dở" not in phones.say("telegram", "7", "chào em")


def test_what_is_done_meanwhile_cannot_be_gone_on_with(phones: Phones) -> None:
    phones.say("zalo", "z7", f"LIENKET {phones.code()}")
    phones.say("telegram", "7", "sáng nay tặng 70 phần quà cho hộ nghèo")
    phones.say("zalo", "z7", "chào em")
    phones.say("telegram", "7", "lưu")
    assert "đã xong hoặc đã bỏ" in phones.say("zalo", "z7", "Ghi tiếp ở đây")
    with reading(phones.engine) as session:
        assert len(session.exec(select(Record)).all()) == 1


def test_nobody_goes_on_with_anothers_draft(phones: Phones) -> None:
    phones.say("telegram", "7", "sáng nay tặng 70 phần quà cho hộ nghèo")
    assert "ghi dở" not in phones.say("telegram", "8", "chào em")
    assert "70" not in phones.say("telegram", "8", "ghi tiếp")
