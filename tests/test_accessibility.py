"""The pages are checked by axe against WCAG 2.2 AA: on a small phone, at 200 % zoom, in light and in dark."""

import os

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped] # it has no types
from playwright.sync_api import Browser, Page, expect

from tests import test_browser_whole
from tests.test_browser_whole import PICTURE, Visit, be, visit
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


def test_the_pages_for_signing_in_have_no_barrier(browser: Browser, ward: tuple[str, str]) -> None:
    with visit(browser, ward[0], "phone") as visitor:
        for page in ("/", "/moi/KP-2222-2222"):
            visitor.page.goto(f"{ward[0]}{page}")
            assert barriers(visitor.page) == [], page
        visitor.page.set_viewport_size({"width": 360, "height": 740})
