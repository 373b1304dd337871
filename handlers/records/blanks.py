"""What a record must have: each blank asks while it is open and hears its part of a message."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from sqlmodel import Session

from db import ledger, units
from db.catalogue import Indicator, indicators
from handlers import texts, wording, words
from handlers.context import Context
from handlers.conversation import Blank
from handlers.figures import subject
from handlers.message import Reply, choices
from handlers.records import (
    anew,
    base,
    beside,
    checking,
    drafts,
    feast_days,
    led,
    lines,
    meant,
    one_for_each,
    own_words,
    parts,
    rows,
    so_far,
    steps,
)
from handlers.records.drafts import Draft, is_another, settled, unit_of, with_lines, without_line
from handlers.records.lines import DraftLine
from handlers.vi import read
from handlers.vi.dates import when
from handlers.vi.reading import Reading
from handlers.vi.words import split


def _ask_open(_ctx: Context, draft: Draft) -> Reply | None:
    if not draft.open:
        return None
    first = draft.open[0]
    labels = [o.label for o in first.options]
    beside = words.DROP_LINE if first.line is not None else _BESIDE.get(_asks_after(first), "")
    return Reply(first.question, choices(*labels, *filter(None, [beside])))


def _asks_after(question: lines.Open) -> str:
    """By what a question is known that is about no line: the last of its answers; "" of any other."""
    return question.options[-1].label if question.line is None and question.options else ""


_FUNDS = ("Quỹ khuyến học", "Quỹ phòng, chống thiên tai", "Quỹ chữ thập đỏ", "Quỹ người cao tuổi")
_BESIDE = {texts.records.STILL: words.DROP, _FUNDS[-1]: words.SKIP}


def _asks_which_fund(draft: Draft) -> Draft:
    """A draft whose money is of a fund that has no figure of its own, and which is named by no word yet."""
    asked = lines.Open(texts.records.ask_which_fund(), None, tuple(lines.Option(name) for name in _FUNDS))
    return replace(draft, open=(asked, *draft.open))


def _of_the_fund(draft: Draft, reading: Reading) -> Draft | None:
    """A draft with the name of the fund in its words; None for what is no name of one."""
    asks = reading.question is not None and not parts.names_only(reading)
    offered = any(words.same(reading.text, option.label) for option in draft.open[0].options)
    few = drafts.is_short(reading) and not reading.facts and not asks and reading.intent not in _NO_NAME - {"ask"}
    if not (few or offered) or any(steers(reading.text) for steers in _STEERS):
        return None
    said = reading.text.strip()
    name = said if words.bare(said).startswith("quy ") else f"quỹ {said}"
    told = replace(draft, open=draft.open[1:], text=f"{draft.text}; {name}")
    if words.says(words.bare(name), *_KNOWN_FUNDS[:-1]):
        return told  # the line says so itself
    return replace(told, notes=(*draft.notes, texts.records.note_kept(texts.records.quoted([name]))))


def _fund_named(rest: Draft, question: lines.Open, reading: Reading) -> Draft | None:
    """A draft of the fund that an answer names, or that asks for its name; None where no fund is asked for."""
    if _asks_after(question) == _FUNDS[-1]:
        if words.same(reading.text, words.DROP_LINE):
            at = next((at for at, line in enumerate(rest.lines) if line.indicator == "quy_khac"), None)
            return None if at is None else without_line(rest, at)
        return _of_the_fund(replace(rest, open=(question, *rest.open)), reading)
    other = question.options[-1] if question.options and question.options[-1].indicator == "quy_khac" else None
    if other is None or not parts.names_only(reading) or reading.facts:
        return None
    own = _own_fund_named(question, reading)
    if own is not None:
        return settled(rest, question.line, own)
    of_another = _asks_which_fund(settled(rest, question.line, other))
    if words.same(reading.text, other.label):
        return of_another
    return _of_the_fund(of_another, reading) if _names_another_fund(reading) else None


def _names_another_fund(reading: Reading) -> bool:
    """Whether an answer names a fund that is none of those that have a figure: "khuyến học", "quỹ hội phụ nữ"."""
    said = words.bare(reading.text)
    named = said.startswith("quy ") or words.says(said, *_KNOWN_FUNDS)
    return named and not words.says(said, "khac") and drafts.is_short(reading)


def _own_fund_named(question: lines.Open, reading: Reading) -> lines.Option | None:
    """The fund with a figure of its own that an answer names: "vì người nghèo"."""
    said = words.bare(reading.text)
    named = (code for code, names in _OWN_FUNDS.items() if words.says(said, *names))
    return next((one for code in named for one in question.options if one.indicator == code), None)


_OWN_FUNDS = {"quy_vnn": ("nguoi ngheo", "vnn", "ngheo"), "quy_dodn": ("den on", "dap nghia", "dodn")}


_STEERS = (words.is_skip, words.is_no, words.is_yes, words.steers, words.is_edit, words.is_back)
_KNOWN_FUNDS = (
    "khuyen hoc",
    "thien tai",
    "chu thap do",
    "nguoi cao tuoi",
    "bien dao",
    "an sinh",
    "tre em",
    "hoi phu nu",
)
_NO_NAME = frozenset({"ask", "report", "meeting", "correct", "help"})


def _hear_open(_ctx: Context, draft: Draft, reading: Reading, asked: bool) -> Draft | None:  # noqa: FBT001
    if not asked or not draft.open or words.is_as_before(reading.text):
        return None
    first = draft.open[0]
    with_more = one_for_each.hear(draft, first, reading) if len(first.options) == 1 else None
    of_a_fund = with_more or _fund_named(replace(draft, open=draft.open[1:]), first, reading)
    return of_a_fund or _answered(draft, reading)


def _answered(draft: Draft, reading: Reading) -> Draft | None:
    """A draft as an answer to its first question makes it; None for what is none."""
    first, rest = draft.open[0], draft.open[1:]
    if words.same(reading.text, words.DROP_LINE) and first.line is not None:
        return _without_count(replace(draft, open=rest), first.line)
    if len(first.options) == 1 and first.line is not None and words.plainly(reading.text) in _DENIES:
        told = draft.prices[0] if first.line == lines.PRICE else draft.lines[first.line]
        name = indicators()[told.indicator].name if told.indicator else told.said
        again = lines.Open(texts.asking.ask_then(told.indicator or "", name), first.line, ())
        return replace(draft, open=(again, *rest))
    for option in first.options:
        if words.same(reading.text, option.label) or (len(first.options) == 1 and _says_yes(reading)):
            return settled(replace(draft, open=rest), first.line if option.line is None else option.line, option)
        if len(reading.facts) > 1 and any((f.value, f.unit) == (option.value, option.unit) for f in reading.facts):
            return settled(replace(draft, open=rest), first.line, option)  # "2 công đất (2.000 m²)"
    of_line = _line_named(draft, first, reading)
    if of_line is not None:
        return settled(replace(draft, open=rest), of_line.line, of_line)
    units_ = {"other", *(option.unit for option in first.options)}
    money = drafts.is_short(reading) and reading.question is None and all(f.unit in units_ for f in reading.facts)
    dated = not first.options and (reading.period is not None or reading.day is not None)  # "chốt tháng 10"
    instead = _meant_by(first, words.bare_number(reading)) if money and not dated else None
    if instead is not None:
        return settled(replace(draft, open=rest), first.line, instead)
    fact = lines.only_fact(reading)
    answers = drafts.is_short(reading) and not drafts.tells_another_deed(draft, reading)
    asked_of = draft.lines[first.line].unit if first.line is not None and first.line >= 0 else "dong"
    counted = {"other", asked_of, *(option.unit for option in first.options)}
    if first.line is not None and fact is not None and answers and (fact.unit in counted or first.line < 0):
        option = lines.Option("", fact.value, fact.unit, fact.indicator, fact.text)
        return settled(replace(draft, open=rest), first.line, option)
    return None


_DENIES = frozenset(
    {"khong", "ko", "hong", "khong phai", "ko phai", "hong phai", "khong dung", "chua dung", "sai", "sai roi"}
)


def _without_count(draft: Draft, at: int) -> Draft:
    """A draft without a line that was asked about; a total computed with it stands, by who is counted still."""
    if at < 0:
        return without_line(draft, at)
    rest = without_line(draft, at)
    return replace(rest, lines=lines.without_count(draft.lines[at], rest.lines))


def _says_yes(reading: Reading) -> bool:
    """Whether a yes is to what was asked, and does not name a deed of its own: "khôi phục" is of what was taken out."""
    return words.is_yes(reading.text) and not words.names_a_deed(reading.text)


def _line_named(draft: Draft, question: lines.Open, reading: Reading) -> lines.Option | None:
    """The line that an answer names by some of its words, where it is asked of which a number is: "học bổng"."""
    named = set(words.bare(reading.text).split()) - _AROUND_A_NAME
    named = {word for word in named if not word.isdecimal()}
    of_lines = [one for one in question.options if one.line is not None and one.line < len(draft.lines)]
    fits = [one for one in of_lines if named and named <= lines.words_of(draft.lines[one.line or 0])]
    return fits[0] if len(fits) == 1 else None


def _meant_by(question: lines.Open, number: Decimal | None) -> lines.Option | None:
    """A number told instead of one of which it is asked what it means: "à nhầm 300" to “250.000 đồng hay 250 đồng”."""
    values = [option.value for option in question.options if option.value]
    if number is None or question.line is None:
        return None
    if not values:
        return None if question.options else lines.Option("", number, said=wording.number(number))
    least = min(values)
    value = number * max(values) / least if len(values) > 1 and 10 * number > least > number / 10 else number
    return lines.Option("", value, question.options[0].unit, question.options[0].indicator, wording.number(number))


def _leave_open(_ctx: Context, draft: Draft) -> Draft | None:
    first, rest = draft.open[0], draft.open[1:]
    left = replace(draft, open=rest)
    if first.line is None:
        return left
    if first.line == lines.PRICE:
        return _leave_count(_ctx, left)
    return _not_recorded(left, first.line)


def _not_recorded(draft: Draft, at: int) -> Draft | None:
    """A draft without a line that stayed unclear, which is said; None when nothing would be left."""
    if len(draft.lines) == 1:
        return None
    return replace(without_line(draft, at), left=(*draft.left, draft.lines[at].said))


def _ask_indicator(ctx: Context, draft: Draft) -> Reply | None:
    unplaced = next((line for line in draft.lines if line.indicator is None), None)
    if unplaced is None:
        return None
    names = [i.name for i in _offered_for(ctx, draft, unplaced)]
    only = names[0] if len(names) == 1 else None
    whole = not names and unplaced.said in draft.text and len(draft.text.split()) <= _SHORT
    said = draft.text if whole else unplaced.said
    return Reply(texts.asking.ask_indicator(said, only, known=bool(names)), choices(*names, words.DROP_LINE))


_SHORT = 6  # words: "7 người nghiện"


def _offered_for(ctx: Context, draft: Draft, unplaced: DraftLine) -> Sequence[Indicator]:
    """The figures that a line may be; of a unit that we do not know only what its own words name.

    Of people of whom is only said what they are ("7 người nghiện") none: they have done nothing that is counted.
    """
    if unplaced.unit == "nguoi" and draft.activity in {None, "khac"} and words.says(words.bare(draft.text), *_STATES):
        return []
    if lines.moves(unplaced, draft.text):
        before = subject.last(ctx)
        asked = before.question.indicator if before is not None else None
        levels = _LEVELS[:1] if words.says(words.bare(draft.text), *_OF_ALL_HOMES) else _LEVELS
        return [indicators()[code] for code in dict.fromkeys((asked, *levels)) if code in _OF_HOUSEHOLDS]
    if unplaced.unit == "other" and words.says(words.bare(draft.text), *_VACCINATES):
        return []
    around = "" if unplaced.unit == "other" else draft.text
    told = {line.indicator for line in draft.lines if line.indicator}
    wholes = [i.denominator for i in indicators().values() if i.kind == "ratio" and i.numerator in told]
    of_these = [indicators()[code] for code in dict.fromkeys(wholes) if code and code not in told]
    fitting = [i for i in of_these if unplaced.unit in lines.units_of(i.code)]
    parts_of_it = (line for line in draft.lines if line.indicator and line.unit == unplaced.unit)
    if fitting and any(line.value <= unplaced.value for line in parts_of_it):
        return fitting
    return lines.candidates(unplaced.unit, f"{around} {unplaced.said}")


_LEVELS = ("so_ho", "ho_ngheo")
_OF_ALL_HOMES = ("tam tru", "thuong tru", "nhap cu", "don", "chuyen", "doi")  # who moves is not poor by that
_VACCINATES = ("vac xin", "vacxin", "vaccine", "chich ngua", "tiem", "tiem phong")
_OF_HOUSEHOLDS = frozenset({*_LEVELS, "ho_can_ngheo", "so_ho_kinh_doanh"})
_STATES = (
    "nghien", "that nghiep", "mat viec", "thieu viec lam", "khuyet tat", "tan tat", "cao tuoi", "nguoi gia", "neo don",
    "benh", "tam than", "mu chu", "chet", "qua doi", "di tu", "ra tu", "man han tu", "ly hon", "goa", "nhiem", "hiv",
    "vo gia cu", "lang thang", "dan toc", "theo dao", "cong giao", "phat tu", "nghi huu", "huu tri", "ve huu",
)  # fmt: skip


def _hear_indicator(ctx: Context, draft: Draft, reading: Reading, asked: bool) -> Draft | None:  # noqa: FBT001
    at = next((i for i, line in enumerate(draft.lines) if line.indicator is None), None)
    if not asked or at is None or words.bare(reading.text).startswith("ai "):
        return None
    if words.same(reading.text, words.DROP_LINE) or (
        not reading.facts and _LEAVES_OUT.fullmatch(words.bare(reading.text))
    ):
        return without_line(draft, at)
    registered = _registered(reading) if draft.lines[at].unit == "ho" else None
    if registered is not None and registered.value <= draft.lines[at].value:
        of_all = settled(draft, at, lines.Option("", indicator="so_ho"))
        return with_lines(replace(of_all, activity="van_hoa"), (*of_all.lines, registered))
    offered = _offered_for(ctx, draft, draft.lines[at])
    code = next((one.code for one in offered if words.same(reading.text, one.name)), None)
    code = code or _indicator_named(reading, draft.lines[at].unit)
    told_anew = _named_anew(reading, offered) if code is None else None
    if told_anew is not None:
        return settled(draft, at, told_anew)
    if code is None and len(offered) == 1 and _says_yes(reading):
        code = offered[0].code
    if code is not None:
        return _moved(settled(draft, at, lines.Option("", indicator=code)), at)
    few = anew.says_little_more(reading) and reading.activity in {None, "khac"}
    told = [line for line in lines.gather(reading).told if few and lines.counted_alike(draft.lines, line) == at]
    return with_lines(draft, lines.with_line(draft.lines, at, told[0])) if len(told) == 1 else None


def _registered(reading: Reading) -> DraftLine | None:
    """Families of culture told beside how many households there are: "330 hộ", then "đăng ký 325"."""
    found = _REGISTERED.fullmatch(words.bare(reading.text))
    if found is None:
        return None
    return DraftLine("gdvh_ho_dang_ky", Decimal(found["count"]), "ho", f"{found['count']} hộ đăng ký")


_REGISTERED = re.compile(
    r"(?:(?:co|trong do|ma) )*(?:dang k[yi]|dk)(?: (?:gia dinh van hoa|gdvh|van hoa|duoc|la|co|thi|chi|moi))*"
    r" (?P<count>\d{1,4})(?: ho| gia dinh| nha)?(?: (?:gia dinh van hoa|gdvh|van hoa))?(?: (?:em|a|nha|nhe|thoi|roi))*"
)


def _moved(draft: Draft, at: int) -> Draft:
    """A draft whose line is what a level rose or fell by, where that was said: "thêm 2 hộ"."""
    line = draft.lines[at]
    sign = lines.moves(line, draft.text) if indicators()[line.indicator or ""].kind == "stock" else 0
    if not sign:
        return draft
    return with_lines(draft, lines.with_line(draft.lines, at, replace(line, value=sign * line.value, change=True)))


def _named_anew(reading: Reading, offered: Sequence[Indicator]) -> lines.Option | None:
    """One of the figures offered by some words of its name, with the number as it is meant: "dang ky 325"."""
    said = [word for word in words.bare(reading.text).split() if word not in _AROUND_A_NAME]
    name = " ".join(word for word in said if not word.isdecimal())
    meant = [one for one in offered if len(name) >= _NAMES_ONE and words.says(words.bare(one.name), name)]
    if len(meant) != 1:
        return None
    number = next((Decimal(word) for word in said if word.isdecimal()), None)
    return lines.Option("", number, indicator=meant[0].code, said=None if number is None else reading.text)


_AROUND_A_NAME = frozenset("la muc vao ghi so da a em nhe nha do cai".split())
_NAMES_ONE = 4  # letters


_LEAVES_OUT = re.compile(r"(?:thoi )?(?:khoi|khong can|dung) (?:ghi|tinh|luu)(?: \w+){0,3}")


def _leave_indicator(_ctx: Context, draft: Draft) -> Draft | None:
    return _not_recorded(draft, next(i for i, line in enumerate(draft.lines) if line.indicator is None))


def _indicator_named(reading: Reading, unit: str) -> str | None:
    """The indicator that an answer names: by its official name, by a phrase, or as a question's subject."""
    said = words.bare(reading.text)
    fitting = [i for i in indicators().values() if unit in lines.units_of(i.code)]
    for indicator in fitting:
        counted = indicators().get(indicator.numerator or "", indicator)
        phrases = (indicator.name, *indicator.phrases, *counted.phrases)
        if said in {words.bare(phrase) for phrase in phrases}:
            return indicator.code
    named = reading.question.indicator if reading.question and parts.names_only(reading) else None
    return named if named in {i.code for i in fitting} else None


def _ask_count(_ctx: Context, draft: Draft) -> Reply | None:
    if not draft.prices:
        return None
    price = draft.prices[0]
    each = next((own_words.EACH[of] for of in own_words.EACH if of in price.of), "phần")
    told = wording.short_amount(price.value, price.unit, noun=lines.own_noun(price))
    return Reply(texts.asking.ask_count(told, each))


def _hear_count(_ctx: Context, draft: Draft, reading: Reading, asked: bool) -> Draft | None:  # noqa: FBT001
    if not asked or not draft.prices:
        return None
    for_each = parts.each_instead(draft, reading)
    if for_each is not None:
        return for_each
    gathered = lines.gather(reading)
    levels = reading.intent == "status" and len(reading.facts) > 1
    if levels or drafts.tells_of_its_own(draft, reading) or any(fact.unit == "dong" for fact in reading.facts):
        return None
    count = next(iter(gathered.told), None) or lines.bare(reading, "qua_so_phan")
    if count is None:
        return None
    kept = (*draft.lines, count) if count.indicator else draft.lines
    whole = lines.with_totals(lines.Gathered(kept, prices=draft.prices), (count,))
    return replace(draft, lines=whole.lines, prices=whole.prices)


def _leave_count(_ctx: Context, draft: Draft) -> Draft | None:
    if not draft.prices or not draft.lines:
        return None
    return replace(draft, prices=(), left=(*draft.left, *(price.said for price in draft.prices)))


def _ask_days(ctx: Context, draft: Draft) -> Reply | None:
    near = choices("Hôm nay", "Hôm qua")
    if draft.day_from is None or draft.day_to is None:
        feast = feast_days.ask(ctx, draft) if draft.lines else None
        if feast is not None:
            return feast
        said = drafts.vague_day(draft.text)
        if said and draft.lines:
            return Reply(texts.asking.ask_which_day(said), choices("Hôm qua", "Hôm kia", words.SKIP))
        return Reply(texts.asking.ask_day(), near) if draft.lines else None
    if draft.day_from > ctx.today:
        return Reply(texts.asking.ask_day_again(wording.span(draft.day_from, draft.day_to)), near)
    outside = units.outside(ctx.session, unit_of(ctx.session, draft), draft.day_from, draft.day_to)
    if outside is None:
        return None
    return Reply(_outside_sentence(outside), near)


def _outside_sentence(outside: units.Outside) -> str:
    """A day on which the committee was not there yet, or no longer."""
    unit = outside.unit
    day = unit.valid_from if outside.before else unit.valid_to or outside.end
    return texts.records.outside_unit(unit.name, day, before=outside.before)


def _hear_days(ctx: Context, draft: Draft, reading: Reading, asked: bool) -> Draft | None:  # noqa: FBT001
    asks = reading.intent == "report" or (reading.intent == "ask" and not _about_days(draft, reading))
    if asked and drafts.vague_day(reading.text) and not drafts.vague_day(draft.text) and drafts.is_short(reading):
        return replace(draft, text=f"{draft.text}; {reading.text}")
    days = None if asks else drafts.days(ctx, reading) or (_bare_day(ctx, reading) if asked else None)
    if days is not None and not asked and (days[0] > ctx.today or _BARE_YEAR.search(words.bare(reading.text))):
        return None  # what is yet to come is no day of what was done, and "ủa 1940" no year
    if days is None or (not asked and (goes_on_asking(reading.text) or not _about_days(draft, reading))):
        return None
    days = _of_its_week(draft, days, reading)
    noted = draft.noted if asked or reading.facts else texts.asking.noted_day(wording.span(*days))
    notes = tuple(note for note in draft.notes if note != texts.records.note_today())
    return replace(draft, day_from=days[0], day_to=days[1], notes=notes, noted=noted)


def _bare_day(ctx: Context, reading: Reading) -> tuple[date, date] | None:
    """The day of a mere number told where the day is asked for: "12" is the last twelfth."""
    said = words.plainly(reading.text).removeprefix("hom ").removeprefix("bua ")
    if not said.isdecimal() or not 0 < int(said) <= _LONGEST_MONTH:
        return None
    day = read(f"ngày {said}", ctx.today).day
    return (day, day) if day is not None else None


_LONGEST_MONTH = 31


def _of_its_week(draft: Draft, days: tuple[date, date], reading: Reading) -> tuple[date, date]:
    """The days told, where a mere weekday is that of the week a draft is of: "hôm đó là thứ năm" of last week."""
    start, end = draft.day_from, draft.day_to
    if start is None or end is None or not 0 < (end - start).days < _WEEK or days[0] != days[1]:
        return days
    if start <= days[0] <= end or _WEEKDAY.search(words.bare(reading.text)) is None:
        return days
    there = start + timedelta(days=(days[0] - start).days % _WEEK)
    return (there, there) if there <= end else days


_WEEK = 7  # days
_WEEKDAY = re.compile(r"\b(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|chu nhut|cn)\b(?! tuan)")
_BARE_YEAR = re.compile(r"(?<!nam )(?<!/)(?<!/ )\b(?:19|20)\d\d$")


def goes_on_asking(text: str) -> bool:
    """Whether words that tell a day go on from a question: "còn năm nay", "thế năm ngoái"."""
    return words.bare(text).startswith(("con ", "the con ", "vay con ", "the ", "vay ")) or text.rstrip().endswith("?")


def _about_days(draft: Draft, reading: Reading) -> bool:
    """Whether a message beside a draft tells its day: it corrects figures as well, or says little but the day."""
    if reading.facts:
        return not (is_another(draft, reading) or drafts.tells_another_deed(draft, reading))
    text = split(meant.beside_denied(reading))
    told = {at for first, last in when(text, reading.on).places for at in range(first, last)}
    own = set(words.bare(draft.text).split()) if _is_its_day_put_right(draft, reading) else set()
    beside = [word for at, word in enumerate(text.bares) if at not in told and word.isalnum() and word not in own]
    if "hop" in beside and "hop" not in words.bare(draft.text).split():
        return False  # "chủ nhật họp không em" is no day of parcels
    return len(beside) <= _BESIDE_A_DAY and _OF_A_DAY.issuperset(beside)


def _is_its_day_put_right(draft: Draft, reading: Reading) -> bool:
    """Whether a day was told wrongly, and none is denied but the one a draft is of: it may be named by its words."""
    return meant.puts_day_right(reading) and meant.day_denied(reading) in {None, draft.day_from}


_BESIDE_A_DAY = 6  # words: "không phải, hôm qua nhé em"
_OF_A_DAY = frozenset(
    "tang trao phat don trong gan lap thu di hop khoan lan vu chuyen ay "
    "la nhe nha a em vao hoi luc ngay lam thoi chu cua do nay kia roi toi bac chi anh co chu minh khong phai moi dung "
    "ghi ua uy y chu cho sua doi thanh lai nham lon ma da u viec thi nghe sang trua chieu dem tu den cho cai hinh "
    "nhu chac quen hom bua bua dip buoi dung roi hong".split()
)


def _leave_days(ctx: Context, draft: Draft) -> Draft | None:
    return replace(draft, day_from=ctx.today, day_to=ctx.today, notes=(*draft.notes, texts.records.note_today()))


def _ask_within(ctx: Context, draft: Draft) -> Reply | None:
    found = _overlap(ctx.session, draft)
    if draft.within is not None or found is None:
        return None
    line, total = found
    value = wording.short_amount(line.value, line.unit)
    return Reply(texts.asking.ask_within(value, wording.figure(total)), choices(APART, INSIDE))


APART, INSIDE = "Tính riêng", "Đã nằm trong"


def _hear_within(_ctx: Context, draft: Draft, reading: Reading, asked: bool) -> Draft | None:  # noqa: FBT001
    if not asked:
        return None
    if words.same(reading.text, APART):
        return replace(draft, within=False)
    return replace(draft, within=True) if words.same(reading.text, INSIDE) else None


def _leave_within(_ctx: Context, draft: Draft) -> Draft | None:
    return replace(draft, within=False)


def _overlap(session: Session, draft: Draft) -> tuple[DraftLine, ledger.Figure] | None:
    """A line of an occasion over a long period for which a general total of the same figure is already recorded."""
    if draft.occasion is None or draft.day_from is None or draft.day_to is None or draft.day_from == draft.day_to:
        return None
    for line in draft.lines:
        indicator = indicators().get(line.indicator or "")
        if indicator is None or indicator.kind != "flow":
            continue
        total = ledger.figure(session, indicator, unit_of(session, draft), draft.day_from, draft.day_to)
        if total and any(s.record.occasion is None for s in total.sources):
            return line, total
    return None


BLANKS: tuple[Blank[Draft], ...] = (
    rows.ROWS,
    steps.ACTIVITY,
    Blank(_ask_open, _hear_open, _leave_open),
    Blank(_ask_indicator, _hear_indicator, _leave_indicator),
    Blank(_ask_count, _hear_count, _leave_count),
    steps.FIGURE,
    Blank(_ask_days, _hear_days, _leave_days),
    Blank(base.ask, base.hear, base.leave),
    Blank(led.ask, led.hear, led.leave),
    Blank(_ask_within, _hear_within, _leave_within),
    Blank(so_far.ask, so_far.hear, so_far.leave),
    Blank(checking.ask, checking.hear, checking.leave),
    Blank(lambda _c, _d: None, beside.hear),
)
