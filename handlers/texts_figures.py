"""What the bot says of figures: the answer, what is missing, what one may not see."""

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from db.ledger import Figure, Ratio, Source
from handlers import texts, wording


def answer(name: str, value: str, where: str, source: str, notes: Sequence[str] = ()) -> str:
    """A figure: the number first, then what it is, where and when, and who said so."""
    return "\n".join([value, f"{texts.upper_first(name)} · {where}", *notes, source])


def as_of(day: date) -> str:
    """The day of a level."""
    return f"tính đến {wording.day(day)}"


def written_by(sources: Sequence[tuple[Source, str]], zone: ZoneInfo) -> str:
    """Who recorded it and when: each source with the name of the person."""
    newest, name = max(sources, key=lambda s: (s[0].entry.at, s[0].entry.id or 0))
    head = f"Nguồn: {name} ghi ngày {wording.day(newest.entry.at.astimezone(zone).date())}"
    numbers = sorted({f"#{s.record.number}" for s, _ in sources})
    if len(numbers) == 1:
        return f"{head} ({numbers[0]})"
    shown = ", ".join(numbers[-3:]) + (" …" if len(numbers) > 3 else "")
    return f"Nguồn: {len(numbers)} lần ghi ({shown})"


def counts(found: Ratio) -> str | None:
    """The counts behind a ratio, with the denominator named."""
    if not (found.numerator and found.denominator):
        return "Theo số đã báo cáo, chưa có số đếm để tính lại."
    top, bottom = found.numerator, found.denominator
    return (
        f"{wording.number(top.value)}/{wording.number(bottom.value)} "
        f"({wording.lower_first(top.indicator.name)} / {wording.lower_first(bottom.indicator.name)})"
    )


def no_figure(who: str, name: str, where: str, hint: str | None) -> str:
    """Nothing was recorded: said plainly, never guessed."""
    more = f"\n{hint}" if hint else f"\n{texts.upper_first(who)} có số thì nhắn em ghi vào sổ nhé."
    return f"Dạ em chưa có số liệu về {wording.lower_first(name)} ({where}).{more}"


def nearest(period: str, value: str) -> str:
    """What is there instead of what was asked for."""
    return f"Gần nhất em có: {period} – {value}."


def only_whole(period: str, value: str) -> str:
    """A longer period that cannot be told apart."""
    return f"Em chỉ có số chung của {period}: {value}, không tách riêng được."


def which_figure(who: str) -> str:
    """A question whose subject is unclear."""
    return f"Dạ {who} hỏi về số nào ạ?"


def figures_title(unit: str, period: str) -> str:
    """Above a table of figures."""
    return f"Số liệu {unit} · {period}"


def no_figures(unit: str, period: str) -> str:
    """An empty table."""
    return f"Dạ {unit} chưa ghi số liệu nào ({period}) ạ."


def refused(kind: str) -> str:
    """What the bot never tells, because it never keeps it (domain rule: people are counts only)."""
    return {
        "names": "Dạ em chỉ giữ con số, không lưu danh sách tên hộ nghèo. Danh sách có ở phường ạ.",
        "informants": "Dạ em chỉ giữ số lượng nguồn tin, không lưu ai cung cấp ạ.",
    }[kind]


def for_the_ward_only() -> str:
    """A comparison of committees asked by a member."""
    return "Dạ số của các khu phố khác chỉ cán bộ phường xem được ạ."


def other_unit(who: str, unit: str) -> str:
    """Logging for, or asking about, a committee that is not one's own."""
    return f"Dạ em chỉ ghi và xem được số liệu của {unit} cho {who} ạ."


def unknown_unit(name: str) -> str:
    """A committee that is not in the book."""
    return f"Dạ em không thấy “{name}” trong sổ ạ."
