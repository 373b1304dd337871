"""The yearly dates that a committee of the Front keeps, solar and lunar, with what is due on them."""

from collections.abc import Iterator
from datetime import date

from handlers.vi import lunar

DATES = (
    (2, 3, "Ngày thành lập Đảng Cộng sản Việt Nam"),
    (3, 8, "Ngày Quốc tế Phụ nữ"),
    (3, 26, "Ngày thành lập Đoàn TNCS Hồ Chí Minh"),
    (4, 30, "Ngày Giải phóng miền Nam và Quốc tế Lao động 1/5"),
    (5, 19, "Ngày sinh Chủ tịch Hồ Chí Minh"),
    (6, 1, "Ngày Quốc tế Thiếu nhi"),
    (6, 5, "Ngày Môi trường thế giới"),
    (6, 6, "Ngày truyền thống Người cao tuổi Việt Nam"),
    (6, 28, "Ngày Gia đình Việt Nam"),
    (7, 27, "Ngày Thương binh - Liệt sĩ"),
    (8, 19, "Ngày hội Toàn dân bảo vệ an ninh Tổ quốc"),
    (9, 2, "Quốc khánh"),
    (10, 1, "Ngày Quốc tế Người cao tuổi"),
    (10, 2, "Ngày Khuyến học Việt Nam"),
    (10, 10, "Ngày Chuyển đổi số quốc gia"),
    (10, 17, "Ngày Vì người nghèo, mở đầu Tháng cao điểm (17/10-18/11)"),
    (10, 20, "Ngày Phụ nữ Việt Nam"),
    (11, 9, "Ngày Pháp luật Việt Nam"),
    (11, 18, "Ngày truyền thống MTTQ, Ngày hội Đại đoàn kết toàn dân"),
    (11, 25, "Bình xét Gia đình văn hóa, rà soát hộ nghèo"),
    (12, 22, "Ngày thành lập Quân đội nhân dân Việt Nam"),
    (12, 31, "Chốt số liệu cả năm"),
)
LUNAR_DATES = (
    (1, 1, "Tết Nguyên đán"),
    (7, 15, "Lễ Vu lan"),
    (8, 15, "Tết Trung thu"),
)


def named(day: date) -> str | None:
    """What is kept on a day, None on others.

    >>> named(date(2026, 11, 18)), named(date(2027, 2, 6)), named(date(2026, 11, 19))
    ('Ngày truyền thống MTTQ, Ngày hội Đại đoàn kết toàn dân', 'Tết Nguyên đán', None)
    """
    found = next(ahead(day), None)
    return found[1] if found is not None and found[0] == day else None


def ahead(since: date) -> Iterator[tuple[date, str]]:
    """The dates on or after a day, in order, without end.

    >>> from itertools import islice
    >>> [f"{day} {name}" for day, name in islice(ahead(date(2026, 11, 19)), 2)]
    ['2026-11-25 Bình xét Gia đình văn hóa, rà soát hộ nghèo', '2026-12-22 Ngày thành lập Quân đội nhân dân Việt Nam']
    """
    for year in range(since.year, date.max.year):
        solar = [(date(year, month, day), name) for month, day, name in DATES]
        moon = [(found, name) for month, day, name in LUNAR_DATES if (found := lunar.day(year, month, day))]
        yield from (each for each in sorted(solar + moon) if each[0] >= since)
