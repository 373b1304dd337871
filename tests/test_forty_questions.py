"""The forty questions that members ask, each on a filled sample ward, answered as the committee expects."""

from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine

from bot.clock import Clock, parse
from bot.desk import Desk
from bot.terminal import Terminal
from tests import fresh

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")

FILLED = """
!as thu-ky
@2025-12-20T19:00
khu phố có 310 hộ, 1.650 nhân khẩu, còn 5 hộ nghèo
lưu
@2026-02-05T19:00
hôm nay tặng 40 phần quà tết cho hộ nghèo, trị giá 12 triệu
lưu
@2026-06-10T19:00
bàn giao 1 căn nhà đại đoàn kết, 60 triệu
lưu
@2026-10-12T19:00
hôm nay tặng 30 phần quà cho người già, 9 triệu
lưu
khu phố có 319 hộ, 1.687 nhân khẩu, còn 3 hộ nghèo, 1.620 người có bảo hiểm y tế
lưu
chỉ tiêu phường giao quỹ vì người nghèo năm nay 30tr
lưu
thu quỹ vì người nghèo được 12tr450, đóng phường 10tr rồi
lưu
hòa giải nhận 4 vụ, thành 3 vụ
lưu
@2026-11-16T19:00
hôm nay ngày hội đại đoàn kết có 200 người dự, tặng 20 phần quà, 10 triệu
lưu
!as thanh-vien
@2026-11-20T08:00
hôm nay tặng 70 phần quà cho hộ khó khăn, 21 triệu
lưu
!as thu-ky
@2026-11-20T19:00
năm 2026 có 319 hộ đăng ký gia đình văn hóa, 298 hộ đạt
lưu
!as phuong
@2026-11-20T20:00
hôm nay kp 3 tặng 35 phần quà
lưu
!as truong-ban
họp ban ngày 5 hàng tháng 19h tại nhà văn hóa
lưu
nhiệm kỳ của ban từ 1/3/2024 đến 28/2/2029
lưu
@2026-11-21T08:00
"""

# who asks, what is asked, and what must stand in the answer (the first of them at its beginning)
QUESTIONS = (
    ("thu-ky", "tháng này đã tặng bao nhiêu phần quà?", "90 phần quà", "tháng 11/2026", "["),
    ("thu-ky", "tổng tiền quà từ đầu năm tới giờ?", "52.000.000 đồng (52 triệu)"),
    ("thu-ky", "trung bình mỗi phần mấy trăm?", "325.000 đồng/phần", "52.000.000/160"),
    ("thu-ky", "còn mấy hộ nghèo?", "3 hộ nghèo", "tính đến 12/10/2026"),
    ("thu-ky", "tỷ lệ hộ nghèo?", "0,94%", "3/319"),
    ("thu-ky", "năm ngoái còn mấy hộ nghèo?", "5 hộ nghèo", "tính đến 20/12/2025"),
    ("thu-ky", "298/319 là bao nhiêu phần trăm?", "93,42%", "93,41%"),
    ("thu-ky", "đã thu quỹ vì người nghèo bao nhiêu, nộp phường chưa?", "Thu 12.450.000 đồng", "10.000.000 đồng",
     "còn 2.450.000 đồng"),
    ("thu-ky", "đạt bao nhiêu % chỉ tiêu quỹ?", "41,50%", "Còn thiếu 17.550.000 đồng", "còn 2 tháng"),
    ("phuong", "KP nào tặng quà nhiều nhất phường tháng này?", "Khu phố 9: 90 phần quà", "Khu phố 3"),
    ("phuong", "tổng số phần quà toàn phường?", "195 phần quà", "Phường Mẫu"),
    ("phuong", "còn KP nào chưa nộp báo cáo tháng?", "2/6 khu phố", "Chưa có: Khu phố 1, Khu phố 2"),
    ("phuong", "cho xem số liệu KP 3", "Số liệu Khu phố 3", "35 phần quà"),
    ("thu-ky", "hòa giải được mấy vụ, thành mấy?", "4 vụ", "3 vụ", "75%"),
    ("thu-ky", "bao nhiêu hộ đạt gia đình văn hóa?", "298 hộ", "năm 2026"),
    ("thu-ky", "năm nay bình xét chưa?", "298 hộ", "năm 2026"),
    ("thu-ky", "số hộ với nhân khẩu hiện giờ?", "319 hộ", "1.687 nhân khẩu"),
    ("thu-ky", "bao nhiêu người có bảo hiểm y tế?", "1.620 người"),
    ("thu-ky", "6 tháng đầu năm làm được gì?", "Số liệu Khu phố 9 · 6 tháng đầu năm 2026", "40 phần quà"),
    ("thu-ky", "in báo cáo tháng 10", "Số liệu Khu phố 9 · tháng 10/2026", "30 phần quà"),
    ("thu-ky", "tháng này tặng quà so với tháng trước tăng hay giảm?", "Tăng 60 phần quà (200%)"),
    ("thu-ky", "số phần quà so với cùng kỳ năm ngoái?", "Dạ chưa so được"),
    ("truong-ban", "ai ghi phần quà 21tr?", "#KP9-", "Anh Phạm Văn Ví Dụ ghi"),
    ("thanh-vien", "sửa lại phần quà hôm qua còn 65 thôi", "Em sửa #KP9-", "70 → 65"),
    ("thanh-vien", "xóa cái ghi lúc 8 giờ sáng", "Dạ em rút giúp anh #KP9-", "70 phần quà"),
    ("thu-ky", "tuần này có việc gì?", "Khu phố 9 · tuần này"),
    ("truong-ban", "nhắc họp ban tối thứ 6 19h giùm", ""),
    ("thu-ky", "họp lần trước kết luận gì?", "Dạ em chưa ghi biên bản buổi họp nào"),
    ("thu-ky", "ai chưa làm việc được giao?", "Dạ Ban không có việc nào chưa xong"),
    ("thu-ky", "quỹ tổ còn bao nhiêu?", "Dạ em chưa có số liệu"),
    ("thu-ky", "Ngày hội năm nay có mấy người dự, tặng mấy phần?", "200 người", "20 phần quà", "Ngày hội"),
    ("thu-ky", "nhà đại đoàn kết từ đầu nhiệm kỳ tới nay?", "1 căn", "từ 01/03/2024 đến 21/11/2026"),
    ("thu-ky", "ai ủng hộ nhiều nhất?", "Dạ tên ai ủng hộ chỉ nằm trong lời kể"),
    ("thu-ky", "danh sách hộ nghèo?", "Dạ em không lưu tên hộ nghèo"),
    ("thu-ky", "mấy vụ trộm tháng rồi?", "Dạ em chưa có số liệu"),
    ("thu-ky", "380 nguồn tin đó ai cung cấp?", "Dạ em không lưu ai cung cấp tin"),
    ("truong-ban", "tháng này ai vắng họp?", "Họp ban, 19 giờ"),
    ("thu-ky", "cho biểu mẫu báo cáo ngày hội", ""),
    ("thu-ky", "số liệu này chốt chưa?", "Chưa chốt tháng"),
    ("phuong", "sao số phần quà toàn phường lệch với KP?", "Phường: 195 phần quà; cộng các khu phố: 195 phần quà"),
)  # fmt: skip


@pytest.fixture(scope="module")
def ward() -> Engine:
    engine = fresh.ward()
    clock = Clock(parse("2025-12-01T08:00", ZONE))
    terminal = Terminal(Desk(engine, clock, ZONE), clock, "truong-ban")
    told = [line for said in FILLED.strip().splitlines() for line in terminal.run([said])]
    assert sum(line.startswith(("< Đã lưu", "< Đã ghi", "< Đã đặt")) for line in told) == FILLED.count("\nlưu"), told
    return engine


def test_there_are_forty_questions() -> None:
    assert len(QUESTIONS) == 40


@pytest.mark.parametrize("row", QUESTIONS, ids=[row[1] for row in QUESTIONS])
def test_the_question_is_answered(ward: Engine, row: tuple[str, ...]) -> None:
    by, asked, first, *parts = row
    clock = Clock(parse("2026-11-21T08:00", ZONE))
    terminal = Terminal(Desk(ward, clock, ZONE), clock, by)
    answer = "\n".join(terminal.run([asked]))
    list(terminal.run(["bỏ"]))
    assert answer.startswith(f"< {first}"), answer
    assert "trục trặc" not in answer
    for part in parts:
        assert part in answer, answer
