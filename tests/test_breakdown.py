"""A figure by its parts, where what was told belongs to no part."""

from zoneinfo import ZoneInfo

from bot.clock import Clock, parse
from bot.desk import Desk
from bot.terminal import Terminal
from tests import fresh

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def test_a_figure_of_a_whole_year_is_told_though_no_month_has_any_of_it() -> None:
    engine = fresh.ward()
    clock = Clock(parse("2022-12-30T08:00", ZONE))
    chat = Terminal(Desk(engine, clock, ZONE), clock, "thu-ky")
    for said in ("năm 2022 tặng 70 phần quà", "lưu"):
        list(chat.run([said]))
    told = "\n".join(chat.run(["quà năm 2022 theo tháng"]))
    engine.dispose()
    assert "70 phần" in told
    assert "chưa có số liệu" not in told
