"""Telegram is out of reach on the evening before a meeting: nobody is told twice, and nobody is left untold unseen."""

from dataclasses import replace
from pathlib import Path

import pytest

from db import people
from db.engine import writing
from db.models import MeetingSeries
from handlers.meetings import schedule
from tests.botapi.faults import Fault
from tests.everywhere import Everywhere, play
from tests.whole import ZONE

EVENING = "2026-12-04T18:50"  # the reminder of the day before is due at 19:00
ALWAYS = 10**9
PEOPLE = {
    "both": ("Bùi Thị Cả Hai", ("telegram", "zalo")),
    "page": ("Cao Thị Trang", ("telegram", "web")),
    "alone": ("Đỗ Thị Một", ("telegram",)),
    "zalo": ("Giang Thị Xanh", ("zalo",)),
    "web": ("Hồ Thị Mạng", ("web",)),
    "three": ("Kiều Thị Ba", ("telegram", "web", "zalo")),
}
OUTAGES = {
    "a server that fails": Fault(code=502, times=ALWAYS),
    "connections that break": Fault("sendMessage", drop="before", times=ALWAYS),
    "answers that are lost": Fault("sendMessage", drop="after", times=ALWAYS),
}


def call_meeting(bot: Everywhere) -> None:
    with writing(bot.engine) as session:
        unit = people.find_unit(session, "KP9")
        assert unit is not None
        rule, since = "FREQ=MONTHLY;BYMONTHDAY=5", bot.clock().astimezone(ZONE).date()
        series = MeetingSeries(unit_id=unit.id or 0, rule=rule, hour="19:00", place="Nhà văn hóa", since=since)
        schedule.put_in_force(session, series, bot.clock(), ZONE)


def reminders(bot: Everywhere, key: str) -> list[str]:
    """The messengers on which a person was told of tomorrow's meeting."""
    return [channel for channel, text in bot.arrived(key) if "19 giờ, thứ Bảy 05/12" in text and "chưa báo" not in text]


def called(bot: Everywhere) -> str:
    """What the chair was asked to do."""
    return "\n".join(text for _, text in bot.arrived("truong-ban") if "em chưa báo được" in text)


@pytest.mark.parametrize("outage", OUTAGES)
def test_nobody_is_untold_and_nobody_is_told_twice(tmp_path: Path, outage: str) -> None:
    async def scene(bot: Everywhere) -> None:
        bot.person("truong-ban", "", "telegram", "zalo")
        for key, (name, channels) in PEOPLE.items():
            bot.person(key, name, *channels)
        call_meeting(bot)
        await bot.at("2026-12-04T18:55")  # three days before was slept through: it is told now
        await bot.quiet()
        assert all(len(reminders(bot, key)) == 1 for key in PEOPLE)
        told_before = {key: reminders(bot, key) for key in PEOPLE}
        bot.telegram.faults.append(fault := replace(OUTAGES[outage]))
        await bot.at("2026-12-04T19:00")
        await bot.tried()
        for minute in (1, 4, 10, 16, 20):
            await bot.at(f"2026-12-04T19:{minute:02}")
            await bot.tried()
        told = {key: reminders(bot, key)[len(told_before[key]) :] for key in PEOPLE}
        listed = called(bot)
        for key, (name, _) in PEOPLE.items():
            assert len(told[key]) <= 1, key
            assert told[key] or name in listed, key
        assert "Kính mời dự họp ban: 19 giờ, thứ Bảy 05/12" in listed
        bot.telegram.faults.remove(fault)
        if outage == "a server that fails":
            assert {key: where[0] for key, where in told.items() if where} == {
                "both": "zalo", "page": "web", "zalo": "zalo", "web": "web", "three": "zalo",
            }  # fmt: skip
            assert "vẫn thử tiếp" in listed
            await bot.quiet()
            assert len(reminders(bot, "alone")) == 2
        else:
            assert "có thể chưa nhận được" in listed
        await bot.at("2026-12-05T07:05")
        await bot.quiet()
        for key in PEOPLE:
            assert len(reminders(bot, key)) <= 2, key
        assert called(bot) == listed

    play(tmp_path, EVENING, scene)
