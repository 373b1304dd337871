"""`python -m bot doctor`: looks at everything that the bot stands on, and says in Vietnamese what to do.

Nothing is changed by looking, except that a folder for copies is tried with an empty file.
"""

import asyncio
import errno
import shutil
import socket
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from bot import config
from bot.channel import StartError
from bot.config import Settings
from bot.keeper import doctor_zalo
from bot.keeper.finding import Finding
from db import catalogue, copies, engine, people
from db.mistake import Mistake
from db.schema import NEWEST
from jobs import backups

TOO_LITTLE, LITTLE = 100 * 2**20, 2**30  # bytes free on a disk
WRONG_CLOCK = timedelta(seconds=60)
OLD_COPY = timedelta(hours=26)


def examine(settings: Settings, now: datetime) -> Iterator[Finding]:
    """Every finding, one after the other."""
    yield from _database(settings)
    yield from _disks(settings)
    yield from _copies(settings, now)
    yield _catalogue(settings)
    yield _port(settings)
    yield from _messengers(settings, now)


def _database(settings: Settings) -> Iterator[Finding]:
    part, address = "Cơ sở dữ liệu", settings.database.url.get_secret_value()
    try:
        found = engine.look(address)
    except Mistake as error:
        yield Finding(
            part, "fail", str(error), "Sửa [database] url, hoặc chạy `python -m bot restore --replace` nếu tệp hỏng."
        )
        return
    if found is None:
        yield Finding(
            part, "warn", "chưa có dữ liệu", "Lần chạy đầu tiên sẽ tạo; thêm khu phố bằng `python -m bot units add`."
        )
        return
    if found > NEWEST:
        do = "Cài lại bản bot mới hơn; bản này cũ hơn dữ liệu."
        yield Finding(part, "fail", f"dữ liệu ở bản {found}, bot chỉ biết đến {NEWEST}", do)
        return
    if found < NEWEST:
        do = "Chạy `python -m bot backup` trước; lần chạy tới bot tự nâng cấp."
        yield Finding(part, "warn", f"dữ liệu ở bản {found}, bot cần bản {NEWEST}", do)
        return
    yield Finding(part, "ok", f"mở được, nguyên vẹn, bản {found}")
    yield _keeper(settings, address)


def _keeper(settings: Settings, address: str) -> Finding:
    part, name = "Người quản trị", settings.keeper.person
    if not name:
        do = "Ghi tên hoặc mã của mình vào [keeper] person."
        return Finding(part, "warn", "chưa đặt: bot gặp lỗi thì không ai được báo", do)
    opened = engine.connect(address)
    with engine.reading(opened) as session:
        person = people.find_person(session, name)
    opened.dispose()
    if person is None:
        return Finding(
            part, "fail", f"không có ai tên {name!r}", "Sửa [keeper] person cho đúng tên hoặc mã trong dữ liệu."
        )
    return Finding(part, "ok", person.name)


def _disks(settings: Settings) -> Iterator[Finding]:
    address = settings.database.url.get_secret_value()
    folders = {copies.beside(address), backups.folder_for(address, settings.backup.folder)}
    for folder in sorted({_there(folder) for folder in folders}):
        free = shutil.disk_usage(folder).free
        says = f"{folder.resolve()}: còn {free / 2**30:.1f} GB"
        state: Literal["ok", "warn", "fail"] = "fail" if free < TOO_LITTLE else "warn" if free < LITTLE else "ok"
        yield Finding("Ổ đĩa", state, says, "" if state == "ok" else "Xóa bớt hoặc chuyển dữ liệu sang ổ khác.")
        try:
            tempfile.TemporaryFile(dir=folder).close()
        except OSError as error:
            yield Finding(
                "Ổ đĩa", "fail", f"không ghi được vào {folder.resolve()}: {error.strerror}", "Cho bot quyền ghi."
            )


def _there(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there already."""
    return next((parent for parent in (folder, *folder.parents) if parent.is_dir()), Path())


def _copies(settings: Settings, now: datetime) -> Iterator[Finding]:
    part, address = "Sao lưu", settings.database.url.get_secret_value()
    if settings.backup.keep == 0:
        yield Finding(part, "warn", "không sao lưu hằng đêm ([backup] keep = 0)", "Đặt keep lớn hơn 0.")
        return
    if copies.suffix(address) == ".dump" and shutil.which("pg_dump") is None:
        yield Finding(part, "fail", "thiếu pg_dump, không sao lưu PostgreSQL được", "Cài gói postgresql-client.")
        return
    folder = backups.folder_for(address, settings.backup.folder)
    last = backups.newest(folder)
    if last is None:
        yield Finding(part, "warn", f"chưa có bản nào trong {folder}", "Chạy `python -m bot backup`.")
    elif now - last > OLD_COPY:
        hours = int((now - last) / timedelta(hours=1))
        yield Finding(part, "warn", f"bản mới nhất đã {hours} giờ", "Chạy `python -m bot backup` và xem nó báo gì.")
    else:
        yield Finding(part, "ok", f"bản mới nhất lúc {last:%d/%m %H:%M} UTC, {len(backups.found(folder))} bản")


def _catalogue(settings: Settings) -> Finding:
    try:
        catalogue.use(settings.committee.indicators)
    except Mistake as error:
        return Finding("Danh mục chỉ tiêu", "fail", str(error), "Sửa tệp đặt ở [committee] indicators.")
    return Finding("Danh mục chỉ tiêu", "ok", f"{len(catalogue.indicators())} chỉ tiêu")


def _port(settings: Settings) -> Finding:
    part, host, port = "Trang web", settings.web.host, settings.web.port
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            return Finding(part, "fail", f"không mở được {host}:{port}: {error.strerror}", "Sửa [web] host và port.")
        do = "Nếu bot đang chạy thì thôi; nếu không, đổi [web] port hoặc tắt chương trình kia."
        return Finding(part, "warn", f"cổng {port} đang có chương trình dùng", do)
    return Finding(part, "ok", f"cổng {port} còn trống")


def _messengers(settings: Settings, now: datetime) -> Iterator[Finding]:
    telegrams = [told for told in settings.telegram if told.token]
    zalos = [told for told in settings.zalo if told.token]
    if not telegrams and not zalos:
        do = "Xin mã ở @BotFather, ghi vào [telegram] token; Zalo thì làm như dưới đây."
        yield Finding("Telegram", "warn", "chưa có mã (token): chỉ chạy trang web", do)
    if not zalos:
        yield doctor_zalo.how_to_begin()
    for telegram in telegrams:
        yield from _telegram(telegram, now)
    for zalo in zalos:
        yield from doctor_zalo.examine(zalo, settings, now)


def _telegram(told: config.Telegram, now: datetime) -> Iterator[Finding]:
    from bot.telegram import probe  # the library takes half a second to load

    token = told.token.get_secret_value() if told.token else ""
    proxy = told.proxy.get_secret_value() if told.proxy else None
    try:
        found = asyncio.run(probe.probe(token, told.base_url, proxy, now))
    except StartError:
        yield Finding("Telegram", "fail", "Telegram không nhận mã (token) này", "Chép lại mã từ @BotFather.")
        return
    except probe.NoAnswer as error:
        do = "Xem lại mạng, tường lửa, [telegram] proxy hoặc base_url."
        yield Finding("Telegram", "fail", f"không liên lạc được ({error})", do)
        return
    yield Finding(
        "Telegram", "ok", f"@{found.username}, trả lời sau {found.seconds:.1f} giây, {found.waiting} tin đang chờ"
    )
    if found.webhook_trouble:
        do = "Xem địa chỉ ở [telegram] webhook có vào được từ Internet không."
        yield Finding("Webhook", "warn", found.webhook_trouble, do)
    if found.ahead is not None:
        yield _clock(found.ahead)


def _clock(ahead: timedelta) -> Finding:
    part, seconds = "Đồng hồ", abs(int(ahead.total_seconds()))
    if abs(ahead) <= WRONG_CLOCK:
        return Finding(part, "ok", "đúng giờ")
    says = f"máy {'nhanh' if ahead > timedelta() else 'chậm'} {seconds} giây"
    return Finding(part, "fail", says, "Bật tự chỉnh giờ (Linux: `timedatectl set-ntp true`); lời nhắc sẽ sai giờ.")
