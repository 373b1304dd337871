"""What papers of a committee have in common: who issues them, where, and what the bot knows of the meeting."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from handlers import wording


@dataclass(frozen=True, slots=True)
class Issuer:
    """A committee on paper: its own name and that of its ward (the same for the ward's own Front)."""

    unit: str
    ward: str
    of_ward: bool

    @property
    def above(self) -> str:
        """The first line of the heading."""
        return f"ỦY BAN MTTQ VIỆT NAM {self.ward}".upper()

    @property
    def by(self) -> str:
        """The second line of the heading."""
        return "BAN THƯỜNG TRỰC" if self.of_ward else f"BAN CÔNG TÁC MẶT TRẬN {self.unit}".upper()

    @property
    def name(self) -> str:
        """The committee within a sentence."""
        if self.of_ward:
            return f"Ban Thường trực Ủy ban MTTQ Việt Nam {wording.lower_first(self.ward)}"
        return f"Ban Công tác Mặt trận {wording.lower_first(self.unit)}"

    @property
    def signs(self) -> tuple[str, ...]:
        """The lines above the chair's signature."""
        return "TM. BAN THƯỜNG TRỰC" if self.of_ward else "TM. BAN CÔNG TÁC MẶT TRẬN", self.chair.upper()

    @property
    def chair(self) -> str:
        """The post of whoever leads it."""
        return "Chủ tịch" if self.of_ward else "Trưởng ban"


@dataclass(frozen=True, slots=True)
class Session:
    """A meeting on paper: what for, when and where."""

    title: str
    at: datetime
    place: str
    chair: str
    secretary: str
    stands_in: bool = False  # whether somebody else led in the chair's place

    def post(self, issuer: Issuer) -> str:
        """The post in which the meeting was led."""
        return f"chủ trì thay {issuer.chair}" if self.stands_in else issuer.chair


def hour(at: datetime, zone: ZoneInfo) -> str:
    """An hour as papers write it.

    >>> hour(datetime.fromisoformat("2026-12-05T12:05:00+00:00"), ZoneInfo("Asia/Ho_Chi_Minh"))
    '19 giờ 05 phút'
    """
    local = at.astimezone(zone)
    return f"{local.hour} giờ {local.minute:02d} phút"


def day(at: datetime, zone: ZoneInfo) -> str:
    """A day as papers write it.

    >>> day(datetime.fromisoformat("2026-12-05T12:05:00+00:00"), ZoneInfo("Asia/Ho_Chi_Minh"))
    'ngày 05 tháng 12 năm 2026'
    """
    local = at.astimezone(zone)
    return f"ngày {local.day:02d} tháng {local.month:02d} năm {local.year}"


def weekday(at: datetime, zone: ZoneInfo) -> str:
    """The weekday of an instant."""
    return wording.WEEKDAYS[at.astimezone(zone).weekday()]


def held(name: str, post: str) -> str:
    """A person with the post they hold: "Trần Văn Mẫu, Trưởng ban"; the post alone when nobody holds it."""
    return f"{name}, {post}" if name else post


def joined(names: Sequence[str], nobody: str = "không có") -> str:
    """Names in a row."""
    return ", ".join(names) or nobody
