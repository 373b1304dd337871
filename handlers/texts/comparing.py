"""What the bot says of figures side by side: of two periods, of the khu phố of a ward."""

from collections.abc import Sequence
from datetime import date

from handlers import wording
from handlers.texts import general

NONE = "chưa có"


# --- two periods ---


def changed(by: str, share: str | None, *, up: bool) -> str:
    """How much a figure has risen or fallen."""
    return f"{'Tăng' if up else 'Giảm'} {by}" + (f" ({share})" if share else "")


def moved(by: str, *, up: bool) -> str:
    """How much a figure has risen or fallen, within a sentence."""
    return f"{'tăng' if up else 'giảm'} {by}"


SAME = "bằng nhau"


def points(number: str) -> str:
    """A difference of two percentages."""
    return f"{number} điểm phần trăm"


def greater(name: str, by: str) -> str:
    """Which of two is the greater, and by how much."""
    return f"{general.upper_first(name)} nhiều hơn {by}."


def of_the_whole_year(year: int, until: date) -> str:
    """That one of two years is told as a whole and the other is still running."""
    return f"Lưu ý: số năm {year} là của cả năm, năm nay mới đến {until:%d/%m}."


def same() -> str:
    """Two equal figures."""
    return "Bằng nhau, không tăng không giảm."


def as_part(percent: str, name: str, unit: str, new: tuple[str, str], old: tuple[str, str]) -> str:
    """The later of two figures as a share of the earlier one; each is named by its period."""
    lines = [f"• {general.upper_first(when)}: {value}" for when, value in (new, old)]
    return "\n".join([f"Bằng {percent} kỳ trước", f"{name} · {unit}", *lines])


def side_by_side(unit: str, earlier: str, later: str) -> str:
    """The head of all figures of two periods."""
    return f"Số liệu {unit} · {earlier} và {later}"


def risen_and_fallen(title: str, risen: Sequence[str], fallen: Sequence[str]) -> str:
    """Which of all figures have risen since the earlier of two periods, and which have fallen."""
    lines = [title]
    if risen:
        lines.append(f"Tăng: {'; '.join(risen)}.")
    if fallen:
        lines.append(f"Giảm: {'; '.join(fallen)}.")
    return "\n".join([*lines, "Số nào cần xem kỹ thì hỏi tên, em trả lời ạ."])


def cannot(period: str) -> str:
    """One of two figures is not known: no difference is made up."""
    return f"Dạ chưa so được: {period} chưa có số. Có số thì nhắn em ghi nhé."


def neither(first: str, second: str) -> str:
    """Neither figure is known."""
    return f"Dạ {first} và {second} em đều chưa có số. Có số thì nhắn em ghi nhé."


def not_the_whole(unit: str, silent: Sequence[str], part: str | None) -> str:
    """Two levels of a ward that are not of the same khu phố: who has no figure when, and how it is with the others."""
    return f"Dạ chưa so được cả {unit}: {'; '.join(silent)}." + (f"\n{part}" if part else "")


def silent_then(period: str, names: Sequence[str]) -> str:
    """Whose figure is missing at one of two days."""
    return f"{period} chưa có số của {', '.join(names)}"


def of_those_alone(names: Sequence[str], old: str, new: str, change: str) -> str:
    """Two levels of those khu phố that told both."""
    return f"Riêng {', '.join(names)}: {old} → {new}, {change}."


def by_itself(period: str, by: str, share: str | None, *, more: bool) -> str:
    """The period asked about, beside the other one: "tháng 1/2026 nhiều hơn 40 phần quà"."""
    return f"{general.upper_first(period)} {'nhiều' if more else 'ít'} hơn {by}" + (f" ({share})." if share else ".")


def moved_only(told: str, name: str, unit: str) -> str:
    """Rises and falls that were told, where the levels to be compared are not all known."""
    return (
        f"{general.upper_first(told)}\n{name} · {unit}\n"
        "Sổ mới có phần tăng, giảm, chưa có tổng; có tổng thì nhắn em ghi nhé."
    )


def broken(since: date) -> str:
    """Two figures by different standards."""
    return f"Dạ hai số này không so thẳng được: chuẩn đã đổi từ {wording.day(since)}."


def share(percent: str, of: str, cut: str | None) -> str:
    """A share that was worked out on demand."""
    other = f", làm tròn; báo cáo nào cắt bớt số lẻ sẽ ghi {cut}." if cut else "."
    return f"{percent}\n{of}{other} Cần tính số khác thì nhắn em."


def part_of(percent: str, name: str, unit: str, lines: Sequence[tuple[str, str]]) -> str:
    """How much of a sum one feast or period makes, with both."""
    return "\n".join(
        [percent, f"{name} · {unit}", *(f"• {general.upper_first(when)}: {value}" for when, value in lines)]
    )


def by_zero(of: str) -> str:
    """A share of nothing."""
    return f"Dạ không tính được {of}: không chia cho 0 được ạ, xem lại số giúp em."


# --- the khu phố of a ward ---


def first(names: Sequence[str], value: str) -> str:
    """Who comes first; several may share the place."""
    return f"{', '.join(names)}: {value}" + (" (bằng nhau)" if len(names) > 1 else "")


def in_all(value: str) -> str:
    """What the khu phố of a ward have together."""
    return f"Tổng {value}"


def silent(names: Sequence[str]) -> str:
    """Which khu phố have no figure."""
    return f"Chưa có số: {_briefly(names)}."


def _briefly(names: Sequence[str]) -> str:
    """Several khu phố with the word once: "Khu phố 1, 2, 5"."""
    numbers = [name.removeprefix(_KHU_PHO) for name in names]
    alike = all(name.startswith(_KHU_PHO) for name in names)
    return _KHU_PHO + ", ".join(numbers) if alike else ", ".join(names)


_KHU_PHO = "Khu phố "


def targets_reached(there: Sequence[tuple[str, str]], behind: Sequence[tuple[str, str]]) -> list[str]:
    """Which khu phố have reached their target, and which not yet; each with how far it is."""
    told = [(head, ", ".join(f"{name} ({percent})" for name, percent in rows)) for head, rows in (
        ("Đạt rồi", there), ("Chưa đạt", behind)
    ) if rows]  # fmt: skip
    return [f"{head}: {names}." for head, names in told]


def without_target(names: Sequence[str]) -> str:
    """Which khu phố were given no target."""
    return f"Chưa có chỉ tiêu: {_briefly(names)}."


def nobody_has() -> str:
    """In place of who comes first, where no khu phố has a figure."""
    return "Dạ chưa khu phố nào có số này. Hỏi kỳ khác thì em tìm tiếp ạ."


def place(unit: str, number: int | None, of: int, *, least: bool) -> str:
    """Which place one khu phố has among those with a figure."""
    if number is None:
        return f"Dạ {unit} chưa có số này nên chưa xếp thứ được ạ."
    counted = "tính từ ít đến nhiều" if least else "tính từ nhiều đến ít"
    return f"{unit} đứng thứ {number}/{of} khu phố đã có số ({counted})"


def nth(number: int, told: str, name: str) -> str:
    """Who has one place of a ranking."""
    return f"Hạng {_PLACES.get(number, str(number))} là {told}\n{name}"


_PLACES = {1: "nhất", 2: "nhì", 3: "ba", 4: "tư", 5: "năm"}


def so_few_have(count: int, number: int) -> str:
    """A place that nobody has."""
    place = _PLACES.get(number, str(number))
    return f"Dạ mới có {count} khu phố có số này, chưa có hạng {place} ạ. Cần số của nơi nào thì hỏi em."


def not_handed_in(who: str, name: str, when: str, done: int, silent: Sequence[str]) -> str:
    """Which khu phố have handed in nothing of a fund."""
    head = f"{name} ({when}): {done}/{done + len(silent)} khu phố"
    return f"{head}.\nChưa thấy ghi nộp: {', '.join(silent)}. {_remind(who)}" if silent else f"{head}, đủ cả ạ."


def without(noun: str, names: Sequence[str], told: int, silent: Sequence[str], *, asks: str) -> str:
    """Which khu phố have none of something ("none"), any more ("left"), or told no figure ("silent")."""
    what = wording.lower_first(noun)
    missing = f"\nChưa có số, nên em chưa biết: {_briefly(silent)}." if silent else ""
    ask = "\nCần số của nơi nào thì hỏi em."
    if asks == "silent" and not silent:
        return f"Dạ {told} khu phố đều có số {what} rồi ạ.{ask}"
    if asks == "silent":
        none = f"\nBáo là 0: {_briefly(names)}." if names else ""
        return f"Dạ {len(silent)} khu phố chưa có số {what}: {_briefly(silent)}.{none}{ask}"
    if not names:
        nobody = {"none": f"báo là không có {what}", "left": f"hết {what}"}[asks]
        return f"Dạ chưa khu phố nào {nobody} ({told} khu phố đã có số).{missing}{ask}"
    head = {"none": "Không có", "left": "Không còn"}[asks]
    return f"{head} {what} ({len(names)}/{told} khu phố đã có số): {_briefly(names)}.{missing}{ask}"


def reported(who: str, done: int, of: int, period: str, silent: Sequence[str]) -> str:
    """Which khu phố have told nothing of a period."""
    if not silent:
        return f"{done}/{of} khu phố đã có số {period}, đủ cả ạ."
    if not done:
        return f"Chưa khu phố nào có số {period} ạ. {_remind(who)}"
    return f"{done}/{of} khu phố đã có số {period}.\nChưa có: {', '.join(silent)}. {_remind(who)}"


def not_closed(who: str, done: int, of: int, period: str, rest: Sequence[str]) -> str:
    """Which khu phố have not closed a month."""
    if not rest:
        return f"{done}/{of} khu phố đã chốt {period}, đủ cả ạ."
    if not done:
        return f"Chưa khu phố nào chốt {period} ạ. {_remind(who)}"
    return f"{done}/{of} khu phố đã chốt {period}.\nChưa chốt: {', '.join(rest)}. {_remind(who)}"


def _remind(who: str) -> str:
    return f"{general.upper_first(who)} nhắc các nơi này giúp em nhé."


def differs(name: str, period: str, told: str, summed: str, by: str | None) -> str:
    """The ward's figure beside the sum of its khu phố."""
    gap = f"lệch {by}" if by else "không lệch"
    return f"Phường: {told}; cộng các khu phố: {summed} – {gap}.\n{name} · {period}"


def parts(values: Sequence[tuple[str, str]], own: str | None) -> list[str]:
    """What each khu phố told, and what stands in the ward's own book."""
    lines = [f"• {unit}: {value}" for unit, value in values]
    return [*lines, f"• Sổ riêng của phường: {own}"] if own else lines


def lent(number: str, unit: str, value: str) -> str:
    """An entry that a khu phố told for its ward, which alone adds it."""
    return f"• #{number} ({unit}): {value} – khu phố ghi giúp, chỉ tính cho phường"


def left_out(number: str, unit: str, value: str, why: str) -> str:
    """An entry that is not added, and why."""
    return f"• #{number} ({unit}): {value} – {why}"


def why_left_out(reason: str, by: str | None) -> str:
    """Why an entry is not added."""
    holder = f" #{by}" if by else ""
    return {
        "within": "đã nằm trong số khác",
        "held": f"đã nằm trong số chung của phường{holder}",
        "counted_elsewhere": "khu phố ghi là tính cho chi hội",
        "crosses": "kỳ của số này dài hơn kỳ đang xem",
        "older": f"phường có số mới hơn{holder}",
    }[reason]


def not_told(names: Sequence[str]) -> str:
    """Units without a figure."""
    return f"Chưa có số của: {', '.join(names)}."


def differs_in_what(who: str) -> str:
    """A question about a difference without a subject."""
    return f"Dạ {who} hỏi về số nào ạ? Ví dụ: “sao số phần quà toàn phường lệch với khu phố?”"


def by_target(name: str, year: int) -> str:
    """Above the khu phố of a ward by how far they are with their targets."""
    return f"{name} so với chỉ tiêu năm {year}. Hỏi riêng khu phố nào em kể kỹ hơn."


def of_target(percent: str, target: str) -> str:
    """How far one khu phố is."""
    return f"{percent} của {target}"


def khu_pho(ward: str, names: Sequence[str]) -> str:
    """The khu phố of a ward."""
    return f"{ward} có {len(names)} khu phố: {', '.join(names)}. Cần số của nơi nào thì hỏi em."


def told_once(who: str, name: str) -> str:
    """There is no time before the last one that could be compared with."""
    return f"Dạ {wording.lower_first(name)} mới ghi một lần, chưa có đợt trước để so. Có số cũ thì {who} nhắn em ghi ạ."
