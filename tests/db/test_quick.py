"""The quick way to the database gives what SQLAlchemy's own way gives, on both databases."""

import gc
import weakref
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Engine, bindparam, delete, inspect, text, update
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col, func, select

from db import quick
from db.engine import reading, writing
from db.models import Contact, Entry, Membership, Outgoing, Person, Record, Unit
from db.quick import Prepared
from db.remembered import Subject

NOW = datetime(2026, 11, 21, 1, 2, 3, 456_789, UTC)
DAY = date(2026, 11, 20)
UNITS = Prepared(select(Unit).order_by(col(Unit.id)))
NAMED = Prepared(select(Person).where(col(Person.key) == bindparam("key")))
ROLES = Prepared(
    select(Person, col(Membership.role), col(Membership.since))
    .join(Membership)
    .where(col(Membership.since) <= bindparam("day"), col(Membership.until).is_(None))
    .order_by(col(Membership.id))
)
AMONG = Prepared(
    select(Person.key)
    .where(col(Person.id).in_(bindparam("ids", expanding=True)), col(Person.name) != bindparam("not_named"))
    .order_by(col(Person.id))
)
OF_KINDS = Prepared(
    select(Unit.name).where(col(Unit.kind).in_(("phuong", "to")), col(Unit.id).in_(bindparam("ids", expanding=True)))
)
REMEMBERED = Prepared(
    select(Person.key)
    .where(col(Person.key).in_(bindparam("keys", expanding=True)))
    .where(col(Person.id).in_(select(Membership.person_id))),
    remembered=True,
)
COUNTED = Prepared(select(func.count()).select_from(Unit))


def _contact(session: Session) -> Contact:
    return quick.insert_one(session, Contact, channel="web", bot="main", chat="1", used_at=NOW)


def test_gives_whole_rows_equal_to_those_of_the_session(ward: Engine) -> None:
    with reading(ward) as session:
        quickly = [unit.model_dump() for unit in UNITS.all(session)]
    with reading(ward) as session:
        assert quickly == [unit.model_dump() for unit in session.exec(select(Unit).order_by(col(Unit.id)))]
        assert COUNTED.first(session) == len(quickly) == 7


def test_gives_several_tables_and_columns_side_by_side(ward: Engine) -> None:
    with reading(ward) as session:
        found = ROLES.all(session, day=DAY)
        assert [(person.key, role, since) for person, role, since in found][:2] == [
            ("truong-ban", "chair", date(2015, 1, 1)),
            ("thu-ky", "secretary", date(2015, 1, 1)),
        ]
        assert not ROLES.all(session, day=date(2014, 12, 31))


def test_lists_may_be_of_any_length(ward: Engine) -> None:
    with reading(ward) as session:
        assert AMONG.all(session, ids=[1, 3], not_named="") == ["truong-ban", "thanh-vien"]
        assert AMONG.all(session, ids=[2], not_named="") == ["thu-ky"]
        assert AMONG.all(session, ids=[], not_named="") == []
        assert AMONG.all(session, ids=[1, 2, 3], not_named="Lê Thị Thử") == ["truong-ban", "thanh-vien"]


def test_a_list_may_also_be_a_part_of_the_question(ward: Engine) -> None:
    with reading(ward) as session:
        wards = select(Unit.name).where(Unit.kind == "phuong")
        assert OF_KINDS.all(session, ids=[1, 2, 3, 4, 5]) == session.exec(wards).all() != []


def test_lists_of_many_lengths_are_few_statements(ward: Engine) -> None:
    with reading(ward) as session:
        before = len(AMONG._compiled)
        for length in range(33, 65):
            assert len(AMONG.all(session, ids=[*range(1, 3), *range(100, 98 + length)], not_named="")) == 2
        assert len(AMONG._compiled) == before + 1


def test_a_row_is_one_object_however_it_is_asked_for(ward: Engine) -> None:
    with reading(ward) as session:
        person = NAMED.first(session, key="thu-ky")
        assert person is not None
        assert session.exec(select(Person).where(Person.key == "thu-ky")).one() is person
        assert session.get(Person, person.id) is quick.get(session, Person, person.id) is person
        assert inspect(person).persistent
        assert not session.dirty


def test_what_is_changed_is_written_and_seen_by_the_next_question(ward: Engine) -> None:
    with writing(ward) as session:
        person = NAMED.first(session, key="thu-ky")
        assert person is not None
        person.key = "thu-ky-cu"
        session.add(person)
        assert NAMED.first(session, key="thu-ky") is None
        assert NAMED.first(session, key="thu-ky-cu") is person
    with reading(ward) as session:
        assert NAMED.first(session, key="thu-ky-cu") is not None


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The questions that the database was asked."""
    told: list[object] = []
    read = Prepared._read

    def noted(self: Prepared[Any], *rest: Any) -> list[Any]:
        told.append(self)
        return read(self, *rest)

    monkeypatch.setattr(Prepared, "_read", noted)
    return told


KEYS = ["thu-ky", "truong-ban"]


def test_what_is_remembered_is_asked_once_in_a_transaction(ward: Engine, asked: list[object]) -> None:
    with writing(ward) as session:
        first = REMEMBERED.all(session, keys=KEYS)
        assert first == REMEMBERED.all(session, keys=KEYS)
        assert sorted(first) == sorted(KEYS)
        _contact(session)  # another table
        assert REMEMBERED.all(session, keys=KEYS) == first
        assert len(asked) == 1
        assert REMEMBERED.all(session, keys=KEYS[:1]) == KEYS[:1]
        assert REMEMBERED.first(session, keys=KEYS[:1]) == KEYS[0]
        assert len(asked) == 3
    with reading(ward) as session:
        REMEMBERED.all(session, keys=KEYS)
    assert len(asked) == 4


def test_what_is_foreseen_is_not_asked_until_it_may_be_another(ward: Engine, asked: list[object]) -> None:
    nobody = Prepared(select(Person).where(col(Person.key) == bindparam("key")), remembered=True)
    with writing(ward) as session:
        person = NAMED.first(session, key="thu-ky")
        assert person is not None
        asked.clear()
        nobody.foresee(session, [({"key": "thu-ky"}, [person]), ({"key": "ai-do"}, [])])
        assert nobody.first(session, key="thu-ky") is person
        assert nobody.all(session, key="thu-ky") == [person]
        assert nobody.first(session, key="ai-do") is None
        assert not asked
        assert nobody.first(session, key="truong-ban") is not None
        assert len(asked) == 1
        quick.change(session, person, key="ai-do")
        assert nobody.first(session, key="ai-do") is person


RENAMED = quick.Change(update(Person).where(col(Person.key) == bindparam("before")).values(key="x"))


@pytest.mark.parametrize(
    "write",
    [
        lambda session, person: quick.change(session, person, key="x"),
        lambda _, person: setattr(person, "key", "x"),
        lambda session, person: RENAMED.run(session, before=person.key),
        lambda session, person: session.connection().execute(
            update(Person).where(col(Person.id) == person.id).values(key="x")
        ),
        lambda session, _: session.connection().exec_driver_sql("UPDATE person SET key = 'x' WHERE key = 'thu-ky'"),
        lambda session, person: session.execute(delete(Membership).where(col(Membership.person_id) == person.id)),
    ],
    ids=["change", "object", "change made once", "core", "words", "a table within"],
)
def test_what_is_remembered_is_asked_again_when_it_may_be_another(
    ward: Engine, write: Callable[[Session, Person], object]
) -> None:
    with writing(ward) as session:
        person = NAMED.first(session, key="thu-ky")
        assert person is not None
        assert REMEMBERED.all(session, keys=["thu-ky"]) == ["thu-ky"]
        write(session, person)
        assert REMEMBERED.all(session, keys=["thu-ky"]) == []


def test_what_is_remembered_is_asked_again_after_waiting_for_another(ward: Engine, asked: list[object]) -> None:
    with writing(ward) as session:
        REMEMBERED.all(session, keys=KEYS)
        session.connection().execute(text("SELECT 1 /* FOR UPDATE */"))
        REMEMBERED.all(session, keys=KEYS)
        session.connection().execute(text("SELECT 1"))
        REMEMBERED.all(session, keys=KEYS)
    assert len(asked) == 2


def test_what_is_rolled_back_is_not_remembered(ward: Engine) -> None:
    with writing(ward) as session:
        inner = session.begin_nested()
        person = NAMED.first(session, key="thu-ky")
        assert person is not None
        quick.change(session, person, key="x")
        assert REMEMBERED.all(session, keys=["thu-ky"]) == []
        inner.rollback()
        assert REMEMBERED.all(session, keys=["thu-ky"]) == ["thu-ky"]


def test_what_has_expired_is_read_anew(ward: Engine) -> None:
    with writing(ward) as session:
        person = NAMED.first(session, key="thu-ky")
        assert person is not None
        session.connection().exec_driver_sql("UPDATE person SET title = 'bác' WHERE key = 'thu-ky'")
        session.expire_all()
        assert NAMED.first(session, key="thu-ky") is person
        assert person.title == "bác"


def test_gets_a_row_by_its_key_or_nothing(ward: Engine) -> None:
    with reading(ward) as session:
        unit = quick.get(session, Unit, 1)
        assert unit is not None
        assert unit.name == "Phường Mẫu"
        assert quick.get(session, Unit, 99) is None
        assert quick.get(session, Unit, None) is None
        assert quick.get(session, Subject, "web", "main", "1") is None


def test_an_inserted_row_has_its_key_and_what_was_not_told(ward: Engine) -> None:
    with writing(ward) as session:
        made = _contact(session)
        assert made.id is not None
        assert (made.used_at, made.person_id, made.group) == (NOW, None, False)
        made.unreachable = "blocked"  # written by the session at the end
    with reading(ward) as session:
        kept = session.exec(select(Contact)).one()
        assert (kept.used_at, kept.unreachable, kept.preferred) == (NOW, "blocked", False)


def test_exact_numbers_and_instants_come_back_as_they_went(ward: Engine) -> None:
    with writing(ward) as session:
        record = quick.insert_one(
            session, Record, number="KP9-0001", unit_id=2, day_from=DAY, day_to=DAY, text="t", person_id=1, at=NOW
        )
        entry = quick.insert_one(
            session, Entry, record_id=record.id, unit_id=2, line=1, indicator="qua", value=Decimal("12.345"),
            day_from=DAY, day_to=DAY, person_id=1, at=NOW,
        )  # fmt: skip
        number = entry.id
    with reading(ward) as session:
        entry = session.get_one(Entry, number)
        assert (entry.value, entry.value_max, entry.day_to, entry.at) == (Decimal("12.345"), None, DAY, NOW)
        assert (entry.version, entry.current, entry.voided, entry.qualifier) == (1, True, False, "exact")


def test_a_change_is_written_at_once_and_only_once(ward: Engine) -> None:
    with writing(ward) as session:
        made = _contact(session)
        quick.change(session, made, unreachable="blocked", person_id=1)
        assert not session.dirty
        assert session.connection().exec_driver_sql("SELECT unreachable FROM contact").scalar() == "blocked"
        assert (made.unreachable, made.person_id) == ("blocked", 1)


def test_what_has_no_key_but_told_ones_is_inserted_and_changed_too(ward: Engine) -> None:
    with writing(ward) as session:
        quick.insert_one(session, Subject, channel="web", bot="main", chat="1", asked="{}", at=NOW)
    with writing(ward) as session:
        subject = quick.get(session, Subject, "web", "main", "1")
        assert subject is not None
        quick.change(session, subject, asked="[]")
    with reading(ward) as session:
        assert session.exec(select(Subject.asked)).one() == "[]"


def test_a_refusal_of_the_database_is_told_as_sqlalchemy_tells_it(ward: Engine) -> None:
    with writing(ward) as session:
        _contact(session)
        with pytest.raises(DBAPIError, match=r"(?i)unique"):
            _contact(session)
        session.rollback()


def test_nothing_is_left_of_what_is_rolled_back(ward: Engine) -> None:
    with writing(ward) as session:
        _contact(session)
        session.rollback()
    with reading(ward) as session:
        assert session.exec(select(Contact)).all() == []


def test_a_foreign_key_is_kept(ward: Engine) -> None:
    with pytest.raises(DBAPIError, match=r"(?i)foreign key"), writing(ward) as session:
        quick.insert_one(
            session, Outgoing, key="k", channel="web", bot="main", chat="1", at=NOW, reply="{}", edits_id=12345
        )


def test_a_session_that_has_ended_does_not_wait_to_be_collected(ward: Engine) -> None:
    gc.collect()
    gc.disable()
    try:
        with reading(ward) as session:
            assert quick.get_one(session, Unit, 1).name
        ended = weakref.ref(session)
        del session
        assert ended() is None
    finally:
        gc.enable()
