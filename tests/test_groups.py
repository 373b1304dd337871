"""Groups: quiet unless addressed, public figures of one's own committee only, entry moved to the private chat."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import func, select

from bot.desk import Desk
from db import people, post
from db.engine import reading, writing
from db.models import Incoming, Outgoing, Record
from db.post import Chat
from handlers.message import Address, Message, Photo, reply_json
from tests import fresh

NOW = datetime(2026, 11, 21, 1, tzinfo=UTC)
GROUP, LINK = "-100", "https://t.me/khupho_bot?start={}"
SENTENCE = "hôm nay tặng 70 phần quà cho hộ nghèo, trị giá 21 triệu"


_CODE = re.compile(r" ?\[S\d+\]")


class Town:
    """The sample people on Telegram: alone with the bot, and in one group."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.count = desk, 0
        for key in ("truong-ban", "thanh-vien", "phuong"):
            with writing(desk.engine) as session:
                person = people.find_person(session, key)
                assert person is not None
                contact = post.contact(session, Chat("telegram", "main", key), NOW)
                contact.person_id = person.id

    def says(self, key: str, text: str, group: str | None = None, link: str | None = LINK, **more: object) -> str:
        """What is answered to a message, in the private chat or in a group."""
        self.count += 1
        where = Address("telegram", "main", group or key)
        message = Message(
            where, f"m{self.count}", NOW, text=text, link=link, group=group is not None,
            sender=key if group else None, **more,  # type: ignore[arg-type]
        )  # fmt: skip
        before = self._newest()
        self.desk.receive([message])
        for chat in self.desk.waiting():
            while (found := self.desk.next_message(chat)) is not None:
                self.desk.answer(*found)
        with reading(self.desk.engine) as session:
            rows = session.exec(select(Outgoing).where(Outgoing.id > before, Outgoing.edits_id == None))  # type: ignore[operator]  # noqa: E711
            return "\n".join(reply_json.validate_json(row.reply).text for row in rows)

    def _newest(self) -> int:
        with reading(self.desk.engine) as session:
            return session.exec(select(func.max(Outgoing.id))).one() or 0


@pytest.fixture
def town() -> Iterator[Town]:
    engine = fresh.ward()
    town = Town(Desk(engine, lambda: NOW, ZoneInfo("Asia/Ho_Chi_Minh")))
    for said in (SENTENCE, "lưu", "còn 3 hộ nghèo", "lưu", "hòa giải nhận 2 vụ, thành 2 vụ", "lưu"):
        town.says("truong-ban", said)
    yield town
    engine.dispose()


def test_what_neighbours_say_to_each_other_is_neither_kept_nor_answered(town: Town) -> None:
    assert town.says("thanh-vien", SENTENCE, GROUP, addressed=False) == ""
    with reading(town.desk.engine) as session:
        assert session.exec(select(Incoming).where(Incoming.chat == GROUP)).all() == []


def test_a_public_figure_is_told_without_names_and_codes(town: Town) -> None:
    assert town.says("thanh-vien", "năm nay tặng bao nhiêu phần quà?", GROUP) == (
        "70 phần quà\nSố phần quà đã tặng · Khu phố 9, năm 2026"
    )


def test_a_public_figure_is_told_by_months_without_names(town: Town) -> None:
    town.says("thanh-vien", "năm nay tặng bao nhiêu phần quà?", GROUP)
    for asked in ("theo thang", "quà theo tháng năm nay"):
        told = town.says("thanh-vien", asked, GROUP)
        assert told.startswith("Tổng 70 phần quà")
        assert "Nguồn" not in told


def test_the_next_question_in_a_group_goes_on_from_the_last_one(town: Town) -> None:
    town.says("thanh-vien", "năm nay tặng bao nhiêu phần quà?", GROUP)
    assert "trị giá quà đã tặng" in town.says("thanh-vien", "còn trị giá quà thì sao?", GROUP).casefold()


@pytest.mark.parametrize("key", ["truong-ban", "thanh-vien"])
@pytest.mark.parametrize(
    "asked",
    [
        "hòa giải mấy vụ",
        "hoa giai may vu",
        "ty le hoa giai thanh",
        "còn mấy hộ nghèo?",
        "khu phố 3 tặng bao nhiêu phần quà?",
        "vẽ biểu đồ hộ nghèo",
        "hôm nay có gì",
        "khi nào họp",
    ],
)
def test_what_goes_on_from_a_question_told_alone_is_told_alone_too(town: Town, key: str, asked: str) -> None:
    for goes_on in ("còn năm ngoái?", "con thang truoc", "theo tháng", "khu phố 3 thì sao", "còn kp 5"):
        town.says(key, "năm nay tặng bao nhiêu phần quà?", GROUP)
        assert "?start=g" in town.says(key, asked, GROUP)
        assert "?start=g" in town.says(key, goes_on, GROUP), goes_on
    assert town.says(key, "năm nay tặng bao nhiêu phần quà?", GROUP).startswith("70 phần quà")


def test_another_place_asked_on_is_told_alone_until_ones_own_is_named(town: Town) -> None:
    town.says("thanh-vien", "năm nay tặng bao nhiêu phần quà?", GROUP)
    for asked in ("khu phố 3 thì sao", "còn năm ngoái?"):
        assert "?start=g" in town.says("thanh-vien", asked, GROUP)
    assert "70 phần quà" in town.says("thanh-vien", "còn kp 9 năm nay", GROUP)


def test_what_is_brought_goes_on_from_what_was_asked_in_the_group(town: Town) -> None:
    town.says("truong-ban", "năm nay tặng bao nhiêu phần quà?", GROUP)
    town.says("truong-ban", "hòa giải mấy vụ", GROUP)
    moved = town.says("truong-ban", "còn năm ngoái?", GROUP)
    town.says("truong-ban", "năm nay tặng bao nhiêu phần quà?", GROUP)
    town.says("truong-ban", "còn mấy hộ nghèo?")
    told = town.says("truong-ban", f"/start {moved.rpartition('?start=')[2]}")
    assert "vụ hòa giải" in told
    assert "năm 2025" in told


def test_a_question_alone_goes_on_from_what_was_asked_alone(town: Town) -> None:
    town.says("truong-ban", "còn mấy hộ nghèo?")
    town.says("truong-ban", "năm nay tặng bao nhiêu phần quà?", GROUP)
    assert "hộ nghèo" in town.says("truong-ban", "còn năm ngoái?")
    town.says("thanh-vien", "khu phố 3 tặng bao nhiêu phần quà?")
    assert "Khu phố 9" in town.says("thanh-vien", "còn năm ngoái?")
    assert "70 phần quà" in town.says("thanh-vien", "còn kp 9 năm nay?")


@pytest.mark.parametrize(
    "asked",
    [
        "còn mấy hộ nghèo?",
        "hòa giải được mấy vụ?",
        "tỷ lệ hòa giải thành?",
        "khu phố 3 tặng bao nhiêu phần quà?",
        "tháng này toàn phường tặng bao nhiêu phần quà?",
        "khu phố nào tặng quà nhiều nhất phường?",
        "ai ghi phần quà 21tr?",
        "danh sách hộ nghèo",
    ],
)
@pytest.mark.parametrize("key", ["truong-ban", "thanh-vien"])
def test_what_is_not_public_is_told_alone(town: Town, key: str, asked: str) -> None:
    told = town.says(key, asked, GROUP)
    assert not any(part in told for part in ("3 hộ", "2 vụ", "100%", "70", "Trần Văn Mẫu"))
    assert "https://t.me/khupho_bot" in told


@pytest.mark.parametrize(
    "said",
    [
        "còn mấy hộ nghèo?",
        "hôm nay có gì",
        "khi nào họp",
        "vì sao?",
        "/solieu",
        "việc của tôi",
        "hộ nghèo theo tháng năm nay",
        "vẽ biểu đồ quà năm nay",
    ],
)
def test_what_is_answered_alone_is_brought_there_by_its_link(town: Town, said: str) -> None:
    told = town.says("truong-ban", said, GROUP)
    word = told.rpartition("?start=")[2]
    there = town.says("truong-ban", f"/start {word}")
    assert word.startswith("g")
    assert there
    assert _CODE.sub("", there) == _CODE.sub("", town.says("truong-ban", said)), "as if it had been said there"


@pytest.mark.parametrize("asked", ["hinh don ve sinh dau", "xem ảnh #KP9-0001", "còn hình nào nữa không"])
def test_photos_are_shown_alone(town: Town, asked: str) -> None:
    answer = town.says("thanh-vien", asked, GROUP)
    assert answer.startswith("Dạ hình của khu phố em chỉ gửi riêng thôi ạ")
    assert "?start=g" in answer


def test_a_correction_and_a_photo_are_led_into_the_private_chat(town: Town) -> None:
    for more in ({"text": "xóa cái hồi nãy"}, {"text": "ảnh tặng quà", "photos": (Photo("a", "b"),)}):
        assert "ghi riêng với em" in town.says("truong-ban", group=GROUP, **more)


def test_thanks_in_a_group_are_answered_with_a_word(town: Town) -> None:
    assert town.says("truong-ban", "cảm ơn em nhé", GROUP) == "Dạ không có gì ạ. Cần gì bác cứ nhắn em."
    assert "Dạ em nghe ạ" in town.says("truong-ban", "con ơi", GROUP)


@pytest.mark.parametrize("asked", ["mai trời mưa không", "mấy giờ phường làm việc", "gia gao bao nhieu"])
def test_what_no_book_knows_is_said_in_the_group_at_once(town: Town, asked: str) -> None:
    told = town.says("thanh-vien", asked, GROUP)
    assert "không biết" in told
    assert "https://" not in told


def test_the_ward_does_not_tell_of_one_khu_pho_in_a_group(town: Town) -> None:
    assert "70" not in town.says("phuong", "khu phố 9 năm nay tặng bao nhiêu phần quà?", GROUP)
    assert "70 phần quà" in town.says("phuong", "năm nay toàn phường tặng bao nhiêu phần quà?", GROUP)


def test_somebody_unknown_is_told_nothing_in_a_group(town: Town) -> None:
    told = town.says("nguoi-la", "năm nay tặng bao nhiêu phần quà?", GROUP)
    assert "70" not in told
    assert "Khu phố" not in told


def test_a_sentence_is_brought_to_the_private_chat_by_its_link(town: Town) -> None:
    told = town.says("thanh-vien", "hôm nay trao 12 suất học bổng", GROUP)
    word = told.rpartition("?start=")[2]
    assert "Em ghi thế này" not in told
    assert "Suất học bổng: 12 suất" in town.says("thanh-vien", f"/start {word}")
    assert "học bổng" not in town.says("truong-ban", f"/start {word}"), "the link brings it only to its writer"
    assert "Đã lưu" in town.says("thanh-vien", "lưu")
    with reading(town.desk.engine) as session:
        assert session.exec(select(func.count()).select_from(Record)).one() == 4


@pytest.mark.parametrize("said", ["hôm nay", "tuần này", "lưu", "vì sao?"])
def test_a_sentence_brought_along_is_no_answer_to_what_is_asked_there(town: Town, said: str) -> None:
    town.says("thanh-vien", "hôm nay trao 12 suất học bổng")
    town.says("thanh-vien", "lưu")
    assert "cùng một việc" in town.says("thanh-vien", "hôm nay trao 12 suất học bổng")
    word = town.says("thanh-vien", said, GROUP).rpartition("?start=")[2]
    there = town.says("thanh-vien", f"/start {word}")
    assert "cùng một việc" in there or "Còn việc chưa xong: 12 suất học bổng" in there, "it is still asked"
    with reading(town.desk.engine) as session:
        assert session.exec(select(func.count()).select_from(Record)).one() == 4


def test_a_messenger_without_links_leads_into_the_web_chat(town: Town) -> None:
    town.desk.way_in = "https://kp9.example/nhom/{}"
    told = town.says("thanh-vien", "hôm nay trao 12 suất học bổng", GROUP, link=None)
    word = told.rpartition("https://kp9.example/nhom/")[2]
    assert "Suất học bổng: 12 suất" in town.says("thanh-vien", f"/start {word}")
    assert town.says("phuong", "xin chào", GROUP, link=None).endswith("https://kp9.example/")


def test_without_a_web_chat_words_alone_lead_into_the_private_chat(town: Town) -> None:
    told = town.says("thanh-vien", "hôm nay trao 12 suất học bổng", GROUP, link=None)
    assert "nhắn riêng" in told
    assert "None" not in told


def test_a_word_to_save_in_a_group_saves_nothing(town: Town) -> None:
    town.says("thanh-vien", "hôm nay trao 12 suất học bổng")
    town.says("thanh-vien", "lưu", GROUP)
    with reading(town.desk.engine) as session:
        assert session.exec(select(func.count()).select_from(Record)).one() == 3


def test_a_group_goes_on_under_its_new_number(town: Town) -> None:
    town.says("thanh-vien", "năm nay tặng bao nhiêu phần quà?", GROUP)
    assert town.says("thanh-vien", "-200", GROUP, kind="moved") == ""
    assert "trị giá quà" in town.says("thanh-vien", "còn trị giá quà thì sao?", "-200").casefold()
    with reading(town.desk.engine) as session:
        assert post.find_contact(session, Chat("telegram", "main", GROUP)) is None


def test_a_kind_word_needs_no_private_chat(town: Town) -> None:
    assert "nghỉ ngơi" in town.says("thanh-vien", "met qua", GROUP)
    assert "xin lỗi" in town.says("thanh-vien", "em ngu qua", GROUP)
    assert "em nghe" in town.says("thanh-vien", "em lam duoc gi", GROUP)
