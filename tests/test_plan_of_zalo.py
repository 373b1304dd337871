"""The plan of a Zalo bot: a month of fifty people stays within it, all reminders sent; the fifty-first is led on."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.zalo import sending
from db import lines, people, plans
from db.engine import reading, writing
from db.models import MeetingSeries
from handlers import texts
from handlers.meetings import schedule
from handlers.message import Address, Attached, Message, Reply, Table, choices
from handlers.outbox import merged
from tests import fresh
from tests.everywhere import Everywhere, play
from tests.test_linking import Phones, phones  # noqa: F401 (the fixture)
from tests.whole import ZONE, figures

PEOPLE, MONTH = 50, 3000
BEGIN, LAST_DAY_OF_TALK = "2026-12-01T06:00", 24
ASKING = (5, 12, 19)  # days on which everybody writes twice
STEPS = ("2026-12-25T19:00", "2026-12-27T19:00", "2026-12-28T17:00")  # of a meeting on the 28th at 19:00
KEYS = [f"nguoi-{number}" for number in range(PEOPLE - 1)] + ["truong-ban"]
STUBBORN = KEYS[:10]  # who write on although they were told where to go


def plan(bot: Everywhere) -> plans.Plan:
    with reading(bot.engine) as session:
        found = plans.look(session, "zalo", "main", bot.clock())
        assert found is not None
        return found


def begin(bot: Everywhere) -> None:
    """The month begins: fifty people, a keeper on Telegram, a meeting on the 28th, a plan of which nothing is used."""
    for key in KEYS:
        bot.person(key, f"Bà {key}", "zalo")
    bot.person("phuong", "", "telegram")
    with writing(bot.engine) as session:
        lines.register(session, "zalo", "main", link="https://zalo.me/1", people=PEOPLE, per_month=MONTH)
        lines.register(session, "web", "main", link="https://kp.example.vn")
        unit = people.find_unit(session, "KP9")
        assert unit is not None
        since = bot.clock().astimezone(ZONE).date()
        rule = "FREQ=MONTHLY;BYMONTHDAY=28"
        series = MeetingSeries(unit_id=unit.id or 0, rule=rule, hour="19:00", place="Nhà văn hóa", since=since)
        schedule.put_in_force(session, series, bot.clock(), ZONE)
    bot.zalo.knobs.month_quota, bot.zalo.knobs.quota_counts = MONTH, "both"


async def write(bot: Everywhere, moment: str, says: dict[str, str]) -> None:
    """Some people write to the bot at once, and are answered if there is an answer."""
    await bot.at(moment)
    bot.zalo.month_in += len(says)
    bot.office.receive(
        [Message(Address("zalo", "main", key), f"{moment}:{key}", bot.clock(), text) for key, text in says.items()]
    )
    await bot.quiet()


async def talk(bot: Everywhere) -> None:
    """What fifty people write in a month, from its first message to the day on which the plan is nearly used up."""
    gifts = {key: f"hôm nay tặng {number} phần quà cho hộ nghèo" for number, key in enumerate(KEYS, 2)}
    await write(bot, "2026-12-01T09:00", gifts)
    await write(bot, "2026-12-01T09:30", dict.fromkeys(KEYS, "lưu"))
    for day in range(2, LAST_DAY_OF_TALK + 1):
        await write(bot, f"2026-12-{day:02}T09:00", dict.fromkeys(KEYS, "chào em"))
        if day in ASKING:
            await write(bot, f"2026-12-{day:02}T10:00", dict.fromkeys(KEYS, "năm nay tặng bao nhiêu phần quà?"))


def warnings(bot: Everywhere) -> list[str]:
    return [text for _, text in bot.arrived("phuong") if "tin của tháng" in text]


def test_a_month_of_fifty_people_stays_within_the_plan_with_all_reminders_sent(tmp_path: Path) -> None:
    async def scene(bot: Everywhere) -> None:
        begin(bot)
        await talk(bot)
        assert sum(value for _, value in figures(bot.engine)) == sum(range(2, PEOPLE + 2))
        assert 0 < plan(bot).left <= plan(bot).kept
        (warned,) = warnings(bot)
        assert "trên 3.000 tin của tháng" in warned
        for step in STEPS:
            await write(bot, f"{step[:10]}T09:00", dict.fromkeys(STUBBORN, "còn năm ngoái?"))
            await bot.at(step)
            await bot.quiet()
        for key in KEYS:
            told = [text for _, text in bot.arrived(key) if not text.startswith("Trước giờ họp")]  # that is the roll
            assert sum("19 giờ, thứ Hai 28/12" in text for text in told) == len(STEPS), key
            assert sum("https://kp.example.vn/noi/" in text for text in told) == 1, key  # where to go on, once
        assert plan(bot).left >= 0
        assert plan(bot).used == len(bot.zalo.sent) + bot.zalo.month_in
        assert len(warnings(bot)) == 1
        await the_next_month(bot)

    play(tmp_path, BEGIN, scene)


async def the_next_month(bot: Everywhere) -> None:
    """Everybody is answered again."""
    bot.zalo.sent.clear()
    bot.zalo.month_in = 0
    await write(bot, "2027-01-02T09:00", dict.fromkeys(KEYS, "chào em"))
    assert all(len(bot.arrived(key)) == 1 for key in KEYS)
    assert plan(bot).used == 2 * PEOPLE


@pytest.mark.parametrize(
    ("where", "says"), [("kp9", "https://zalo.me/9"), ("web", "https://kp.example.vn/moi/KP-7Q4M-2XKD")]
)
def test_the_fifty_first_is_led_to_where_there_is_room(phones: Phones, where: str, says: str) -> None:  # noqa: F811
    with writing(phones.engine) as session:
        lines.register(session, "zalo", "main", link="https://zalo.me/1", people=2, per_month=MONTH)
        if where == "web":
            lines.register(session, "web", "main", link="https://kp.example.vn")
        else:
            lines.register(session, "zalo", where, link="https://zalo.me/9", people=2, per_month=MONTH)
    for number in (1, 2):
        assert phones.say("zalo", f"z{number}", "chào") == texts.general.who_are_you()
    assert says in phones.say("zalo", "z3", "kp-7q4m-2xkd")
    assert phones.say("zalo", "z1", "chào").strip() == texts.general.who_are_you()


def test_without_another_way_the_fifty_first_is_served_as_well_as_may_be(phones: Phones) -> None:  # noqa: F811
    with writing(phones.engine) as session:
        lines.register(session, "zalo", "main", people=0, per_month=MONTH)
    assert phones.say("zalo", "z1", "chào") == texts.general.who_are_you()


def test_where_messages_are_few_replies_become_one() -> None:
    first, second = Reply("Đã lưu."), Reply("Đúng không ạ?", choices("Lưu", "Bỏ"), about="draft:1:1")
    (one,) = merged([first, second])
    assert one.text == "Đã lưu.\n\nĐúng không ạ?"
    assert [(choice.word, choice.about) for choice in one.choices] == [("Lưu", "draft:1:1"), ("Bỏ", "draft:1:1")]
    table = Table(("a", "b"), (("c", "d"),))
    assert len(merged([Reply("x", table=table), Reply("y", table=table)])) == 2


@pytest.mark.parametrize(
    "reply",
    [
        Reply("dòng chữ " * 900, choices("Lưu", "Bỏ")),
        Reply("Ảnh đây ạ.", choices("Gắn"), attached=(Attached("aa", "hem.jpg", "image/jpeg"),)),
        Reply("Bảng", table=Table(("Khu phố", "Phần"), tuple((f"Khu phố {n}", "70 phần quà") for n in range(200)))),
    ],
)
def test_a_brief_reply_is_one_message_and_keeps_its_choices(reply: Reply) -> None:
    assert sending.cost(reply) > 1
    short = sending.brief(reply)
    assert sending.cost(short) == 1
    assert short.choices == reply.choices


def test_a_month_begins_in_vietnam(phones: Phones) -> None:  # noqa: F811
    with writing(phones.engine) as session:
        lines.register(session, "zalo", "main", people=50, per_month=MONTH)
        for at in ("2026-11-30T16:59+00:00", "2026-11-30T17:01+00:00"):
            plans.count(session, "zalo", "main", datetime.fromisoformat(at), 1)
        for at, used in (("2026-11-30T16:00+00:00", 1), ("2026-12-02T00:00+00:00", 1), ("2027-01-02T00:00+00:00", 0)):
            found = plans.look(session, "zalo", "main", datetime.fromisoformat(at))
            assert found is not None
            assert found.used == used


def test_an_invitation_names_the_bot_on_zalo_that_has_room(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    address = f"sqlite:///{tmp_path}/khupho.db"
    engine = fresh.ward(address)
    with writing(engine) as session:
        lines.register(session, "zalo", "full", link="https://zalo.me/1", people=0, per_month=MONTH)
        lines.register(session, "zalo", "kp9", link="https://zalo.me/9", people=2, per_month=MONTH)
        lines.register(session, "web", "main", link="https://kp.example.vn")
    engine.dispose()
    assert main(["invite", "--unit", "Khu phố 9", "--role", "member", "--database", address, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["zalo"], told["link"]) == ("https://zalo.me/9", f"https://kp.example.vn/moi/{told['code']}")
