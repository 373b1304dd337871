"""Reminders: each person once at each step, made up for after downtime, never doubled, whatever the clock does."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from db import meetings, people, post
from db.engine import connect, reading, writing
from db.models import Contact, Meeting, MeetingSeries, Membership, Outgoing, Person, Reminded
from db.post import Chat
from handlers.meetings import schedule
from jobs import reminders

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
PLACE = "Nhà văn hóa khu phố"
MEETING = datetime(2026, 12, 5, 12, 0, tzinfo=UTC)  # 19 o'clock in the committee's zone
THREE_DAYS, ONE_DAY, TWO_HOURS = (MEETING - timedelta(hours=h) for h in (72, 24, 2))
EVERYBODY = ["thanh-vien", "thu-ky", "truong-ban"]


@dataclass(frozen=True)
class Committee:
    """Khu phố 9, which meets on the fifth; everybody can be reached at a chat named like their key."""

    engine: Engine

    def set_meeting(self, now: datetime, *, day: int = 5, hour: str = "19:00") -> None:
        with writing(self.engine) as session:
            since = now.astimezone(ZONE).date()
            rule = f"FREQ=MONTHLY;BYMONTHDAY={day}"
            new = MeetingSeries(unit_id=self.unit_id(session), rule=rule, hour=hour, place=PLACE, since=since)
            schedule.put_in_force(session, new, now, ZONE)

    def unit_id(self, session: Session) -> int:
        unit = people.find_unit(session, "KP9")
        assert unit is not None
        return unit.id or 0

    def run(self, now: datetime) -> list[tuple[str, str]]:
        """What falls due at an instant: to whom, and the text."""
        with writing(self.engine) as session:
            before = set(session.exec(select(Outgoing.id)))
            count = reminders.run(session, now, ZONE).told
            new = [row for row in session.exec(select(Outgoing)) if row.id not in before]
            assert count == len(new)
            reminders_ = [row for row in new if not row.key.endswith(":summary")]
            return sorted((row.chat, json.loads(row.reply)["text"]) for row in reminders_)

    def told(self, now: datetime) -> list[str]:
        """Who is reminded at an instant."""
        return [chat for chat, _ in self.run(now)]

    def answer(self, key: str, word: str, now: datetime) -> None:
        with writing(self.engine) as session:
            meeting, person = meetings.upcoming(session, self.unit_id(session), now), people.find_person(session, key)
            assert meeting is not None
            assert person is not None
            meetings.answer(session, meeting, person, word, now)


@pytest.fixture
def committee(ward: Engine) -> Committee:
    with writing(ward) as session:
        for person in session.exec(select(Person)).all():
            if person.key in EVERYBODY:
                contact = post.contact(session, Chat("terminal", "main", person.key), MEETING - timedelta(days=40))
                contact.person_id = person.id
    committee = Committee(ward)
    committee.set_meeting(MEETING - timedelta(days=20))
    return committee


def test_each_person_is_told_once_at_each_step(committee: Committee) -> None:
    told = []
    for minutes in range(-120, 4 * 24 * 60, 120):
        told += [(minutes, chat) for chat in committee.told(THREE_DAYS + timedelta(minutes=minutes))]
    steps = [int((at - THREE_DAYS).total_seconds() // 60) for at in (THREE_DAYS, ONE_DAY, TWO_HOURS)]
    assert told == [(step, chat) for step in steps for chat in EVERYBODY]


def test_a_reminder_on_time_makes_no_excuse(committee: Committee) -> None:
    (text, *_) = {text for _, text in committee.run(THREE_DAYS + timedelta(minutes=5))}
    assert "trễ" not in text
    assert "19 giờ, thứ Bảy 05/12/2026" in text
    assert PLACE in text


def test_a_reminder_after_downtime_is_made_up_for_and_says_how_late_it_is(committee: Committee) -> None:
    found = committee.run(THREE_DAYS + timedelta(hours=13))
    assert [chat for chat, _ in found] == EVERYBODY
    assert all("đến trễ 13 giờ" in text for _, text in found)


def test_nobody_is_woken_at_night_by_what_can_wait_until_the_morning(committee: Committee) -> None:
    assert committee.run(THREE_DAYS + timedelta(hours=8)) == []  # three o'clock
    found = committee.run(THREE_DAYS + timedelta(hours=12))
    assert [chat for chat, _ in found] == EVERYBODY
    assert all("đến trễ 12 giờ" in text for _, text in found)


def test_when_several_steps_were_slept_through_only_the_later_is_told(committee: Committee) -> None:
    found = committee.run(TWO_HOURS + timedelta(minutes=30))
    assert [chat for chat, _ in found] == EVERYBODY
    assert all("đến trễ 30 phút" in text and "sắp tới giờ họp" in text for _, text in found)
    assert committee.run(TWO_HOURS + timedelta(minutes=31)) == []


def test_a_meeting_that_has_begun_is_not_announced(committee: Committee) -> None:
    assert committee.run(MEETING) == []
    assert committee.run(MEETING + timedelta(minutes=1)) == []


@pytest.mark.parametrize("back", [timedelta(minutes=5), timedelta(hours=8), timedelta(days=3)])
def test_a_clock_that_goes_back_tells_nobody_twice(committee: Committee, back: timedelta) -> None:
    assert committee.told(THREE_DAYS) == EVERYBODY
    assert committee.told(THREE_DAYS - back) == []
    assert committee.told(THREE_DAYS + timedelta(minutes=1)) == []
    assert committee.told(ONE_DAY) == EVERYBODY


def test_two_processes_on_one_database_tell_everybody_once(committee: Committee, address: str) -> None:
    other = connect(address)
    assert committee.told(THREE_DAYS) == EVERYBODY
    assert Committee(other).told(THREE_DAYS) == []
    assert Committee(other).told(TWO_HOURS) == EVERYBODY
    assert committee.told(TWO_HOURS) == []
    other.dispose()


def test_a_meeting_that_is_replaced_is_announced_anew_and_the_old_one_no_more(committee: Committee) -> None:
    assert committee.told(THREE_DAYS) == EVERYBODY
    committee.set_meeting(THREE_DAYS + timedelta(hours=1), day=6, hour="08:00")
    sooner = datetime(2026, 12, 6, 1, 0, tzinfo=UTC)
    assert committee.told(TWO_HOURS) == EVERYBODY  # three days before the new one is past: told late, of the new time
    assert committee.told(MEETING) == []
    assert committee.told(sooner - timedelta(hours=2)) == []  # six o'clock
    assert committee.told(sooner - timedelta(hours=1)) == EVERYBODY
    with reading(committee.engine) as session:
        texts = [json.loads(row.reply)["text"] for row in session.exec(select(Outgoing).order_by(col(Outgoing.id)))]
    assert all("8 giờ, Chủ nhật 06/12/2026" in text for text in texts[3:])


def test_a_reminder_still_unsent_is_not_sent_for_a_meeting_that_was_replaced(committee: Committee) -> None:
    assert committee.told(THREE_DAYS) == EVERYBODY
    committee.set_meeting(THREE_DAYS, day=6)
    with reading(committee.engine) as session:
        assert session.exec(select(Outgoing.id).where(Outgoing.state == "waiting")).first() is None


def test_a_rule_that_is_said_again_forgets_no_answer_and_reminds_nobody_again(committee: Committee) -> None:
    assert committee.told(THREE_DAYS) == EVERYBODY
    committee.answer("thu-ky", "vang", THREE_DAYS)
    committee.set_meeting(THREE_DAYS + timedelta(hours=1))
    assert committee.told(THREE_DAYS + timedelta(hours=2)) == []
    assert committee.told(TWO_HOURS) == ["thanh-vien", "truong-ban"]


def test_a_person_without_an_address_holds_nobody_up(committee: Committee) -> None:
    with writing(committee.engine) as session:
        for contact in session.exec(select(Contact).where(Contact.chat == "thu-ky")):
            contact.unreachable = "bot was blocked by the user"
    assert committee.told(THREE_DAYS) == ["thanh-vien", "truong-ban"]


def test_who_has_said_vang_is_not_reminded_two_hours_before(committee: Committee) -> None:
    committee.told(THREE_DAYS)
    committee.answer("thu-ky", "vang", THREE_DAYS + timedelta(hours=1))
    committee.answer("truong-ban", "du", THREE_DAYS + timedelta(hours=1))
    assert committee.told(TWO_HOURS) == ["thanh-vien", "truong-ban"]


def test_who_changes_their_mind_to_du_is_reminded_after_all(committee: Committee) -> None:
    committee.told(THREE_DAYS)
    committee.answer("thu-ky", "vang", THREE_DAYS + timedelta(hours=1))
    committee.answer("thu-ky", "du", THREE_DAYS + timedelta(hours=2))
    assert committee.told(TWO_HOURS) == EVERYBODY


def test_a_person_who_joins_between_the_steps_is_told_of_the_meeting(committee: Committee) -> None:
    committee.told(THREE_DAYS)
    with writing(committee.engine) as session:
        person = Person(key="moi", name="Người Mới")
        session.add(person)
        session.flush()
        unit = committee.unit_id(session)
        session.add(Membership(person_id=person.id or 0, unit_id=unit, role="member", since=date(2026, 12, 3)))
        post.contact(session, Chat("terminal", "main", "moi"), THREE_DAYS).person_id = person.id
    assert committee.told(THREE_DAYS + timedelta(days=1)) == ["moi"]


def test_other_committees_and_former_members_are_not_told(committee: Committee) -> None:
    with writing(committee.engine) as session:
        person = people.find_person(session, "thanh-vien")
        officer = people.find_person(session, "phuong")
        assert person is not None
        assert officer is not None
        post.contact(session, Chat("terminal", "main", "phuong"), THREE_DAYS).person_id = officer.id
        role = people.membership(session, person.id or 0, THREE_DAYS.date())
        assert role is not None
        role.until = THREE_DAYS.date() - timedelta(days=1)
    assert committee.told(THREE_DAYS) == ["thu-ky", "truong-ban"]


def test_the_next_reminder_is_known_beforehand(committee: Committee) -> None:
    def after(now: datetime) -> datetime | None:
        with reading(committee.engine) as session:
            return reminders.next_due(session, now, ZONE)

    committee.run(THREE_DAYS - timedelta(days=1))
    assert after(THREE_DAYS - timedelta(days=1)) == THREE_DAYS
    assert after(THREE_DAYS) == ONE_DAY
    assert after(ONE_DAY) == TWO_HOURS
    assert after(TWO_HOURS) == datetime(2027, 1, 2, 12, 0, tzinfo=UTC)


def test_nothing_is_due_without_a_meeting(ward: Engine) -> None:
    with reading(ward) as session:
        assert reminders.next_due(session, MEETING, ZONE) is None


def test_what_is_planned_ahead_is_planned_once(committee: Committee) -> None:
    for _ in range(3):
        committee.run(MEETING - timedelta(days=20))
    with reading(committee.engine) as session:
        days = [meeting.day for meeting in session.exec(select(Meeting).order_by(col(Meeting.day)))]
        assert days == [date(2026, 12, 5), date(2027, 1, 5)]  # two months
        assert session.exec(select(Reminded)).all() == []
