"""The sender: what each way of failing leads to, order and priority, and what a dead process left half done."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from bot.channel import Busy, InDoubt, Moved, Offline, Refused, SendError, Unreachable
from bot.desk import Desk
from bot.sender import BACKOFF, GIVE_UP, IN_DOUBT, Sender
from db import people, post
from db.engine import reading, writing
from db.models import Button, Contact, Outgoing
from db.post import BROADCAST, REMINDER, REPLY, Chat
from handlers import keeper, outbox
from handlers.message import Attached, Reply, choices, reply_json
from handlers.records.photos import keep
from tests.far_end import BOT, FarEnd, HandClock

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass
class Post:
    """A sender with its far end, and what lies ready for it."""

    engine: Engine
    clock: HandClock
    far: FarEnd
    sender: Sender

    def put(self, text: str, *, chat: str = "a", priority: int = REPLY, attached: tuple[Attached, ...] = ()) -> int:
        """Put a reply on its way; its row."""
        with writing(self.engine) as session:
            here = Chat("far", BOT, chat)
            post.contact(session, here, self.clock())
            reply = Reply(text, attached=attached)
            number = outbox.queue(session, here, f"{chat}:{text}", reply, self.clock(), priority=priority)
            assert number is not None
            return number

    def keeper_on(self, chat: str) -> None:
        """Let the keeper have written before."""
        self.known("phuong", chat)

    def known(self, key: str, chat: str) -> None:
        """Let a person of the sample ward be reached in a chat."""
        with writing(self.engine) as session:
            person = people.find_person(session, key)
            assert person is not None
            post.contact(session, Chat("far", BOT, chat), self.clock()).person_id = person.id

    def row(self, number: int) -> Outgoing:
        with reading(self.engine) as session:
            return session.get_one(Outgoing, number)

    async def send_all(self) -> list[str]:
        """Send until nothing may be sent now; the texts that arrived."""
        before = len(self.far.sent)
        tried = -1
        while tried != self.far.tried:
            tried = self.far.tried
            self.sender.turn()
            await self.sender.finish()
        return [sent.text for sent in self.far.sent[before:]]


@pytest.fixture
def office(ward: Engine) -> Post:
    return opened(ward, FarEnd())


def opened(ward: Engine, far: FarEnd) -> Post:
    """A sender whose seconds are those of a clock that is moved by hand."""
    clock = HandClock()
    return Post(ward, clock, far, Sender(Desk(ward, clock, ZONE, "phuong"), far, clock.seconds))


def test_what_is_sent_keeps_the_messengers_name_for_it(office: Post) -> None:
    number = office.put("chào")
    assert asyncio.run(office.send_all()) == ["chào"]
    assert (office.row(number).state, office.row(number).message_id) == ("sent", "m1")
    assert asyncio.run(office.send_all()) == []


def test_replies_go_before_reminders_before_broadcasts_and_in_order_within_a_chat(office: Post) -> None:
    for text, chat, priority in (
        ("to all", "a", BROADCAST), ("reminder", "a", REMINDER), ("one", "b", REPLY), ("two", "b", REPLY),
        ("three", "a", REPLY),
    ):  # fmt: skip
        office.put(text, chat=chat, priority=priority)
    assert asyncio.run(office.send_all()) == ["one", "three", "two", "reminder", "to all"]  # a chat after the other


def test_when_asked_to_wait_it_waits_that_long_and_sends_once(office: Post) -> None:
    number = office.put("chào")
    office.far.fails = [Busy(17)]
    assert asyncio.run(office.send_all()) == []
    assert office.row(number).state == "waiting"
    office.clock.move(seconds=16)
    assert asyncio.run(office.send_all()) == []
    office.clock.move(seconds=1)
    assert asyncio.run(office.send_all()) == ["chào"]
    assert office.far.tried == 2


def test_when_several_chats_are_asked_to_wait_at_once_all_wait(office: Post) -> None:
    for chat in "abc":
        office.put("chào", chat=chat)
    office.far.fails = [Busy(9), Busy(9), Busy(9)]
    assert asyncio.run(office.send_all()) == []
    office.put("chào", chat="d")
    assert asyncio.run(office.send_all()) == []
    office.clock.move(seconds=9)
    assert len(asyncio.run(office.send_all())) == 4


def test_one_chat_that_has_to_wait_holds_up_no_other(office: Post) -> None:
    office.put("first", chat="a")
    office.put("second", chat="b")
    office.far.fails = [Busy(60)]
    assert asyncio.run(office.send_all()) == ["second"]


def test_while_a_reply_waits_the_next_one_of_the_same_chat_does_not_overtake_it(office: Post) -> None:
    office.put("first")
    office.put("second")
    office.far.fails = [Busy(5)]
    assert asyncio.run(office.send_all()) == []
    office.clock.move(seconds=5)
    assert asyncio.run(office.send_all()) == ["first", "second"]


def test_offline_tries_again_and_waits_longer_each_time(office: Post) -> None:
    office.put("chào")
    office.far.fails = [Offline("connection refused") for _ in range(20)]
    waited = []
    for _ in range(20):
        tried, seconds = office.far.tried, 0
        while office.far.tried == tried:
            asyncio.run(office.send_all())
            office.clock.move(seconds=1)
            seconds += 1
        waited.append(seconds)
    assert waited[3:10] == sorted(waited[3:10])
    assert max(waited) <= 46  # so an outage of any length is over within a minute
    office.clock.move(minutes=1)
    assert asyncio.run(office.send_all()) == ["chào"]


def test_an_outage_is_told_once_and_its_end_once(office: Post, caplog: pytest.LogCaptureFixture) -> None:
    for chat in "abcdefgh":
        office.put("chào", chat=chat)
    office.far.fails = [Offline("Bad Gateway") for _ in range(30)]
    for _ in range(40):
        asyncio.run(office.send_all())
        office.clock.move(seconds=30)
    assert sorted(sent.chat for sent in office.far.sent) == list("abcdefgh")
    told = [record.message for record in caplog.records if "reach" in record.message]
    assert [("out of reach" in line, "in reach again" in line) for line in told] == [(True, False), (False, True)]
    assert "Bad Gateway" in told[0]


def test_while_the_messenger_is_out_of_reach_it_is_asked_by_one_message_at_a_time(office: Post) -> None:
    for number in range(30):
        office.put("chào", chat=f"c{number}")
    office.far.fails = [Offline("Bad Gateway") for _ in range(1000)]
    asyncio.run(office.send_all())
    first = office.far.tried
    for _ in range(20):
        office.clock.move(seconds=30)
        before = office.far.tried
        asyncio.run(office.send_all())
        assert office.far.tried == before + 1
    assert first == 30
    office.far.fails = []
    office.clock.move(seconds=60)
    assert len(asyncio.run(office.send_all())) == 30


def test_a_message_that_alone_cannot_be_delivered_is_given_up_and_the_keeper_told(office: Post) -> None:
    number = office.put("hỏng", chat="a")
    with writing(office.engine) as session:
        session.get_one(Outgoing, number).tries = GIVE_UP - 1
    office.keeper_on("k")
    office.far.fails = [Offline("Internal Server Error")]
    asyncio.run(office.send_all())
    assert office.row(number).state == "failed"
    assert "python -m bot undelivered" in office.far.sent[-1].text
    assert office.far.sent[-1].chat == "k"


def test_an_address_that_blocked_the_bot_is_marked_and_not_tried_again(office: Post) -> None:
    number = office.put("chào")
    office.far.fails = [Unreachable("bot was blocked by the user")]
    assert asyncio.run(office.send_all()) == []
    assert office.row(number).state == "failed"
    with reading(office.engine) as session:
        assert session.exec(select(Contact.unreachable)).one() == "bot was blocked by the user"


def test_the_chair_is_told_once_of_a_member_who_can_no_longer_be_reached(office: Post) -> None:
    office.known("thu-ky", "a")
    office.known("truong-ban", "chair")
    office.put("một")
    office.put("hai")
    office.far.fails = [Unreachable("bot was blocked by the user"), Unreachable("bot was blocked by the user")]
    (told,) = asyncio.run(office.send_all())
    assert office.far.sent[-1].chat == "chair"
    assert "chị Lê Thị Thử" in told


def test_what_the_messenger_will_never_accept_is_kept_with_the_reason(office: Post) -> None:
    number = office.put("chào")
    office.far.fails = [Refused("message is too long")]
    asyncio.run(office.send_all())
    assert (office.row(number).state, office.row(number).error) == ("failed", "message is too long")


def test_a_reply_in_doubt_is_sent_again(office: Post) -> None:
    office.put("chào")
    office.far.fails = [InDoubt("timed out")]
    assert asyncio.run(office.send_all()) == []
    office.clock.move(seconds=BACKOFF[0])
    assert asyncio.run(office.send_all()) == ["chào"]


def test_a_reply_is_not_in_doubt_for_ever(office: Post) -> None:
    office.keeper_on("k")
    number = office.put("chào")
    for _ in range(20):
        office.far.fails = [InDoubt("timed out")] if office.row(number).state == "waiting" else []
        asyncio.run(office.send_all())
        office.clock.move(hours=1)
    assert (office.row(number).state, office.row(number).tries) == ("doubt", IN_DOUBT)
    assert office.far.sent[-1].chat == "k"


@pytest.mark.parametrize("priority", [REMINDER, BROADCAST])
def test_a_reminder_in_doubt_is_never_sent_again(office: Post, priority: int) -> None:
    number = office.put("họp ban", priority=priority)
    office.far.fails = [InDoubt("timed out")]
    asyncio.run(office.send_all())
    office.clock.move(days=1)
    assert asyncio.run(office.send_all()) == []
    assert office.row(number).state == "doubt"


def test_a_group_that_moved_is_followed_with_all_that_waits_for_it(office: Post) -> None:
    first, second = office.put("first", chat="-1"), office.put("second", chat="-1")
    office.far.fails = [Moved("-1001")]
    assert asyncio.run(office.send_all()) == ["first", "second"]
    assert {sent.chat for sent in office.far.sent} == {"-1001"}
    assert [office.row(number).chat for number in (first, second)] == ["-1001", "-1001"]
    with reading(office.engine) as session:
        assert session.exec(select(Contact.chat)).all() == ["-1001"]


def test_a_group_that_wrote_under_its_new_number_before_is_followed_too(office: Post) -> None:
    office.put("old", chat="-1")
    office.put("new", chat="-1001")
    office.far.fails = [Moved("-1001")]
    assert sorted(asyncio.run(office.send_all())) == ["new", "old"]
    assert {sent.chat for sent in office.far.sent} == {"-1001"}


def test_a_choice_is_shown_in_place_of_the_message_it_was_made_under(office: Post) -> None:
    number = office.put("đúng không ạ?")
    asyncio.run(office.send_all())
    with writing(office.engine) as session:
        outbox.close(session, session.get_one(Outgoing, number), "Lưu", office.clock())
    asyncio.run(office.send_all())
    assert office.far.sent[-1].text == "đúng không ạ?\n✔ Lưu"
    assert office.far.sent[-1].replaces == "m1"


def test_the_edit_of_a_message_that_was_never_sent_is_given_up(office: Post) -> None:
    number = office.put("đúng không ạ?")
    office.far.fails = [Refused("message is too long")]
    with writing(office.engine) as session:
        outbox.close(session, session.get_one(Outgoing, number), "Lưu", office.clock())
    assert asyncio.run(office.send_all()) == []
    assert office.row(number + 1).state == "failed"


def test_a_file_goes_with_its_bytes(office: Post) -> None:
    with writing(office.engine) as session:
        sha256 = keep(session, b"a,b", "text/csv", "so-lieu.csv", office.clock())
    office.put("bảng", attached=(Attached(sha256, "so-lieu.csv", "text/csv"),))
    asyncio.run(office.send_all())
    assert office.far.sent[-1].files == ("so-lieu.csv",)


def test_the_buttons_of_a_message_to_many_are_made_when_it_is_sent_and_once(office: Post) -> None:
    with writing(office.engine) as session:
        reply = outbox.unarmed(Reply("mời họp", choices("Dự", "Vắng"), about="meeting:5:1"))
        post.post(session, Chat("far", BOT, "a"), "reminder", reply, office.clock(), priority=REMINDER)
    office.far.fails = [Busy(5)]
    asyncio.run(office.send_all())
    with reading(office.engine) as session:
        made = {button.token: (button.word, button.about) for button in session.exec(select(Button))}
    assert sorted(made.values()) == [("Dự", "meeting:5:1"), ("Vắng", "meeting:5:1")]
    office.clock.move(seconds=5)
    assert asyncio.run(office.send_all()) == ["mời họp"]
    with reading(office.engine) as session:
        shown = reply_json.validate_json(session.exec(select(Outgoing.reply)).one())
        assert {c.token for c in shown.choices} == set(made) == set(session.exec(select(Button.token)))


async def run_until(office: Post, done: Callable[[], Awaitable[None]]) -> None:
    running = asyncio.create_task(office.sender.run())
    await done()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


def test_after_a_crash_replies_go_again_and_reminders_stay_in_doubt(office: Post) -> None:
    reply, reminder = office.put("trả lời"), office.put("họp ban", priority=REMINDER)
    with writing(office.engine) as session:
        for row in session.exec(select(Outgoing)).all():
            row.state = "sending"
    last = office.put("sau đó", priority=BROADCAST)
    asyncio.run(run_until(office, lambda: office.far.until(lambda sent: len(sent) == 2)))
    assert [sent.text for sent in office.far.sent] == ["trả lời", "sau đó"]
    assert [office.row(n).state for n in (reply, reminder)] == ["sent", "doubt"]
    assert office.row(last).tries == 1


@pytest.mark.parametrize("failure", [Busy(1), Offline("x"), Refused("x"), Unreachable("x"), InDoubt("x"), Moved("b")])
def test_no_failure_leaves_a_message_half_sent(office: Post, failure: SendError) -> None:
    number = office.put("chào")
    office.far.fails = [failure]
    asyncio.run(office.send_all())
    assert office.row(number).state != "sending"


def test_a_message_that_cannot_be_made_stops_only_itself(office: Post) -> None:
    lost = office.put("bảng", attached=(Attached("0" * 64, "so-lieu.csv", "text/csv"),))
    office.put("chào", chat="b")
    for _ in BACKOFF:
        asyncio.run(office.send_all())
        office.clock.move(minutes=20)
    assert [sent.text for sent in office.far.sent] == ["chào"]
    assert office.row(lost).state == "doubt"


def test_a_warning_to_the_keeper_is_sent_again_after_a_crash_and_when_its_answer_is_lost(office: Post) -> None:
    office.keeper_on("a")
    with writing(office.engine) as session:
        keeper.tell(session, "phuong", "failed:7", "tin số 7", office.clock())
        for row in session.exec(select(Outgoing)).all():
            row.state = "sending"
    office.far.fails = [InDoubt("the answer was lost")]
    office.sender.take_over()
    asyncio.run(office.send_all())
    office.clock.move(minutes=1)
    assert asyncio.run(office.send_all()) == ["tin số 7"]


class Stumbling(HandClock):
    """A clock that cannot be read some times."""

    stumbles = 0

    def __call__(self) -> datetime:
        self.stumbles -= 1
        if self.stumbles >= 0:
            raise OSError("database is locked")
        return super().__call__()


def test_a_failure_of_our_own_does_not_end_the_sending(ward: Engine) -> None:
    far, clock = FarEnd(), Stumbling()
    office = Post(ward, clock, far, Sender(Desk(ward, clock, ZONE), far))
    office.put("chào")
    clock.stumbles = 1
    asyncio.run(run_until(office, lambda: far.until(lambda sent: len(sent) == 1)))
    assert far.sent[0].text == "chào"
