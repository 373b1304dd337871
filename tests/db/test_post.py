"""The letterbox: what came is kept once, what goes out keeps its order, a button works once."""

import sqlite3
from datetime import timedelta
from importlib import import_module
from pathlib import Path

from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Engine, text
from sqlmodel import Session, select

from db import post
from db.engine import connect, reading, writing
from db.models import Button, Contact, File, Incoming, Outgoing, Pending, Person
from db.post import Chat
from handlers import outbox
from handlers.message import Reply, choices
from tests import fresh
from tests.db.book import NOW

HERE, THERE = Chat("telegram", "main", "1"), Chat("telegram", "main", "2")


def row(message_id: str, chat: Chat = HERE) -> dict[str, object]:
    return {
        "channel": chat.channel, "bot": chat.bot, "chat": chat.chat, "message_id": message_id, "at": NOW,
        "message": "{}", "state": "waiting", "tries": 0,
    }  # fmt: skip


def test_what_is_handed_over_again_is_not_new(engine: Engine) -> None:
    with writing(engine) as session:
        assert post.insert_new(session, Incoming, [row("a"), row("b")]) == 2
        assert post.insert_new(session, Incoming, [row("b"), row("c"), row("a", THERE)]) == 2
        assert post.insert_new(session, Incoming, []) == 0
        assert len(session.exec(select(Incoming)).all()) == 4


def test_messages_of_a_chat_come_in_the_order_in_which_they_were_handed_over(engine: Engine) -> None:
    with writing(engine) as session:
        post.insert_new(session, Incoming, [row("z", THERE), row("b"), row("a")])
        assert post.waiting_chats(session) == [THERE, HERE]
        first = post.next_waiting(session, HERE)
        assert first is not None
        assert first.message_id == "b"
        first.state = "done"
        second = post.next_waiting(session, HERE)
        assert second is not None
        assert second.message_id == "a"


def reached(session: Session, *contacts: Contact) -> str | None:
    person = Person(key="an", name="An")
    session.add(person)
    session.flush()
    for contact in contacts:
        contact.person_id = person.id
    session.add_all(contacts)
    session.flush()
    found = post.reach(session, person.id or 0)
    return found.chat if found else None


def address(chat: str, hours: int, *, unreachable: str | None = None, group: bool = False) -> Contact:
    used = NOW + timedelta(hours=hours)
    return Contact(channel="web", bot="main", chat=chat, used_at=used, unreachable=unreachable, group=group)


def test_a_person_is_written_to_where_they_last_wrote(engine: Engine) -> None:
    with Session(engine) as session:
        assert reached(session, address("old", 1), address("new", 3), address("middle", 2)) == "new"


def test_a_blocked_address_and_a_group_are_not_written_to(engine: Engine) -> None:
    with Session(engine) as session:
        blocked, group = (
            address("blocked", 3, unreachable="bot was blocked by the user"),
            address("group", 4, group=True),
        )
        assert reached(session, address("old", 1), blocked, group) == "old"


def test_a_person_without_an_address_is_reached_nowhere(engine: Engine) -> None:
    with Session(engine) as session:
        assert reached(session) is None


def test_a_message_from_a_blocked_address_shows_that_it_works_again(engine: Engine) -> None:
    with Session(engine) as session:
        contact = post.contact(session, HERE, NOW)
        contact.unreachable = "bot was blocked by the user"
        assert post.contact(session, HERE, NOW + timedelta(days=1)).unreachable is None
        assert session.exec(select(Contact)).one().used_at == NOW + timedelta(days=1)
        post.contact(session, HERE, NOW + timedelta(days=1, seconds=59))  # known to a minute
        assert session.exec(select(Contact)).one().used_at == NOW + timedelta(days=1)
        post.contact(session, HERE, NOW + timedelta(days=1, seconds=60))
        assert session.exec(select(Contact)).one().used_at == NOW + timedelta(days=1, minutes=1)


def test_one_decision_is_sent_on_its_way_once(engine: Engine) -> None:
    with Session(engine) as session:
        assert post.post(session, HERE, "reply:1:0", "{}", NOW) is not None
        assert post.post(session, HERE, "reply:1:0", "{}", NOW) is None


def test_closing_a_message_closes_all_its_buttons(engine: Engine) -> None:
    with Session(engine) as session:
        sent = session.get_one(Outgoing, post.post(session, HERE, "a", "{}", NOW))
        for place, word in ((1, "Bỏ"), (0, "Lưu")):
            button = Button(token=post.new_token(), outgoing_id=sent.id or 0, word=word, place=place)
            button.channel, button.bot, button.chat = HERE.channel, HERE.bot, HERE.chat
            session.add(button)
        session.flush()
        assert [button.word for button in post.buttons(session, sent)] == ["Lưu", "Bỏ"]
        assert [button.word for button in post.last_buttons(session, HERE)] == ["Lưu", "Bỏ"]
        post.close_buttons(session, sent, NOW)
        assert post.buttons(session, sent) == []
        assert post.last_buttons(session, HERE) == []


def test_tokens_fit_a_button_and_do_not_repeat() -> None:
    tokens = {post.new_token() for _ in range(1000)}
    assert len(tokens) == 1000
    assert {len(token) for token in tokens} == {16}


def test_a_file_is_kept_once(engine: Engine) -> None:
    with writing(engine) as session:
        post.store_file(session, "ab", b"first", "image/png", "a.png", NOW)
        post.store_file(session, "ab", b"again", "image/png", "b.png", NOW)
    with reading(engine) as session:
        assert session.exec(select(File.content)).all() == [b"first"]


def test_a_row_keeps_the_instant_to_the_microsecond(engine: Engine) -> None:
    at = NOW + timedelta(microseconds=123_457)
    with writing(engine) as session:
        post.post(session, HERE, "a", "{}", at)
    with reading(engine) as session:
        assert session.exec(select(Outgoing.at)).one() == at


def test_the_number_of_a_draft_is_never_used_again(engine: Engine) -> None:
    def draft() -> Pending:
        return Pending(channel="web", bot="main", chat="1", conversation="ghi", known="{}", expires=NOW)

    with Session(engine) as session:
        first, second = draft(), draft()
        session.add(first)
        session.flush()
        number = first.id
        session.delete(first)
        session.flush()
        session.add(second)
        session.flush()
        assert second.id != number


def test_finding_the_open_buttons_of_a_chat_costs_the_same_however_much_was_sent_there() -> None:
    """Counted in steps of SQLite's machine, which no other load of this one changes."""
    engine = fresh.empty()
    steps = [0, 0]
    for round_, more in enumerate((5, 500)):
        with writing(engine) as session:
            for number in range(more):
                sent = outbox.queue(session, HERE, f"{round_}:{number}", Reply("Đúng không ạ?", choices("Lưu")), NOW)
                post.close_buttons(session, session.get_one(Outgoing, sent), NOW)
            driver = session.connection().connection.driver_connection
            assert isinstance(driver, sqlite3.Connection)

            def step(at: int = round_) -> None:
                steps[at] += 1

            driver.set_progress_handler(step, 1)
            assert post.last_buttons(session, HERE) == []
            assert post.open_abouts(session, HERE, "draft:") == []
            driver.set_progress_handler(None, 1)
    assert 0 < steps[1] <= steps[0] + 5


def test_a_database_from_before_knows_the_chat_of_its_open_buttons(tmp_path: Path) -> None:
    file = tmp_path / "khupho.db"
    engine = fresh.empty(f"sqlite:///{file}")
    with writing(engine) as session:
        outbox.queue(session, HERE, "a", Reply("Đúng không ạ?", choices("Lưu", "Bỏ"), about="draft:1:1"), NOW)
        with Operations.context(MigrationContext.configure(session.connection())):
            for version in ("0011_figure_value", "0010_open_buttons"):
                import_module(f"db.migrations.versions.{version}").downgrade()
        session.connection().execute(text("UPDATE alembic_version SET version_num = '0009'"))
    engine.dispose()
    with Session(connect(f"sqlite:///{file}")) as session:
        assert {button.word for button in post.last_buttons(session, HERE)} == {"Lưu", "Bỏ"}
        assert len(post.open_abouts(session, HERE, "draft:")) == 1
