"""A record in the making: what a draft holds, and how words change it."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sqlmodel import Session

from db import quick, records
from db.catalogue import indicators
from db.checks import Stated
from db.models import Unit
from handlers import texts, wording, words
from handlers.context import Context
from handlers.figures.aims import Aim
from handlers.records import adding, anew
from handlers.records.lines import (
    PRICE,
    DraftLine,
    Gathered,
    Open,
    Option,
    followed,
    is_counted_so,
    with_line,
    with_totals,
)
from handlers.vi import activity_of, qualifiers
from handlers.vi.reading import Fact, Reading
from handlers.vi.words import split

_LITTLE = 3  # words: so short a message with a figure of no known kind is about the draft: "25 người lận"
_SHORT = 7  # words: longer than this, a sentence with an activity of its own is a new one


@dataclass(frozen=True, slots=True)
class Draft:
    """A record in the making."""

    text: str
    unit_id: int
    lines: tuple[DraftLine, ...] = ()
    open: tuple[Open, ...] = ()
    notes: tuple[str, ...] = ()
    left: tuple[str, ...] = ()  # figures that stayed unclear, and are not recorded
    prices: tuple[DraftLine, ...] = ()  # for each one, of a count that is not known yet
    beside: tuple[DraftLine, ...] = ()  # told, and kept by no figure: the 25 of "25 hộ, mỗi hộ 100 ngàn"
    day_from: date | None = None
    day_to: date | None = None
    activity: str | None = None
    occasion: str | None = None
    covers: str = "own"
    within: bool | None = None  # None: not asked yet
    photos: tuple[str, ...] = ()
    photos_wait: bool = False  # whether photos that may be of something else were waiting when it was told
    steps: tuple[str, ...] = ()  # step by step: indicators still to ask for
    led: bool = False
    stated: tuple[Stated, ...] = ()  # percentages told beside their counts
    aims: tuple[Aim, ...] = ()
    confirmed: tuple[str, ...] = ()  # doubts that the member has answered
    same_as: str | None = None  # the number of the record that tells of the same deed
    perhaps: str | None = None  # that of one of which it is still asked, though more was told since than it has
    remark: str = ""  # what is to be said of the last change, once
    hint: str = ""  # what may be told of it yet, to be said in its recap only, while it has but one figure
    noted: str = ""  # what the last change was, to be said once where no recap shows it
    numbered: bool = False  # its lines were shown with numbers, and some of them have gone since
    assumed: bool = False  # nobody said which of the person's committees it is of


def title(draft: Draft) -> str:
    """A draft in a few words."""
    told = [_in_short(line) for line in draft.lines[:2]]
    return ", ".join(dict.fromkeys(told)) or draft.text or "việc đang ghi"


def _in_short(line: DraftLine) -> str:
    """A figure as it was said; if unmarked, as written; computed by its value: "40m2 + 25m2" is “65 m² đất”."""
    if line.change and line.value < 0 and line.indicator is not None:
        return wording.change(line.value, line.unit, indicators()[line.indicator].noun, line.qualifier, line.value_max)
    unmarked = line.indicator is not None and line.said.isascii()
    if not unmarked and line.how is None:
        return wording.marked(line.said)
    indicator = indicators().get(line.indicator or "")
    return wording.short_amount(line.value, line.unit, line.qualifier, noun=indicator.noun if indicator else "")


def with_photo(draft: Draft, sha256: str) -> Draft:
    """A draft with one more photo."""
    return draft if sha256 in draft.photos else replace(draft, photos=(*draft.photos, sha256))


def unit_of(session: Session, draft: Draft) -> Unit:
    """The committee of a draft. Raises LookupError when it is gone, which nothing in the bot can do."""
    unit = quick.get(session, Unit, draft.unit_id)
    if unit is None:
        raise LookupError(f"unit {draft.unit_id} of a draft is gone")
    return unit


def deeds(draft: Draft) -> set[str]:
    """The activities that its figures tell of."""
    return {deed for line in draft.lines if (deed := activity_of(line.indicator or ""))}


def deed(draft: Draft) -> str | None:
    """The activity that heads a draft, None of several; its figures say it where words beside them name another."""
    if draft.activity == _GIVING and len(draft.lines) == 1:
        return _GIVING
    named = draft.activity if len(deeds(draft)) <= 1 else None
    told = {line.indicator for line in draft.lines}
    if told >= _ALL_OF_THEM:
        return None
    if told == _THINGS_AND_WORTH:
        return draft.activity
    return next((of for others, figures, of in _OF_FIGURES if named in others and told and told <= figures), named)


_GIVING = "tang_qua"
_THINGS_AND_WORTH = {"tang_vat_pham", "qua_tri_gia"}
_ALL_OF_THEM = {"so_ho", "nhan_khau"}  # how large a place is, beside whatever else there is of it
_OF_FIGURES: tuple[tuple[set[str | None], set[str | None], str], ...] = (
    ({"hien_dat_gop_cong", "ho_tro_tien", "khac", None}, {"dong_gop_cong_trinh", "den_chieu_sang"}, "cong_trinh"),
    ({"hien_dat_gop_cong"}, {"quy_vnn", "quy_dodn", "quy_khac"}, "ho_tro_tien"),
    ({"ho_tro_tien", "van_hoa"}, {"qua_so_phan", "qua_tri_gia"}, _GIVING),
    ({"moi_truong", "khac"}, {"tuyen_truyen_cuoc", "tuyen_truyen_luot"}, "tuyen_truyen"),
)
"""The activities that words name, the figures that are all that is told, and what was done."""


def about(ctx: Context, draft: Draft) -> records.About:
    """What the ledger is told beside the figures."""
    return records.About(
        day_from=draft.day_from or ctx.today, day_to=draft.day_to or ctx.today, text=draft.text,
        activity=draft.activity, occasion=draft.occasion, covers=draft.covers, within=bool(draft.within),
        incoming_id=ctx.heard[0] if ctx.heard else ctx.incoming_id, heard=ctx.heard,
    )  # fmt: skip


def days(ctx: Context, reading: Reading) -> tuple[date, date] | None:
    """The days a message states; a period that is still running ends today."""
    if reading.day is not None:
        return reading.day, reading.day
    if reading.period is None:
        return None
    return reading.period.start, max(reading.period.start, min(reading.period.end, ctx.today))


def vague_day(text: str) -> str | None:
    """The words of a day in the past that say not which.

    >>> vague_day("Hôm bữa tặng 20 phần quà"), vague_day("bữa hổm có 20 phần"), vague_day("hôm qua tặng 20 phần")
    ('Hôm bữa', 'bữa hổm', None)
    >>> vague_day("tết vừa rồi tặng 30 phần quà"), vague_day("mới thu vừa rồi 2 triệu")
    ('tết vừa rồi', None)
    """
    text_ = split(text)
    for place in range(len(text_.bares) - 1):
        if text_.bares[place : place + 2] in _SOME_DAY:
            return text_.raw[text_.starts[place] : text_.ends[place + 1]]
        if text_.bares[place + 1] in (_SINCE if place else _BEGINNING) and (
            text_.bares[place] == "tet" or text_.bares[max(0, place - 1) : place + 1] in _FEASTS
        ):
            end = place + 1 + (text_.bares[place + 2 : place + 3] in {("roi",), ("qua",)})
            return text_.raw[text_.starts[place - (text_.bares[place] != "tet")] : text_.ends[end]]
    return None


_SINCE, _BEGINNING = frozenset({"vua"}), frozenset({"vua", "roi"})  # "tặng quà tết rồi" only tells that it is done
_FEASTS = frozenset({("trung", "thu"), ("vu", "lan")})


_SOME_DAY = frozenset(
    tuple(phrase.split())
    for phrase in (
        "hom bua",
        "bua hom",
        "hom no",
        "bua no",
        "hom truoc",
        "bua truoc",
        "hom hom",
        "bua roi",
        "hom roi",
        "dao no",
    )
)


def settled(draft: Draft, at: int | None, option: Option) -> Draft:
    """A draft with the line at a place as an answer makes it; an answer about no line changes nothing."""
    if at == PRICE and draft.prices:
        prices = (_answered(draft.prices[0], option), *draft.prices[1:])
        whole = with_totals(Gathered(draft.lines, prices=prices), draft.beside)
        return replace(draft, lines=whole.lines, prices=whole.prices)
    if at is None or at == PRICE:
        return draft
    new = _answered(draft.lines[at], option)
    return with_lines(draft, with_line(draft.lines, at, new))


def counted_anew(draft: Draft, at: int, value: Decimal, text: str) -> Draft:
    """A draft with another number in a line, which is as exact as it is said now: "à 30" of "khoảng 25 người"."""
    unit, told = draft.lines[at].unit, split(text)
    befores = (qualifiers.before(told, place, value, money=unit == "dong") for place in told.digits)
    kind = next((found[0] for found in befores if found), "exact")
    line = replace(draft.lines[at], qualifier=kind, value_max=None)
    plain = replace(draft, lines=with_line(draft.lines, at, line))
    return settled(plain, at, Option("", value, said=wording.short_amount(value, unit, kind)))


def with_lines(draft: Draft, told: tuple[DraftLine, ...]) -> Draft:
    """A draft with other lines; totals follow the count they were computed from."""
    return replace(draft, lines=followed(draft.lines, told))


def _answered(line: DraftLine, option: Option) -> DraftLine:
    return replace(
        line,
        value=line.value if option.value is None else option.value,
        how=line.how if option.value is None else None,
        unit=option.unit or line.unit,
        indicator=option.indicator or line.indicator,
        said=option.said or line.said,
    )


def without_line(draft: Draft, at: int) -> Draft:
    """A draft without the line at a place (or without its price), and without what was to be asked of it."""
    if at == PRICE:
        return replace(draft, prices=draft.prices[1:])
    moved = tuple(
        replace(o, line=o.line - 1 if o.line is not None and o.line > at else o.line)
        for o in draft.open
        if o.line != at
    )
    told = (*draft.lines[:at], *draft.lines[at + 1 :])
    return replace(draft, lines=told, open=moved, notes=_without_note(draft.notes, draft.lines[at]))


def _without_note(notes: tuple[str, ...], line: DraftLine) -> tuple[str, ...]:
    """The notes of a draft without that on a rise or a fall which is taken out: "bỏ camera"."""
    if not line.change or not line.indicator:
        return notes
    gone = texts.asking.note_no_level(indicators()[line.indicator].name, rises=line.value > 0)
    return tuple(note for note in notes if note != gone)


def place_of(current: tuple[DraftLine, ...], line: DraftLine) -> int | None:
    """The line that a stated figure corrects: of the same indicator, or the only one of its unit.

    Beside it another line may be the one that is counted in the very word: "20 suất" of scholarships and parcels.
    """
    same_figure = [i for i, old in enumerate(current) if line.indicator and old.indicator == line.indicator]
    same_unit = [i for i, old in enumerate(current) if old.unit == line.unit]
    if same_figure:
        counted_so = [i for i, old in enumerate(current) if old.indicator and is_counted_so(line, old.indicator)]
        return counted_so[0] if len(counted_so) == 1 else same_figure[0]
    return same_unit[0] if line.indicator is None and len(same_unit) == 1 else None


SUMS_UP = ("ca thay", "tong cong", "tong", "tat ca", "het thay", "vi chi", "tong la")


def is_short(reading: Reading) -> bool:
    """Whether a message is but a few words, as an answer is."""
    return len(words.bare(reading.text).split()) <= _SHORT


def _stands_so(draft: Draft, fact: Fact) -> bool:
    """Whether a number is what a draft says already: "tổng cộng là 7tr5 phải không", "hộ nghèo còn 4 đúng không"."""
    same = (one for one in draft.lines if (one.value, one.unit) == (fact.value, fact.unit))
    return any(fact.indicator in {None, one.indicator} for one in same)


_LONGEST_SUM = 10  # words: "tổng cộng là 7 triệu 5 phải không em"


def is_another(draft: Draft, reading: Reading) -> bool:
    """Whether a sentence with figures is a new thing and not a change of the draft."""
    said = len(words.bare(reading.text).split())
    told_of = {fact.indicator for fact in reading.facts}
    if anew.says_little_more(reading) and told_of <= {None, *(line.indicator for line in draft.lines)}:
        return False
    if reading.facts and all(_stands_so(draft, fact) for fact in reading.facts):
        return False
    if _was_forgotten(draft, reading, told_of):
        return True
    if reading.intent == "correct" or (is_short(reading) and all(fact.per_item for fact in reading.facts)):
        return False
    known = {line.indicator for line in draft.lines}
    repeats = any(f.indicator in known for f in reading.facts if f.indicator)
    sums_up = said <= _LONGEST_SUM and words.says(words.bare(reading.text), *SUMS_UP)
    told = None if reading.activity == "khac" and (sums_up or 1 < said <= _LITTLE) else reading.activity
    other_activity = bool(told and told != draft.activity and (draft.activity or not deeds(draft)))
    own_day = _is_of_another_day(draft, reading) and (not is_short(reading) or _tells_a_deed(reading))
    return own_day or (other_activity and not repeats) or (repeats and not is_short(reading))


def _was_forgotten(draft: Draft, reading: Reading, told_of: set[str | None]) -> bool:
    """Whether a deed of another day is told that was only forgotten: "à quên, chiều qua họp dân 40 người"."""
    if reading.day in {None, draft.day_from} or None in told_of or reading.activity in {None, "khac", draft.activity}:
        return False
    own = {line.indicator for line in draft.lines}
    return reading.intent == "correct" and adding.forgotten(reading) and told_of.isdisjoint(own)


def only_tells_levels(draft: Draft) -> bool:
    """Whether a draft only says how large a place is, or how things stand: no deed belongs to it."""
    known = [indicators().get(line.indicator or "") for line in draft.lines]
    return bool(known) and all(one is not None and one.kind != "flow" for one in known)


def _is_of_another_day(draft: Draft, reading: Reading) -> bool:
    """Whether a message tells a day, or a time, that the draft is not of."""
    if reading.day is not None:
        return reading.day != draft.day_from
    of = reading.period
    return of is not None and draft.day_from is not None and not of.start <= draft.day_from <= of.end


def _tells_a_deed(reading: Reading) -> bool:
    """Whether a message with a number says what was done as well: "ngày 2/9 tặng 55 phần quà"."""
    return reading.intent == "log" and not _DEEDS.isdisjoint(words.bare(reading.text).split())


_DEEDS = frozenset("tang phat trao lap gan trong xay sua don".split())


def tells_of_its_own(draft: Draft, reading: Reading) -> bool:
    """Whether a sentence tells another deed than the draft, and so answers nothing that is asked of it."""
    own = {None, "khac", draft.activity, *deeds(draft)}
    return draft.activity is not None and reading.intent == "log" and reading.activity not in own


def is_asked_of_a_figure(draft: Draft) -> bool:
    """Whether the open question is what a figure is."""
    return bool(draft.open) or any(line.indicator is None for line in draft.lines)


def tells_another_deed(draft: Draft, reading: Reading) -> bool:
    """Whether a sentence with a deed and a number of its own is told while it is asked what a figure is: no answer."""
    if not is_asked_of_a_figure(draft) or reading.intent != "log" or reading.activity in {None, "khac"}:
        return False
    if words.puts_right(reading) or adding.is_meant(reading) or anew.says_little_more(reading):
        return False
    told = [fact for fact in reading.facts if not (fact.planned or fact.per_item)]
    return bool(told) and not any(_stands_so(draft, fact) for fact in told)
