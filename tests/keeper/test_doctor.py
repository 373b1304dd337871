"""The doctor: every trouble is found, named in Vietnamese, with what to do; what is well is said to be well."""

import asyncio
import json
import re
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot import config
from bot.__main__ import main
from bot.keeper.doctor import examine
from bot.keeper.finding import Finding
from bot.telegram.probe import NoAnswer, probe
from db import lines, plans
from db.engine import connect, writing
from jobs import backups
from tests import fresh
from tests.botapi import TOKEN, BotApi
from tests.commands import command
from tests.zaloapi import Knobs, ZaloApi
from tests.zaloapi.server import TOKEN as ZALO

NOW = datetime.now(UTC)
Told = dict[str, str]


@pytest.fixture
def told(tmp_path: Path) -> Told:
    """The settings of an installation that is well, as environment variables."""
    address = f"sqlite:///{tmp_path}/khupho.db"
    fresh.ward(address).dispose()
    backups.make(address, tmp_path / "backups", 3, NOW)
    return {"KHUPHO_DATABASE_URL": address, "KHUPHO_WEB_PORT": "0", "KHUPHO_KEEPER_PERSON": "truong-ban"}


def findings(told: Told, at: datetime = NOW) -> dict[str, Finding]:
    """The findings by part; of several of one part, the worst."""
    order = ("ok", "warn", "fail")
    found = sorted(examine(config.load(None, told), at), key=lambda finding: order.index(finding.state))
    return {finding.part: finding for finding in found}


def test_an_installation_that_is_well_is_said_to_be_well(told: Told) -> None:
    found = findings(told)
    assert {part for part, finding in found.items() if finding.state != "ok"} == {"Telegram"}
    assert "web" in found["Telegram"].says


@pytest.mark.parametrize(
    ("part", "change", "state", "says"),
    [
        ("Cơ sở dữ liệu", {"KHUPHO_DATABASE_URL": "postgresql://bot:s3cret@127.0.0.1:1/khupho"}, "fail", "127.0.0.1"),
        ("Cơ sở dữ liệu", {"KHUPHO_DATABASE_URL": "sqlite:///nowhere.db"}, "warn", "chưa có dữ liệu"),
        ("Người quản trị", {"KHUPHO_KEEPER_PERSON": "ai-do"}, "fail", "ai-do"),
        ("Người quản trị", {"KHUPHO_KEEPER_PERSON": ""}, "warn", "chưa đặt"),
        ("Sao lưu", {"KHUPHO_BACKUP_KEEP": "0"}, "warn", "không sao lưu"),
        ("Sao lưu", {"KHUPHO_BACKUP_FOLDER": "empty"}, "warn", "chưa có bản nào"),
        ("Danh mục chỉ tiêu", {"KHUPHO_COMMITTEE_INDICATORS": "nowhere.toml"}, "fail", "nowhere.toml"),
        ("Trang web", {"KHUPHO_WEB_HOST": "203.0.113.7"}, "fail", "203.0.113.7"),
    ],
)
def test_a_trouble_is_found_with_what_to_do(told: Told, part: str, change: Told, state: str, says: str) -> None:
    finding = findings(told | change)[part]
    assert finding.state == state
    assert says in finding.says
    assert finding.do
    assert "s3cret" not in str(finding)


def test_a_broken_file_an_older_and_a_newer_one_are_told_apart(told: Told) -> None:
    path = Path(told["KHUPHO_DATABASE_URL"].removeprefix("sqlite:///"))
    for version, state in (("0001", "warn"), ("9999", "fail")):
        engine = connect(told["KHUPHO_DATABASE_URL"])
        with engine.begin() as connection:
            newest = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
            connection.execute(text("UPDATE alembic_version SET version_num = :v"), {"v": version})
        found = findings(told)["Cơ sở dữ liệu"]
        assert (found.state, version in found.says) == (state, True)
        with engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = :v"), {"v": newest})
        engine.dispose()
    path.write_bytes(path.read_bytes()[:20_000])
    assert findings(told)["Cơ sở dữ liệu"].state == "fail"


def test_an_old_copy_is_told(told: Told) -> None:
    assert "30 giờ" in findings(told, NOW + timedelta(hours=30, minutes=5))["Sao lưu"].says


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def test_a_port_in_use_may_be_the_bot_itself(told: Told, taken: int) -> None:
    assert findings(told | {"KHUPHO_WEB_PORT": str(taken)})["Trang web"].state == "warn"


def test_telegram_is_asked_and_its_clock_compared(told: Told) -> None:
    async def scene() -> None:
        async with BotApi() as api:
            settings = {name.removeprefix("KHUPHO_").lower(): value for name, value in told.items()}
            asked = settings | {"telegram_token": TOKEN, "telegram_base_url": api.url}
            status, out, _ = await command("doctor", "--json", **asked)
            found = {finding["part"]: finding for finding in json.loads(out)}
            assert status == 0, out
            assert (found["Telegram"]["state"], found["Đồng hồ"]["state"]) == ("ok", "ok")
            assert "@khupho_thu_bot" in found["Telegram"]["says"]
            fast = await probe(TOKEN, api.url, None, datetime.now(UTC) + timedelta(minutes=5))
            assert fast.ahead is not None
            assert timedelta(minutes=4) < fast.ahead < timedelta(minutes=6)
            status, out, errors = await command("doctor", **asked | {"telegram_token": "123456:wrong-s3cret"})
            assert status == 1
            assert "✗ Telegram: Telegram không nhận mã" in out
            assert "s3cret" not in out + errors

    asyncio.run(scene())


def test_telegram_out_of_reach_is_told_without_the_token(told: Told) -> None:
    found = findings(told | {"KHUPHO_TELEGRAM_TOKEN": TOKEN, "KHUPHO_TELEGRAM_BASE_URL": "http://127.0.0.1:1"})[
        "Telegram"
    ]
    assert found.state == "fail"
    assert "proxy" in found.do
    assert TOKEN not in str(found)
    with pytest.raises(NoAnswer):
        asyncio.run(probe(TOKEN, None, "http://127.0.0.1:1", NOW))


def test_a_wrong_clock_says_which_way_and_by_how_much() -> None:
    from bot.keeper.doctor import _clock

    assert (_clock(timedelta(seconds=90)).says, _clock(timedelta(seconds=-90)).says) == (
        "máy nhanh 90 giây",
        "máy chậm 90 giây",
    )
    assert _clock(timedelta(seconds=59)).state == "ok"


def test_a_misspelt_setting_is_the_first_thing_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "config.toml").write_text('[telegram]\ntokn = "1:A"', "utf-8")
    assert main(["doctor", "--config", str(tmp_path / "config.toml")]) == 1
    out = capsys.readouterr().out
    assert "✗ Cấu hình" in out
    assert "telegram.tokn" in out
    assert re.search(r"→ Sửa", out)


@pytest.mark.parametrize(
    ("outcome", "state", "says"),
    [
        ("webhook.ok", "ok", "Zalo vào được"), ("http.403", "fail", "tường lửa chặn"), ("err.tls", "fail", "chứng chỉ"),
        ("limit", "ok", "webhook đã đặt"), ("", "ok", "webhook đã đặt"), ("err.new", "fail", "err.new"),
    ],
)  # fmt: skip
def test_what_stands_between_zalo_and_the_webhook_is_told(told: Told, outcome: str, state: str, says: str) -> None:
    async def scene() -> list[Finding]:
        public = "https://khupho.example"
        async with ZaloApi(Knobs(test_webhook=outcome)) as api:
            api.webhook = {"url": f"{public}/hook/zalo", "secret": "mot-bi-mat"}
            settings = {"KHUPHO_ZALO_TOKEN": ZALO, "KHUPHO_ZALO_BASE_URL": api.url, "KHUPHO_ZALO_WEBHOOK": public}
            loop = asyncio.get_running_loop()
            found = await loop.run_in_executor(None, lambda: list(examine(config.load(None, told | settings), NOW)))
            return [one for one in found if one.part == "Zalo" and "webhook" in one.says]

    (found,) = asyncio.run(scene())
    assert (found.state, says in found.says) == (state, True)
    assert ("Cloudflare" in found.do) == (state == "fail")


@pytest.mark.parametrize(("used", "state"), [(100, "ok"), (2400, "warn")])
def test_what_is_used_of_the_plan_is_told(told: Told, used: int, state: str) -> None:
    opened = connect(told["KHUPHO_DATABASE_URL"])
    with writing(opened) as session:
        lines.register(session, "zalo", "main", people=50, per_month=3000)
        plans.count(session, "zalo", "main", NOW, used)
    opened.dispose()

    async def scene() -> list[Finding]:
        async with ZaloApi() as api:
            settings = told | {"KHUPHO_ZALO_TOKEN": ZALO, "KHUPHO_ZALO_BASE_URL": api.url}
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(None, lambda: list(examine(config.load(None, settings), NOW)))

    found = [one for one in asyncio.run(scene()) if f"{used}/3000 tin, 0/50 người" in one.says]
    assert [one.state for one in found] == [state]


def test_zalo_is_looked_at_too(told: Told) -> None:
    async def scene(**more: str) -> list[tuple[str, str]]:
        async with ZaloApi() as api:
            settings = {"KHUPHO_ZALO_TOKEN": ZALO, "KHUPHO_ZALO_BASE_URL": api.url} | more
            loop = asyncio.get_running_loop()
            found = await loop.run_in_executor(None, lambda: list(examine(config.load(None, told | settings), NOW)))
            return [(one.state, one.says) for one in found if one.part == "Zalo"]

    found = asyncio.run(scene())
    assert [state for state, _ in found] == ["ok", "warn", "warn"]
    assert found[0][1].startswith("Bot Khu Phố Thử, gói BASIC")
    hooked = asyncio.run(
        scene(KHUPHO_ZALO_WEBHOOK="https://khupho.example", KHUPHO_WEB_PUBLIC="https://khupho.example")
    )
    assert [state for state, _ in hooked] == ["ok", "ok"]
    assert asyncio.run(scene(KHUPHO_ZALO_TOKEN="9:sai")) == [("fail", "Zalo không nhận mã (token) này")]
    assert asyncio.run(scene(KHUPHO_ZALO_TOKEN="")) == [("ok", "chưa dùng Zalo")]
    unreached = asyncio.run(scene(KHUPHO_ZALO_BASE_URL="http://127.0.0.1:1"))
    assert unreached[0][0] == "fail"
