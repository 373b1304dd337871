"""From what a message says to the lines of a record: which figure, in which unit, and what is still unclear."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from db.catalogue import Indicator, indicators
from db.checks import Stated
from db.models import Entry
from db.records import Line
from handlers import texts, wording, words
from handlers.figures import aims
from handlers.records import apart, belonging, given, left_over, own_words
from handlers.vi import prices as prices_of
from handlers.vi import read
from handlers.vi.reading import Fact, Reading
from handlers.vi.words import split

_INTO = {("tan", "kg"): 1000, ("km", "m"): 1000}
_MOST_CANDIDATES = 3
_AMOUNTS = frozenset({"dong", "percent"})  # units of what is no count
_LIKELY = {  # people and households of whom no word says what they are: visited, at a meeting, out to clean the alley
    "nguoi": ("tuyen_truyen_luot", "vsmt_luot_nguoi"),
    "luot": ("tuyen_truyen_luot", "vsmt_luot_nguoi"),
    "ho": ("ho_duoc_ho_tro", "so_ho", "ho_ngheo"),
}
WORTH = {  # what is counted, and the figure of its money
    "qua_so_phan": "qua_tri_gia", "qua_trung_thu": "qua_tri_gia", "hoc_bong": "hoc_bong_tri_gia",
    "nha_ddk": "nha_ddk_kinh_phi",
}  # fmt: skip
PRICE = -1  # the place of the price for each, where a question asks about that


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A figure that a member stated, on its way into the ledger; without an indicator it waits to be placed."""

    indicator: str | None
    value: Decimal
    unit: str
    said: str
    value_max: Decimal | None = None
    qualifier: str = "exact"
    change: bool = False
    how: str | None = None  # how a total was computed: "70 phần × 300.000 đồng"
    each: Decimal | None = None  # of a total that was computed: what is for each one
    of: tuple[str, ...] = ()  # of a price: words of what it is for each of, "phan"
    counts_for: str = "own"  # "phuong", "chi_hoi": told here, and counted there
    standard: str | None = None  # by which standard a household is poor: "national", "city"
    led: Decimal | None = None  # how much it rose or fell to a level, where that was told beside it
    apart: str = ""  # what tells it from another line of its figure: "đợt 1"


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to an open question about a line."""

    label: str
    value: Decimal | None = None
    unit: str | None = None
    indicator: str | None = None
    said: str | None = None  # in which words it was typed
    line: int | None = None  # of which line it is, where that is what is asked


@dataclass(frozen=True, slots=True)
class Open:
    """A question about a line (None: about the message as a whole) with the answers on offer."""

    question: str
    line: int | None
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Gathered:
    """All that a message contributes to a record."""

    lines: tuple[DraftLine, ...] = ()
    open: tuple[Open, ...] = ()
    notes: tuple[str, ...] = ()
    prices: tuple[DraftLine, ...] = ()  # for each one, of a count that is not known yet
    stated: tuple[Stated, ...] = ()  # percentages told beside their counts
    each: tuple[DraftLine, ...] = ()  # what was told of each one, also where its total is computed
    running: tuple[DraftLine, ...] = ()  # what there is in all, told beside what came to it
    uncounted: tuple[DraftLine, ...] = ()  # understood, and kept by no figure, unless one that is there already

    @property
    def told(self) -> tuple[DraftLine, ...]:
        """All that may correct a figure that is there: "15 em" where 12 people were told."""
        return (*self.lines, *self.uncounted)


def gather(reading: Reading) -> Gathered:
    """The lines of a message: totals computed from prices, percentages held against their counts, plans left out."""
    reading = given.one_each(reading)
    if reading.activity == "nha_dai_doan_ket" or "tặng nhà" in reading.text or "tang nha" in reading.text:
        reading = given.handed_over(reading)
    if "quỹ" in reading.text or "quy" in reading.text:
        reading = given.out_of_a_fund(reading)
    if "trị giá" in reading.text or "tri gia" in reading.text:
        reading = given.worth_of_things(reading)
    done = [(i, f) for i, f in enumerate(reading.facts) if not f.planned]
    planned = [f.text for f in reading.facts if f.planned]
    notes = [texts.records.note_planned(texts.records.quoted(planned))] if planned and not aims.sets(reading) else []
    beside = _uncounted(reading)
    kept = [(i, f) for i, f in done if not _is_price(f) and i not in beside and _counted(f, reading.facts) is None]
    notes += _notes_on(reading, beside) if beside else []
    notes += [note for _, f in done if (note := _percent_note(f, reading.facts))]
    led = [f for _, f in kept if _led_to_a_level(f, done)]
    moved = [wording.change(f.value, f.unit, "", f.qualifier, f.value_max) for f in led]
    notes += [texts.records.note_led(told) for told in moved]
    former = [f for _, f in kept if _was_before(f, kept, reading)]
    notes += [texts.records.note_former(texts.records.quoted([_whole(reading, f) for f in former]))] if former else []
    in_all = [f for _, f in kept if _runs_up(f, kept, reading)] if kept[1:] else []
    kept = [(i, f) for i, f in kept if f not in (*led, *former, *in_all)]
    if kept[1:] and left_over.may_be_told(reading.text):
        kept[:], told_left = left_over.without(kept, reading.text)
        notes += told_left
    lines = [_line(f, belonging.counts_for(reading, f), belonging.standard(reading, f)) for _, f in kept]
    lines = _with_what_led(lines, led) if led else lines
    if kept[1:] and (names := apart.names(reading.text, reading.facts, kept)):
        lines = [replace(line, apart=names.get(i, "")) for line, (i, _) in zip(lines, kept, strict=True)]
    if "ngày" in reading.text or "ngay" in reading.text:
        lines = [_of_days(line, f, reading.text) for line, (_, f) in zip(lines, kept, strict=True)]
    priced = [(i, f) for i, f in done if _is_price(f) and i not in beside]
    place = {fact: PRICE for fact, _ in priced} | {fact: at for at, (fact, _) in enumerate(kept)}
    questions = tuple(
        Open(d.question, None if d.fact is None else place[d.fact], tuple(
            Option(a.label, a.value, a.unit, a.indicator, a.said) for a in d.alternatives))
        for d in reading.doubts
        if d.fact is None or d.fact in place
    )  # fmt: skip
    of = tuple(sorted(prices_of.things(split(reading.text))))
    prices = tuple(replace(_line(f), of=of) for _, f in priced)
    counted = ((f, _counted(f, reading.facts)) for _, f in done)
    stated = tuple(_stated(fact, found[0]) for fact, found in counted if found)
    uncounted = tuple(_line(reading.facts[i]) for i in beside)
    placed = (*lines, *_settled(reading, lines))
    running = tuple([_line(fact) for fact in in_all]) if in_all else ()
    gathered = Gathered(placed, questions, tuple(notes), prices, stated, prices, running, uncounted)
    return gathered if any(q.line == PRICE for q in questions) else with_totals(gathered, uncounted)


def _notes_on(reading: Reading, beside: Sequence[int]) -> list[str]:
    """What is said of numbers that no figure of this deed counts; all homes of a khu phố are a figure of their own."""
    homes = [i for i in beside if reading.activity == "van_hoa" and _out_of(reading, i)]
    rest = [_whole(reading, reading.facts[i]) for i in beside if i not in homes]
    notes = [texts.records.note_uncounted(texts.records.quoted(rest))] if rest else []
    of_all = ((reading.facts[i].text, wording.number(reading.facts[i].value)) for i in homes)
    return notes + [texts.records.note_all_homes(*each) for each in of_all]


def of_own(gathered: Gathered) -> Gathered:
    """What a ward tells of its own gifts, which count for no other: "hôm nay phường tặng 60 phần quà"."""
    own = (replace(line, counts_for="own") if line.counts_for == "phuong" else line for line in gathered.lines)
    return replace(gathered, lines=tuple(own))


def _of_days(line: DraftLine, fact: Fact, text: str) -> DraftLine:
    """What is told for each day, of all the days that are told: "20 suất cơm mỗi ngày, 5 ngày"."""
    days = _DAYS.findall(text)
    daily = _A_DAY_BEHIND.match(text[fact.end :]) or _A_DAY_BEFORE.search(text[: fact.start])
    if not daily or len(days) != 1 or line.unit in _AMOUNTS or line.change or line.value_max is not None:
        return line
    how = texts.records.derived(f"{days[0]} ngày", fact.text)
    return replace(line, value=line.value * int(days[0]), how=how)


_A_DAY = r"(?:/|mỗi|moi|một|mot|1|hằng|hàng|hang) ?ng[àa]y\b"
_A_DAY_BEHIND = re.compile(rf"[^,.;\d]{{0,30}}?{_A_DAY}", re.IGNORECASE)
_A_DAY_BEFORE = re.compile(rf"{_A_DAY}[^,.;\d]{{0,20}}$", re.IGNORECASE)
_DAYS = re.compile(r"(?<![\d/])(?!1 ng)(\d{1,2}) ng[àa]y\b", re.IGNORECASE)


def _led_to_a_level(fact: Fact, told: Sequence[tuple[int, Fact]]) -> bool:
    """Whether a rise or a fall is told beside what it led to, which is all that counts: "giảm 1 hộ, còn 4 hộ"."""
    return fact.change and any(one.indicator == fact.indicator and not one.change for _, one in told)


def _with_what_led(told: Sequence[DraftLine], led: Sequence[Fact]) -> list[DraftLine]:
    """The lines with what led to each level, as far as both are exact and one move is told of it."""
    moves = {fact.indicator: fact.value for fact in led if fact.qualifier == "exact" and fact.value_max is None}
    moves = moves if len(moves) == len(led) else {}
    exact = {line.indicator for line in told if line.qualifier == "exact" and line.value_max is None}
    return [replace(line, led=moves.get(line.indicator)) if line.indicator in exact else line for line in told]


def _was_before(fact: Fact, told: Sequence[tuple[int, Fact]], reading: Reading) -> bool:
    """Whether a level is what it was before the one told next: the 10 of "hộ nghèo đầu năm 10 hộ giờ còn 7 hộ"."""
    indicator = indicators().get(fact.indicator or "")
    if indicator is None or indicator.kind != "stock" or fact.change:
        return False
    later = (one for _, one in told if one.indicator == fact.indicator and one.start >= fact.end and not one.change)
    between = [words.bare(reading.text[fact.end : one.start]).split() for one in later]
    return any("con" in said and not _NOWADAYS.isdisjoint(said) for said in between)


def _runs_up(fact: Fact, told: Sequence[tuple[int, Fact]], reading: Reading) -> bool:
    """Whether a number is what there is in all, with the one told just before: "20 phần nữa nâng tổng số lên 120"."""
    before = max((one for _, one in told if one.end <= fact.start), key=lambda one: one.end, default=None)
    if before is None or before.indicator != fact.indicator or before.unit != fact.unit or before.value >= fact.value:
        return False
    indicator = indicators().get(fact.indicator or "")
    between = words.bare(reading.text[before.end : fact.start])
    return indicator is not None and indicator.kind == "flow" and _IN_ALL.search(between) is not None


_IN_ALL = re.compile(
    r"\b(?:nang|dua)(?: tong| so| cong| suat| phan| qua)* (?:len|la|thanh)(?: toi| thanh)?$"
    r"|\bnua (?:thi )?(?:la|thanh|vi chi|tong cong|ca thay)(?: la| duoc| du| tong cong)*$"  # "thêm 2 phần nữa là 12"
)
_NOWADAYS = frozenset({"gio", "nay", "hien", "xuong"})


def _settled(reading: Reading, told: Sequence[DraftLine]) -> list[DraftLine]:
    """The quarrels of a message that were made up as well: "hòa giải xong 1 vụ", "hòa giải 2 vụ, đều thành"."""
    cases = [line for line in told if line.indicator in {"hg_vu_tiep_nhan", "hg_vu_thanh"}]
    only = cases[0] if len(cases) == 1 and cases[0].indicator == "hg_vu_tiep_nhan" else None
    made_up = only is not None and (_MADE_UP.search(words.bare(reading.text)) or "êm" in split(reading.text).lows)
    return [replace(only, indicator="hg_vu_thanh")] if only is not None and made_up else []


_MADE_UP = re.compile(
    r"(?<!chua )(?<!khong )\b(?:(?:hoa giai|hg) (?:thanh|xong)\b"
    r"|(?:deu thanh|thanh het|thanh ca|thanh|thanh cong|xong(?: xuoi)?|on thoa|em (?:dep|xuoi|tham)|lam lanh|lam hoa"
    r"|bat tay(?: nhau)?|hoa thuan|hoa nhau)(?: het| ca| roi| luon| em| a| nha| nhe| do| nghen)*$)"
)


def only_fact(reading: Reading) -> Fact | None:
    """The one number that a message tells as done; None where it tells none, or several."""
    told = [fact for fact in reading.facts if not fact.planned]
    return told[0] if len(told) == 1 else None


def _is_price(fact: Fact) -> bool:
    """Whether a number is for each of what is counted; an income a head is a figure of its own."""
    indicator = indicators().get(fact.indicator or "")
    return fact.per_item and (indicator is None or indicator.kind == "flow")


def _uncounted(reading: Reading) -> list[int]:
    """The facts that no figure counts: "dọn 300 mét hẻm"; so are people beside a figure, "30 phần quà cho 30 em".

    So are the households of "243 hộ đóng, 21tr", and those out of whom others came: "18/25 hộ". Whoever was called on
    is asked about where nothing else is told ("thăm 5 cụ").
    """
    figured = any(fact.indicator for fact in reading.facts)
    asked = {doubt.fact for doubt in reading.doubts}
    return [
        i
        for i, fact in enumerate(reading.facts)
        if fact.indicator is None and i not in asked and not fact.planned and not _is_given_on_a_visit(reading, fact)
        if not fact.per_item
        or (fact.aside and fact.unit == "dong" and reading.activity != _VISITS)
        or _is_of_no_figure(reading, fact)
        if (figured and (fact.aside or fact.unit in _PEOPLE))
        or (fact.aside and fact.unit == "ho" and reading.activity == "moi_truong")  # who turned out to clean
        or (fact.aside and (fact.unit not in {*_PEOPLE, "ho"} or _counts_nobody(reading) or _is_paid_by_each(reading)))
        or _is_of_no_figure(reading, fact)
        or _contains(reading, i)
        or _out_of(reading, i)
    ]


def _is_given_on_a_visit(reading: Reading, fact: Fact) -> bool:
    """Whether money is what those called on were given, as it is where so much for each is told: "đi thăm 4 hộ 2tr"."""
    if fact.unit != "dong" or reading.activity != _VISITS or not _CALLED_ON.issuperset(_told_beside(reading, fact)):
        return False
    said = words.bare(reading.text)
    return words.says(said, *_CALLING_ON) and not words.says(said, "quy", "chi phi", "tien xe", "het tien")


def _told_beside(reading: Reading, fact: Fact) -> set[str | None]:
    return {one.indicator for one in reading.facts if one is not fact}


_CALLED_ON = frozenset({"ho_duoc_ho_tro", None})
_CALLING_ON = ("tham", "tham hoi")  # not mourners, to whom one gives no gift
_PEOPLE = frozenset({"nguoi", "luot"})
_VISITS = "ho_tro_tien"  # what each is given there is worth something: "đi thăm 5 cụ, mỗi cụ 300 ngàn"


def _is_of_no_figure(reading: Reading, fact: Fact) -> bool:
    """Whether a number of things, told of a deed that we know, or of metres is of no figure: "12 bao rác"."""
    if fact.unit == "m":
        return fact.indicator is None and words.says(words.bare(reading.text), *_NO_ROADS)
    return fact.unit == "other" and reading.activity not in {None, "khac"} and not candidates("other", fact.text)


_NO_ROADS = ("ke bo", "bo ke", "lam ke", "xay ke", "hang rao", "tuong rao", "lam rao", "ong nuoc", "day dien")


def _is_paid_by_each(reading: Reading) -> bool:
    """Whether what is told is money that each of some paid or got: "thu tiền rác mỗi hộ 30 ngàn, 40 hộ"."""
    return reading.activity != _VISITS and any(fact.per_item and fact.unit == "dong" for fact in reading.facts)


def _counts_nobody(reading: Reading) -> bool:
    """Whether a deed is one of which no figure counts the people: who was examined, met, put out a flag."""
    said = words.bare(reading.text)
    of_none = reading.activity in _OF_NOBODY and not words.says(said, "mau")
    return of_none or words.says(said, *_COUNTING_NOBODY)


_COUNTING_NOBODY = (
    "dang ky hien mau", "van dong hien mau",
    "ket nap", "ngap", "bi chay", "bi sap", "toc mai", "sat lo", "mat dien", "cup nuoc", "tuan tra", "di tuan",
)  # fmt: skip
_OF_NOBODY = frozenset({"y_te", "van_hoa", "hop_kien_toan"})


def _contains(reading: Reading, at: int) -> bool:
    """Whether a number counts what holds so much each: the 2 of "2 bao gạo 25kg"."""
    fact, behind = reading.facts[at], reading.facts[at + 1 : at + 2]
    return fact.unit == "other" and any(one.per_item and one.unit == "kg" and one.indicator for one in behind)


def _out_of(reading: Reading, at: int) -> bool:
    """Whether a number is the whole of the pair "18/25 hộ" that counts nowhere."""
    fact, before = reading.facts[at], reading.facts[at - 1] if at else None
    pair = before is not None and reading.text[before.end : fact.start].strip() == "/"
    return pair and fact.aside and fact.unit == "ho"


def with_totals(gathered: Gathered, beside: Sequence[DraftLine] = ()) -> Gathered:
    """Replace what is told of each one by its total, once there is a count to multiply it with.

    Counts `beside` the lines are of people whom no figure counts: "5 cụ, mỗi cụ một phần quà 300 ngàn".
    """
    counts = [line for line in (*gathered.lines, *beside) if line.unit not in _AMOUNTS]
    if not gathered.prices or not counts:
        return gathered
    told = {line.indicator: line for line in gathered.lines if line.indicator and line.each is None}
    new, notes, unknown = [], [], []
    for price in gathered.prices:
        whole = told.get(price.indicator or "") or _whole_of(price, gathered.lines)
        others = [count for count in counts if count is not whole]
        unpriced = price.indicator is None and any(count.indicator in _WITHOUT_WORTH for count in counts)
        if unpriced or (whole is not None and not others):  # 100 cuốn; mỗi em 10 cuốn
            of = next((own_words.EACH[one] for one in price.of if one in own_words.EACH), "phần")
            notes.append(texts.records.note_each(texts.records.quoted([price.said]), of))
            continue
        count = _counted_for(price, others)
        if _is_for_others(price, count):
            unknown.append(price)
            continue
        line = total(count, price)
        if whole is None:
            new.append(line)
        elif line.value != whole.value:  # a total that is told itself counts once
            computed = wording.short_amount(line.value, line.unit)
            notes.append(texts.records.note_total_differs(computed, whole.said, line.how or ""))
    return replace(gathered, lines=(*gathered.lines, *new), prices=tuple(unknown), notes=(*gathered.notes, *notes))


_WITHOUT_WORTH = frozenset({"suat_an", "the_bhyt_tang", "tang_vat_pham"})  # counted, their worth is not


def _is_for_others(price: DraftLine, count: DraftLine) -> bool:
    """Whether a price is for each of people, and only what was made is counted: "6 bóng đèn, mỗi hộ 50 ngàn"."""
    said = words.bare(count.said).split()
    return count.unit in _MADE and any(of in own_words.EACH and of not in said for of in price.of)


_MADE = frozenset({"bong_den", "camera", "cay", "m", "km", "m2", "kg", "tan", "vu", "cuoc", "buoi"})


def _whole_of(price: DraftLine, told: Sequence[DraftLine]) -> DraftLine | None:
    """The total of the very things that are told for each, where they are of no figure of their own."""
    if price.indicator is not None or price.unit in _AMOUNTS:
        return None
    return next((line for line in told if line.unit == price.unit and line.each is None), None)


def _counted_for(price: DraftLine, counts: Sequence[DraftLine]) -> DraftLine:
    """The count that a price is multiplied with: of what it is said to be for, else one's own, else the first."""
    named = [c for c in counts if not set(price.of).isdisjoint(words.bare(c.said).split())]
    return next((c for c in named or counts if c.counts_for == "own"), counts[0])


def total(count: DraftLine, price: DraftLine) -> DraftLine:
    """What a price for each gives with a count."""
    return DraftLine(
        indicator=price.indicator,
        value=count.value * price.value,
        value_max=None if price.value_max is None else count.value * price.value_max,
        unit=price.unit,
        said=price.said,
        qualifier=price.qualifier if price.qualifier != "exact" else count.qualifier,
        counts_for=count.counts_for,
        each=price.value,
        of=price.of,
        how=texts.records.derived(
            wording.amount(count.value, count.unit, noun=own_words.person(count.said) if count.unit == "nguoi" else ""),
            wording.short_amount(price.value, price.unit, noun=own_noun(price)),
        ),
    )


def is_in_a_total(count: DraftLine, told: Sequence[DraftLine]) -> bool:
    """Whether a number that no figure counts is in the total of one: the 25 of "25 hộ × 100.000 đồng"."""
    return any(line.each is not None and line.value == count.value * line.each for line in told)


def followed(before: Sequence[DraftLine], after: Sequence[DraftLine]) -> tuple[DraftLine, ...]:
    """The lines of a draft after a change: where the count is another one, the totals computed from it are too."""
    return tuple(_followed(line, before, after) if line.each is not None and line in before else line for line in after)


def _followed(line: DraftLine, before: Sequence[DraftLine], after: Sequence[DraftLine]) -> DraftLine:
    """A total as the count that it was computed from has become; itself where that stands."""
    if line.each is None or line.value_max is not None:
        return line
    counts = [c for c in before if c.each is None and c.unit not in _AMOUNTS]
    old = _counted_for(line, [c for c in counts if c.value * line.each == line.value] or counts) if counts else None
    if old is None or old.value * line.each != line.value:
        return line
    same = (c for c in after if c.each is None and c.unit not in _AMOUNTS)
    new = next((c for c in same if c.indicator == old.indicator and (c.indicator or c.unit == old.unit)), None)
    return line if new is None or new.value == old.value else total(new, replace(line, value=line.each))


def without_count(count: DraftLine, rest: Sequence[DraftLine]) -> tuple[DraftLine, ...]:
    """Lines beside a count that was taken out: totals computed with it are told by another as large, or as they are."""
    alike = next((c for c in rest if c.each is None and c.value == count.value and c.unit not in _AMOUNTS), None)
    return tuple(
        line
        if line.each is None or line.each * count.value != line.value
        else replace(line, how=None, each=None)
        if alike is None
        else replace(total(alike, replace(line, value=line.each)), qualifier=line.qualifier)
        for line in rest
    )


def with_worths(codes: Sequence[str | None], places: Sequence[int]) -> list[int]:
    """Some places of figures, with those of their money: who takes the parcels out takes out what they were worth."""
    of_them = {WORTH[code] for at in places if (code := codes[at]) in WORTH}
    return sorted({*places, *(at for at, code in enumerate(codes) if code in of_them)})


def bare(reading: Reading, code: str) -> DraftLine | None:
    """A bare number as the answer to a question for one figure."""
    value = words.bare_number(reading)
    if value is None:
        return None
    line = DraftLine(code, value, indicators()[code].unit, reading.text.strip())
    counted = (
        reading.facts or read(f"{line.said} người", reading.on).facts
    )  # "khoảng bốn chục" says about what, of people
    told = next((fact for fact in counted if fact.value == value), None)
    return replace(line, qualifier=told.qualifier, value_max=told.value_max) if told else line


def own_noun(line: DraftLine) -> str:
    """The member's own word for what is counted, where the unit has another one."""
    return own_words.noun(line.unit, line.said)


def with_line(current: tuple[DraftLine, ...], at: int, line: DraftLine) -> tuple[DraftLine, ...]:
    """The lines with another one in the place of one."""
    return (*current[:at], line, *current[at + 1 :])


def words_of(line: DraftLine) -> set[str]:
    """The words by which a line may be named: those it was said in, and its name."""
    name = indicators()[line.indicator].name if line.indicator else ""
    return set(words.bare(f"{line.said} {name}").split())


def units_of(code: str) -> set[str]:
    """The units that a figure is told in: rice in kg, and in tonnes.

    >>> sorted(units_of("hoc_bong"))
    ['hoc_bong', 'suat']
    """
    return {indicators()[code].unit, *indicators()[code].also}


def is_counted_so(line: DraftLine, code: str) -> bool:
    """Whether a number has beside it but the word in which a figure is counted: "25 suất" of scholarships."""
    thing = words.bare(line.said).partition(" ")[2]
    return bool(thing) and thing == words.bare(indicators()[code].noun)


def counted_alike(current: tuple[DraftLine, ...], line: DraftLine) -> int | None:
    """The one line that is counted in the word that is all a number has beside it: "25 suất" after "20 suất cơm"."""
    alike = all_counted_alike(current, line)
    return alike[0] if len(alike) == 1 else None


_BY_ITS_UNIT = "qua_so_phan"  # what "12 suất" is taken for where no other word names a figure


def all_counted_alike(current: tuple[DraftLine, ...], line: DraftLine) -> list[int]:
    """The lines that are counted in the word that is all a number has beside it."""
    number, *thing = words.bare(line.said).split()
    if len(thing) != 1 or not number.isdecimal() or line.indicator not in {None, _BY_ITS_UNIT}:
        return []
    return [i for i, old in enumerate(current) if thing[0] in words.bare(old.said).split() and old.each is None]


def of_entry(entry: Entry) -> DraftLine:
    """What stands in the book as a line again."""
    unit = indicators()[entry.indicator].unit
    return DraftLine(
        entry.indicator, entry.value, unit, wording.short_amount(entry.value, unit), entry.value_max, entry.qualifier,
        change=entry.change, counts_for=entry.counts_for, standard=entry.standard,
    )  # fmt: skip


def in_short(line: DraftLine) -> str:
    """A placed line as it will stand in the book: "8 cây"."""
    kept, unit = into_ledger(line), indicators()[line.indicator or ""].unit
    if kept.change:
        return wording.change(kept.value, unit, "", kept.qualifier, kept.value_max)
    return wording.short_amount(kept.value, unit, kept.qualifier, kept.value_max)


def into_ledger(line: DraftLine) -> Line:
    """A placed line in the unit of its indicator, to three decimals.

    Raises KeyError for a line without an indicator: the talk asks for it first.
    """
    indicator = indicators()[line.indicator or ""]
    factor = _INTO.get((line.unit, indicator.unit), 1)
    top = None if line.value_max is None else _exact(line.value_max * factor, indicator)
    return Line(
        indicator.code, _exact(line.value * factor, indicator), top, line.qualifier, line.change, line.counts_for,
        line.standard,
    )  # fmt: skip


def moves(line: DraftLine, text: str) -> int:
    """Whether households are told to have become more (1) or fewer (-1), or neither (0).

    >>> line = DraftLine(None, Decimal(2), "ho", "2 hộ")
    >>> [moves(line, said) for said in ("mới thêm 2 hộ tạm trú", "bớt 2 hộ", "2 hộ dọn đi nơi khác", "thăm thêm 2 hộ")]
    [1, -1, -1, 0]
    """
    said = words.bare(text)
    if line.unit != "ho" or words.says(said, *_CARING):
        return 0
    number = words.bare(line.said)
    goes = rf"\b(?:bot|giam|mat)(?: di)? {number}\b|\b{number}\b(?: \w+){{0,2}} (?:doi|chuyen|don|bo) di\b"
    if re.search(goes, said):
        return -1
    came = rf"\b(?:them|tang|moi co|phat sinh) {number}\b"
    moved_in = rf"\b{number}\b(?: \w+){{0,2}} (?:moi|chuyen|don|doi) (?:ve|den|toi)\b"
    return 1 if re.search(f"{came}|{moved_in}", said) else 0


def candidates(unit: str, text: str = "") -> Sequence[Indicator]:
    """The indicators a bare quantity most likely belongs to: what is done every week, what the sentence has words of.

    Of a unit that we do not know only what it has words of.

    >>> [i.code for i in candidates("nguoi")], candidates("other")
    (['tuyen_truyen_luot', 'vsmt_luot_nguoi'], [])
    >>> [i.code for i in candidates("can_nha", "giúp 3 nhà bị tốc mái")]
    ['ho_duoc_ho_tro', 'nha_ddk']
    """
    likely: tuple[str, ...] = _LIKELY.get(unit, ())
    if unit == "dong":
        likely = ("quy_vnn", "qua_tri_gia", "dong_gop_cong_trinh")
    if unit == "dong" and words.says(words.bare(text), *_HANDED_OVER):
        likely = ("qua_tri_gia",)
    elif unit == "dong" and words.says(words.bare(text), *_GIVING):  # to somebody, or to us: "ông Sáu cho 500 ngàn"
        likely = ("qua_tri_gia", "quy_vnn", "dong_gop_cong_trinh")
    elif unit == "dong" and words.says(words.bare(text), *_PUT_IN):
        likely = ("quy_vnn", "dong_gop_cong_trinh", "cuu_tro")
    caring = unit in _CARED_FOR and words.says(words.bare(text).replace("tham gia", ""), *_CARING)
    if caring:
        return [indicators()[code] for code in _CARED_FOR[unit]]
    if unit == "dong" and words.says(words.bare(text), *_FOR_PEOPLE):
        return [indicators()["qua_tri_gia"]]
    if unit == "ho" and words.says(words.bare(text), "hop", "sinh hoat", "tuyen truyen"):
        return [indicators()["tuyen_truyen_luot"]]
    told = {word for word in words.bare(text).split() if len(word) >= _WEIGHTY and not word.isdecimal()} - _OF_ANY
    fitting = [i for i in indicators().values() if unit in units_of(i.code)]
    named = {i.code for i in fitting if any(told & set(words.bare(name).split()) for name in (i.name, *i.phrases))}
    named -= _OF_THE_PEOPLE if "con" in told else frozenset()
    if unit in {"other", "dong"}:
        fitting = [i for i in fitting if i.code in named or (unit == "dong" and i.code not in _NAMED_ONLY)]
    place = {code: number for number, code in enumerate(likely)}
    spelled = {i.code for i in fitting if i.kind == "flow" and words.says(words.bare(text), *_whole_names(i))}
    ranked = sorted(
        fitting,
        key=lambda i: (i.code not in spelled, place.get(i.code, len(likely)), i.code not in named, not i.shown),
    )
    if unit in _ONLY_LIKELY or (unit == "dong" and words.says(words.bare(text), *_HANDED_OVER)):
        done = named if unit != "dong" else ()
        ranked = [i for i in ranked if i.code in spelled or i.code in likely or (i.code in done and i.kind == "flow")]
    return ranked[:_MOST_CANDIDATES]


def with_gifts_of_money(told: Sequence[DraftLine], text: str) -> tuple[DraftLine, ...]:
    """Lines in which money given to somebody is what their gift was worth: "thăm 3 gia đình, mỗi nhà 500 ngàn"."""
    if not any(line.indicator is None and line.unit == "dong" for line in told):
        return tuple(told)
    only = [i.code for i in candidates("dong", text)]
    alone = only[0] if len(only) == 1 and not words.says(words.bare(text), *_FOR_PEOPLE) else None
    return tuple(
        replace(line, indicator=alone) if line.indicator is None and line.unit == "dong" else line for line in told
    )


def _whole_names(indicator: Indicator) -> list[str]:
    """The names of more than one word that a figure has: "hiến máu"."""
    return [bare for name in indicator.phrases if " " in (bare := words.bare(name))]


_CARING = ("tham", "vieng", "cham lo", "tang", "bieu", "ho tro", "giup", "moi em", "moi nguoi", "moi cu", "moi chau")
_CARED_FOR = {"nguoi": ("ho_duoc_ho_tro",), "luot": ("ho_duoc_ho_tro",), "can_nha": ("ho_duoc_ho_tro", "nha_ddk")}
_FOR_PEOPLE = ("lo cho ba con", "lo ba con")  # money that may only be what was given
_ONLY_LIKELY = frozenset({"nguoi", "luot"})
_HANDED_OVER = ("tang", "tham", "bieu", "trao", "phat", "vieng", "phung dieu", "cham lo")
_GIVING = ("cho", "ho tro", "giup")
_PUT_IN = ("gop", "dong gop", "ung ho", "quyen gop", "quyen")
_OF_THE_PEOPLE = frozenset({"y_kien_kien_nghi"})  # the "con" of animals is no "bà con"
_NAMED_ONLY = frozenset({"vay_so_tien", "cong_no_tin_dung", "no_qua_han", "thu_nhap_bq"})  # money of nobody's deed
_WEIGHTY = 3  # letters
_OF_ANY = frozenset(
    "cho duoc nguoi hom nay qua nam ngay thang cua cac nhung khu pho ban mot luot tong tang "
    "cong hoi lam bao hem quan dong hop truong".split()
)  # words that tell nothing of a figure


def _whole(reading: Reading, fact: Fact) -> str:
    """What is quoted of a number: it with the words that say of what it is."""
    as_typed = reading.text[fact.start : fact.end] == fact.text
    return own_words.whole(reading.text, fact.start, fact.end) if as_typed else fact.text


def _line(fact: Fact, counts_for: str = "own", standard: str | None = None) -> DraftLine:
    return DraftLine(
        indicator=fact.indicator,
        value=fact.value,
        unit="ho" if fact.unit == "can_nha" and (fact.aside or fact.indicator == "ho_duoc_ho_tro") else fact.unit,
        said=fact.text,
        value_max=fact.value_max,
        qualifier=fact.qualifier,
        change=fact.change,
        counts_for=counts_for,
        standard=standard,
        how=fact.text if " + " in fact.text and fact.indicator == "ho_duoc_ho_tro" else None,
    )


def _exact(value: Decimal, indicator: Indicator) -> Decimal:
    return value.quantize(Decimal(1) if indicator.unit == "dong" else Decimal("0.001"), ROUND_HALF_UP)


def _stated(fact: Fact, ratio: Indicator) -> Stated:
    """A percentage as it was typed, with how many digits it has after the comma."""
    decimals = re.search(r"[.,](\d+)", fact.text)
    return Stated(ratio.code, fact.value, len(decimals[1]) if decimals else 0)


def _counted(fact: Fact, facts: Sequence[Fact]) -> tuple[Indicator, Decimal] | None:
    """The ratio, of those with the same numerator, whose counts stand in the same message, and what they give."""
    ratio = indicators().get(fact.indicator or "")
    if fact.unit != "percent" or ratio is None or ratio.kind != "ratio":
        return None
    by_code = {f.indicator: f.value for f in facts if f.unit != "percent"}
    for same_top in (ratio, *(i for i in indicators().values() if i.numerator == ratio.numerator)):
        top, bottom = by_code.get(same_top.numerator), by_code.get(same_top.denominator)
        if top is not None and bottom and same_top.unit == "percent":
            return same_top, top / bottom * 100
    return None


def _percent_note(fact: Fact, facts: Sequence[Fact]) -> str | None:
    counted = _counted(fact, facts)
    if counted is None:
        return None
    return texts.records.note_percent(wording.percent(counted[1]), wording.percent(fact.value))
