"""The invitation to a meeting (giấy mời)."""

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from handlers.papers import heading
from handlers.papers.heading import Issuer, Session
from handlers.papers.paper import LETTERS, Line, Paper, Signature
from handlers.texts.general import upper_first


def compose(issuer: Issuer, meeting: Session, topics: Sequence[str], on: date, zone: ZoneInfo) -> Paper:
    """The invitation: to whom, what for, when, where, what to bring."""
    body = (
        Line(f"Các ông (bà) thành viên {issuer.name}.", label="Kính mời: "),
        Line(f"{upper_first(issuer.name)} trân trọng kính mời ông (bà) dự {_lower(meeting.title)}, cụ thể như sau:"),
        Line(
            f"{heading.hour(meeting.at, zone)}, {heading.weekday(meeting.at, zone)}, {heading.day(meeting.at, zone)}.",
            label="1. Thời gian: ",
        ),
        Line(f"{upper_first(meeting.place or 'sẽ báo sau')}.", label="2. Địa điểm: "),
        Line("", label="3. Nội dung:"),
        *(Line(f"- {upper_first(topic)}{'' if topic.endswith('.') else '.'}", level=1) for topic in topics),
        Line(f"{heading.held(meeting.chair, issuer.chair)}.", label="4. Chủ trì: "),
        Line(
            "Đề nghị ông (bà) chuẩn bị ý kiến, số liệu phần việc được phân công và đến dự đúng giờ. "
            "Nếu vắng, xin báo trước cho trưởng ban hoặc thư ký."
        ),
        Line("Trân trọng./."),
    )
    return Paper(
        above=issuer.above, by=issuer.by, letters=f"{LETTERS['giay_moi']}-BCTMT", place=issuer.ward, day=on,
        title="GIẤY MỜI", about=f"Về việc dự {_lower(meeting.title)}", body=body,
        right=Signature(issuer.signs, meeting.chair),
        left=("- Như trên;", "- Chi bộ khu phố (để báo cáo);", "- Lưu: Ban CTMT."),
    )  # fmt: skip


def _lower(title: str) -> str:
    return title[:1].lower() + title[1:]
