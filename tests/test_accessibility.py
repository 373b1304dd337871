"""The pages are checked by axe against WCAG 2.2 AA: on a small phone, at 200 % zoom, in light and in dark."""

import os

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped] # it has no types
from playwright.sync_api import Browser, Page, expect

from tests import test_browser_whole
from tests.test_browser_whole import PICTURE, Visit, be, enter, visit
from tests.web.test_browser import CHROMIUM

browser, demo, ward = test_browser_whole.browser, test_browser_whole.demo, test_browser_whole.ward

pytestmark = [
    pytest.mark.skipif(not CHROMIUM.exists() and os.environ.get("CI") != "true", reason="no Chromium here"),
]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
SIZES = {"a small phone": (360, 740), "a small phone at 200 %": (180, 370)}  # CSS pixels


def barriers(page: Page) -> list[str]:
    """What axe finds, in each size and in light and dark; and whether the page scrolls sideways."""
    found = []
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            result = Axe().run(page, options=RULES).response
            found += [
                f"{size}, {scheme}: {broken['id']} at {[node['target'] for node in broken['nodes']][:3]}"
                for broken in result["violations"]
            ]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(f"{size}: scrolls sideways")
    return found


def test_the_chat_with_draft_table_chart_photo_and_file_has_no_barrier(browser: Browser, demo: str) -> None:
    with visit(browser, demo, "phone") as visitor:
        fill(visitor, demo)
        assert barriers(visitor.page) == []
        visitor.page.set_viewport_size({"width": 360, "height": 740})


def fill(visitor: Visit, demo: str) -> None:
    """Let everything that the chat can show stand in it."""
    page = visitor.page
    page.goto(demo)
    be(visitor, "Chị Lê Thị Thử")
    visitor.says("số liệu năm 2022")
    visitor.hears("Số liệu Khu phố 9")
    visitor.says("hôm nay khu phố tặng 31 phần quà cho hộ nghèo")
    visitor.hears("đúng không ạ", "31 phần quà")
    visitor.taps("Lưu")
    visitor.hears("Đã lưu")
    visitor.says("quà theo năm")
    expect(page.locator(".pictures img").last).to_be_visible()
    visitor.looks_away()
    page.get_by_label("Chọn ảnh để gửi").set_input_files([PICTURE])
    page.get_by_role("button", name="Gửi", exact=True).click()
    visitor.hears("ảnh")
    visitor.says("hôm nay khu phố tặng 27 phần quà cho hộ nghèo")
    visitor.hears("đúng không ạ", "27 phần quà")
    page.get_by_role("button", name="Trả lời tin này").last.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#answering")).to_be_visible()


def test_the_common_room_has_no_barrier(browser: Browser, demo: str) -> None:
    with visit(browser, demo, "phone") as other, visit(browser, demo, "phone") as visitor:
        for each, person in ((visitor, "Chị Lê Thị Thử"), (other, "Bác Trần Văn Mẫu")):
            each.page.goto(demo)
            be(each, person)
            enter(each)
        assert barriers(visitor.page) == [], "while nobody has said anything"
        other.says("Chiều nay ai rảnh chở quà giúp tôi?")
        visitor.says("@em hôm nay khu phố tặng 27 phần quà cho hộ nghèo")
        visitor.hears("ghi riêng với em")
        visitor.page.get_by_role("button", name="Trả lời tin này").first.focus()
        visitor.page.keyboard.press("Enter")
        expect(visitor.page.locator("#answering")).to_contain_text("Trần Văn Mẫu")
        assert barriers(visitor.page) == []
        small = visitor.page.evaluate(SMALL_TARGETS)
        assert small == []
        visitor.page.set_viewport_size({"width": 360, "height": 740})


def test_the_pages_before_the_common_room_have_no_barrier(browser: Browser, demo: str) -> None:
    with visit(browser, demo, "phone") as visitor:
        visitor.page.goto(demo)
        be(visitor, "Chị Nguyễn Thị Minh Họa")
        expect(visitor.page.get_by_role("link", name="Nhóm của ban")).to_be_hidden()
        visitor.page.goto(f"{demo}/nhom-ban")
        expect(visitor.page.get_by_text("Em chưa thấy mình trong ban nào")).to_be_visible()
        assert barriers(visitor.page) == []
        visitor.page.set_viewport_size({"width": 360, "height": 740})
        visitor.complaints = [said for said in visitor.complaints if "403" not in said]


SMALL_TARGETS = """() => [...document.querySelectorAll(".ways a, #call, .send")]
    .filter((it) => it.offsetParent && it.getBoundingClientRect().height < 44).map((it) => it.textContent)"""


def test_the_pages_for_signing_in_have_no_barrier(browser: Browser, ward: tuple[str, str]) -> None:
    with visit(browser, ward[0], "phone") as visitor:
        for page in ("/", "/moi/KP-2222-2222"):
            visitor.page.goto(f"{ward[0]}{page}")
            assert barriers(visitor.page) == [], page
        visitor.page.set_viewport_size({"width": 360, "height": 740})
