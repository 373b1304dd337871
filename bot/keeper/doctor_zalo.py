"""What the doctor says of Zalo: how one gets a bot, sets its webhook, what stands in the way; the API is asked."""

import asyncio
from collections.abc import Iterator
from datetime import datetime

from bot import config
from bot.channel import SendError, StartError
from bot.config import Settings
from bot.keeper.finding import Finding
from db import engine, plans
from db.mistake import Mistake
from db.schema import NEWEST

PART = "Zalo"
CLOUDFLARE = (
    "Xem tên miền, chứng chỉ và cổng 443. Dùng Cloudflare thì tắt Browser Integrity Check cho đường dẫn /hook/ "
    "(Zalo xưng là Java/1.8.0_192, bị chặn 403/1010); đừng dùng tên miền workers.dev."
)
OUTCOMES = {
    "http.403": "tường lửa chặn (403)", "http.404": "không thấy đường dẫn (404)", "http.5xx": "máy chủ web lỗi",
    "err.tls": "chứng chỉ không hợp lệ", "err.dns": "tên miền không có", "err.timeout": "không trả lời kịp",
    "err.conn": "không kết nối được", "err.proxy": "lỗi proxy", "err.blocked": "địa chỉ bị Zalo từ chối",
}  # fmt: skip


def how_to_begin() -> Finding:
    """For a keeper who has no bot on Zalo: the steps, in order."""
    do = (
        "Muốn dùng Zalo: 1) trong ứng dụng Zalo mở tài khoản “Zalo Bot Manager”, menu Tạo bot, đặt tên bắt đầu bằng "
        "chữ “Bot”; 2) mã (token) được gửi vào Zalo của bạn, ghi vào [zalo] token; 3) trên trang của bot bấm "
        "Đăng ký gói, chọn Basic; 4) đặt [zalo] webhook và [web] public là địa chỉ https của bạn; "
        "5) chạy lại lệnh này. Chi tiết: docs/zalo.md."
    )
    return Finding(PART, "ok", "chưa dùng Zalo", do)


def examine(told: config.Zalo, settings: Settings, now: datetime) -> Iterator[Finding]:
    """One bot: its token, its webhook, the address for its files, its plan."""
    from bot.zalo import probe

    token = told.token.get_secret_value() if told.token else ""
    proxy = told.proxy.get_secret_value() if told.proxy else None
    try:
        found = asyncio.run(probe.probe(token, told.base_url, proxy))
    except StartError:
        do = "Chép lại mã từ tin nhắn của Zalo Bot Creator; mã cũ hết dùng sau khi bấm đặt lại."
        yield Finding(PART, "fail", "Zalo không nhận mã (token) này", do)
        return
    except SendError as error:
        do = "Xem lại mạng, tường lửa, [zalo] proxy hoặc base_url."
        yield Finding(PART, "fail", f"không liên lạc được ({error})", do)
        return
    groups = "vào nhóm được" if found.groups else "chưa vào nhóm được"
    yield Finding(PART, "ok", f"{found.shown_as}, gói {found.plan or 'chưa rõ'}, {groups}")
    yield from _webhook(told, found.webhook, found.outcome)
    if settings.web.public is None:
        do = "Đặt [web] public là địa chỉ https của trang web, để ảnh và tệp đi qua Zalo bằng đường dẫn."
        yield Finding(PART, "warn", "chưa có địa chỉ công khai: ảnh và tệp không gửi qua Zalo được", do)
    yield from _plan(told, settings.database.url.get_secret_value(), now)


def _webhook(told: config.Zalo, url: str, outcome: str) -> Iterator[Finding]:
    if told.webhook is None and url:
        do = (
            "Đặt [zalo] webhook, hoặc gỡ webhook kia (lệnh ở docs/zalo.md, mục 3): chừng nào còn webhook, "
            "bot hỏi sẽ không nhận được gì."
        )
        yield Finding(PART, "fail", "bot này đang gửi tin tới một webhook khác", do)
    elif told.webhook is None:
        do = "Khi dùng thật hãy đặt [zalo] webhook: tin đến lúc bot tắt sẽ mất. Xem docs/zalo.md."
        yield Finding(PART, "warn", "đang hỏi vòng (polling), chỉ nên dùng khi thử", do)
    elif not url:
        yield Finding(PART, "ok", "webhook sẽ được đặt khi bot chạy")
    elif not url.startswith(told.webhook):
        yield Finding(PART, "warn", "webhook đang trỏ chỗ khác", "Chạy bot: nó đặt lại webhook về [zalo] webhook.")
    elif outcome in {"", "webhook.ok"}:
        yield Finding(PART, "ok", "webhook đã đặt" + (", Zalo vào được" if outcome else ""))
    else:
        yield Finding(PART, "fail", f"Zalo không vào được webhook: {OUTCOMES.get(outcome, outcome)}", CLOUDFLARE)


def _plan(told: config.Zalo, address: str, now: datetime) -> Iterator[Finding]:
    """How much of the plan is used; nothing before the bot has run."""
    try:
        if engine.look(address) != NEWEST:
            return
    except Mistake:
        return
    opened = engine.connect(address)
    with engine.reading(opened) as session:
        plan = plans.look(session, "zalo", told.bot, now)
    opened.dispose()
    if plan is None:
        return
    says = f"tháng này dùng {plan.used}/{plan.per_month} tin, {plan.known}/{plan.people} người"
    if plan.nearly_used:
        do = "Bot tự rút gọn câu trả lời để dành tin nhắc họp; mời bớt người sang trang web hoặc bot khác."
        yield Finding(PART, "warn", says, do)
    elif plan.known >= plan.people:
        do = "Thêm một bảng [[zalo]] với bot khác: người mới được dẫn sang đó."
        yield Finding(PART, "warn", says, do)
    else:
        yield Finding(PART, "ok", says)
