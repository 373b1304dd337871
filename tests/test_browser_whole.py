"""The whole bot in a real browser, on a phone and on a desk: the demo, and a site that one joins by invitation."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import IO

import pytest
from playwright.sync_api import Browser, FilePayload, Locator, Page, expect, sync_playwright

from tests.commands import ROOT, environment, told
from tests.web.site import jpeg
from tests.web.test_browser import ARGUMENTS, CHROMIUM, DESK, PHONE

GENEROUS = 60_000  # milliseconds
SIZES = {"phone": PHONE, "desk": DESK}
WRITE = re.compile("^Viết (tin cho em|cho cả ban)$")
PICTURE = FilePayload(name="anh.jpg", mimeType="image/jpeg", buffer=jpeg())
pytestmark = [
    pytest.mark.skipif(not CHROMIUM.exists() and os.environ.get("CI") != "true", reason="no Chromium here"),
]


class Visit:
    """One person at one page of the bot, and whatever the page should not have done."""

    def __init__(self, page: Page, site: str) -> None:
        self.page = page
        self.site = site
        self.complaints: list[str] = []
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self._asked(request.url))

    def says(self, text: str) -> None:
        """Write a message and send it."""
        self.looks_away()
        self.page.get_by_label(WRITE).fill(text)
        self.page.get_by_role("button", name="Gửi", exact=True).click()

    def hears(self, *words: str) -> Locator:
        """Wait for a message of the bot with these words, newer than what was last said or tapped; the newest such."""
        found = self.page.locator(".bubble:not(.mine):not([data-seen])")
        for word in words:
            found = found.filter(has_text=word)
        expect(found.last).to_be_visible()
        return found.last

    def taps(self, word: str) -> None:
        """Tap the newest open button with this word."""
        self.looks_away()
        self.page.locator('.choices button[aria-disabled="false"]', has_text=re.compile(f"^{word}$")).last.click()

    def looks_away(self) -> None:
        """Take no more notice of what stands there now."""
        self.page.evaluate("document.querySelectorAll('.bubble').forEach(bubble => bubble.dataset.seen = '')")

    def opened(self, word: str) -> int:
        """How many open buttons have this word."""
        return self.page.locator('.choices button[aria-disabled="false"]', has_text=re.compile(f"^{word}$")).count()

    def texts(self) -> list[str]:
        """What stands in the chat."""
        return self.page.locator(".bubble .text").all_text_contents()

    def fits(self) -> None:
        """Nothing makes the page scroll sideways."""
        width = self.page.viewport_size["width"] if self.page.viewport_size else 0
        assert self.page.evaluate("document.documentElement.scrollWidth") <= width

    def _asked(self, url: str) -> None:
        if not url.startswith((self.site, f"blob:{self.site}", "data:")):
            self.complaints.append(f"asked {url}")


@contextmanager
def serving(*arguments: str, told_by: str) -> Iterator[str]:
    """A command of the bot that serves the web chat; its address, read from what it tells."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", *arguments], text=True, cwd=ROOT, env=environment(),
        stdout=subprocess.PIPE if told_by == "stdout" else subprocess.DEVNULL,
        stderr=subprocess.PIPE if told_by == "stderr" else subprocess.DEVNULL,
    )  # fmt: skip
    try:
        printed: IO[str] | None = getattr(process, told_by)
        assert printed is not None
        yield next(found[0] for line in printed if (found := re.search(r"http://127\.0\.0\.1:\d+", line)))
    finally:
        process.terminate()
        process.communicate(timeout=60)
    assert process.returncode == 0


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=GENEROUS)
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)


@pytest.fixture(scope="module")
def demo() -> Iterator[str]:
    with serving("demo", "--port", "0", "--no-browser", told_by="stdout") as address:
        yield address


@pytest.fixture(scope="module")
def ward(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """A site as the keeper starts it, with the sample ward: its address and its database."""
    folder = tmp_path_factory.mktemp("ward")
    database, config = f"sqlite:///{folder}/khupho.db", folder / "config.toml"
    config.write_text(f'[database]\nurl = "{database}"\n[web]\nport = 0\n', "utf-8")
    told("sample", "--database", database)
    with serving("run", "--config", str(config), told_by="stderr") as address:
        yield address, database


@contextmanager
def visit(browser: Browser, site: str, size: str) -> Iterator[Visit]:
    """Somebody with an empty browser before the site; it must fit the screen, ask nobody else, complain of nothing."""
    phone = size == "phone"
    with browser.new_context(viewport=SIZES[size], is_mobile=phone, has_touch=phone, locale="vi-VN") as context:
        context.set_default_timeout(GENEROUS)
        visitor = Visit(context.new_page(), site)
        yield visitor
        visitor.fits()
        assert visitor.complaints == []


def be(visitor: Visit, person: str) -> None:
    """Play another of the demo's people."""
    open_strip(visitor)
    with visitor.page.expect_navigation():
        visitor.page.get_by_role("button", name=person).click()
    visitor.hears("")


def enter(visitor: Visit) -> None:
    """Come from one's own chat into the common room."""
    visitor.page.get_by_role("link", name="Nhóm của ban").click()
    expect(visitor.page.get_by_label("Viết cho cả ban")).to_be_visible()
    expect(visitor.page.locator("#log")).to_have_attribute("aria-busy", "false")


def open_strip(visitor: Visit) -> None:
    """Show what is in the strip; on a desk it is open always."""
    if not visitor.page.locator("#next").is_visible():
        visitor.page.locator("#strip summary").click()


def far_day(visitor: Visit) -> date:
    """A day of every month, more than a week ahead by the demo's clock."""
    now = datetime.fromisoformat(visitor.page.request.get(f"{visitor.site}/demo/state").json()["now"])
    ahead = [now.date() + timedelta(days=days) for days in range(10, 15)]
    return next(day for day in ahead if day.day <= 28)


@pytest.mark.parametrize(("size", "person"), [("phone", "Bác Trần Văn Mẫu"), ("desk", "Chị Lê Thị Thử")])
def test_a_day_with_the_demo(browser: Browser, demo: str, size: str, person: str) -> None:
    with visit(browser, demo, size) as visitor:
        page = visitor.page
        page.goto(demo)
        be(visitor, person)
        gifts = {"phone": 20, "desk": 35}[size]  # not the same twice: the bot would ask whether it is one deed
        visitor.says(f"hôm nay khu phố tặng {gifts} phần quà cho hộ nghèo")
        visitor.hears("đúng không ạ", f"{gifts} phần quà")
        visitor.taps("Lưu")
        number = re.search(r"#KP9-\d+", visitor.hears("Đã lưu").inner_text())
        assert number is not None
        expect(page.locator(".bubble", has_text="✔ Lưu").last).to_contain_text(f"{gifts} phần quà")
        assert visitor.opened("Lưu") == 0

        visitor.says("năm 2022 tặng bao nhiêu phần quà?")
        visitor.hears("70 phần quà", "Nguồn:")
        visitor.fits()

        visitor.looks_away()
        page.get_by_label("Chọn ảnh để gửi").set_input_files([PICTURE])
        page.get_by_role("button", name="Gửi", exact=True).click()
        visitor.hears(f"Gắn vào {number[0]} ({gifts} phần quà)")
        visitor.taps("Gắn ảnh")
        visitor.hears(f"gắn ảnh vào {number[0]}")
        expect(page.locator(".bubble.mine img").last).to_be_visible()

        visitor.says("số liệu năm 2022")
        table = page.locator(".sheet table").last
        expect(table).to_contain_text("70 phần quà")
        with page.expect_download() as downloading:
            page.locator(".files a").last.click()
        content = downloading.value.path().read_bytes()
        assert content.startswith(b"\xef\xbb\xbf")
        assert "70 phần quà" in content.decode("utf-8-sig")
        visitor.fits()

        day = far_day(visitor)
        visitor.says(f"họp ban ngày {day.day} hàng tháng 19h tại nhà văn hóa khu phố")
        visitor.hears("Ba lần tới")
        visitor.taps("Lưu")
        visitor.hears("Đã đặt lịch")
        open_strip(visitor)
        visitor.looks_away()
        page.get_by_role("button", name="Tới lần nhắc kế tiếp").click()
        visitor.hears("họp ban", "19 giờ", f"{day:%d/%m/%Y}", "có dự không ạ")
        visitor.taps("Dự")
        visitor.hears("dự họp 19 giờ")

        visitor.says("hôm nay khu phố tặng 5 phần quà cho hộ nghèo")
        visitor.hears("đúng không ạ", "5 phần quà")
        open_buttons, before = visitor.opened("Lưu"), visitor.texts()
        page.reload()
        visitor.hears("đúng không ạ", "5 phần quà")
        assert visitor.texts() == before
        assert visitor.opened("Lưu") == open_buttons == 1
        visitor.taps("Bỏ")
        visitor.hears("không ghi việc này")


def test_two_people_in_the_common_room(browser: Browser, demo: str) -> None:
    with visit(browser, demo, "phone") as one, visit(browser, demo, "desk") as other:
        for visitor, person in ((one, "Bác Trần Văn Mẫu"), (other, "Anh Phạm Văn Ví Dụ")):
            visitor.page.goto(demo)
            be(visitor, person)
        other.says("hôm nay khu phố tặng 44 phần quà cho hộ nghèo")
        other.hears("đúng không ạ", "44 phần quà")
        other.taps("Lưu")
        other.hears("Đã lưu")
        for visitor in (one, other):
            enter(visitor)
        expect(one.page.get_by_text("muốn hỏi em, mình bấm “Hỏi em”")).to_be_visible()

        one.says("Chiều nay ai rảnh chở quà giúp tôi?")
        other.hears("Trần Văn Mẫu", "ai rảnh chở quà")
        other.says("Dạ cháu chở, hai giờ cháu qua.")
        one.hears("Phạm Văn Ví Dụ", "hai giờ cháu qua").get_by_role("button", name="Trả lời tin này").focus()
        one.page.keyboard.press("Enter")
        one.says("Cảm ơn anh.")
        other.hears("Cảm ơn anh.", "Mình: Dạ cháu chở, hai giờ cháu qua.")
        expect(one.page.locator(".bubble.mine .quote")).to_contain_text("Phạm Văn Ví Dụ: Dạ cháu chở")

        one.looks_away()
        other.looks_away()
        one.page.get_by_label("Viết cho cả ban").fill("năm nay tặng bao nhiêu phần quà")
        one.page.get_by_role("button", name="Hỏi em").click()
        expect(one.page.get_by_label("Viết cho cả ban")).to_have_value("@em năm nay tặng bao nhiêu phần quà")
        one.page.get_by_role("button", name="Gửi", exact=True).click()
        for visitor in (one, other):
            answer = visitor.hears("Trợ lý khu phố", "Số phần quà đã tặng · Khu phố 9")
            assert re.search(r"\d+ phần quà", answer.inner_text())

        other.says("@em hôm nay khu phố trao 12 suất học bổng")
        for visitor in (one, other):
            visitor.hears("Trợ lý khu phố", "ghi riêng với em")
        assert one.texts() == other.texts()
        assert len(one.texts()) == 7, "what people said to each other was not answered"
        other.page.get_by_role("link", name="Sang trò chuyện riêng").last.click()
        other.page.get_by_role("button", name="Mở ở trò chuyện riêng").click()
        other.hears("đúng không ạ", "Suất học bổng: 12 suất")
        other.taps("Bỏ")
        other.hears("không ghi việc này")

        for visitor in (one, other):
            visitor.page.goto(demo)
            expect(visitor.page.locator("#log")).to_have_attribute("aria-busy", "false")
        enter(other)
        other.says("Cháu qua rồi nhé.")
        expect(other.page.locator(".bubble.mine", has_text="Cháu qua rồi nhé.")).not_to_contain_text("gửi")
        with one.page.expect_response("**/nhom-ban/newest"):
            one.page.reload()
        expect(one.page.get_by_role("link", name="Nhóm của ban (có tin mới)")).to_be_visible()
        enter(one)
        one.hears("Cháu qua rồi nhé.")
        with one.page.expect_response("**/nhom-ban/newest"):
            one.page.get_by_role("link", name="Về trò chuyện riêng").click()
        expect(one.page.get_by_role("link", name="Nhóm của ban", exact=True)).to_be_visible()


def test_words_that_cannot_be_sent_to_the_room_wait_there(browser: Browser, demo: str) -> None:
    with visit(browser, demo, "phone") as visitor:
        page = visitor.page
        page.goto(demo)
        be(visitor, "Chị Lê Thị Thử")
        enter(visitor)
        page.context.set_offline(True)
        visitor.says("Mai họp lúc mấy giờ các bác?")
        expect(page.locator(".bubble.mine", has_text="Mai họp lúc mấy giờ")).to_contain_text("chưa gửi được")
        page.get_by_label("Viết cho cả ban").fill("đang viết dở")
        page.context.set_offline(False)
        expect(page.locator(".bubble.mine", has_text="Mai họp lúc mấy giờ")).not_to_contain_text("gửi")
        page.reload()
        expect(page.get_by_label("Viết cho cả ban")).to_have_value("đang viết dở")
        page.get_by_label("Viết cho cả ban").fill("")
        page.evaluate(
            """() => { const pasted = new DataTransfer();
            pasted.items.add(new File(["x"], "anh.jpg", {type: "image/jpeg"}));
            dispatchEvent(new ClipboardEvent("paste", {clipboardData: pasted})) }"""
        )
        expect(page.get_by_role("alert").get_by_role("link", name="Về trò chuyện riêng")).to_be_visible()
        visitor.complaints = [said for said in visitor.complaints if "ERR_INTERNET_DISCONNECTED" not in said]


@pytest.mark.parametrize("size", SIZES)
def test_an_invitation_leads_into_a_site_without_the_strip(browser: Browser, ward: tuple[str, str], size: str) -> None:
    site, database = ward
    with visit(browser, site, size) as visitor:
        page = visitor.page
        page.goto(site)
        expect(page.get_by_label("Mã mời")).to_be_visible()
        visitor.fits()
        unit = ["--unit", "Khu phố 9", "--role", "chair", "--database", database]
        page.goto(json.loads(told("invite", *unit, "--web", site, "--json"))["link"])
        page.get_by_role("button", name="Vào trò chuyện").click()
        visitor.hears("họ và tên")
        visitor.says("Trần Thị Hòa")
        visitor.hears("xưng hô")
        visitor.taps("Cô")
        visitor.hears("Em chào cô Trần Thị Hòa, trưởng Ban Khu phố 9")
        expect(page.locator("#strip")).to_be_hidden()
        assert page.request.get(f"{site}/demo/state").status == 404

        gifts = {"phone": 20, "desk": 35}[size]  # not the same twice: the bot would ask whether it is one deed
        visitor.says(f"hôm nay khu phố tặng {gifts} phần quà cho hộ nghèo")
        visitor.hears("đúng không ạ", f"{gifts} phần quà")
        visitor.taps("Lưu")
        visitor.hears("Đã lưu #KP9-")
        visitor.says("năm nay tặng bao nhiêu phần quà?")
        visitor.hears("phần quà", "Nguồn:")
        before = visitor.texts()
        page.reload()
        visitor.hears("phần quà", "Nguồn:")
        assert visitor.texts() == before
