"""What the bot says of figures: the answer, what is missing, what one may not see."""

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from db.figure import Ratio, Source
from handlers import wording
from handlers.texts import general, records


def answer(name: str, value: str, where: str, source: str, notes: Sequence[str] = ()) -> str:
    """A figure: the number first, then what it is, where and when, and who said so."""
    return "\n".join([value, f"{general.upper_first(name)} · {where}", *notes, source])


def counted_together(name: str, value: str) -> str:
    """A figure of several kinds of which only one was asked for."""
    kinds = wording.lower_first(name).partition(" đã ")[0].replace(", ", " và ")
    return f"Dạ sổ đếm chung {kinds}, không tách riêng: tất cả {value}"


def as_of(day: date) -> str:
    """The day of a level."""
    return f"tính đến {wording.day(day)}"


def as_of_each(first: date, last: date) -> str:
    """The days of the levels of several khu phố."""
    since = f"{first:%d/%m}" if first.year == last.year else wording.day(first)
    return f"số báo từ {since} đến {wording.day(last)}"


def of_some(told: int, all_units: int, value: str) -> str:
    """A figure of a ward, some of whose khu phố have told nothing."""
    return f"Mới có số của {told}/{all_units} khu phố: {value}"


def only_some_of(told: int, all_units: int) -> str:
    """Behind a figure of a ward in a table, some of whose khu phố have told nothing."""
    return f"mới {told}/{all_units} khu phố"


def occasion(code: str | None) -> str | None:
    """What a figure is limited to."""
    return f"dịp {records.OCCASIONS.get(code, code)}" if code else None


def done_already(deed: str, told: str) -> str:
    """A figure, where it is asked whether something was done."""
    return f"Dạ {deed} rồi, {told}"


def is_so(told: str) -> str:
    """A figure, where it is asked whether there was any of it."""
    return f"Dạ có, {told}"


def is_so_by_records(told: str, name: str) -> str:
    """How often something was written down, where it is asked whether there was any and nobody counted how often."""
    return f"{is_so(told)}\n{_not_counted(name)}"


def done_by_records(deed: str, told: str, name: str) -> str:
    """How often something was written down, where it is asked whether it was done and nobody counted how often."""
    return f"{done_already(deed, told)}\n{_not_counted(name)}"


def _not_counted(name: str) -> str:
    return f"{general.upper_first(wording.how_many(name))} thì chưa ai ghi; có số thì nhắn em ghi vào sổ nhé."


def never_done(deed: str, name: str, told: str) -> str:
    """That nothing was recorded, where it is asked whether something was done."""
    return f"Dạ sổ chưa ghi lần {deed} nào{told.removeprefix(NOTHING).removeprefix(wording.how_many(name))}"


def not_known_whether(name: str, told: str) -> str:
    """That nothing was recorded, where it is asked whether something was reached."""
    return f"Dạ sổ chưa ghi có đạt hay không{told.removeprefix(NOTHING).removeprefix(wording.how_many(name))}"


def is_left(told: str) -> str:
    """What is left of a fund, where it is asked whether anything is."""
    return f"Dạ {wording.lower_first(told)}" if told.startswith("Còn ") else told


def all_done(of_all: str, *, every: bool) -> str:
    """Whether all that was taken up succeeded."""
    return f"Dạ thành hết, {of_all}." if every else f"Dạ chưa hết, mới thành {of_all}."


def not_done(left: str, whole: str, part: str) -> str:
    """What of something did not succeed, as what is left of the two figures told below."""
    return f"{left} chưa thành (tiếp nhận {whole}, thành {part})."


def lacking(amount: str, unit: str, told: Sequence[str]) -> str:
    """What of a whole is not in its part, with both."""
    return "\n".join([f"Còn thiếu {amount} · {unit}", *(f"• {each}" for each in told)])


def part_of_ward(percent: str, what: str, told: Sequence[str]) -> str:
    """How much of the ward's whole one khu phố has."""
    return "\n".join([percent, what, *(f"• {each}" for each in told)])


def without_worth(counted: str, without: str, name: str) -> str:
    """How many an average is of, and of how many the amount was not told."""
    what = _WORTH.get(name, wording.lower_first(name))
    return f"Tính trên {counted} có ghi {what}; {without} chưa ghi."


_WORTH = {"Trị giá quà đã tặng": "trị giá"}


def most_on(occasion: str, amount: str) -> str:
    """The occasion on which there was most."""
    return f"Nhiều nhất: {occasion}, {amount}"


def by_occasion(name: str, amounts: Sequence[tuple[str, str]], code: str, head: str | None) -> str:
    """What of a figure was recorded for which occasion; perhaps under a `head`."""
    lines = [f"• {general.upper_first(each)}: {amount}" for each, amount in amounts]
    return "\n".join(
        [
            *([head] if head else []),
            f"{name} theo dịp [{code}]",
            *lines,
            "Ghi thiếu dịp thì chỉ em số ghi, em bổ sung ạ.",
        ]
    )


def no_occasion() -> str:
    """In place of an occasion, where a record names none."""
    return "không ghi dịp nào"


def extreme_level(when: str, *, least: bool) -> str:
    """Before the highest level of some days, or the lowest."""
    return f"{'Thấp' if least else 'Cao'} nhất {when}:"


def not_added(name: str) -> str:
    """A level of several days, which makes no sum."""
    return (
        f"Dạ {wording.lower_first(name)} là số tại một ngày, cộng các kỳ lại không đúng ạ. Cần số ngày nào thì hỏi em."
    )


def together(amount: str, name: str, parts: Sequence[tuple[str, str]]) -> str:
    """Figures that were told one by one, added up: each with what it is of, and its code."""
    return "\n".join([f"Cộng lại: {amount}", name, *(f"• {of}: {value}" for of, value in parts)])


def only_of(count: int) -> str:
    """Under a sum of several khu phố, of some of which nothing is known."""
    return f"Em chỉ cộng {count} khu phố có số, nơi còn lại chưa ghi ạ."


def told_later(amount: str, of: int, all_units: int) -> str:
    """What khu phố told after the ward itself did."""
    return f"Sau đó các khu phố ghi cộng lại {amount} ({of}/{all_units} khu phố có số)."


def written_by(sources: Sequence[tuple[Source, str]], zone: ZoneInfo, code: str) -> str:
    """Who recorded it and when: each source with the name of the person; at the end the code to look it up again."""
    newest, name = max(sources, key=lambda s: (s[0].entry.at, s[0].entry.id or 0))
    head = f"Nguồn: {name} ghi ngày {wording.day(newest.entry.at.astimezone(zone).date())}"
    numbers = sorted({f"#{s.record.number}" for s, _ in sources})
    if len(numbers) == 1:
        return f"{head} ({numbers[0]}) [{code}]"
    return f"Nguồn: {len(numbers)} lần ghi ({_latest(numbers)}) [{code}]"


def _latest(numbers: Sequence[str]) -> str:
    return ", ".join(numbers[-3:]) + (" …" if len(numbers) > 3 else "")


def times(count: int) -> str:
    """How often something was done, as far as the book can tell."""
    return f"{count} lần (theo số lần ghi), tất cả:"


def only_collected() -> str:
    """Below what was collected for a fund, when asked what is left of it."""
    return "(Đây là số đã thu; quỹ này em chưa ghi phần chi, phần nộp.)"


def coded(value: str, code: str) -> str:
    """A figure in a table, with the code under which it can be looked up again."""
    return f"{value} [{code}]"


def fund(collected: str, paid: str | None, left: str, *, first_left: bool) -> str:
    """What was collected for a fund, handed in, and is left; what was asked for comes first."""
    handed_in = f"nộp phường {paid}" if paid else "chưa nộp phường"
    if first_left:
        return f"Còn {left} (thu {collected}, {handed_in})"
    return f"Thu {collected}, {'đã ' if paid else ''}{handed_in}, còn {left}"


FUND_HEADS = ("Quỹ", "Số liệu")


def all_funds(unit: str, period: str) -> str:
    """Below the sum of all funds."""
    return f"Tất cả các quỹ · {unit}, {period}"


def standards(codes: Sequence[str]) -> str:
    """By which standard of poverty a level was counted; two of them do not add up."""
    names = records.STANDARDS
    if len(codes) > 1:
        return f"Lưu ý: gộp cả {' và '.join(names.get(c, c) for c in codes)}."
    return f"Theo {names.get(codes[0], codes[0])}."


def standard_changed(since: date) -> str:
    """A series that breaks: the older figure is not comparable with what comes after."""
    return f"Lưu ý: chuẩn đã đổi từ {wording.day(since)}, không so thẳng với số từ ngày đó."


def besides(values: Sequence[tuple[str, str]]) -> str:
    """What was told and is counted elsewhere: each with for whom."""
    names = {"phuong": "tính cho phường", "chi_hoi": "tính cho chi hội"}
    told = ", ".join(f"{value} {names[counts_for]}" for value, counts_for in values)
    return f"Ngoài ra: {told} (không cộng vào đây)."


def lent(value: str) -> str:
    """What khu phố told for their ward, which is in its figure and in none of theirs."""
    return f"Trong đó {value} khu phố ghi giúp, chỉ tính cho phường."


def missing_in(name: str, units: Sequence[str]) -> str:
    """Whose figures are missing in one of the two counts of a share."""
    return f"Lưu ý: {wording.lower_first(name)} chưa có của {', '.join(units)}, nên tỷ lệ này chưa sát."


def missing(names: Sequence[str]) -> str:
    """Units whose figure is not known."""
    return f"Chưa có số của: {', '.join(names)}."


def counts(found: Ratio) -> str | None:
    """The counts behind a ratio, with the denominator named."""
    if not (found.numerator and found.denominator):
        return "Theo số đã báo cáo, chưa có số đếm để tính lại."
    top, bottom = found.numerator, found.denominator
    return (
        f"{wording.number(top.value)}/{wording.number(bottom.value)} "
        f"({wording.lower_first(top.indicator.name)} / {wording.lower_first(bottom.indicator.name)})"
    )


def no_names() -> str:
    """Below a number of people, to who asks who they were."""
    return "Sổ chỉ ghi số lượt người, không ghi tên từng người ạ."


def cash_not_apart() -> str:
    """Below an amount of money of which only the cash was asked for, or only what was given in kind."""
    return "(Sổ ghi trị giá chung, chưa tách tiền mặt với hiện vật ạ.)"


def receivers_not_apart() -> str:
    """Below the gifts to all, or that there are none, where those to some were asked for."""
    return "(Sổ ghi quà chung, chưa tách người nhận ạ.)"


def receivers_together() -> str:
    """Above the gifts to all, where those to some were asked for."""
    return "Dạ sổ chưa tách quà theo người nhận; tính chung tất cả:"


def with_tet() -> str:
    """Below what adds up since Tết."""
    return "(Tính từ đầu năm để có cả phần cho Tết ạ.)"


def by_records(count: int, all_of_it: str) -> str:
    """How often something was done, where nobody counted it: as often as it was written down."""
    return f"{count} lần (theo số lần ghi), tất cả {all_of_it}"


def homes_not_apart() -> str:
    """Below what homes cost, where the home of one was asked for."""
    return "(Sổ ghi chung các nhà, chưa tách từng nhà ạ.)"


def own(who: str, value: str, name: str, where: str, numbers: Sequence[str], whole: str) -> str:
    """What of a figure one recorded oneself, and the whole of it."""
    if not numbers:
        return f"Dạ {who} chưa ghi số nào về {wording.lower_first(name)} ({where}).\nTất cả: {whole}."
    return f"{value}\n{name}, phần {who} ghi · {where}\nNguồn: {_latest(numbers)}. Tất cả: {whole}."


def divided(value: str, name: str, where: str, parts: Sequence[str], notes: Sequence[str]) -> str:
    """A figure divided among all households or people: the average, then what was divided by what."""
    return "\n".join([value, f"Bình quân {wording.lower_first(name)} · {where}", " chia cho ".join(parts), *notes])


def months(count: int) -> str:
    """What a sum is divided by for an average of each month."""
    return f"{count} tháng"


def each_month(value: str) -> str:
    """An average of each month."""
    return f"{value}/tháng"


def all_units(told: int, of: int) -> str:
    """What the average of each khu phố is divided by: those that told any."""
    return f"{told} khu phố" if told == of else f"{told} khu phố đã có số (trong {of} khu phố)"


def each_time(value: str) -> str:
    """An average of each time that something was held."""
    return f"{value}/lần"


def times_recorded(count: int) -> str:
    """What an average of each time is divided by, where nobody counted the times: by how often it was written down."""
    return f"{count} lần ghi"


def each_unit(value: str) -> str:
    """An average of each khu phố."""
    return f"{value}/khu phố"


def cannot_divide(below: str, there: str) -> str:
    """A figure to be divided by one that is not known."""
    return f"Dạ em mới có {there}, chưa có {wording.lower_first(below)} nên chưa chia được. Có số thì nhắn em ghi nhé."


def some_only(who: str, name: str, below: str) -> str:
    """A figure of which only some had their part, to be divided among them."""
    return (
        f"Dạ sổ không ghi riêng ai nhận, nên em không chia {wording.lower_first(name)} cho "
        f"{wording.lower_first(below)} được ạ: không phải ai cũng có phần. {general.upper_first(who)} cần số nào "
        "khác thì hỏi em."
    )


def no_figure(who: str, name: str, where: str, hint: str | None) -> str:
    """Nothing was recorded: said plainly, never guessed."""
    more = f"\n{hint}" if hint else f"\n{general.upper_first(who)} có số thì nhắn em ghi vào sổ nhé."
    return f"{NOTHING}{wording.how_many(name)} ({where}).{more}"


NOTHING = "Dạ em chưa có số liệu: "
"""How an answer without a figure begins."""


def nearest(period: str, value: str) -> str:
    """What is there instead of what was asked for."""
    return f"Gần nhất em có {period}: {value}."


def in_the_year(period: str, value: str, *, over: bool) -> str:
    """What a whole year has, where something within it or beside it was asked for and is not there."""
    return f"Cả {period} em có {value}." if over else f"Từ đầu {period} đến nay em có {value}."


def changes(told: str, numbers: Sequence[str]) -> str:
    """Rises and falls with the records that tell them."""
    return f"{told} ({', '.join(f'#{number}' for number in numbers)})"


def only_moved(told: str, name: str, where: str) -> str:
    """Rises and falls of a level that nobody told as a whole."""
    return f"Dạ sổ mới có phần {told}.\nTổng thì chưa có: {wording.how_many(name)} ({where}). Có thì nhắn em ghi nhé."


def only_part(name: str, value: str, where: str, source: str, whole: str) -> str:
    """A part of what was asked for, where the whole is not known."""
    return (
        f"{value}\n{name} · {where}\nEm chưa có số {wording.lower_first(whole)}; có thì nhắn em ghi vào sổ ạ.\n{source}"
    )


def only_of_the_deed(told: Sequence[tuple[str, str]]) -> str:
    """What else of a deed is known, where what was asked for is not."""
    return f"Việc này sổ mới có {'; '.join(f'{wording.lower_first(name)}: {value}' for name, value in told)}."


def only_whole(period: str, value: str) -> str:
    """A longer period that cannot be told apart."""
    return f"Em chỉ có số chung của {period}: {value}, không tách riêng được."


def not_yet(who: str, period: str) -> str:
    """A period that has not begun."""
    return f"Dạ {period} chưa tới nên chưa có số ạ. Em chỉ kể việc đã ghi, không đoán trước; {who} hỏi kỳ đã qua nhé."


def outside(unit: str, day: date, instead: Sequence[str], *, before: bool) -> str:
    """Days on which a unit did not exist, and which units did."""
    since = f"có trong sổ từ ngày {wording.day(day)}" if before else f"đã kết thúc ngày {wording.day(day)}"
    ask = f" Lúc đó là {', '.join(instead)}, hỏi theo tên đó là có ạ." if instead else " Hỏi kỳ khác thì em xem cho ạ."
    return f"Dạ {unit} {since}, nên kỳ này không có số.{ask}"


def before_merger(names: Sequence[str], unit: str, since: date) -> str:
    """Days before units became one: what they told is told for it."""
    return f"Khi đó là {', '.join(names)}; {unit} có từ {wording.day(since)}."


def divided_by_zero(name: str, bottom: str, when: str) -> str:
    """A ratio of which there is nothing to divide by."""
    return f"Dạ {when} không có {bottom} nào nên chưa có {wording.lower_first(name)} ạ. Có số thì nhắn em ghi nhé."


def half_a_ratio(name: str, lacking: str, there: str) -> str:
    """A ratio of which one count is not known."""
    return (
        f"Dạ em chưa tính được {wording.lower_first(name)}: thiếu {wording.lower_first(lacking)}.\n"
        f"Em mới có {there}. Có số còn thiếu thì nhắn em ghi nhé."
    )


def more_than_whole(name: str, where: str, part: str, whole: str, lacking: str) -> str:
    """A share that would be over 100%: something of the whole was not told."""
    return (
        f"Dạ em chưa tính được {wording.lower_first(name)} ({where}): sổ ghi {part}, mà mới có {whole}.\n"
        f"Chắc còn thiếu {wording.lower_first(lacking)}; có thì nhắn em ghi thêm nhé."
    )


def chair_only(who: str, name: str) -> str:
    """A figure that only those who lead may see."""
    subject = wording.lower_first(name)
    return f"Dạ {subject} chỉ trưởng ban, thư ký và cán bộ phường xem được, {who} hỏi trưởng ban nhé."


def no_term_of(who: str) -> str:
    """A question about the term before, whose dates are not known."""
    you = general.upper_first(who)
    return f"Dạ em chưa biết nhiệm kỳ trước từ ngày nào. {you} cho em biết từ năm nào, ví dụ: “từ 2021 đến 2025”."


def no_term(who: str, unit: str, *, leads: bool) -> str:
    """A question about a term whose dates are not known."""
    return (
        f"Dạ em chưa biết nhiệm kỳ của {unit} từ ngày nào. "
        f"{general.who_tells(who, leads=leads)}: “nhiệm kỳ của ban từ 1/3/2024 đến 28/2/2029”."
    )


def show(name: str) -> str:
    """The button that asks for a figure."""
    return f"Xem {wording.lower_first(name)}"


def which_figure(who: str) -> str:
    """A question whose subject is not among the indicators."""
    return f"Dạ em chưa rõ {who} hỏi số nào, hoặc sổ chưa có số đó ạ. Em trả lời được, ví dụ:"


def uncounted(whom: str) -> str:
    """People or households of a kind that the book does not count."""
    return f"Dạ em không thấy số “{whom}” trong sổ ạ. Em có số này:"


def figures_title(unit: str, period: str) -> str:
    """Above a table of figures."""
    return f"Số liệu {unit} · {period}"


def what_else(unit: str, when: str, lines: Sequence[tuple[str, str]], more: int) -> str:
    """What the book has beside the figure told just now, of the same time."""
    told = [f"• {name}: {value}" for name, value in lines]
    rest = [f"… và {more} số nữa."] if more else ["Cần số nào thì hỏi em ạ."]
    return "\n".join([f"Dạ {unit}, {when} còn có:", *told, *rest])


def nothing_else(who: str, unit: str, when: str) -> str:
    """There is nothing beside the figure told just now."""
    return f"Dạ hết rồi ạ: {unit}, {when} sổ chỉ có chừng đó. {general.upper_first(who)} có thêm thì nhắn em ghi nhé."


def more_figures(names: Sequence[str]) -> str:
    """Above a table: what is known and not among the daily figures."""
    rest = ", …" if len(names) > _NAMED else ""
    return f"Còn {len(names)} chỉ tiêu khác có số: {'; '.join(names[:_NAMED])}{rest}. Cứ hỏi tên, em trả lời ạ."


_NAMED = 8


def outstanding(
    unit: str, period: str, missing: Sequence[str], there: Sequence[str], due: str | None, *, whole: bool = False
) -> str:
    """Which figures of a period are not told yet, the `whole` of them or some, and which are; `due` is until when."""
    left = 0 if whole else len(missing) - MISSING_NAMED
    named = [*missing[:MISSING_NAMED], f"và {left} số khác"] if left > 0 else missing
    few = len(named) <= MISSING_NAMED + 1
    told = f": {'; '.join(named)}." if few else "".join((":", *(f"\n• {name}" for name in named)))
    lines = [
        f"{unit} · {period}",
        f"Chưa có {len(missing)} số{told}" if missing else "Đã có đủ các số thường dùng ạ.",
        f"Đã có {len(there)} số: {'; '.join(there)}." if there else "",
        f"Hạn nộp: {due}." if due else "",
        "Có số nào thì nhắn em ghi, việc không làm thì thôi ạ." if missing else "Có gì mới thì cứ nhắn em ạ.",
    ]
    return "\n".join(filter(None, lines))


MISSING_NAMED = 6  # missing figures told by name


REPORTS = ("Báo cáo hôm nay", "Báo cáo tuần này", "Báo cáo tháng này", "Báo cáo năm nay")


def which_report(who: str) -> str:
    """ "Báo cáo" alone: which reports there are."""
    return f"Dạ {who} xem báo cáo nào ạ? Tháng hay quý khác thì nhắn, ví dụ: “báo cáo tháng 10”, “báo cáo quý 3”."


def no_figures(unit: str, period: str) -> str:
    """An empty table."""
    return f"Dạ {unit} chưa ghi số liệu nào ({period}) ạ. Có việc đã làm thì nhắn em ghi nhé."


def refused(kind: str) -> str:
    """What the bot never tells, because it never keeps it (domain rule: people are counts only)."""
    return {
        "names": "Dạ em không lưu tên hộ nghèo, danh sách có ở phường. Số lượng thì cứ hỏi em ạ.",
        "informants": "Dạ em không lưu ai cung cấp tin. Số lượng nguồn tin thì cứ hỏi em ạ.",
        "donors": "Dạ tên ai ủng hộ chỉ nằm trong lời kể, em không cộng theo người được ạ. Cần tổng số thì cứ hỏi em.",
    }[kind]


def for_the_ward_only() -> str:
    """A comparison of committees asked by a member."""
    return "Dạ số của các khu phố khác chỉ cán bộ phường xem được; số của khu phố mình thì cứ hỏi em ạ."


def other_unit(who: str, own: Sequence[str]) -> str:
    """Logging for, or asking about, a committee that is not one's own."""
    names = " và ".join(own)
    return f"Dạ em chỉ ghi và xem được số liệu của {names} cho {who} ạ. Nơi khác thì {who} hỏi cán bộ phường giúp em."


def groups_together(unit: str) -> str:
    """Above the figure of all, where it is asked which group of neighbours has most."""
    return f"Dạ em không tách theo tổ; cả {unit} có:"


def no_people() -> str:
    """Above what is counted otherwise, where it is asked how many people."""
    return "Dạ số này sổ không đếm theo người, em có:"


def of_which(parts: Sequence[tuple[str, str]]) -> str:
    """Below a sum, what of it was in each of some periods."""
    return "".join(f"\n• {general.upper_first(when)}: {value}" for when, value in parts)


def whole_unit(unit: str) -> str:
    """Below an answer to a question about a group of neighbours: of so few, a count would name a family."""
    return f"(Em chỉ giữ số chung của {unit}, không tách theo tổ ạ.)"


def unknown_unit(name: str) -> str:
    """A committee that is not in the book."""
    return f"Dạ em không thấy “{name}” trong sổ ạ. Xem lại tên giúp em nhé."


def such_times(count: int, bound: str, when: str, told: Sequence[str], number: str) -> str:
    """The times of a figure that were above or below a number, newest first; how to see one of them."""
    rest = f"\n(và {count - len(told)} lần nữa)" if count > len(told) else ""
    rows = "".join(f"\n• {row}" for row in told)
    return f"{count} lần {bound}, {when}:{rows}{rest}\nXem kỹ lần nào thì nhắn số ghi, ví dụ “xem #{number}”."


def no_such_times(bound: str, when: str, most: str, number: str) -> str:
    """That there was no such time, with the largest that was."""
    largest = f" Lần nhiều nhất là {most}; xem kỹ thì nhắn “xem #{number}”." if most else " Có lần nào thì nhắn em ghi."
    return f"Dạ {when} chưa có lần nào {bound} ạ.{largest}"
