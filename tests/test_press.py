"""The press: files are made beside the talk, handed over with their reply, and told of when they cannot be made."""

import asyncio
import io
import json
import os
import shutil
import subprocess
import zipfile
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from docx import Document
from icalendar import Calendar
from PIL import Image
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from bot.desk import Desk
from bot.press.__main__ import make
from bot.press.work import Press
from db.engine import reading, writing
from db.models import Outgoing
from db.post import Chat
from db.room import papers
from db.room.tables import PressOrder
from handlers.message import Reply
from handlers.papers import invitation, minutes, paper
from handlers.papers.events import Event, Events, events_json
from handlers.papers.heading import Issuer
from handlers.papers.heading import Session as Held
from handlers.room import orders
from tests import fresh
from tests.botapi import until
from tests.far_end import BOT, START, FarEnd, HandClock
from tests.test_office import open_office

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
AT = datetime(2026, 12, 5, 12, 0, tzinfo=UTC)
ISSUER = Issuer("Khu phố 9", "Phường Mẫu", of_ward=False)
HELD = Held("Họp Ban Công tác Mặt trận", AT, "nhà văn hóa", "Trần Văn Mẫu", "Lê Thị Thử")
CHAT = Chat("far", BOT, "truong-ban")


def minutes_paper() -> paper.Paper:
    there = minutes.Attendance(["Trần Văn Mẫu", "Lê Thị Thử"], ["Phạm Văn Ví Dụ (đi Cần Thơ)"], [], ["Lê Thị Thử"], [])
    course = minutes.Course(
        AT, AT + timedelta(minutes=75), there, "tháng 11/2026", [("Số phần quà đã tặng", "70 phần quà", "S13")],
        ["sửa cống hẻm 5 (Phạm Văn Ví Dụ)"], ["chị Hoa báo hẻm 5 còn ngập"],
        [minutes.Vote("biểu quyết giơ tay", "sửa cống hẻm 5", "2/2 đồng ý", passed=True)],
        [("#1", "lập dự toán cống hẻm 5", "Phạm Văn Ví Dụ", "20/12/2026")],
    )  # fmt: skip
    return minutes.compose(ISSUER, HELD, course, date(2026, 12, 5), ZONE)


def words_of(content: bytes) -> str:
    """All the words of a Word file, tables as well, in the order of the page."""
    document = Document(io.BytesIO(content))
    return "\n".join("".join(t.text or "" for t in p.iter(f"{W}t")) for p in document.element.body.iter(f"{W}p"))


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def test_minutes_hold_what_was_ticked_said_and_voted_in_the_order_of_the_form() -> None:
    words = words_of(make("paper", paper.dump(minutes_paper()).encode()))
    expected = (
        "ỦY BAN MTTQ VIỆT NAM PHƯỜNG MẪU", "BAN CÔNG TÁC MẶT TRẬN KHU PHỐ 9", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc", "/BB-BCTMT", "Phường Mẫu, ngày 05 tháng 12 năm 2026", "DỰ THẢO", "BIÊN BẢN",
        "19 giờ 00 phút", "có mặt 2/3 thành viên", "Phạm Văn Ví Dụ (đi Cần Thơ)", "70 phần quà",
        "Chị Hoa báo hẻm 5 còn ngập", "2/2 đồng ý; thông qua", "lập dự toán cống hẻm 5", "20 giờ 15 phút", "THƯ KÝ",
        "Lê Thị Thử", "CHỦ TRÌ", "Trần Văn Mẫu",
    )  # fmt: skip
    places = [words.find(each) for each in expected]
    assert -1 not in places, [e for e, at in zip(expected, places, strict=True) if at == -1]
    assert places == sorted(places) or words.index("THƯ KÝ") < words.index("CHỦ TRÌ")


def test_an_approved_paper_shows_its_number_and_no_word_of_a_draft() -> None:
    words = words_of(make("paper", paper.numbered(paper.dump(minutes_paper()), 3).encode()))
    assert "Số: 03/BB-BCTMT" in words
    assert "DỰ THẢO" not in words


def test_a_paper_is_a4_in_times_new_roman_with_a_font_named_to_stand_in() -> None:
    content = make("paper", paper.dump(minutes_paper()).encode())
    document = Document(io.BytesIO(content))
    section = document.sections[0]
    assert section.page_width is not None
    assert section.left_margin is not None
    assert (round(section.page_width.mm), round(section.left_margin.mm)) == (210, 30)
    assert document.styles["Normal"].font.name == "Times New Roman"
    assert document.styles["Normal"].font.size.pt == 14
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert 'w:altName w:val="Liberation Serif"' in parts.read("word/fontTable.xml").decode()


def has_a_font_as_wide_as_times() -> bool:
    """Whether there is one that has all letters of Vietnamese; another font's Ệ is wider, and lines break."""
    asked = ["fc-list", ":family=Liberation Serif:charset=1ec6"]
    found = subprocess.run(asked, check=False, capture_output=True) if shutil.which("fc-list") else None
    return found is not None and bool(found.stdout.strip())


def test_the_papers_are_drawn_on_paper_as_they_should(tmp_path: Path) -> None:
    """Through LibreOffice: the state's name stands on one line, an invitation fills one page."""
    if shutil.which("soffice") is None or shutil.which("pdftotext") is None or not has_a_font_as_wide_as_times():
        assert os.environ.get("CI") != "true", "LibreOffice or its font is not installed"
        pytest.skip("LibreOffice or its font is not installed")
    invited = invitation.compose(ISSUER, HELD, ["Sửa cống hẻm 5"], date(2026, 12, 1), ZONE)
    (tmp_path / "giay-moi.docx").write_bytes(make("paper", paper.dump(invited).encode()))
    command = [
        "soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "pdf",
        "--outdir", str(tmp_path), str(tmp_path / "giay-moi.docx"),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    drawn = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "giay-moi.pdf"), "-"], check=True, capture_output=True, timeout=60
    ).stdout.decode()
    assert drawn.count("\f") == 1  # one page
    lines = [" ".join(line.split()) for line in drawn.splitlines()]
    assert any("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in line for line in lines)
    assert any(line == "GIẤY MỜI" for line in lines)
    assert any("TM. BAN CÔNG TÁC MẶT TRẬN" in line for line in lines)


def test_a_calendar_file_keeps_its_uid_and_counts_its_changes() -> None:
    def read(method: str, sequence: int, *, cancelled: bool) -> tuple[str, str, int, str, datetime]:
        event = Event(
            "abc@khupho", sequence, START, AT, AT + timedelta(minutes=90), "Họp ban", "nhà văn hóa", cancelled
        )
        told = Events("CANCEL" if method == "CANCEL" else "PUBLISH", ZONE.key, (event,))
        calendar = Calendar.from_ical(make("calendar", events_json.dump_json(told)))
        (found,) = calendar.walk("VEVENT")
        starts: datetime = found.decoded("dtstart")
        return str(calendar["method"]), str(found["uid"]), int(str(found["sequence"])), str(found["status"]), starts

    assert read("PUBLISH", 0, cancelled=False) == ("PUBLISH", "abc@khupho", 0, "CONFIRMED", AT)
    assert read("CANCEL", 2, cancelled=True) == ("CANCEL", "abc@khupho", 2, "CANCELLED", AT)


def test_a_qr_code_is_a_picture_large_enough_to_hang_on_a_wall() -> None:
    with Image.open(io.BytesIO(make("qr", b"HOP-7Q4MKD"))) as picture:
        assert picture.format == "PNG"
        assert picture.width == picture.height >= 250


# --- orders ---


def order(session: Session, machine: str, content: str) -> None:
    orders.place(session, CHAT, orders.File(machine, content, "tệp.docx", orders.WORD), Reply("Đây ạ."), START)


def test_an_order_is_made_and_sent_while_the_bot_goes_on(ward: Engine) -> None:
    async def day() -> tuple[str, tuple[str, ...]]:
        far = FarEnd()
        async with open_office(ward, far):
            with writing(ward) as session:
                order(session, "paper", paper.dump(minutes_paper()))
            await far.until(lambda sent: any(s.text == "Đây ạ." for s in sent))
            return next((s.text, s.files) for s in far.sent if s.files)

    assert asyncio.run(day()) == ("Đây ạ.", ("tệp.docx",))
    with reading(ward) as session:
        assert [o.state for o in session.exec(select(PressOrder))] == ["done"]


async def tried(press: Press, engine: Engine) -> None:
    """Let the press work beside the bot until no order waits."""
    running = asyncio.create_task(press.run())
    await until(lambda: not waiting(engine), 60)
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running


def waiting(engine: Engine) -> bool:
    with reading(engine) as session:
        return papers.waiting(session) is not None


@pytest.mark.parametrize("beside", [True, False], ids=["beside the bot", "in the terminal"])
def test_a_file_that_cannot_be_made_is_tried_three_times_and_then_apologised_for(beside: bool) -> None:
    engine = fresh.empty()
    with writing(engine) as session:
        order(session, "paper", json.dumps({"not": "a paper"}))
    press = Press(Desk(engine, HandClock(), ZONE), slow=60)
    if beside:
        asyncio.run(tried(press, engine))
    else:
        press.print_all()
    with reading(engine) as session:
        (row,) = session.exec(select(PressOrder)).all()
        assert (row.state, row.tries) == ("failed", 3)
        assert row.error
        (apology,) = session.exec(select(Outgoing.reply)).all()
        assert "chưa soạn được" in apology
    engine.dispose()


def test_whoever_waits_longer_is_told_that_the_file_is_in_the_works() -> None:
    engine = fresh.empty()
    with writing(engine) as session:
        order(session, "paper", paper.dump(minutes_paper()))

    async def until_both_are_told() -> None:
        told: asyncio.Queue[None] = asyncio.Queue()
        press = Press(Desk(engine, HandClock(), ZONE), lambda: told.put_nowait(None), slow=0)
        running = asyncio.create_task(press.run())
        for _ in range(2):
            await asyncio.wait_for(told.get(), 60)
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running

    asyncio.run(until_both_are_told())
    with reading(engine) as session:
        said = [json.loads(reply)["text"] for reply in session.exec(select(Outgoing.reply).order_by(col(Outgoing.id)))]
    assert said == ["Em đang soạn tệp tệp.docx, xong em gửi ngay ạ.", "Đây ạ."]
    engine.dispose()


def test_a_file_that_is_interrupted_is_made_at_the_next_start() -> None:
    engine = fresh.empty()
    press = Press(Desk(engine, HandClock(), ZONE))
    with writing(engine) as session:
        order(session, "paper", paper.dump(minutes_paper()))

    async def interrupted() -> None:
        running = asyncio.create_task(press.run())
        await asyncio.sleep(0.05)
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running

    asyncio.run(interrupted())
    Press(Desk(engine, HandClock(), ZONE)).print_all()
    with reading(engine) as session:
        assert [o.state for o in session.exec(select(PressOrder))] == ["done"]
        assert len(session.exec(select(Outgoing)).all()) == 1
    engine.dispose()
