#!/usr/bin/env python3
"""Make docs/screenshots/*.png from the running demo: `python docs/screenshots.py`. Needs Chromium."""

import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect, sync_playwright

ROOT = Path(__file__).parent.parent
SHOTS = Path(__file__).parent / "screenshots"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
PHONE, DESK = ViewportSize(width=360, height=740), ViewportSize(width=1280, height=800)
TO_THE_TOP = "it => { const log = it.closest('#log'); log.scrollTop = it.offsetTop - log.offsetTop - 12 }"
COLOURS = 128  # enough for a page of text and flat colours, and a quarter of the size


def main() -> None:
    """Make all of them."""
    SHOTS.mkdir(exist_ok=True)
    expect.set_options(timeout=30_000)
    with demo() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--headless", "--no-sandbox", "--lang=vi"])
        with page(browser, site, DESK, "Bác Trần Văn Mẫu") as desk:
            next_morning(desk)
            desktop(desk)
        with page(browser, site, PHONE, "Anh Phạm Văn Ví Dụ") as phone:
            phone_log(phone)
            phone_ask(phone)
        with page(browser, site, PHONE, "Chị Lê Thị Thử") as phone:
            phone_reminder(phone)
        member, chair = "Anh Phạm Văn Ví Dụ", "Bác Trần Văn Mẫu"
        with page(browser, site, PHONE, member) as one, page(browser, site, PHONE, chair) as other:
            phone_room(one, other)
        browser.close()


def next_morning(desk: Page) -> None:
    """Move the clock to an hour at which people are up."""
    expect(desk.locator("#clock")).to_have_attribute("datetime", re.compile("T"))
    now = datetime.fromisoformat(str(desk.locator("#clock").get_attribute("datetime")))
    desk.locator("#clock-to").fill(f"{now + timedelta(days=1):%Y-%m-%d}T08:30")
    desk.get_by_role("button", name="Tới", exact=True).click()
    expect(desk.locator("#clock")).to_contain_text("08:30")


def phone_log(phone: Page) -> None:
    """A sentence, and what was understood with its buttons."""
    say(phone, "hôm qua khu phố tặng 20 phần quà cho hộ nghèo", "đúng không ạ")
    shoot(phone, "phone-log")
    phone.get_by_role("button", name="Lưu", exact=True).last.click()
    expect(heard(phone, "Đã lưu")).to_be_visible()


def phone_ask(phone: Page) -> None:
    """A question, and the answer with where it comes from."""
    say(phone, "năm 2022 tặng bao nhiêu phần quà?", "70 phần quà")
    shoot(phone, "phone-ask")


def desktop(desk: Page) -> None:
    """A table beside the strip of the demo."""
    say(desk, "số liệu năm 2022", "Số liệu Khu phố 9")
    desk.locator(".bubble.mine").last.evaluate(TO_THE_TOP)
    shoot(desk, "desktop")


def phone_reminder(phone: Page) -> None:
    """Time passes, and the bot speaks first."""
    phone.locator("#strip summary").click()
    phone.get_by_role("button", name="Tới lần nhắc kế tiếp").click()
    expect(heard(phone, "có dự không ạ")).to_be_visible()
    shoot(phone, "phone-reminder")


def phone_room(one: Page, other: Page) -> None:
    """Two people and the bot in the common room."""
    for phone in (one, other):
        phone.get_by_role("link", name="Nhóm của ban").click()
        expect(phone.locator("#log")).to_have_attribute("aria-busy", "false")
    write(one, "Chiều nay ai chở quà qua nhà văn hóa giúp tôi?")
    expect(heard(other, "ai chở quà")).to_be_visible()
    write(other, "Để tôi chở, hai giờ tôi qua.")
    say(other, "@em năm 2022 tặng bao nhiêu phần quà?", "70 phần quà")
    shoot(other, "phone-room")


def say(on: Page, text: str, answer: str) -> None:
    """Write a message and wait for the answer."""
    write(on, text)
    expect(heard(on, answer)).to_be_visible()
    expect(on.locator("#working")).to_be_hidden()


def write(on: Page, text: str) -> None:
    """Write a message."""
    on.locator("#words").fill(text)
    on.get_by_role("button", name="Gửi", exact=True).click()


def heard(on: Page, words: str) -> Locator:
    """The newest message of the bot with these words."""
    return on.locator(".bubble:not(.mine)", has_text=words).last


def shoot(on: Page, name: str) -> None:
    """Keep what the screen shows, with as few colours as look the same."""
    on.mouse.move(1, 1)
    on.evaluate("document.activeElement?.blur()")
    on.wait_for_timeout(600)  # until what fades in is in
    with Image.open(io.BytesIO(on.screenshot())) as shot:
        few = shot.convert("RGB").quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        few.save(SHOTS / f"{name}.png", optimize=True)
    print(f"{name}.png: {(SHOTS / f'{name}.png').stat().st_size // 1000} kB")


@contextmanager
def page(browser: Browser, site: str, size: ViewportSize, person: str) -> Iterator[Page]:
    """The demo as one of its people sees it."""
    small = size == PHONE
    context = browser.new_context(
        viewport=size, device_scale_factor=2 if small else 1, is_mobile=small, has_touch=small, locale="vi-VN",
        reduced_motion="reduce",
    )  # fmt: skip
    opened = context.new_page()
    opened.goto(site)
    if small:
        opened.locator("#strip summary").click()
    with opened.expect_navigation():
        opened.get_by_role("button", name=person).click()
    expect(opened.locator(".bubble").first).to_be_attached()
    yield opened
    context.close()


@contextmanager
def demo() -> Iterator[str]:
    """The demo, and its address."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "demo", "--port", "0", "--no-browser"], cwd=ROOT, text=True,
        stdout=subprocess.PIPE,
    )  # fmt: skip
    try:
        for line in process.stdout or ():
            if address := re.search(r"http://\S+", line):
                yield address[0]
                return
        raise SystemExit("the demo did not start")
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    main()
