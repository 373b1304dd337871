"""The minutes of a meeting (biên bản), made of what was ticked, said and voted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from handlers.papers import heading
from handlers.papers.agenda import FIGURES, TASKS
from handlers.papers.heading import Issuer, Session
from handlers.papers.paper import LETTERS, Block, Grid, Heading, Line, Paper, Signature
from handlers.texts.general import upper_first


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who was there and who was not, by name; `quorum` is the committee's rule in words and whether it was kept."""

    present: Sequence[str]
    excused: Sequence[str]  # absent with a reason, which is named
    missing: Sequence[str]
    late: Sequence[str]
    left: Sequence[str]
    quorum: str = ""

    @property
    def members(self) -> int:
        """How many the committee has."""
        return len(self.present) + len(self.excused) + len(self.missing)


@dataclass(frozen=True, slots=True)
class Vote:
    """A vote: its way and question, the counts in words, whether it passed."""

    way: str
    question: str
    result: str
    passed: bool


@dataclass(frozen=True, slots=True)
class Course:
    """What happened, in order."""

    opened: datetime
    closed: datetime | None
    attendance: Attendance
    month: str
    figures: Sequence[tuple[str, ...]]
    proposed: Sequence[str]
    notes: Sequence[str]
    votes: Sequence[Vote]
    given: Sequence[tuple[str, ...]]


def compose(issuer: Issuer, meeting: Session, course: Course, on: date, zone: ZoneInfo) -> Paper:
    """The minutes in the order of the model for meetings of residents (Nghị định 59/2023, mẫu số 03)."""
    body: tuple[Block, ...] = (
        Heading("I. THỜI GIAN, ĐỊA ĐIỂM, THÀNH PHẦN"),
        Line(f"{heading.hour(course.opened, zone)}, {heading.day(course.opened, zone)}.", label="1. Thời gian: "),
        Line(f"{upper_first(meeting.place)}.", label="2. Địa điểm: "),
        Line(f"{heading.held(meeting.chair, meeting.post(issuer))}.", label="3. Chủ trì: "),
        Line(f"{heading.held(meeting.secretary, 'Thư ký')}.", label="4. Thư ký: "),
        *_there(course.attendance),
        Heading("II. NỘI DUNG"),
        Line("Chủ trì tuyên bố lý do, thông qua chương trình họp.", label="1. "),
        Line(f"Kết quả công tác {course.month}:", label="2. "),
        *([Grid(FIGURES, tuple(course.figures), (50, 34, 16))] if course.figures else
          [Line("Chưa có số liệu trong sổ.", level=1)]),
        Line("Ý kiến thảo luận:", label="3. "),
        *_discussed(course),
        Line("Biểu quyết:" if course.votes else "Biểu quyết: không có.", label="4. "),
        *_voted(course.votes),
        Line("Kết luận của chủ trì, phân công:" if course.given else "Kết luận của chủ trì: không giao việc mới.",
             label="5. "),
        *([Grid(TASKS, tuple(course.given), (8, 46, 26, 20))] if course.given else []),
        Line(_ended(course, zone)),
    )  # fmt: skip
    return Paper(
        above=issuer.above, by=issuer.by, letters=f"{LETTERS['bien_ban']}-BCTMT", place=issuer.ward, day=on,
        title="BIÊN BẢN", about=f"{upper_first(meeting.title)} {heading.day(course.opened, zone)}", body=body,
        right=Signature(("CHỦ TRÌ",), meeting.chair),
        left=Signature(("THƯ KÝ",), meeting.secretary),
    )  # fmt: skip


def _there(there: Attendance) -> list[Block]:
    lines = [
        Line(f"có mặt {len(there.present)}/{there.members} thành viên.{_rule(there)}", label="5. Thành phần: "),
        Line(f"- Có mặt: {heading.joined(there.present)}.", level=1),
        Line(f"- Vắng có lý do ({len(there.excused)}): {heading.joined(there.excused)}.", level=1),
        Line(f"- Vắng không lý do ({len(there.missing)}): {heading.joined(there.missing)}.", level=1),
    ]
    lines += [Line(f"- Đến muộn: {heading.joined(there.late)}.", level=1)] if there.late else []
    lines += [Line(f"- Về trước: {heading.joined(there.left)}.", level=1)] if there.left else []
    return [*lines]


def _rule(there: Attendance) -> str:
    return f" {there.quorum}" if there.quorum else ""


def _discussed(course: Course) -> list[Block]:
    said = [f"Đề xuất: {text}" for text in course.proposed] + list(course.notes)
    return [Line(f"- {upper_first(text)}{'' if text.endswith('.') else '.'}", level=1) for text in said] or [
        Line("Không có ý kiến khác.", level=1)
    ]


def _voted(votes: Sequence[Vote]) -> list[Block]:
    return [
        Line(
            f"- {upper_first(vote.way)}: {vote.question}. Kết quả: {vote.result}; "
            f"{'thông qua' if vote.passed else 'không thông qua'}.",
            level=1,
        )
        for vote in votes
    ]


def _ended(course: Course, zone: ZoneInfo) -> str:
    at = f" lúc {heading.hour(course.closed, zone)} cùng ngày" if course.closed else ""
    return f"Cuộc họp kết thúc{at}. Biên bản được đọc lại cho mọi người cùng nghe và thống nhất nội dung./."
