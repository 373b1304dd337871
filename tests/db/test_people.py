"""Who is who: invitations that are kept as hashes and work once, roles and units by their days."""

import json
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session, SQLModel, select

from db import people
from db.engine import reading, writing
from db.models import Contact, Invitation, Membership, Person
from db.ward import table
from handlers import texts
from handlers.message import Address, Message, Reply
from handlers.people import join
from handlers.talk import respond
from tests.db.book import NOW, open_book

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def invited(engine: Engine) -> str:
    with writing(engine) as session:
        unit = people.find_unit(session, "Khu phố 9")
        assert unit is not None
        return people.invite(session, unit, "member", NOW)


def say(engine: Engine, chat: str, words: str, *, days: int = 0) -> list[Reply]:
    now = NOW + timedelta(days=days)
    with writing(engine) as session:
        return respond(session, Message(Address("terminal", "main", chat), words, now, text=words), now, ZONE)


def test_a_code_is_nowhere_in_the_database(ward: Engine) -> None:
    code = invited(ward)
    plain = code.replace("-", "").removeprefix("KP")
    with ward.connect() as connection:
        for table in SQLModel.metadata.sorted_tables:
            rows = json.dumps(
                [list(row) for row in connection.execute(text(f'SELECT * FROM "{table.name}"'))], default=str
            )
            assert plain not in rows.upper().replace("-", "")


def test_a_typed_code_joins_once(ward: Engine) -> None:
    code = invited(ward)
    assert say(ward, "a", code.lower().replace("-", " "))[0].text == texts.general.ask_name("Khu phố 9")
    assert say(ward, "b", code) == [Reply(texts.general.bad_code("used"))]
    with reading(ward) as session:
        invitation = session.exec(select(Invitation)).one()
        joined = session.get_one(Person, invitation.used_by)
        assert session.exec(select(Contact.chat).where(Contact.person_id == joined.id)).all() == ["a"]
        role = people.membership(session, joined.id or 0, NOW.date())
        assert role is not None
        assert role.role == "member"


def test_a_code_expires_after_a_week(ward: Engine) -> None:
    code = invited(ward)
    assert say(ward, "a", code, days=people.INVITATION_DAYS + 1) == [Reply(texts.general.bad_code("expired"))]
    assert say(ward, "a", code, days=people.INVITATION_DAYS)[0].text == texts.general.ask_name("Khu phố 9")


def test_a_code_that_was_never_given_is_unknown(ward: Engine) -> None:
    assert say(ward, "a", "KP-AAAA-BBBB") == [Reply(texts.general.bad_code("unknown"))]


@pytest.mark.parametrize(
    ("day", "names"),
    [
        (date(2022, 12, 31), ["Khu phố 1", "Khu phố 2", "Khu phố 9"]),
        (date(2023, 1, 1), ["Khu phố 1", "Khu phố 3", "Khu phố 9"]),
        (date(2014, 12, 31), []),
    ],
)
def test_the_ward_has_the_khu_pho_of_the_day(engine: Engine, day: date, names: list[str]) -> None:
    with Session(engine) as session:
        ward = open_book(session).units["PM"]
        assert [unit.name for unit in table(session, ward, [], day, day).units] == names


def test_a_period_over_a_merger_has_the_old_and_the_new(engine: Engine) -> None:
    with Session(engine) as session:
        ward = open_book(session).units["PM"]
        found = table(session, ward, [], date(2022, 6, 1), date(2023, 6, 1)).units
        assert [unit.code for unit in found] == ["KP1", "KP2", "KP3", "KP9"]


def test_a_role_holds_from_its_first_to_its_last_day(engine: Engine) -> None:
    with Session(engine) as session:
        book = open_book(session)
        person, unit = book.person.id or 0, book.units["KP9"].id or 0
        first, last = date(2020, 1, 1), date(2022, 12, 31)
        session.add(Membership(person_id=person, unit_id=unit, role="chair", since=first, until=last))
        session.flush()
        held = [
            people.membership(session, person, day) is not None
            for day in (first - timedelta(days=1), first, last, last + timedelta(days=1))
        ]
        assert held == [False, True, True, False]
        assert [role for _, role in people.members(session, unit, last)] == ["chair"]
        assert people.members(session, unit, last + timedelta(days=1)) == []


def test_people_and_units_are_found_by_key_and_by_name_in_any_case(ward: Engine) -> None:
    with reading(ward) as session:
        by_key, by_name = people.find_person(session, "THU-KY"), people.find_person(session, "lê thị thử")
        assert by_key == by_name
        assert by_key is not None
        assert people.find_person(session, "ai-do") is None
        assert people.find_unit(session, " khu  phố 9 ") == people.find_unit(session, "kp9")
        assert people.find_unit(session, "Khu phố 99") is None


def test_a_code_is_known_as_one_however_it_is_typed() -> None:
    for code in {people.new_code() for _ in range(500)}:
        for typed in (
            code,
            code.lower(),
            code.replace("-", " ").lower(),
            f"mã của tôi là {code.replace('-', ' ').lower()}",
        ):
            found = join.code_in(typed)
            assert found is not None, typed
            assert people.plain(found) == people.plain(code)
