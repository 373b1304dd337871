"""The page in a real browser, on a phone and on a desk."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    FilePayload,
    Locator,
    Page,
    ViewportSize,
    expect,
    sync_playwright,
)

from handlers.message import Attached, Reply, Table, choices
from tests.web.site import CODE, Served, Talk, jpeg, long_table, served

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
PHONE, DESK = ViewportSize(width=360, height=740), ViewportSize(width=1280, height=800)
on_the_phone = pytest.mark.parametrize("context", ["phone"], indirect=True)

pytestmark = [
    pytest.mark.skipif(not CHROMIUM.exists() and os.environ.get("CI") != "true", reason="no Chromium here"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)


@pytest.fixture(params=["phone", "desk"])
def context(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    phone = request.param == "phone"
    context = browser.new_context(
        viewport=PHONE if phone else DESK, is_mobile=phone, has_touch=phone, locale="vi-VN", reduced_motion="reduce"
    )
    context.set_default_timeout(20_000)
    yield context
    context.close()


class Watched:
    """A page that has joined, and whatever it should not have done."""

    def __init__(self, page: Page, site: Served) -> None:
        self.page = page
        self.site = site
        self.complaints: list[str] = []
        page.on(
            "console", lambda said: self.complaints.append(said.text) if said.type in {"error", "warning"} else None
        )
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self._asked(request.url))

    def join(self) -> None:
        self.page.goto(f"{self.site.url}/moi/{CODE}")
        self.page.get_by_role("button", name="Vào trò chuyện").click()
        expect(self.bubble("Chào mừng bác")).to_be_visible()

    def bubble(self, text: str) -> Locator:
        return self.page.locator(".bubble", has_text=text)

    def type(self, text: str) -> None:
        self.page.get_by_label("Viết tin cho em").fill(text)

    def send(self, text: str) -> None:
        self.type(text)
        self.page.get_by_role("button", name="Gửi", exact=True).click()

    @property
    def chat(self) -> str:
        return self.site.talk.received[0].address.chat

    def _asked(self, url: str) -> None:
        if not url.startswith((self.site.url, "blob:", "data:")):
            self.complaints.append(f"asked {url}")


@pytest.fixture
def watched(context: BrowserContext, site: Served) -> Iterator[Watched]:
    watched = Watched(context.new_page(), site)
    watched.join()
    yield watched
    assert watched.complaints == []


def test_typing_and_tapping_are_answered_and_survive_a_reload(watched: Watched) -> None:
    watched.send("sáng nay tặng 70 phần quà")
    expect(watched.bubble("Em nghe: sáng nay tặng 70 phần quà")).to_be_visible()
    watched.send("chọn đi")
    watched.page.get_by_role("button", name="Lưu").click()
    expect(watched.bubble("Em đã làm: Lưu.")).to_be_visible()
    expect(watched.bubble("✔ Lưu")).to_be_visible()
    expect(watched.page.get_by_role("button", name="Lưu")).to_have_count(0)
    before = watched.page.locator(".bubble .text").all_text_contents()
    watched.page.reload()
    expect(watched.bubble("Em đã làm: Lưu.")).to_be_visible()
    assert watched.page.locator(".bubble .text").all_text_contents() == before
    assert [message.kind for message in watched.site.talk.received] == ["text", "text", "text", "tap"]


@on_the_phone
def test_what_the_bot_says_unasked_appears_by_itself(watched: Watched) -> None:
    row = watched.site.say(watched.chat, Reply("Nhắc bác: tối nay họp.", choices("Dự", "Vắng")))
    expect(watched.bubble("Nhắc bác")).to_be_in_viewport()
    watched.site.say(watched.chat, Reply("Họp dời sang mai ạ."), edits=row)
    expect(watched.bubble("dời sang mai")).to_be_visible()
    expect(watched.bubble("Nhắc bác")).to_have_count(0)


def test_a_draft_survives_a_reload(watched: Watched) -> None:
    watched.type("hôm qua khu phố")
    watched.page.reload()
    expect(watched.page.get_by_label("Viết tin cho em")).to_have_value("hôm qua khu phố")
    watched.send("hôm qua khu phố họp")
    watched.page.reload()
    expect(watched.bubble("Em nghe")).to_be_visible()
    expect(watched.page.get_by_label("Viết tin cho em")).to_have_value("")


def test_words_written_while_the_server_is_away_arrive_once_when_it_is_back(
    context: BrowserContext, talk: Talk
) -> None:
    with served(talk) as site:
        watched = Watched(context.new_page(), site)
        watched.join()
    lost = watched.page.get_by_text("Mất kết nối, em đang thử lại…")
    expect(lost).to_be_visible()
    watched.send("gửi lúc mất mạng")
    expect(watched.bubble("gửi lúc mất mạng")).to_contain_text("em đang thử lại…")
    with served(talk, port=int(site.url.rpartition(":")[2])):
        expect(watched.bubble("Em nghe: gửi lúc mất mạng")).to_be_visible()
        expect(lost).to_be_hidden()
        expect(watched.page.locator(".bubble.mine")).to_have_count(1)
        watched.page.reload()
        expect(watched.page.locator(".bubble.mine")).to_have_count(1)
        watched.page.close()
    assert [message.text for message in talk.received[1:]] == ["gửi lúc mất mạng"]


def test_photos_are_looked_at_before_they_go_and_shown_when_they_came(watched: Watched) -> None:
    photos = [FilePayload(name="anh.jpg", mimeType="image/jpeg", buffer=content) for content in (jpeg(), jpeg(30, 20))]
    watched.page.get_by_label("Chọn ảnh để gửi").set_input_files(photos)
    expect(watched.page.get_by_alt_text("sắp gửi")).to_have_count(2)
    watched.page.get_by_role("button", name="Bỏ ảnh 2").click()
    watched.send("tặng quà sáng nay")
    expect(watched.bubble("Em đã nhận 1 ảnh")).to_be_visible()
    picture = watched.bubble("tặng quà sáng nay").locator("a img")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.decode().then(() => image.naturalHeight > image.naturalWidth)")


def test_a_photo_may_be_dropped_on_the_page(watched: Watched) -> None:
    dropped = """async (bytes) => {
        const carried = new DataTransfer();
        carried.items.add(new File([new Uint8Array(bytes)], "tha.jpg", {type: "image/jpeg"}));
        for (const kind of ["dragover", "drop"])
            window.dispatchEvent(new DragEvent(kind, {dataTransfer: carried, bubbles: true, cancelable: true}));
    }"""
    watched.page.evaluate(dropped, list(jpeg(60, 40)))
    expect(watched.page.get_by_alt_text("sắp gửi")).to_have_count(1)
    watched.page.get_by_role("button", name="Gửi", exact=True).click()
    expect(watched.bubble("Em đã nhận 1 ảnh")).to_be_visible()


def test_everything_can_be_done_with_the_keyboard_alone(watched: Watched) -> None:
    page = watched.page
    page.get_by_label("Viết tin cho em").focus()
    page.keyboard.type("chọn đi")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    choice = page.get_by_role("button", name="Sửa")
    expect(choice).to_be_visible()
    for _ in range(12):
        if choice.evaluate("it => it === document.activeElement"):
            break
        page.keyboard.press("Shift+Tab")
    expect(choice).to_be_focused()
    assert choice.evaluate("it => parseFloat(getComputedStyle(it).outlineWidth)") >= 2
    page.keyboard.press("Enter")
    expect(watched.bubble("Em đã làm: Sửa.")).to_be_visible()
    assert page.evaluate("document.activeElement.closest('.bubble') !== null")


def test_a_message_is_answered_by_pointing_holding_or_the_keyboard(watched: Watched) -> None:
    page = watched.page
    watched.send("một")
    expect(watched.bubble("Em nghe: một")).to_be_visible()
    mine = page.locator(".bubble.mine", has_text="một")
    button = mine.get_by_role("button", name="Trả lời tin này")
    if page.viewport_size == DESK:
        mine.hover()
    else:
        mine.dispatch_event("pointerdown", {"pointerType": "touch"})
    expect(button).to_have_css("opacity", "1")
    button.click()
    quoted = page.get_by_text("Mình: một", exact=True)
    expect(quoted).to_be_visible()
    page.keyboard.press("Escape")
    expect(quoted).to_be_hidden()
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Viết tin cho em")).to_be_focused()
    watched.send("hai")
    expect(page.locator(".bubble.mine", has_text="hai").locator(".quote")).to_have_text("Trả lời Mình: một")
    expect(watched.bubble("Em nghe: hai")).to_be_visible()
    expect(quoted).to_be_hidden()
    watched.send("ba")
    expect(watched.bubble("Em nghe: ba")).to_be_visible()
    first, second, third = (m for m in watched.site.talk.received if m.text in {"một", "hai", "ba"})
    assert (first.refers_to, second.refers_to, third.refers_to) == (None, first.id, None)


def test_enter_sends_on_a_desk_and_begins_a_line_on_a_phone(watched: Watched) -> None:
    on_desk = watched.page.viewport_size == DESK
    words = watched.page.get_by_label("Viết tin cho em")
    words.focus()
    watched.page.keyboard.type("một")
    watched.page.keyboard.press("Shift+Enter")
    watched.page.keyboard.type("hai")
    watched.page.keyboard.press("Enter")
    if on_desk:
        expect(watched.bubble("Em nghe: một\nhai")).to_be_visible()
        expect(words).to_have_value("")
    else:
        expect(words).to_have_value("một\nhai\n")


@pytest.mark.parametrize("zoom", [1, 2])
def test_nothing_overflows_and_every_target_is_large_enough(watched: Watched, zoom: int) -> None:
    _say_everything(watched)
    size = watched.page.viewport_size
    assert size is not None
    watched.page.set_viewport_size({"width": size["width"] // zoom, "height": size["height"] // zoom})
    page = watched.page
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("(log => log.scrollWidth <= log.clientWidth)(document.getElementById('log'))")
    small = page.evaluate(
        """[...document.querySelectorAll("button, a[href]:not(.text a, .skip), textarea, label.round")]
            .filter(it => it.checkVisibility()).map(it => [it.outerHTML.slice(0, 80), it.getBoundingClientRect()])
            .filter(([, box]) => box.width < 44 || box.height < 44).map(([html]) => html)"""
    )
    assert small == []
    assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('.text')).fontSize)") >= 18


@on_the_phone
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_their_ground(watched: Watched, scheme: str) -> None:
    watched.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    _say_everything(watched)
    assert watched.page.evaluate(CONTRAST) == []


@on_the_phone
def test_a_screen_reader_finds_names_language_and_a_log(watched: Watched) -> None:
    _say_everything(watched)
    page = watched.page
    assert page.locator("html").get_attribute("lang") == "vi"
    log = page.get_by_role("log", name="Cuộc trò chuyện")
    expect(log).to_have_attribute("aria-live", "polite")
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.get_by_role("main")).to_have_count(1)
    nameless = page.evaluate(
        """[...document.querySelectorAll("button, a[href], input, textarea, img")]
            .filter(it => it.checkVisibility() && !(it.getAttribute("aria-label") || it.textContent.trim()
                || it.labels?.length || it.hasAttribute("alt"))).map(it => it.outerHTML)"""
    )
    assert nameless == []
    table = log.get_by_role("table")
    expect(table.get_by_role("columnheader")).to_have_count(6)
    expect(table.get_by_role("rowheader")).to_have_count(3)


@on_the_phone
def test_older_messages_come_when_asked_for(watched: Watched) -> None:
    for number in range(60):
        watched.site.talk.queue(watched.chat, Reply(f"tin số {number}."))
    watched.site.say(watched.chat, Reply("tin cuối"))
    watched.page.reload()
    expect(watched.bubble("tin cuối")).to_be_in_viewport()
    expect(watched.bubble("tin số 0.")).to_have_count(0)
    watched.page.get_by_role("button", name="Xem tin cũ hơn").click()
    expect(watched.bubble("tin số 0.")).to_have_count(1)
    shown = watched.page.locator(".bubble .text").all_text_contents()
    assert shown[1:] == [*(f"tin số {number}." for number in range(60)), "tin cuối"]


@on_the_phone
def test_an_answer_longer_than_the_screen_is_shown_from_its_beginning(watched: Watched) -> None:
    watched.send("số liệu")
    watched.site.say(watched.chat, Reply("70 phần quà\n" + "một dòng nữa\n" * 60))
    told = watched.bubble("70 phần quà")
    expect(told).to_be_in_viewport()
    assert told.evaluate("it => it.getBoundingClientRect().top - it.closest('#log').getBoundingClientRect().top") >= 0
    expect(watched.page.get_by_role("button", name="Tin mới ↓")).to_be_visible()
    watched.page.get_by_role("button", name="Tin mới ↓").click()
    watched.send("cảm ơn em")
    expect(watched.bubble("Em nghe: cảm ơn em")).to_be_in_viewport()


@on_the_phone
def test_whoever_reads_older_messages_is_told_of_a_new_one_and_everything_stays_in_place(watched: Watched) -> None:
    for number in range(30):
        watched.site.talk.queue(watched.chat, Reply(f"tin số {number}."))
    watched.site.say(watched.chat, Reply("tin cuối"))
    watched.page.reload()
    expect(watched.bubble("tin cuối")).to_be_in_viewport()
    log, new = watched.page.locator("#log"), watched.page.get_by_role("button", name="Tin mới")
    before = log.bounding_box()
    for _ in range(20):  # the page may still be on its way down after its reload
        log.evaluate("log => { log.scrollTop = 0; }")
        watched.page.wait_for_timeout(50)
    expect(watched.bubble("tin cuối")).not_to_be_in_viewport()
    watched.site.say(watched.chat, Reply("tin mới tới"))
    expect(new).to_be_visible()
    after, pill = log.bounding_box(), new.bounding_box()
    assert before
    assert after
    assert pill
    assert (after["x"], after["y"], after["width"]) == (before["x"], before["y"], before["width"])
    assert pill["y"] >= after["y"] + after["height"], "it covers no word"
    assert log.evaluate("log => log.scrollTop") == 0
    new.click()
    expect(watched.bubble("tin mới tới")).to_be_in_viewport()


@on_the_phone
def test_on_a_phone_one_sees_how_to_answer_a_message_without_holding_it(watched: Watched) -> None:
    watched.site.say(watched.chat, Reply("Bác dự không ạ?", choices("Dự", "Vắng")))
    bubble = watched.bubble("Bác dự không ạ?")
    button = bubble.get_by_role("button", name="Trả lời tin này")
    expect(button).to_have_css("opacity", "1")
    place, words = button.bounding_box(), bubble.locator(".text").bounding_box()
    assert place
    assert words
    assert place["y"] >= words["y"] + words["height"], "it covers no word"


@on_the_phone
def test_no_button_moves_under_the_finger_of_whoever_comes_down_to_it(watched: Watched) -> None:
    watched.site.say(watched.chat, Reply("Em ghi thế này ạ\n" + "một dòng nữa\n" * 60, choices("Lưu", "Bỏ")))
    new = watched.page.get_by_role("button", name="Tin mới ↓")
    expect(new).to_be_visible()
    save = watched.bubble("Em ghi thế này ạ").get_by_role("button", name="Lưu")
    place = save.evaluate("it => { it.closest('#log').scrollTop = 1e6; return it.getBoundingClientRect().y; }")
    expect(new).to_be_hidden()
    assert save.evaluate("it => it.getBoundingClientRect().y") == place
    save.click()
    expect(watched.bubble("Em đã làm: Lưu")).to_be_in_viewport()


ONE_LINE = "it => it.getBoundingClientRect().height < 1.6 * parseFloat(getComputedStyle(it).lineHeight)"


@pytest.mark.parametrize("zoom", [1, 2])
@on_the_phone
def test_no_figure_or_number_is_cut_in_two_on_a_button(watched: Watched, zoom: int) -> None:
    watched.page.set_viewport_size({"width": PHONE["width"] // zoom, "height": PHONE["height"] // zoom})
    offered = choices("700.000.000 đồng", "7.000.000 đồng", "#KP9-0010", "Bỏ số này")
    watched.site.say(watched.chat, Reply("Mình chọn ạ", offered))
    figures = watched.bubble("Mình chọn ạ").locator(".whole")
    expect(figures).to_have_text(["700.000.000", "7.000.000", "#KP9-0010"])
    assert [figures.nth(place).evaluate(ONE_LINE) for place in range(3)] == [True] * 3


def test_what_steps_back_is_no_louder_than_what_does_something(watched: Watched) -> None:
    watched.send("chọn đi")
    asked = watched.bubble("đúng không ạ").get_by_role("group", name="Mời chọn")
    does, changes, drops = (asked.get_by_role("button", name=word, exact=True) for word in ("Lưu", "Sửa", "Bỏ"))
    widths = [(button.bounding_box() or {"width": 0})["width"] for button in (does, changes, drops)]
    assert widths[0] >= max(widths)
    assert widths[1] == widths[2]
    grounds = [button.evaluate("it => getComputedStyle(it).backgroundColor") for button in (does, changes, drops)]
    assert grounds[1] == grounds[2] != grounds[0]


def test_how_many_photos_there_are_is_told_in_words_beside_a_drawn_sign(watched: Watched) -> None:
    watched.site.say(watched.chat, Reply("Dạ em giữ ảnh cho việc này (📎2)."))
    text = watched.bubble("Dạ em giữ ảnh").locator(".text")
    expect(text).to_have_text("Dạ em giữ ảnh cho việc này ( 2 ảnh).")
    expect(text.locator("svg.clip")).to_be_visible()


LINES = """all => all.map(it => {
    const words = document.createRange();
    words.selectNodeContents(it);
    return words.getClientRects().length;
})"""


@pytest.mark.parametrize("by", ["zoom", "type"])
@on_the_phone
def test_at_twice_the_size_there_is_room_to_read_and_no_word_is_cut(demo_watched: Watched, by: str) -> None:
    """Whether the page is enlarged or its letters are."""
    page = demo_watched.page
    if by == "zoom":
        page.set_viewport_size({"width": PHONE["width"] // 2, "height": PHONE["height"] // 2})
    else:
        page.evaluate("document.documentElement.style.fontSize = '237.5%'")
    table = Table(
        ("Mục", "Số liệu"), (("Tổng số hộ", "319 hộ (tính đến 30/12/2022)"), ("Nhân khẩu", "1.687 nhân khẩu"))
    )
    demo_watched.site.say("truong-ban", Reply("Số liệu ạ", table=table))
    expect(demo_watched.bubble("Số liệu ạ")).to_be_visible()
    whole = page.evaluate("innerHeight")
    log = page.locator("#log").bounding_box()
    assert log
    assert log["height"] > 0.4 * whole
    links = page.locator(".ways a:visible").evaluate_all("all => all.map(it => it.getBoundingClientRect().right)")
    assert links
    assert max(links) <= page.evaluate("innerWidth")
    cells = page.locator(".sheet").last.locator("th, td").evaluate_all(LINES)
    assert set(cells) == {1}, "each in one line; the table scrolls sideways by itself"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    words = page.get_by_label("Viết tin cho em")
    assert words.evaluate("it => it.clientWidth >= 6 * parseFloat(getComputedStyle(it).fontSize)")


@pytest.fixture
def demo_watched(context: BrowserContext, demo_site: Served) -> Iterator[Watched]:
    watched = Watched(context.new_page(), demo_site)
    watched.page.goto(demo_site.url)
    expect(watched.page.get_by_label("Viết tin cho em")).to_be_visible()
    yield watched
    assert watched.complaints == []


def test_the_strip_switches_people_and_moves_the_clock(context: BrowserContext, demo_site: Served) -> None:
    watched = Watched(context.new_page(), demo_site)
    page = watched.page
    page.goto(demo_site.url)
    expect(page.locator("#people button")).to_have_count(2)  # the strip is ready
    if page.viewport_size == PHONE:
        page.get_by_text("Chạy thử").click()
    page.get_by_role("button", name="Tới lần nhắc kế tiếp").click()
    expect(watched.bubble("tối nay họp khu phố")).to_be_visible()
    if page.viewport_size == PHONE:
        page.get_by_text("Chạy thử").click()
    expect(page.locator("#clock")).to_contain_text("17:00, 4/12/2026")
    page.get_by_role("button", name="Cô Lan").click()
    expect(page.get_by_text("Em chào ạ!")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert watched.complaints == []


def _say_everything(watched: Watched) -> None:
    picture = watched.site.talk.keep_file(jpeg(900, 600), "bieu-do.jpg", "image/jpeg")
    report = Attached(
        picture.file, "Báo cáo rất dài của Ban công tác Mặt trận khu phố 9 quý IV.docx", "application/docx"
    )
    watched.send("Xin xem " + "https://dai.example/" + "rat-dai" * 12)
    watched.site.say(watched.chat, Reply("Rất_dài_không_có_chỗ_ngắt" * 6, attached=(picture, report)))
    watched.site.say(watched.chat, Reply("So các khu phố:", table=long_table()))
    watched.site.say(
        watched.chat, Reply("Ý bác là gì ạ?", choices("Tặng quà", "Thăm hỏi", "Việc khác em chưa kể ra đây"))
    )
    expect(watched.bubble("Ý bác là")).to_be_visible()


# Every visible text against the nearest painted ground, by the formula of WCAG: 4.5, or 3 where it is large.
CONTRAST = """() => {
    const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
    const rgba = (color) => {
        canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1);
        return [...canvas.getImageData(0, 0, 1, 1).data];
    };
    const light = (color) => rgba(color).slice(0, 3).map(it => it / 255)
        .map(it => it <= 0.04045 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4)
        .reduce((sum, it, place) => sum + it * [0.2126, 0.7152, 0.0722][place], 0);
    const ground = (node) => {
        for (let it = node; it; it = it.parentElement)
            if (rgba(getComputedStyle(it).backgroundColor)[3] === 255) return getComputedStyle(it).backgroundColor;
        return "white";
    };
    const faint = [];
    for (const node of document.querySelectorAll("body *")) {
        const own = [...node.childNodes].some(it => it.nodeType === Node.TEXT_NODE && it.data.trim());
        if (!own || !node.checkVisibility() || node.closest("noscript")) continue;
        const style = getComputedStyle(node), size = parseFloat(style.fontSize);
        const [one, other] = [light(style.color), light(ground(node))];
        const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
        const enough = size >= 24 || (size >= 18.7 && style.fontWeight >= 700) ? 3 : 4.5;
        if (ratio < enough) faint.push(`${ratio.toFixed(2)} ${node.tagName}: ${node.textContent.slice(0, 40)}`);
    }
    return faint;
}"""
