"""The whole bot as it is started, on the stand-in of Zalo: joining, logging, asking, a picture by a link, two bots."""

import asyncio
import socket
from pathlib import Path

import pytest

from tests.commands import ended, invited, start
from tests.zaloapi import ZaloApi
from tests.zaloapi.server import TOKEN
from tests.zaloapi.world import Person, until


async def hears(api: ZaloApi, person: Person, words: str) -> str:
    """Wait until the bot has said this; all that it has said."""
    await until(lambda: words in "\n".join(api.texts(person.id)), seconds=60)
    return "\n".join(api.texts(person.id))


async def writes(api: ZaloApi, person: Person, text: str, words: str) -> str:
    """Write while the bot listens, and wait for its answer. A webhook is brought everything twice."""
    await until(lambda: api.polls or api.webhook, seconds=60)
    event = person.write(text)
    assert event
    if api.webhook:
        api.accept(event, person.id, person.id)
    return await hears(api, person, words)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@pytest.mark.parametrize("hooked", [False, True], ids=["polling", "webhook"])
def test_somebody_joins_logs_and_asks_on_zalo(tmp_path: Path, *, hooked: bool) -> None:
    database = f"sqlite:///{tmp_path}/khupho.db"

    async def scene() -> None:
        code = invited(database, "chair")
        port = free_port()
        settings = {"zalo_token": TOKEN, "database_url": database, "web_port": str(port)}
        async with ZaloApi() as api:
            settings["zalo_base_url"] = api.url
            if hooked:
                settings["zalo_webhook"] = settings["web_public"] = "https://kp.example.vn"
                api.reached_at, api.knobs.photo_fetch, api.knobs.bare_probe = f"127.0.0.1:{port}", True, True
            process = await start("run", **settings)
            hoa = api.person("Cô Hoa")
            await writes(api, hoa, code, "• Cô Hoa")
            await writes(api, hoa, "Cô Hoa", "• Cô\n")
            await writes(api, hoa, "cô", "Em chào cô Hoa, ")
            await writes(api, hoa, "hôm nay tặng 70 phần quà cho hộ nghèo, trị giá 21 triệu", "• Lưu")
            await writes(api, hoa, "lưu", "#KP9-0001")
            assert "70 phần quà" in await writes(api, hoa, "năm nay tặng bao nhiêu phần quà?", "\n70 phần quà")
            if hooked:
                await writes(api, hoa, "tháng trước tặng 30 phần quà cho hộ nghèo", "tặng: 30 phần quà")
                await writes(api, hoa, "lưu", "#KP9-0002")
                await writes(api, hoa, "vẽ biểu đồ quà từ tháng trước đến nay", "(https://kp.example.vn/tep/")
                assert api.fetched[0].startswith(b"\x89PNG")
                assert "\n".join(api.texts(hoa.id)).count("Đã lưu #KP9-000") == 2
            log = await ended(process)
            assert TOKEN.partition(":")[2] not in log
            assert "could not reach the webhook" not in log

    asyncio.run(scene())


def test_two_bots_with_chats_of_the_same_name_stay_apart(tmp_path: Path) -> None:
    async def scene() -> None:
        async with ZaloApi() as one, ZaloApi() as two:
            two.token = f"{TOKEN}-of-another"
            config = tmp_path / "config.toml"
            bots = "".join(
                f'[[zalo]]\nbot = "{name}"\ntoken = "{api.token}"\nbase_url = "{api.url}"\n'
                for name, api in (("kp3", one), ("kp9", two))
            )
            config.write_text(f'{bots}[database]\nurl = "sqlite:///{tmp_path}/khupho.db"\n[web]\nport = 0\n', "utf-8")
            process = await start("run", "--config", str(config))
            await until(lambda: one.polls and two.polls, seconds=60)
            first, second = one.person("Cô Hoa", "same"), two.person("Chú Tám", "same")
            first.write("chào em")
            await hears(one, first, "mã mời")
            assert two.texts("same") == []
            second.write("chào em")
            await hears(two, second, "mã mời")
            await ended(process)

    asyncio.run(scene())
