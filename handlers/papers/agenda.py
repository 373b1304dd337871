"""The agenda of a meeting (chương trình họp)."""

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from handlers.papers import heading
from handlers.papers.heading import Issuer, Session
from handlers.papers.paper import LETTERS, Block, Grid, Heading, Line, Paper, Signature
from handlers.texts.general import upper_first

FIGURES = ("Chỉ tiêu", "Kết quả", "Mã tra cứu")
TASKS = ("Số", "Việc", "Người phụ trách", "Hạn")


def compose(
    issuer: Issuer, meeting: Session, left: Sequence[tuple[str, ...]], month: str,
    figures: Sequence[tuple[str, ...]], proposed: Sequence[str], on: date, zone: ZoneInfo,
) -> Paper:  # fmt: skip
    """The agenda: what was left undone, the figures of the month, what is proposed, in the usual order."""
    body: tuple[Block, ...] = (
        Line(f"{heading.hour(meeting.at, zone)}, {heading.weekday(meeting.at, zone)}, {heading.day(meeting.at, zone)}.",
             label="Thời gian: "),
        Line(f"{upper_first(meeting.place)}.", label="Địa điểm: "),
        Heading("1. Điểm danh, tuyên bố lý do"),
        Heading("2. Kiểm điểm việc giao từ các lần họp trước"),
        *_table(TASKS, left, (8, 46, 26, 20), "Không còn việc tồn."),
        Heading(f"3. Kết quả công tác {month}"),
        *_table(FIGURES, figures, (50, 34, 16), "Chưa có số liệu trong sổ."),
        Heading("4. Dư luận, kiến nghị của nhân dân; ý kiến chỉ đạo của phường, chi bộ"),
        Heading("5. Nội dung thành viên đề xuất"),
        *([Line(f"- {upper_first(text)}", level=1) for text in proposed] or [Line("Chưa có.", level=1)]),
        Heading("6. Thảo luận, biểu quyết; phân công nhiệm vụ tháng tới"),
        Heading("7. Kết luận của chủ trì"),
    )  # fmt: skip
    return Paper(
        above=issuer.above, by=issuer.by, letters=f"{LETTERS['chuong_trinh']}-BCTMT", place=issuer.ward, day=on,
        title="CHƯƠNG TRÌNH", about=f"{upper_first(meeting.title)}", body=body,
        right=Signature(issuer.signs, meeting.chair),
        left=("- Thành viên Ban;", "- Lưu: Ban CTMT."),
    )  # fmt: skip


def _table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]], widths: tuple[int, ...], none: str) -> list[Block]:
    return [Grid(heads, tuple(rows), widths)] if rows else [Line(none, level=1)]
