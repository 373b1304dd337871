"""Step by step: which activity, then its figures one after the other; what was usual is on offer."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

from db import habits, records
from db.catalogue import Indicator, indicators
from db.models import Record
from handlers import texts, vi, visibility, wording, words
from handlers.context import Context
from handlers.conversation import Blank
from handlers.message import Reply, choices
from handlers.records import anew, changes, drafts, lines, meant, parts
from handlers.records.drafts import Draft
from handlers.records.lines import DraftLine
from handlers.vi import answers
from handlers.vi.reading import Fact, Reading

# The code of an activity: its label and the figures asked for, the first of them always.
STEPS: dict[str, tuple[str, tuple[str, ...]]] = {
    "tang_qua": ("Tặng quà", ("qua_so_phan", "qua_tri_gia")),
    "ho_tro_tien": ("Vận động quỹ", ("quy_vnn",)),
    "tuyen_truyen": ("Tuyên truyền, họp dân", ("tuyen_truyen_cuoc", "tuyen_truyen_luot")),
    "moi_truong": ("Dọn vệ sinh", ("vsmt_luot_nguoi", "rac_kg")),
    "hoa_giai": ("Hòa giải", ("hg_vu_tiep_nhan", "hg_vu_thanh")),
    "nha_dai_doan_ket": ("Làm nhà đại đoàn kết", ("nha_ddk", "nha_ddk_kinh_phi")),
    "van_hoa": ("Bình xét Gia đình văn hóa", ("gdvh_ho_dang_ky", "gdvh_ho_dat")),
    "ho_ngheo": ("Rà soát hộ nghèo", ("ho_ngheo", "ho_can_ngheo")),
    "giao_duc": ("Trao học bổng", ("hoc_bong", "hoc_bong_tri_gia")),
    "cong_trinh": ("Làm đường, hẻm", ("duong_hem", "dong_gop_cong_trinh")),
    "cuu_tro": ("Ủng hộ bão lũ", ("cuu_tro",)),
    "tiep_xuc_cu_tri": ("Tiếp xúc cử tri", ("txct_cuoc", "txct_luot")),
}
_SUGGESTED = 4
_IN_SEASON: dict[int, tuple[str, ...]] = {  # what committees do in a month, while the book has nothing of it yet
    1: ("tang_qua",), 2: ("tang_qua",), 6: ("moi_truong", "tang_qua"), 7: ("tang_qua", "nha_dai_doan_ket"),
    8: ("giao_duc",), 9: ("giao_duc", "tang_qua"), 10: ("ho_tro_tien", "cuu_tro"),
    11: ("tang_qua", "van_hoa", "ho_tro_tien", "ho_ngheo"), 12: ("van_hoa", "ho_ngheo", "tang_qua"),
}  # fmt: skip


def suggested(ctx: Context) -> list[str]:
    """Four activities by their codes: this person's habits, what the committee does in these weeks, what is usual."""
    usual = habits.activities(ctx.session, ctx.person, ctx.unit, ctx.today)
    known = [code for code in (*usual, *_IN_SEASON.get(ctx.today.month, ()), *STEPS) if code in STEPS]
    return list(dict.fromkeys(known))[:_SUGGESTED]


def as_before(ctx: Context, draft: Draft, like: date | None = None) -> Draft | None:
    """A draft with all the figures of this person's last record like it, of a day if told; None when there is none."""
    found = _last(ctx, draft) if like is None else _of_day(ctx, draft, like)
    if found is None:
        return None
    standing = records.lines(ctx.session, found)
    each = changes.even_shares(standing) | changes.of_each(ctx, found, standing)
    told = tuple(
        replace(lines.of_entry(entry), each=each[entry.id].value, of=each[entry.id].of)
        if entry.id in each
        else lines.of_entry(entry)
        for entry in standing
    )
    return replace(draft, lines=told, steps=(), activity=found.activity)


def _last(ctx: Context, draft: Draft) -> Record | None:
    return habits.last_like(ctx.session, ctx.person, drafts.unit_of(ctx.session, draft), draft.activity)


def _of_day(ctx: Context, draft: Draft, day: date) -> Record | None:
    """This person's last record of a day in these days, of the activity of a draft if it has one."""
    of_day = (r for r in meant.recent(ctx) if records.days(ctx.session, r)[0] == day)
    return next((r for r in of_day if draft.activity in {None, r.activity}), None)


# --- which activity ---


def _ask_activity(ctx: Context, draft: Draft) -> Reply | None:
    if not draft.led or draft.activity or draft.lines or draft.steps:
        return None
    return Reply(texts.asking.ask_what(), choices(*(STEPS[code][0] for code in suggested(ctx))))


def _hear_activity(ctx: Context, draft: Draft, reading: Reading, asked: bool) -> Draft | None:  # noqa: FBT001
    if not asked:
        return _another_activity(draft, reading)
    if words.is_as_before(reading.text):
        return as_before(ctx, replace(draft, activity=reading.activity, text=reading.text))
    for activity, (label, steps) in STEPS.items():
        if words.same(reading.text, label):
            return replace(draft, activity=activity, steps=steps, text=label)
    if not reading.facts:
        named = _named(ctx, draft, reading)
        days = drafts.days(ctx, reading) if named is not None else None
        return replace(named, day_from=days[0], day_to=days[1]) if named and days else named
    gathered = lines.gather(reading)
    days = drafts.days(ctx, reading)
    told = replace(
        draft, activity=reading.activity, lines=gathered.lines, open=gathered.open, prices=gathered.prices,
        beside=gathered.uncounted, stated=gathered.stated, notes=gathered.notes, text=reading.text,
    )  # fmt: skip
    return replace(told, day_from=days[0], day_to=days[1]) if days else told


def _named(ctx: Context, draft: Draft, reading: Reading) -> Draft | None:
    """A draft of what a few words name, which alone would ask for its figure: "tuyên truyền", "hiến máu"."""
    few = parts.names_only(reading) or (reading.intent == "log" and len(reading.text.split()) <= _DEED)
    question = vi.read(f"{reading.text} bao nhiêu", reading.on).question if few else None
    found = indicators().get((question.indicator if question else None) or "")
    counted = indicators().get(found.numerator or "", found) if found else None
    if counted is None or not visibility.may_see(ctx, counted):
        return _by_activity(draft, reading)
    named = words.says(words.bare(reading.text), *map(words.bare, (*counted.phrases, *counted.alone)))
    if counted.kind != "flow" and not named:
        return None  # no level is told by what was done: "chúc thọ"
    told = reading.activity not in {None, "khac"}
    activity = reading.activity if told else vi.activity_of(counted.code)
    label, codes = STEPS.get(activity or "", ("", ()))
    if codes and (counted.code in codes or counted.unit == "cuoc"):
        if counted.unit == "m" and not named:
            return replace(draft, activity=activity, steps=codes[1:], text=reading.text)  # no road: "làm cầu"
        return replace(draft, activity=activity, steps=codes, text=label)
    return replace(draft, activity=activity, steps=(counted.code,), text=reading.text)


def of_a_level(indicator: Indicator) -> tuple[str, ...]:
    """The figures to ask for where a level is to be written down: those of its deed, else itself."""
    alike = (codes for _, codes in STEPS.values() if indicator.code in codes)
    return next(alike, (indicator.code,))


_DEED = 12  # words: "sáng nay phát gạo cho hộ nghèo"


def _by_activity(draft: Draft, reading: Reading) -> Draft | None:
    """A draft of the activity that a sentence tells, where none of its words name a figure."""
    label, codes = STEPS.get(reading.activity or "", ("", ()))
    return replace(draft, activity=reading.activity, steps=codes, text=label) if codes else None


def no_such_deed(ctx: Context, draft: Draft) -> str | None:
    """What is said to the name of a deed that no figure counts, where it is asked which: "nhà văn hóa".

    "Như lần trước" beside a record that is told whole is of another one.
    """
    said = " ".join(ctx.message.text.split())
    if draft.lines and words.is_as_before(said):
        return texts.records.as_before_next(ctx.who)
    asked = _ask_activity(ctx, draft) is not None and "?" not in said and len(said.split()) <= _NAME
    return texts.records.no_figure_of(ctx.who, said) if asked else None


_NAME = 6  # words: "sửa nhà văn hóa khu phố"


def _another_activity(draft: Draft, reading: Reading) -> Draft | None:
    """A draft begun by the hand with another activity, while it has no figure yet."""
    if not draft.led or draft.lines:
        return None
    found = (code for code, (label, _) in STEPS.items() if words.same(reading.text, label))
    code = next(found, None)
    return replace(draft, activity=code, steps=STEPS[code][1], text=STEPS[code][0]) if code else None


# --- its figures ---


def _ask_step(ctx: Context, draft: Draft) -> Reply | None:
    if not draft.steps:
        return None
    indicator = indicators()[draft.steps[0]]
    before = _before(ctx, draft)
    optional = [words.SKIP] if draft.lines else []
    if before is not None:
        last = wording.short_amount(before.value, before.unit, before.qualifier, noun=indicator.noun)
        asks = texts.asking.ask_figure_again(indicator.code, indicator.name, last, _in_another_year(ctx, draft))
        return Reply(asks, choices(words.AS_BEFORE, *optional))
    books = indicator.code == "tang_vat_pham" and words.says(words.bare(draft.text), "tap", "vo", "sach")
    asked = texts.asking.ask_figure(indicator.code, indicator.name, example_of(indicator), "cuốn" if books else "")
    return Reply(asked, choices(*optional))


def example(activity: str | None) -> str | None:
    """The first figure of an activity as one would write it: "70 lượt người"; None for one that is not asked so."""
    _, codes = STEPS.get(activity or "", ("", ()))
    if not codes:
        return None
    indicator = indicators()[codes[0]]
    return wording.short_amount(_usual(indicator), indicator.unit, noun=indicator.noun)


def example_of(indicator: Indicator) -> str:
    """A figure as one would write it: "3 vụ"."""
    return "21 triệu" if indicator.unit == "dong" else wording.short_amount(_usual(indicator), indicator.unit)


def _usual(indicator: Indicator) -> Decimal:
    return Decimal(320 if indicator.code == "so_ho" else _OF_SMALL.get(indicator.unit, 70))


_OF_SMALL = {"vu": 3, "cuoc": 2, "can_nha": 1, "ho": 5, "hoc_bong": 12, "kg": 200}  # numbers as they come


def _before(ctx: Context, draft: Draft) -> DraftLine | None:
    """The figure asked for as this person's last record of the kind told it."""
    last = _last(ctx, draft)
    standing = records.lines(ctx.session, last) if last else []
    return next((lines.of_entry(entry) for entry in standing if entry.indicator == draft.steps[0]), None)


def _in_another_year(ctx: Context, draft: Draft) -> date | None:
    """The day of that record where it was in another year."""
    last = _last(ctx, draft)
    day = records.days(ctx.session, last)[1] if last else None
    return day if day is not None and day.year != ctx.today.year else None


def _hear_step(ctx: Context, draft: Draft, reading: Reading, asked: bool) -> Draft | None:  # noqa: FBT001
    if not asked or not draft.steps or _tells_another(draft, reading):
        return None
    unknown = _NOT_KNOWN.fullmatch(words.bare(reading.text)) is not None and not reading.facts
    if draft.lines and (words.is_skip(reading.text) or unknown):
        return replace(draft, steps=draft.steps[1:])
    told = (_told(draft, reading, code) for code in draft.steps)
    heard = _before(ctx, draft) if words.is_as_before(reading.text) else next(filter(None, told), None)
    if heard is None:
        return _of_no_step(ctx, draft, reading)
    also = _told_too(reading, heard, draft.steps)
    rest = tuple(
        code for code in draft.steps if code not in {_step_of(draft, heard), *(line.indicator for line in also)}
    )
    noted = "" if _step_of(draft, heard) == draft.steps[0] else texts.asking.noted_first(heard.said)
    text = f"{draft.text}; {reading.text}"
    return replace(draft, lines=(*draft.lines, heard, *also), steps=rest, text=text, noted=noted)


def _step_of(draft: Draft, heard: DraftLine) -> str | None:
    """The question that a line answers; another fund than the one asked for answers it as well."""
    return heard.indicator if heard.indicator in draft.steps else draft.steps[0]


def _told_too(reading: Reading, heard: DraftLine, asked_of: tuple[str, ...]) -> list[DraftLine]:
    """What an answer tells of later questions as well: "20 phần, phần 200k", "1 vụ, hòa giải thành"."""
    later = set(asked_of) - {heard.indicator}
    return [line for line in lines.gather(reading).lines if line.indicator in later]


def _tells_another(draft: Draft, reading: Reading) -> bool:
    """Whether a sentence tells another deed with a count of its own: "mua bảo hiểm cho 6 người, mỗi thẻ 800 ngàn"."""
    own = {line.indicator for line in draft.lines} | set(draft.steps)
    counts = any(fact.indicator not in {None, *own} for fact in reading.facts)
    other = reading.activity not in {None, "khac", draft.activity}
    return counts and other and not drafts.is_short(reading)


_NOT_KNOWN = re.compile(
    r"(?:\w+ ){0,2}(?:khong|ko|hong|hok|chua) (?:co )?(?:can|dem|do|tinh|biet|ro|nho)(?: duoc| het| nua| em| a| do)*"
)  # "rác hông cân", "chưa tính tiền"


def _told(draft: Draft, reading: Reading, code: str) -> DraftLine | None:
    if _OF_A_LINE.match(words.bare(reading.text)):
        return None  # "dòng 1" is no 1
    gathered = lines.gather(reading)
    price = next((one for one in gathered.prices if _fits(one, code)), None)
    if price is not None:
        return _of_each(draft, replace(price, indicator=code))
    fund = next((line for line in gathered.told if line.indicator in parts.FUNDS), None)
    if fund is not None and fund.indicator != code:  # "quỹ đền ơn đáp nghĩa 2 triệu" is of no other fund, nor of gifts
        return fund if code in parts.FUNDS else None
    fitting = (replace(line, indicator=code) for line in gathered.told if _fits(line, code))
    return next(fitting, None) or (None if _of_another_kind(reading, code) else lines.bare(reading, code))


_OF_A_LINE = re.compile(r"(?:bo |xoa |sua )?dong \d{1,2}\b(?! (?:dong|ngan|nghin|trieu|tram))")


def _of_each(draft: Draft, price: DraftLine) -> DraftLine | None:
    """What a price for each comes to with the count that was answered before: "mỗi suất 500 ngàn" of 15."""
    whole = lines.with_totals(lines.Gathered(draft.lines, prices=(price,))).lines
    return next(iter(whole[len(draft.lines) :]), None)


def _of_another_kind(reading: Reading, code: str) -> bool:
    """Whether a number says itself that it is of something else: "40 người" where meetings are asked for."""
    indicator = indicators()[code]
    asked = {"other", *lines.units_of(code), *_ALIKE.get(indicator.unit, ())}
    return any(fact.unit not in asked or _of_its_own(reading, fact) for fact in reading.facts)


def _of_its_own(reading: Reading, fact: Fact) -> bool:
    """Whether a number counts things that other words of the message name: "cho mượn ghế 50 cái"."""
    around = len(words.bare(reading.text).split()) - len(words.bare(fact.text).split())
    counted = fact.unit == "other" and " " in fact.text and reading.activity in {None, "khac"}
    return counted and around >= _A_MATTER and not anew.says_little_more(reading)


_A_MATTER = 3  # words


_ALIKE = {  # other units in which the same is answered
    "luot": ("nguoi", "ho"), "nguoi": ("luot",), "ho": ("can_nha", "luot"), "vu": ("don",), "don": ("vu",),
    "phan_qua": ("suat", "hoc_bong"), "hoc_bong": ("suat", "phan_qua"),
}  # fmt: skip


def _of_no_step(ctx: Context, draft: Draft, reading: Reading) -> Draft | None:
    """A draft that says of a number of another kind than the one asked for what it may be: "5 hộ"."""
    told = lines.gather(reading).lines
    short = drafts.is_short(reading) and reading.question is None
    unplaced = short and len(told) == 1 and told[0].indicator is None and reading.activity in {None, "khac"}
    if not unplaced or drafts.place_of(draft.lines, told[0]) is not None:
        return None
    alike = [i for i, line in enumerate(draft.lines) if told[0].unit in lines.units_of(line.indicator or "")]
    if len(alike) == 1 and draft.lines[alike[0]].each is None:
        old = draft.lines[alike[0]]
        was, now = wording.number(old.value), wording.short_amount(told[0].value, told[0].unit)
        noted = texts.asking.noted_instead(indicators()[old.indicator or ""].name, was, now)
        return replace(drafts.settled(draft, alike[0], lines.Option("", told[0].value, said=told[0].said)), noted=noted)
    if words.bare_number(reading) is None and told[0].value == 0:  # a mere "không"
        return replace(draft, noted=texts.records.cannot_leave())
    likely = [one.name for one in lines.candidates(told[0].unit, f"{draft.text} {reading.text}")[:1]]
    return replace(draft, noted=texts.asking.of_another_kind(ctx.who, told[0].said, likely))


def _fits(line: DraftLine, code: str) -> bool:
    return line.indicator == code or line.unit in lines.units_of(code)


def _leave_step(_ctx: Context, draft: Draft) -> Draft | None:
    return replace(draft, steps=()) if draft.lines else None


def _fits_activity(_ctx: Context, _draft: Draft, reading: Reading) -> bool:
    """Whether words tell a deed, or name one; a call for help or a chart names none, whatever else they say."""
    return bool(reading.facts) or (reading.intent not in _NO_DEED and answers.may_be_a_name(reading.text))


def _fits_figure(_ctx: Context, _draft: Draft, reading: Reading) -> bool:
    """Whether words tell a number, and not the month that something else is of."""
    return bool(reading.facts) or reading.period is None


_NO_DEED = {"help", "report", "meeting", "correct"}
ACTIVITY: Blank[Draft] = Blank(_ask_activity, _hear_activity, fits=_fits_activity)
FIGURE: Blank[Draft] = Blank(_ask_step, _hear_step, _leave_step, fits=_fits_figure)
