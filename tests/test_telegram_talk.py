"""The whole bot as it is started, on the stand-in of Telegram: joining, logging, asking, in a chat and in a group."""

import asyncio
from functools import partial
from pathlib import Path

from tests.botapi import BotApi, Person, until
from tests.commands import invited, running


async def hears(person: Person, words: str) -> str:
    """Wait until the bot has said this; all that it has said."""
    await until(lambda: words in person.screen(), seconds=60)
    return person.screen()


def answered(people: list[Person], times: int) -> bool:
    """Whether each of them has so many answers."""
    return all(len(person.chat.from_bot()) == times for person in people)


async def joined(person: Person, database: str) -> None:
    """Bring somebody into the sample committee as its chair."""
    code = invited(database, "chair")
    person.write(f"/start {code}")
    await hears(person, "họ và tên")
    person.write("Trần Tư")
    await hears(person, "[Bác]")
    person.tap("Bác")
    await hears(person, "bác Trần Tư")


def test_somebody_joins_logs_and_asks(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path}/khupho.db"

    async def scene() -> None:
        code = invited(database, "chair")
        async with BotApi() as api:
            tu = api.person("Trần Tư")
            async with running(api, database):
                tu.write(f"/start {code}")
                await hears(tu, "[Trần Tư]")
                tu.tap("Trần Tư")
                await hears(tu, "[Bác]")
                tu.tap("Bác")
                await hears(tu, "bác Trần Tư")
                tu.write("hôm nay khu phố tặng 70 phần quà cho hộ nghèo, trị giá 21 triệu")
                assert "21.000.000 đồng" in await hears(tu, "[Lưu]")
                tu.tap("Lưu")
                await hears(tu, "#KP9-0001")
                assert "[Lưu]" not in await hears(tu, "✔ Lưu")
                tu.write("năm nay tặng bao nhiêu phần quà?")
                await hears(tu, "\n70 phần quà\n")
                ba = "@khupho_thu_bot "
                tu.write(f"{ba}năm nay tặng bao nhiêu phần quà?", group := api.group("Khu phố 9"))
                await until(lambda: "70 phần quà" in tu.screen(group))
                assert "Trần Tư ghi" not in tu.screen(group)
                tu.write(f"{ba}hôm nay trao 5 suất học bổng", group)
                await until(lambda: "?start=g" in tu.screen(group))
                tu.write(f"/start {tu.screen(group).rpartition('?start=')[2].split()[0]}")
                assert "Suất học bổng: 5 suất" in await hears(tu, "học bổng: 5")
                later = api.move(group)
                tu.write(f"{ba}còn năm ngoái?", later)
                await until(lambda: "năm" in tu.screen(later).rpartition("?")[2])
                await until(lambda: not api.turning)
            assert "commands" in api.profile

    asyncio.run(scene())


def test_a_name_keeps_its_marks_and_is_taken_for_no_title(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path}/khupho.db"

    async def scene() -> None:
        code = invited(database, "member")
        async with BotApi() as api:
            person = api.person("hoa")
            async with running(api, database):
                person.write(code)
                await hears(person, "[Hoa]")
                person.write("Hòa")
                await hears(person, "[Bác]")
                person.write("Lê Văn Ba")
                await until(lambda: person.screen().count("[Bác]") == 1 and person.screen().count("xưng hô") == 2)
                person.tap("Bác")
                await hears(person, "Em chào bác Lê Văn Ba")

    asyncio.run(scene())


def test_an_edited_message_corrects_the_book(tmp_path: Path) -> None:
    async def scene() -> None:
        database = f"sqlite:///{tmp_path}/khupho.db"
        async with BotApi() as api:
            tu = api.person("Trần Tư")
            async with running(api, database):
                await joined(tu, database)
                tu.write("hôm nay tặng 70 phần quà cho hộ nghèo")
                said = max(tu.chat.messages)
                await hears(tu, "[Lưu]")
                tu.tap("Lưu")
                await hears(tu, "#KP9-0001")
                tu.edit(said, "hôm nay tặng 65 phần quà cho hộ nghèo")
                assert "70 → 65 phần (năm " in await hears(tu, "[Sửa sổ]")
                tu.tap("Sửa sổ")
                await hears(tu, "Đã sửa #KP9-0001")
                tu.write("năm nay tặng bao nhiêu phần quà?")
                await hears(tu, "\n65 phần quà\n")

    asyncio.run(scene())


def test_what_was_written_while_the_bot_was_away_is_answered_when_it_is_back(tmp_path: Path) -> None:
    async def scene() -> None:
        async with BotApi() as api:
            people = [api.person(f"Người {number}") for number in range(5)]
            for times in (1, 2):
                for person in people:
                    person.write(f"chào em lần {times}")
                async with running(api, f"sqlite:///{tmp_path}/khupho.db"):
                    await until(partial(answered, people, times), seconds=60)

    asyncio.run(scene())
