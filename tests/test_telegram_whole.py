"""The whole bot on Telegram: what people do there, what they see, and what stands in the book afterwards."""

from decimal import Decimal
from pathlib import Path

import httpx

from bot.messengers import PROFILE
from tests.botapi import Person, until
from tests.botapi.world import entities
from tests.web.site import jpeg
from tests.whole import Whole, figures, play

GIFTS = "sáng nay khu phố tặng 70 phần quà cho hộ nghèo, trị giá 21 triệu"
GIVEN = [("KP9-0001", Decimal(70)), ("KP9-0001", Decimal(21_000_000))]
MEETING = "họp ban ngày 5 hàng tháng 19h tại nhà văn hóa khu phố"


async def logged(bot: Whole, person: Person, sentence: str = GIFTS) -> None:
    """Somebody logs a sentence."""
    assert "[Lưu]" in await bot.hears(person, sentence)
    assert "Đã lưu" in await bot.after(lambda: person.tap("Lưu"), person)


def test_a_link_of_an_invitation_leads_from_the_first_word_to_the_first_figure(tmp_path: Path) -> None:
    async def scene(bot: Whole) -> None:
        hoa = bot.api.person("Hòa Trần")
        assert "họ và tên" in await bot.hears(hoa, f"/start {bot.invited()}")
        assert "xưng hô" in await bot.after(lambda: hoa.tap("Hòa Trần"), hoa)
        assert "chào cô Hòa Trần, thành viên Ban Khu phố 9" in await bot.after(lambda: hoa.tap("Cô"), hoa)
        await logged(bot, hoa)
        answer = await bot.hears(hoa, "năm nay tặng bao nhiêu phần quà?")
        assert answer.splitlines()[0] == "70 phần quà"
        assert "Nguồn: cô Hòa Trần ghi ngày 21/11/2026 (#KP9-0001)" in answer

    play(tmp_path, scene)


def test_a_code_may_be_typed_by_hand_and_name_and_address_said_in_words(tmp_path: Path) -> None:
    async def scene(bot: Whole) -> None:
        hoa, other, code = bot.api.person("H."), bot.api.person("Nam"), bot.invited("chair")
        await bot.hears(hoa, f"Mã của tôi là {code.replace('-', ' ').lower()}")
        await bot.hears(hoa, "Trần Thị Hòa")
        assert "chào bác Trần Thị Hòa, trưởng Ban" in await bot.hears(hoa, "gọi bác được rồi")
        assert "có người dùng rồi" in await bot.hears(other, code)
        assert "không cần mã" in await bot.hears(hoa, bot.invited())

    play(tmp_path, scene)


def test_a_stranger_learns_how_to_join_and_nothing_else(tmp_path: Path) -> None:
    async def scene(bot: Whole) -> None:
        await logged(bot, bot.known("truong-ban"))
        stranger = bot.api.person("Người Lạ")
        how = await bot.hears(stranger, "năm nay tặng bao nhiêu phần quà?")
        assert "mã mời" in how
        for said in ("hộ nghèo còn mấy?", "khi nào họp?", "/solieu", "#KP9-0001", GIFTS, "lưu", "😀"):
            assert await bot.hears(stranger, said) == how
        assert await bot.after(stranger.photo, stranger) == how
        assert "chưa thấy mã này" in await bot.hears(stranger, "/start KP-AAAA-BBBB")
        assert "70" not in stranger.screen()
        assert figures(bot.engine) == GIVEN

    play(tmp_path, scene)


def test_a_recap_that_was_decided_loses_its_buttons_and_shows_the_choice(tmp_path: Path) -> None:
    async def scene(bot: Whole) -> None:
        tu = bot.known("truong-ban")
        await bot.hears(tu, GIFTS)
        (recap,) = tu.chat.from_bot()
        assert "21.000.000 đồng" in recap["text"]
        await bot.after(lambda: tu.tap("Lưu"), tu)
        assert recap["text"].endswith("\n✔ Lưu")
        assert "reply_markup" not in recap
        assert figures(bot.engine) == GIVEN

    play(tmp_path, scene)


def test_what_is_said_beside_an_open_recap_corrects_it(tmp_path: Path) -> None:
    async def scene(bot: Whole) -> None:
        tu = bot.known("truong-ban")
        await bot.hears(tu, GIFTS)
        old = tu.chat.from_bot()[0]["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
        assert "65 phần quà" in await bot.hears(tu, "à nhầm, 65 phần thôi")
        first = tu.chat.from_bot()[0]
        assert "reply_markup" not in first
        assert "đã xong" in await bot.after(lambda: tu.tap_data(old, first), tu)
        assert figures(bot.engine) == []
        await bot.after(lambda: tu.tap("Lưu"), tu)
        assert figures(bot.engine) == [("KP9-0001", Decimal(65)), ("KP9-0001", Decimal(21_000_000))]
        assert "[Lưu]" not in tu.screen()

    play(tmp_path, scene)


def test_another_question_is_answered_while_the_recap_stays_open(tmp_path: Path) -> None:
    async def scene(bot: Whole) -> None:
        tu = bot.known("truong-ban")
        await bot.hears(tu, GIFTS)
        answer = await bot.hears(tu, "khi nào họp?")
        assert "chưa có lịch họp" in answer
        assert "chưa xong" in answer
        await bot.after(lambda: tu.tap("Lưu"), tu)
        assert figures(bot.engine) == GIVEN

    play(tmp_path, scene)


def test_two_taps_are_one(tmp_path: Path) -> None:
    async def scene(bot: Whole) -> None:
        tu = bot.known("truong-ban")
        await bot.hears(tu, GIFTS)
        recap = dict(tu.chat.from_bot()[0])
        token = recap["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
        for _ in range(2):
            tu.tap_data(token, recap)
        await bot.quiet()
        assert figures(bot.engine) == GIVEN
        assert "đã xong" in await bot.after(lambda: tu.tap_data(token, recap), tu)
        assert "không còn dùng được" in await bot.after(lambda: tu.tap_data("of-another-bot", recap), tu)

    play(tmp_path, scene)


def test_nobody_decides_by_the_button_of_somebody_else(tmp_path: Path) -> None:
    async def scene(bot: Whole) -> None:
        tu, thu = bot.known("truong-ban"), bot.known("thu-ky")
        await bot.hears(tu, GIFTS)
        await bot.hears(thu, "chào em")
        token = tu.chat.from_bot()[0]["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
        assert "không còn dùng được" in await bot.after(lambda: thu.tap_data(token, thu.chat.from_bot()[0]), thu)
        assert figures(bot.engine) == []

    play(tmp_path, scene)


def test_what_telegram_hands_over_three_times_counts_once(tmp_path: Path) -> None:
    async def scene(bot: Whole) -> None:
        tu = bot.known("truong-ban")
        tu.write(GIFTS)
        message = bot.api.waiting[0]["message"]
        bot.api.update(message=message)
        await bot.quiet()
        bot.api.update(message=message)
        await bot.quiet()
        assert len(tu.chat.from_bot()) == 1
        tu.tap("Lưu")
        tap = bot.api.waiting[0]["callback_query"]
        bot.api.update(callback_query=tap)
        await bot.quiet()
        bot.api.update(callback_query=tap)
        await bot.quiet()
        assert tu.screen().count("Đã lưu") == 1
        assert figures(bot.engine) == GIVEN

    play(tmp_path, scene)


def test_a_photo_with_words_goes_into_the_record_that_they_make(tmp_path: Path) -> None:
    async def scene(bot: Whole) -> None:
        tu = bot.known("truong-ban")
        assert "📎1" in await bot.after(lambda: tu.photo(caption=GIFTS), tu)
        assert "Đã lưu #KP9-0001" in await bot.after(lambda: tu.tap("Lưu"), tu)
        assert figures(bot.engine) == GIVEN

    play(tmp_path, scene)


def test_a_photo_alone_is_put_to_the_open_draft_or_to_a_record_of_today(tmp_path: Path) -> None:
    async def scene(bot: Whole) -> None:
        tu = bot.known("truong-ban")
        assert "của việc nào ạ" in await bot.after(tu.photo, tu)
        assert "📎1" in await bot.hears(tu, GIFTS)
        assert "📎2" in await bot.after(lambda: tu.photo(jpeg(60, 40)), tu)
        await bot.after(lambda: tu.tap("Lưu"), tu)
        assert "Gắn vào #KP9-0001 (70 phần quà)" in await bot.after(lambda: tu.photo(jpeg(40, 60)), tu)
        assert "gắn ảnh vào #KP9-0001 (📎3)" in await bot.after(lambda: tu.tap("Gắn ảnh"), tu)

    play(tmp_path, scene)


def test_an_album_is_answered_once_and_a_photo_of_it_that_comes_late_follows_the_others(tmp_path: Path) -> None:
    async def scene(bot: Whole) -> None:
        tu = bot.known("truong-ban")

        def album(*sizes: int, caption: str | None = None) -> None:
            for size in sizes:
                content = {"photo": tu.world.picture(jpeg(size, 40)), "media_group_id": "g1", "caption": caption}
                tu.send(content)
                caption = None

        answer = await bot.after(lambda: album(41, 42, 43, caption=GIFTS), tu)
        assert "📎3" in answer
        assert answer.count("đúng không ạ") == 1
        await bot.after(lambda: tu.tap("Lưu"), tu)
        assert "gắn ảnh vào #KP9-0001 (📎4)" in await bot.after(lambda: album(44), tu)
        assert figures(bot.engine) == GIVEN

    play(tmp_path, scene)


def test_a_photo_is_sent_again_without_what_the_camera_noted(tmp_path: Path) -> None:
    async def scene(bot: Whole) -> None:
        tu = bot.known("truong-ban")
        original = jpeg()
        await bot.after(lambda: tu.photo(original, caption=GIFTS), tu)
        await bot.after(lambda: tu.tap("Lưu"), tu)
        assert "(photo)" in await bot.after(lambda: tu.write("cho xem ảnh #KP9-0001"), tu)
        assert b"SecretPhoneMaker" in original
        files = [content for _, content in tu.world.files.values()]
        sent = [content for content in files if len(content) > 10 and content != original]
        assert sent
        assert all(b"SecretPhoneMaker" not in content for content in sent)

    play(tmp_path, scene)


def test_what_nobody_can_read_is_answered_with_an_example_and_changes_nothing(tmp_path: Path) -> None:
    async def scene(bot: Whole) -> None:
        tu = bot.known("truong-ban")
        await bot.hears(tu, GIFTS)
        sticker = {"file_id": "s", "file_unique_id": "s", "type": "regular", "width": 512, "height": 512}
        for unreadable in (
            {"sticker": sticker | {"is_animated": False, "is_video": False}},
            {"voice": {"file_id": "v", "file_unique_id": "v", "duration": 3}},
            {"location": {"latitude": 10.8, "longitude": 106.7}},
        ):
            assert "chỉ đọc được chữ và ảnh" in await bot.after(lambda it=unreadable: tu.send(it), tu)  # type: ignore[misc]
        for gibberish in ("asdkjh qwe", "😀" * 2000, "🌾" * 4000, "?", "70"):
            answer = await bot.hears(tu, gibberish)
            assert "[Lưu]" in answer, gibberish
            assert len(answer) < 1000, gibberish
        assert figures(bot.engine) == []
        await bot.after(lambda: tu.tap("Lưu"), tu)
        assert figures(bot.engine) == GIVEN

    play(tmp_path, scene)


def test_in_a_group_it_is_quiet_unless_addressed_and_tells_public_figures_alone(tmp_path: Path) -> None:
    async def scene(bot: Whole) -> None:
        tu, group = bot.known("truong-ban"), bot.api.group("Khu phố 9")
        await logged(bot, tu)
        for among_neighbours in ("mai họp nhé", GIFTS, "năm nay tặng bao nhiêu phần quà?", "/giup@bot_khac", "lưu"):
            assert await bot.hears(tu, among_neighbours, group) == ""
        assert await bot.after(lambda: tu.photo(caption="ảnh đây", where=group), tu, group) == ""
        public = await bot.hears(tu, "@khupho_thu_bot năm nay tặng bao nhiêu phần quà?", group)
        assert public.startswith("70 phần quà")
        assert "#KP9" not in public
        assert "ghi riêng" in await bot.hears(tu, f"@khupho_thu_bot {GIFTS}", group)
        assert figures(bot.engine) == GIVEN

    play(tmp_path, scene)


def test_an_album_in_a_group_is_brought_whole_to_the_private_chat_by_its_link(tmp_path: Path) -> None:
    async def scene(bot: Whole) -> None:
        tu, group = bot.known("truong-ban"), bot.api.group("Khu phố 9")

        def album(caption: str | None, name: str) -> None:
            for size in (41, 42, 43):
                photo = {"photo": tu.world.picture(jpeg(size, 40)), "media_group_id": name}
                tu.send(photo | {"caption": caption, "caption_entities": entities(caption or "")}, group)
                caption = None

        assert await bot.after(lambda: album("tặng quà nè bà con", "g1"), tu, group) == "", "not meant for the bot"
        told = await bot.after(lambda: album(f"@khupho_thu_bot {GIFTS}", "g2"), tu, group)
        word = told.rpartition("?start=")[2].split()[0].rstrip(")")
        there = await bot.hears(tu, f"/start {word}")
        assert "📎3" in there
        assert "70 phần quà" in there

    play(tmp_path, scene)


def test_who_blocked_the_bot_is_not_written_to_until_they_write_again(tmp_path: Path) -> None:
    async def scene(bot: Whole) -> None:
        tu, thu = bot.known("truong-ban"), bot.known("thu-ky")
        await bot.hears(tu, MEETING)
        await bot.after(lambda: tu.tap("Lưu"), tu)
        thu.chat.blocked = True
        assert await bot.hears(thu, "chào em") == ""
        assert "blocked" in (bot.contact(thu).unreachable or "")
        asked = len(bot.api.asked("sendMessage"))
        await bot.moved("2026-12-02T20:00")
        assert [values["chat_id"] for values in bot.api.asked("sendMessage")[asked:]] == [tu.id]
        thu.chat.blocked = False
        assert "lời thường" in await bot.hears(thu, "chào em")
        assert bot.contact(thu).unreachable is None
        await bot.moved("2026-12-05T17:30")
        assert thu.screen().count("sắp tới giờ họp") == 1

    play(tmp_path, scene)


def test_each_is_reminded_once_at_each_step_and_the_chair_sees_who_comes(tmp_path: Path) -> None:
    async def scene(bot: Whole) -> None:
        tu, thu, member = bot.known("truong-ban"), bot.known("thu-ky"), bot.known("thanh-vien")
        assert "[Lưu]" in await bot.hears(tu, MEETING)
        await bot.after(lambda: tu.tap("Lưu"), tu)
        await bot.moved("2026-12-02T18:59")
        assert thu.screen() == ""
        await bot.moved("2026-12-02T19:00")
        for _ in range(3):
            bot.office.tick()
        await bot.quiet()
        for person in (tu, thu, member):
            assert person.screen().count("[Dự] [Vắng]") == 1
        assert "19 giờ, thứ Bảy 05/12/2026" in thu.screen()
        assert "chị dự họp" in await bot.after(lambda: thu.tap("Dự"), thu)
        assert "[Dự]" not in thu.screen()
        assert "✔ Dự" in thu.screen()
        assert "vì việc gì" in await bot.after(lambda: member.tap("Vắng"), member)
        await bot.after(lambda: member.tap("Đi xa"), member)
        who = await bot.hears(tu, "ai dự?")
        assert "Dự (1): chị Lê Thị Thử" in who
        assert "Vắng (1): anh Phạm Văn Ví Dụ (đi xa)" in who
        assert "Bác chưa trả lời, bác có dự không ạ?" in who
        await bot.moved("2026-12-05T18:30")
        assert [person.screen().count("sắp tới giờ") for person in (tu, thu, member)] == [1, 1, 0]

    play(tmp_path, scene)


def test_a_rule_that_is_said_again_keeps_who_comes(tmp_path: Path) -> None:
    async def scene(bot: Whole) -> None:
        tu = bot.known("truong-ban")
        await bot.hears(tu, MEETING)
        assert "Đã đặt lịch" in await bot.after(lambda: tu.tap("Lưu"), tu)
        await bot.hears(tu, "dự")
        assert "đúng không ạ" not in await bot.hears(tu, MEETING), "it is in force already"
        assert "Dự (1): bác\n" in await bot.hears(tu, "ai dự?")

    play(tmp_path, scene)


def test_a_reminder_goes_to_where_a_person_wrote_last(tmp_path: Path) -> None:
    async def scene(bot: Whole) -> None:
        tu = bot.known("truong-ban")
        await bot.hears(tu, MEETING)
        await bot.after(lambda: tu.tap("Lưu"), tu)
        async with httpx.AsyncClient(base_url=bot.web, headers={"Origin": bot.web}) as page:
            await page.post(f"/moi/{bot.invited()}")
            await page.post("/chat/send", json={"id": "first-word", "text": "Nguyễn Văn Thử"})
            await page.post("/chat/send", json={"id": "second-word", "text": "chú"})
            await bot.quiet()
            await logged(bot, tu)
            await page.post("/chat/send", json={"id": "third-word", "text": "năm nay tặng bao nhiêu phần quà?"})
            await bot.quiet()
            await bot.moved("2026-12-03T08:00")
            shown = [bubble["text"] for bubble in (await page.get("/chat/history")).json()["bubbles"]]
        assert any(text.startswith("70 phần quà\n") for text in shown)
        assert shown[-1].startswith("Em mời chú họp ban")
        assert tu.screen().count("Em mời bác họp ban") == 1
        assert "chú" not in tu.screen()

    play(tmp_path, scene)


def test_telegram_shows_commands_and_descriptions_from_the_start(tmp_path: Path) -> None:
    async def scene(bot: Whole) -> None:
        await until(lambda: "short_description" in bot.api.profile)
        commands = [(command["command"], command["description"]) for command in bot.api.profile["commands"]]
        assert commands == list(PROFILE.commands)
        about = bot.api.profile["description"], bot.api.profile["short_description"]
        assert about == (PROFILE.description, PROFILE.short_description)
        tu = bot.known("truong-ban")
        for command, _ in commands:
            assert "chưa hiểu" not in await bot.hears(tu, f"/{command}")

    play(tmp_path, scene)
