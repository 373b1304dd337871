"""Questions that go on from the last one: "còn năm ngoái?", "khu phố 3 thì sao?", "tính theo quý"."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from db.catalogue import Indicator, indicators, rests_on
from handlers import units, vi, wording, words
from handlers.context import Context
from handlers.conversation import top
from handlers.figures import (
    ask,
    asking_more,
    averages,
    breakdown,
    comparing,
    frames,
    funds,
    in_words,
    near,
    outstanding,
    own,
    receivers,
    spans,
    subject,
    tables,
    telling,
    the_answer,
)
from handlers.figures.asked import AT_MID_AUTUMN, Asked, by_itself, whole_year
from handlers.message import Reply, choices
from handlers.records import meant
from handlers.vi import committees, lexicon, periods, shares
from handlers.vi import units as vi_units
from handlers.vi.reading import Aggregate, Question, Reading, Span
from handlers.vi.spans import is_year
from handlers.vi.words import split

_SHORT = 9  # words
_RELATED_SHORT = 5  # words of a question that names a figure and neither when nor where
_MONTH, _QUARTER = 31, 92  # days
_LEFT = ("may ", "bao nhieu ", "bn ", "nhieu ")  # "còn mấy hộ nghèo?" asks what is left and goes on from nothing
_OF_ALL = ("so lieu", "tinh hinh", "bao cao", "tong ket", "ket qua", "bang")


def answer(ctx: Context, reading: Reading) -> list[Reply] | None:
    """The answer to a question that leaves its subject out; None when it is no such, or nothing was asked lately."""
    of_it = (
        the_answer.answer(ctx, reading)
        or averages.answer(ctx, reading)
        or (None if reading.facts and reading.facts[0].text not in _TWO_THINGS else _of_the_last(ctx, reading))
    )
    if of_it is not None:
        return of_it
    of_several = _of_several(ctx, reading) or _of_others(ctx, reading)
    if of_several is not None:
        return of_several
    found = question(ctx, reading)
    if found is None:
        return [ask.which(ctx, reading)] if _a_part_of_nothing(ctx, reading) else None
    if isinstance(found, str):
        keep_place(ctx, reading)
        return [Reply(found)]
    in_parts = _another_in_parts(ctx, reading, *found)
    if in_parts is not None:
        return in_parts
    average = averages.again(ctx, found[0])
    if average is not None:
        return average
    all_funds = funds.again(ctx, found[0])
    if all_funds is not None:
        return [all_funds]
    if not found[1] and subject.of_what_is_missing(ctx) is not None:
        return [outstanding.told(ctx, found[0].unit, found[0].question.period)]
    if not found[1]:  # all figures were asked for before
        return tables.overview(ctx, found[0].unit, found[0].question.period)
    before = subject.of_figures(ctx)
    replies = _or_those_counted(ctx, found[0], reading, ask.told(ctx, *found, reading))
    earlier = _year_before(ctx, before, *found) if before is not None and len(replies) == 1 else None
    return replies if earlier is None else [replace(replies[0], choices=choices(earlier))]


def keep_place(ctx: Context, reading: Reading) -> None:
    """Keep what was asked of a place that one may not see: the last figures, or those that the question names."""
    before = subject.last(ctx) or subject.of_another_place(ctx)
    named = reading.question if reading.question is not None and reading.question.indicators else None
    asked = named or (before.question if before is not None else None)
    name = reading.unit_named or (asked.unit if asked is not None else None)
    if asked is not None and name is not None:
        subject.not_seen(ctx, asked, name, words.bare(reading.text))


def _year_before(ctx: Context, before: Asked, asked: Asked, wanted: list[Indicator]) -> str | None:
    """After a year long past "năm ngoái" may mean the one before it: to tap, where the last one has no figure."""
    last = Span(*whole_year(ctx.today.year - 1))
    then, now = before.period, asked.period
    if then is None or now is None or (now.start, now.end) != (last.start, last.end) or not is_year(then):
        return None
    year = then.start.year - 1
    there = replace(asked, question=asked.question._replace(period=Span(*whole_year(year))))
    if year >= last.start.year - 1 or telling.found(ctx, asked, wanted[0]) or not telling.found(ctx, there, wanted[0]):
        return None
    return f"{ask.label(ctx, wanted[0])} năm {year}"


def _another_in_parts(
    ctx: Context, reading: Reading, asked: Asked, wanted: list[Indicator]
) -> list[Reply] | None:  # fmt: skip
    """Another figure after one that was told in parts, "còn hộ cận nghèo" after a chart by years: in the same parts."""
    before = subject.of_figures(ctx)
    step = breakdown.divided(before) if before is not None else None
    if before is None or step is None or len(wanted) != 1:
        return None
    if wanted[0].code == before.first.code and not (step == "month" and _is_of_months(asked, reading)):
        return None
    another = wanted[0].code != before.first.code
    if (
        frames.counts(words.bare(reading.text))
        or (another and reading.period_named is not None)
        or asked.occasion is not None
    ):
        return None
    again = replace(asked, said=breakdown.with_step(asked.said, step))
    subject.remember(ctx, again, (wanted[0].code,))
    return [breakdown.told(ctx, _divided(asked, reading, step), wanted[0], step)]


def _is_of_months(asked: Asked, reading: Reading) -> bool:
    """Whether a question is of the months from one on: "chỉ lấy từ tháng 3 thôi"."""
    days = asked.period if " tu thang" in f" {words.bare(reading.text)}" else None
    return days is not None and not is_year(days) and (days.end - days.start).days > _MONTH


_TWO_THINGS = frozenset({"hai cái", "hai cai", "2 cái", "2 cai"})  # "hai cái đó cộng lại": two figures told


def _or_those_counted(ctx: Context, asked: Asked, reading: Reading, replies: list[Reply]) -> list[Reply]:
    """What the same words ask for by themselves, one tap away.

    "Còn hộ cận nghèo" after gifts to some means those to others, "kp 7 mấy hộ" after poor households these.
    """
    may_be_another = receivers.named(asked) is not None or reading.unit_named is not None
    codes = _named_codes(reading) if may_be_another else ()
    if not codes or not set(codes).isdisjoint(asked.question.indicators):
        return replies
    days = asked.period
    when = f" {asked.unit.name}" if reading.unit_named is not None and asked.unit.id != ctx.unit.id else ""
    when += f" {wording.span(days.start, days.end)}" if days is not None else ""
    return [*replies[:-1], replace(replies[-1], choices=choices(f"{ask.label(ctx, indicators()[codes[0]])}{when}"))]


def _of_several(ctx: Context, reading: Reading) -> list[Reply] | None:
    """The figure told last for each of several khu phố: "kp 5 với kp 7 thì sao"."""
    told = frames.spoken(reading.text)
    if reading.intent not in {"ask", "other"} or reading.facts or names(reading) or len(told.split()) > _SHORT:
        return None
    if words.says(told, "chu", "khong phai", "ko phai", "nham", "lon"):
        return None  # it is of one and not of the other
    named = ask.of_several(ctx, reading)
    before = subject.last(ctx) if len(named) > 1 else None
    if before is None or not before.question.indicators or before.question.aggregate == "compare":
        return None
    return ask.told_of_each(ctx, [replace(before, unit=one) for one in named], [before.first], reading)


def _of_others(ctx: Context, reading: Reading) -> list[Reply] | None:
    """ "Thế còn khu phố khác" after a figure: that of each for the ward; to others, that they may not see it."""
    if _OTHERS.fullmatch(frames.spoken(reading.text)) is None or subject.of_figures(ctx) is None:
        return None
    if ctx.role != "ward":
        return [Reply(units.not_seen(ctx))]
    return in_parts(ctx, vi.read("các khu phố", reading.on))


_OTHERS = re.compile(
    r"(?:(?:the|vay|con|roi|cho|xem|coi|ben|o) )*(?:(?:may|cac|nhung|cai) )*(?:khu pho|kp|ap|noi) (?:khac|kia|con lai)"
    r"(?: (?:thi sao|sao|thi|the nao|bao nhieu|may|nhieu|roi|nua))*"
)


def _of_the_last(ctx: Context, reading: Reading) -> list[Reply] | None:
    """What is asked of the figure told last: who came, whether it is more, its money, its parts."""
    for route in (
        asking_more.who_came,
        asking_more.more_or_less,
        asking_more.in_cash,
        asking_more.share_of_a_part,
        asking_more.share_of_the_whole,
        spans.answer,
    ):
        told = route(ctx, reading)
        if told is not None:
            return told
    again = asking_more.of_the_same(ctx, reading)
    if again is not None:
        every = funds.again(ctx, again)
        wanted = [indicators()[code] for code in again.question.indicators]
        return [every] if every is not None else ask.told(ctx, again, wanted, reading)
    return in_parts(ctx, reading)


def in_parts(ctx: Context, reading: Reading) -> list[Reply] | None:
    """The parts of the figure told last: "theo tháng"; None for a message that wishes for none."""
    wish = None if breakdown.sets_two_apart(reading) else breakdown.wished(reading.text)
    before = subject.of_figures(ctx) if wish is not None else None
    alone = wish is not None and breakdown.names_nothing(wish)
    hidden = subject.of_another_place(ctx) if wish is not None and before is None and not names(reading) else None
    if hidden is not None and isinstance(refused := units.named(ctx, hidden.question.unit or ""), str):
        return [Reply(refused)]
    if alone and before is None:
        return [in_words.which_chart(ctx)]
    if wish is None or before is None:
        return None
    quarter = wish.step == "quarter" and _named_codes(reading) == ("quy_vnn",)  # quy may nhieu nhat
    if names(reading) and not (quarter or alone) and before.question.indicators[:1] != _named_codes(reading)[:1]:
        return None  # another figure is named; "tháng mấy thu nhiều nhất" is of the same fund
    if wish.step == "unit" and averages.one_unit(replace(before, said=words.bare(reading.text))):
        of_each = replace(before, question=by_itself(before.question), said="trung binh moi khu pho")
        return ask.told(ctx, of_each, [before.first], reading)
    step: breakdown.Step = breakdown.shown(before) if wish.is_only_drawn else wish.step
    if rests_on(before.first, "yearly") and step != "unit":
        step = "year"  # it has no months
    subject.remember(ctx, replace(before, said=breakdown.with_step(before.said, step)), before.question.indicators)
    if before.period is not None and step != "year" and not telling.found(ctx, before, before.first):
        before = replace(before, question=before.question._replace(period=None))  # nothing is there to be divided
    return [breakdown.told(ctx, _divided(before, reading, step), before.first, step)]


def _a_part_of_nothing(ctx: Context, reading: Reading) -> bool:
    """Whether a message only says when or where, and nothing was asked that it could be of: "tháng trước"."""
    said, _ = frames.without(frames.spoken(reading.text))
    only = (reading.period is not None and frames.is_time(said)) or (reading.unit is not None and frames.is_unit(said))
    return only and reading.intent == "other" and not reading.facts and top(ctx.session, ctx.chat) is None


def is_a_time(reading: Reading) -> bool:
    """Whether a message only says when: "tháng trước", "6 tháng đầu năm thôi"."""
    said, _ = frames.without(frames.spoken(reading.text))
    return frames.is_time(said.removesuffix(" thoi"))


def question(ctx: Context, reading: Reading) -> tuple[Asked, list[Indicator]] | str | None:
    """The whole question that a message means by its part, and its figures; or why it cannot be asked."""
    if not may_go_on(reading):
        return None
    spoken = frames.spoken(reading.text)
    told = spoken.split()
    said, goes_on = frames.without(spoken)
    light = None if names(reading) else frames.lightly(said)
    said, goes_on = (said, goes_on) if light is None else (light, True)
    if len(told) > _SHORT or words.says(said, *_OF_ALL):
        return None
    asked = reading.question
    before = _gone_on_from(ctx, reading, said, goes_on=goes_on)
    if isinstance(before, str):
        return before
    if before is not None and _counts_the_same(before, reading):
        same = _of_what_is_counted(_of_those_there(before, said))
        same = replace(same, said=f"{said}{own.mark(said)}") if own.mark(said) else same
        return _told(ctx, same, _unnamed(reading), said) or (same, [same.first])
    others = receivers.others(before, said) if before is not None else None
    if before is not None and others is not None:
        period = reading.period_named or before.period
        return replace(before, question=before.question._replace(period=period), said=others), [before.first]
    whole = asked is not None and asked.indicators and (not goes_on or said.startswith(_LEFT))
    if whole and asked is not None and len(told) <= _RELATED_SHORT and told[0] != "con":
        last = subject.last(ctx) if asked.period is None and asked.unit is None else None
        if last is not None and asked.aggregate != "compare" and _is_related(last, asked.indicators):
            return _told(ctx, _of_now(last, asked, said), reading, said)
    if whole or before is None or (asked is not None and asked.aggregate == "compare"):
        return None
    before = _share_before(before) if words.says(words.bare(reading.text), "phan tram", "ty le", "ti le") else before
    return _told(ctx, before, reading, said)


def _gone_on_from(ctx: Context, reading: Reading, said: str, *, goes_on: bool) -> Asked | str | None:
    """What was asked last, where a message may go on from it; why not, where that was of a place one may not see."""
    if not (goes_on or frames.is_bare(said) or frames.is_unit(said) or _COUNTED.search(said)):
        return None
    before = subject.last(ctx)
    hidden = subject.of_another_place(ctx) if before is None and not names(reading) else None
    if hidden is None:
        return before
    place = units.named(ctx, reading.unit_named or hidden.question.unit or "")
    if not isinstance(place, str):
        return replace(hidden, unit=place, question=hidden.question._replace(unit=None))
    return place if goes_on or reading.period is not None or reading.unit_named is not None else None


def _is_related(before: Asked, codes: Sequence[str]) -> bool:
    """Whether figures belong to the one before: cases and those settled, poor and near-poor, all of one's shares."""
    if not before.question.indicators or len(codes) != 1 or before.question.aggregate == "compare":
        return False
    last = _counting(before.first).code
    ratios = [(i.numerator, i.denominator) for i in indicators().values() if i.kind == "ratio"]
    return last != codes[0] and (
        any({last, codes[0]} == {above, below} for above, below in ratios)
        or any((last, below) in ratios and (codes[0], below) in ratios for _, below in ratios)
    )


def _of_now(before: Asked, asked: Question, said: str) -> Asked:
    """A whole question for a level is of now, whatever days were spoken of: "hộ nghèo mấy hộ" after "quý 2"."""
    level = all(rests_on(indicators()[code], "stock") for code in asked.indicators)
    if not (level and asked.aggregate == "latest" and frames.counts(said)):
        return before
    return replace(before, question=by_itself(before.question)._replace(period=None, against=None))


def may_go_on(reading: Reading) -> bool:
    """Whether a message asks, or is nothing by itself but like a part of a question: "còn tháng 10", "theo quý"."""
    if reading.facts or meant.number_in(reading.text) is not None:
        return False
    spoken = frames.spoken(reading.text)
    said, goes_on = frames.without(spoken)
    goes_on = goes_on or frames.lightly(said) is not None
    if "hop" in spoken.split() and not names(reading):
        return False  # tháng sau họp ngày mấy
    named = frames.is_unit(said) or (reading.period is not None and frames.is_bare(said))  # "kp 9", "tháng trước"
    named = named or (reading.day is not None and frames.is_time(said))  # "hôm 5/11"
    named = named or _UNTIL_NOW.fullmatch(said) is not None
    part = goes_on or breakdown.wished(reading.text) is not None or named
    of_a_feast = reading.occasion is not None and (  # "còn trung thu", "hồi tết"
        (reading.intent == "log" and goes_on) or _FEAST.fullmatch(said) is not None
    )
    return reading.intent == "ask" or of_a_feast or (reading.intent == "other" and part)


_FEAST = re.compile(
    r"(?:(?:hoi|bua|dip|dot|hom|luc|cai|ngay) )*(?:tet|trung thu|vu lan|27 7)(?: (?:nam )?(?:nay|ngoai|truoc|roi))?"
)
_COUNTED = re.compile(  # "mấy hộ", which alone would be all of them
    r"(?:(?:co|con|duoc|dat|la|thi|con lai|cong|tong|tong cong) )*(?:may|bao nhieu|bn|nhieu|nhiu) (?P<unit>\w+)$"
)


def _counts_the_same(before: Asked, reading: Reading) -> bool:
    """Whether "hồi đầu năm mấy hộ" counts what was asked for last: nothing is named but its unit, and perhaps when."""
    said = frames.spoken(reading.text)
    counted = _COUNTED.search(said)
    if counted is None or not before.question.indicators or len(_named_codes(reading)) > 1:
        return False
    rest = said[: counted.start()].strip()
    there = vi_units.at(split(counted["unit"]), 0)
    alike = *_units_of(_counting(before.first)), *(("nguoi",) if averages.those_there(before.first.code) else ())
    if there is None or ("ho" if counted["unit"] == "nha" and "ho" in alike else there[0].code) not in alike:
        return False
    return (
        not rest
        or bool(own.mark(rest))
        or frames.is_time(frames.without(rest)[0])
        or (reading.question is not None and _is_unit(rest))
    )


def _is_unit(said: str) -> bool:
    return committees.named(split(said)) is not None and frames.is_bare(said) and "minh" not in said.split()


def _named_codes(reading: Reading) -> tuple[str, ...]:
    return reading.question.indicators if reading.question else ()


def _units_of(indicator: Indicator) -> tuple[str, ...]:
    return indicator.unit, *indicator.also


def _counting(indicator: Indicator) -> Indicator:
    """What a share is a share of; any other figure itself."""
    return indicators().get(indicator.numerator or "", indicator) if indicator.kind == "ratio" else indicator


def _share_before(before: Asked) -> Asked:
    """ "Năm ngoái bao nhiêu phần trăm" after a count asks for its share."""
    last = before.first if before.question.indicators else None
    share = shares.of(last.code) if last is not None and last.kind != "ratio" else None
    if share is None:
        return before
    return replace(before, question=before.question._replace(indicator=share, indicators=(share,), aggregate="ratio"))


def _of_those_there(before: Asked, said: str) -> Asked:
    """ "Kp 7 mấy người" after how often one cleaned up is of those who came."""
    code = averages.those_there(before.first.code)
    counted = _COUNTED.search(said)
    if code is None or counted is None or counted["unit"] not in {"nguoi", "luot"}:
        return before
    return replace(before, question=before.question._replace(indicator=code, indicators=(code,)))


def _of_what_is_counted(before: Asked) -> Asked:
    counted = _counting(before.first)
    aggregate: Aggregate = "sum" if counted.kind == "flow" else "latest"
    question = before.question._replace(indicator=counted.code, indicators=(counted.code,), aggregate=aggregate)
    return replace(before, question=question)


def _unnamed(reading: Reading) -> Reading:
    """A question without the figure that its bare unit was taken for."""
    asked = reading.question
    return reading if asked is None else reading._replace(question=asked._replace(indicator=None, indicators=()))


def names(reading: Reading) -> bool:
    """Whether a question names a figure."""
    return bool(_named_codes(reading))


def _divided(before: Asked, reading: Reading, step: breakdown.Step) -> Asked:
    """What was asked, to be told in parts: of the period named now, of the year around a month, for any occasion."""
    named = reading.period_named
    period = named or before.period
    if named is None and words.says(words.bare(reading.text), "ca nam", "trong nam"):
        period = None
    longest = _QUARTER if step == "quarter" else _MONTH
    if period is not None and named is None and step == "year":
        period = None
    if period is not None and named is None and (period.end - period.start).days <= longest:
        period = Span(*whole_year(period.start.year))  # a month has no parts to tell
    return replace(before, question=before.question._replace(period=period, against=None, occasion=None), said="")


def _told(ctx: Context, before: Asked, reading: Reading, said: str) -> tuple[Asked, list[Indicator]] | str | None:
    """The question before, with what the new one puts in place of its period, its committee or its figure."""
    asked: Question | None = reading.question
    occasion = asked.occasion if asked else reading.occasion
    period = _period(ctx, before, reading, said, occasion)
    name = reading.unit_named
    codes = asked.indicators if asked else ()
    whole_unit = words.says(said, *_OWN_UNIT)
    if period is None and name is None and not codes and occasion is None and not whole_unit:
        return None if reading.question else _named_now(ctx, before, reading, said)
    beside = frames.beside_time(said) if period is not None and not codes and name is None and occasion is None else ""
    if beside:  # "tui hỏi quà năm nay" after something else
        then = replace(before, question=before.question._replace(period=period))
        scene = lexicon.scene(split(reading.text))
        another = _named_now(ctx, then, reading, beside) if scene.indicators or scene.topics else None
        if another is not None:
            return another
        if not scene.indicators and near.is_of_something_else(reading):
            return None
    unit = before.unit if name is None else units.named(ctx, name)
    if isinstance(unit, str):
        return unit
    only_another = bool(codes) and period is None and name is None and occasion is None
    if only_another and before.question.aggregate == "compare" and not frames.counts(said):
        return _beside_again(before, codes)
    whole = before.question._replace(against=None, period=period or before.period)
    whole = _of_its_feast(before, whole, reading, occasion, period)
    alone = name is not None or (whole.unit != committees.WARD and not (period is None and occasion is None))
    feasts = before.question.aggregate == "compare" and len(comparing.feasts_of(before)) > 1
    if feasts and period is not None and is_year(period) and not codes and name is None:
        whole, said = whole._replace(period=period, occasion=before.question.occasion), f"{before.said} {said}"
    elif alone:  # one of those ranked, or of two periods
        whole = by_itself(whole)
    if codes:
        codes = codes if frames.counts(said) else _as_a_share(before, codes)
        aggregate = asked.aggregate if asked and codes == asked.indicators else whole.aggregate
        feast = None if codes[0] in AT_MID_AUTUMN.values() else whole.occasion  # a figure of its own feast
        whole = whole._replace(indicator=codes[0], indicators=codes, aggregate=aggregate, occasion=feast)
    wanted = [indicators()[code] for code in whole.indicators if code in indicators()]
    mine = "" if whole_unit or name is not None else own.mark(before.said)
    return Asked(whole, unit, f"{said}{_kept(before, named=bool(codes))}{mine}"), wanted


def _of_its_feast(
    before: Asked, whole: Question, reading: Reading, occasion: str | None, period: Span | None
) -> Question:  # fmt: skip
    """A question of the feast named now, or of none any more where the year, all or a part of a year is asked for."""
    if occasion is not None:
        return _for_a_feast(whole._replace(occasion=occasion, period=period))
    if whole.occasion and words.says(words.bare(reading.text), "tong cong", "ca nam", "tat ca"):
        return _for_a_feast(whole._replace(occasion=None))
    return whole._replace(occasion=None) if _is_part_of_year(before, period) else whole


def _is_part_of_year(before: Asked, period: Span | None) -> bool:
    """Whether a month or a quarter is asked for after what was given on an occasion: it is no longer of that alone."""
    if period is None or is_year(period):
        return False
    return before.period is None or is_year(before.period) or before.period.start == before.period.end


def _for_a_feast(whole: Question) -> Question:
    """Gifts for the mid-autumn feast are a figure of their own, "còn trung thu" after those for Tết."""
    codes = tuple(AT_MID_AUTUMN.get(code, code) for code in whole.indicators)
    if whole.occasion != "trung_thu":
        usual = {feast: code for code, feast in AT_MID_AUTUMN.items()}
        codes = tuple(usual.get(code, code) for code in whole.indicators)
    return whole._replace(indicator=codes[0] if codes else None, indicators=codes)


def _beside_again(before: Asked, codes: tuple[str, ...]) -> tuple[Asked, list[Indicator]]:
    """ "Còn cận nghèo?" after a comparison, or a ranking: another figure, set beside the same."""
    question = before.question._replace(indicator=codes[0], indicators=codes[:1])
    return replace(before, question=question), [indicators()[code] for code in codes[:1]]


def _as_a_share(before: Asked, codes: tuple[str, ...]) -> tuple[str, ...]:
    """ "Cận nghèo thì sao?" after the share of poor households: the share of the others, of the same whole."""
    last = before.first if before.question.indicators else None
    if last is None or last.unit != "percent" or last.denominator is None:
        return codes
    found = [shares.of(code, whole=[last.denominator]) for code in codes]
    return tuple(share for share in found if share) if all(found) else codes


_OWN_UNIT = ("ca kp", "ca khu pho", "ca ap", "ca ban", "toan khu pho", "toan kp", "kp minh", "khu pho minh")
_KEPT = {" con lai": ("con", "ton"), " chi tieu": ("chi tieu", "ke hoach")}


def _kept(before: Asked, *, named: bool) -> str:
    """The words of the question before that still count: what is left, its target, each time, one's own."""
    if named:
        return ""
    each = averages.each(before.said)
    to_whom = receivers.named(before)
    left = [mark for mark, phrases in _KEPT.items() if before.says(*phrases)]
    return "".join([*left, f" {each}" if each else "", f" {to_whom}" if to_whom else ""])


def _period(ctx: Context, before: Asked, reading: Reading, said: str, occasion: str | None) -> Span | None:
    """The days that a part of a question names; of a feast those around it."""
    on = Span(reading.day, reading.day) if reading.day else None
    named = reading.period_named or on
    if named is not None and occasion is not None and named.start == named.end:
        return None
    if named is not None and before.period is not None and frames.adds(words.bare(reading.text)):
        return Span(min(named.start, before.period.start), max(named.end, before.period.end))
    year = before.period.start.year if before.period else ctx.today.year
    if _YEAR_BEFORE.fullmatch(said):
        return Span(*whole_year(year - 1))
    if named is None and _UNTIL_NOW.fullmatch(said):
        return Span(date(ctx.today.year, 1, 1), ctx.today, "từ đầu năm đến nay")
    if said == "ca nam":  # of the year spoken of
        return Span(*whole_year(year))
    if before.question.indicators and rests_on(before.first, "stock") and (named is None or is_year(named)):
        began = periods.as_the_year_began(said.split(), named.start.year if named else ctx.today.year)
        return began or named
    return named


_YEAR_BEFORE = re.compile(r"nam (?:lien )?truoc (?:do|nua|nam do)")  # of the year told, not of this one
_UNTIL_NOW = re.compile(
    r"(?:(?:tinh|cong don|luy ke|cong) )*(?:cho )?(?:den|toi) (?:gio|nay|hom nay|bay gio|luc nay)"
    r"|cong don|luy ke|(?:bay|hien) gio|hien nay"
)


def _named_now(
    ctx: Context, before: Asked, reading: Reading, said: str
) -> tuple[Asked, list[Indicator]] | str | None:  # fmt: skip
    """The figure that is all there is of a question: "riêng quà thôi"."""
    for asks in (f"{said} bao nhieu?", f"tang bao nhieu {said}?", f"so {said} bao nhieu?"):
        again = vi.read(asks, reading.on)
        if names(again):
            return _told(ctx, before, again, said)
    return None
