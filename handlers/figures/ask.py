"""Asking: a question in ordinary words becomes a figure with its unit, its period and where it came from."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from db import ledger, records
from db import units as unit_book
from db.catalogue import Indicator, indicators
from db.models import Unit
from handlers import texts, units, unmatched, vi, visibility, wording, words
from handlers.context import Context
from handlers.figures import (
    aims,
    around,
    averages,
    behind,
    comparing,
    funds,
    near,
    not_kept,
    own,
    side_by_side,
    subject,
    tables,
    telling,
    the_answer,
    uncounted,
    ward,
)
from handlers.figures.asked import (
    AT_MID_AUTUMN,
    Asked,
    both_years,
    in_year,
    names_two_years,
    since_tet,
    the_last_time,
    this_year,
    whole_year,
    year_earlier,
)
from handlers.message import Reply, choices
from handlers.records import history, meant
from handlers.vi import committees
from handlers.vi.reading import Question, Reading, Span
from handlers.vi.shares import of as share_of
from handlers.vi.words import split


def answer(ctx: Context, reading: Reading) -> list[Reply]:
    """Answer a question, or say plainly what is missing."""
    said = words.bare(reading.text)
    not_told = not_kept.answer(ctx, reading, said, answer)
    if not_told is not None:
        return not_told
    lacking = the_answer.lacking_of(ctx, reading)
    if lacking is not None:
        return [lacking]
    question = reading.question
    if question is None or not question.indicators:
        question = the_answer.of_what_was_begun(reading) or _of_a_home(ctx, said) or question
    if question is None:
        period = (reading.period or running(ctx, said)) if reading.intent == "report" else None
        unit = ctx.unit if reading.unit is None else units.named(ctx, reading.unit)
        if isinstance(unit, str):
            return [Reply(unit)]
        return tables.overview(ctx, unit, period) if reading.intent == "report" else [which(ctx, reading)]
    unit = ctx.unit if question.unit is None else units.named(ctx, question.unit)
    if isinstance(unit, str):
        if question.indicators and question.unit is not None:
            subject.not_seen(ctx, question, question.unit, said)
        return [Reply(unit)]
    wanted = [indicators()[code] for code in _codes(question) if code in indicators()]
    several = of_several(ctx, reading) if wanted and question.aggregate in {"sum", "latest", "ratio"} else []
    if len(several) > 1:
        return told_of_each(ctx, [Asked(question, one, said) for one in several], wanted, reading)
    return told(ctx, Asked(question, unit, said), wanted, reading)


def _of_a_home(ctx: Context, said: str) -> Question | None:
    """ "Nhà bà Năm sửa hết bao nhiêu tiền": what is asked of mending homes, where the owner stands before the deed."""
    found = _HOME.match(said)
    return vi.read(f"sua nha {said[found.end() :]}", ctx.today).question if found is not None else None


_HOME = re.compile(
    r"(?:(?:cai|can) )?nha (?:cua )?(?:ong|ba|bac|co|chu|anh|chi|di|cau|em) (?:\w+ ){1,3}?(?:sua|xay|cat|lam)\b"
    r"(?: (?:xong|lai|moi|chua))* (?=het|ton|mat|bao nhieu|may)"
)


def running(ctx: Context, said: str) -> Span | None:
    """The days of a report that is of no month by its number: "báo cáo tháng", "số liệu quý" are of the running one."""
    found = _REPORT_OF.search(said)
    return vi.read(_RUNNING[found[1]], ctx.today).period if found is not None else None


_RUNNING = {"tuan": "tuần này", "thang": "tháng này", "quy": "quý này", "nam": "năm nay"}
_REPORT_OF = re.compile(
    r"\b(?:bao cao|bc|so lieu|tinh hinh|ket qua|tong ket|tong hop|bang)(?: trong| cua| ca)? "
    rf"({'|'.join(_RUNNING)})\b(?! \d)"
)


def of_several(ctx: Context, reading: Reading) -> list[Unit]:
    """The khu phố that a question names, where it names several: "hộ nghèo kp 9 với kp 5"."""
    found = (units.named(ctx, name) for name in committees.every(split(reading.text)))
    return [unit for unit in found if isinstance(unit, Unit)]


def told_of_each(ctx: Context, asked: Sequence[Asked], wanted: list[Indicator], reading: Reading) -> list[Reply]:
    """The same figures of several khu phố, in one message."""
    each = [told(ctx, question, wanted, reading) for question in asked]
    return [Reply("\n\n".join(reply.text for replies in each for reply in replies))]


def told(ctx: Context, question: Asked, wanted: list[Indicator], reading: Reading) -> list[Reply]:
    """The figures asked for, or why they cannot be told; what was asked is kept for a question that goes on from it."""
    from_tet = since_tet(ctx, question)
    with_tet = from_tet is not question
    question = the_last_time(ctx, both_years(ctx, from_tet, wanted), wanted)
    question = _years_of_a_level(ctx, question, wanted)
    if question.question.aggregate == "compare":
        share = _share_of_last(ctx, question.said) if not wanted and question.says(*_REGISTERED) else None
        if share is not None:  # "đạt bao nhiêu phần trăm so với đăng ký"
            return [share]
        all_of_them = side_by_side.answer(ctx, question, reading) if not wanted else None
        if all_of_them is not None:
            return [all_of_them]
        question, wanted = _to_compare(ctx, comparing.against_now(ctx, question), wanted)
    if not wanted:
        listed = question.question.aggregate == "list" and not reading.doubts and _asks_for_all(question)
        days = question.period or running(ctx, question.said)
        return tables.overview(ctx, question.unit, days) if listed else [which(ctx, reading)]
    codes = tuple(i.code for i in wanted)
    subject.remember(ctx, question, codes)
    obstacle = _obstacle(ctx, question, wanted)
    if obstacle is not None:
        return [Reply(obstacle)]
    beside = _beside_others(ctx, question, wanted)
    if beside is not None:
        return [beside]
    failed = the_answer.failed(ctx, question, codes) if the_answer.is_of_what_failed(question) else None
    if failed is not None:
        return [Reply(failed)]
    added = _added(ctx, question, wanted) if question.says(*_ADDED) else None
    if added is not None:
        return [added]
    shares = [i for i in _share_of(wanted) if telling.knows_share(ctx, question, i)]
    figures = _told(ctx, question, [*wanted, *shares])
    if with_tet and wanted[0].kind == "flow":
        figures[-1] += f"\n{texts.figures.with_tet()}"
    return [Reply("\n\n".join(around.put(ctx, question, wanted[0], figures)))]


_ADDED = ("tong cong", "tong so", "cong lai", "ca hai", "tong")


def _added(ctx: Context, question: Asked, wanted: list[Indicator]) -> Reply | None:
    """Several figures asked for together, added up: those of one kind and unit of which none is part of another."""
    if len(wanted) < _SEVERAL or len({(i.kind, i.unit) for i in wanted}) > 1 or wanted[0].kind == "ratio":
        return None
    codes = {i.code for i in wanted}
    pairs = ({i.numerator, i.denominator} for i in indicators().values() if i.kind == "ratio")
    if any(pair <= codes for pair in pairs) or any(i.part_of in codes for i in wanted):
        return None
    found = [telling.found(ctx, question, i) for i in wanted]
    known = [f for f in found if f is not None]
    if len(known) < len(wanted):
        return None
    amount = wording.short_amount(sum((f.value for f in known), Decimal(0)), wanted[0].unit)
    lines = [(f"{f.indicator.name} ({telling.when(f)})", telling.coded(ctx, question.unit, f)) for f in known]
    return Reply(texts.figures.together(amount, question.unit.name, lines))


_SEVERAL = 2


def _years_of_a_level(ctx: Context, question: Asked, wanted: list[Indicator]) -> Asked:
    """ "Hộ nghèo năm nay với năm ngoái": two years of a level are held against each other, for none is their sum."""
    over, asks = question.period, question.question
    if over is None or not wanted or wanted[0].kind == "flow" or asks.aggregate == "compare":
        return question
    if names_two_years(question):
        period, against = (Span(*whole_year(ctx.today.year - ago)) for ago in (0, 1))
        return replace(question, question=asks._replace(aggregate="compare", period=period, against=against))
    first, last = over.start.year, over.end.year
    years = (over.start, over.end) == (whole_year(first)[0], whole_year(last)[1]) and last == first + 1
    if not years or not question.says("voi", "va", "so"):
        return question
    period, against = Span(*whole_year(last)), Span(*whole_year(first))
    return replace(question, question=asks._replace(aggregate="compare", period=period, against=against))


def _to_compare(ctx: Context, question: Asked, wanted: list[Indicator]) -> tuple[Asked, list[Indicator]]:
    """What a comparison is of: the figure told last where none is named."""
    rises = question.says("tang") and not question.says("ho tro", "giup", "cham lo", "cho")
    named = {i.code for i in wanted} - (_GIVEN_WITHOUT_MARKS if rises else frozenset())
    found, figures = (question, wanted) if named else _as_told_last(ctx, question)
    return (found, figures) if figures else (question, wanted)


_GIVEN_WITHOUT_MARKS = frozenset({"ho_duoc_ho_tro"})  # "tang so voi nam ngoai bao nhieu ho" after all households


def _beside_others(ctx: Context, question: Asked, wanted: list[Indicator]) -> Reply | None:
    """The answer that sets a figure beside something else: the other khu phố, another period, the target, all homes."""
    one = wanted[0] if len(wanted) == 1 or _are_of_two_feasts(question, wanted) else None
    apart = question.question.aggregate != "compare" and question.question.unit != committees.WARD
    if apart and wanted[0].kind == "flow" and names_two_years(question):
        return comparing.two_years(ctx, question, wanted)
    if ward.asks_place(question):
        return ward.place(ctx, question, wanted[0])
    average = averages.of_question(ctx, question, wanted)
    if average is not None:
        return average
    if one is not None and question.question.aggregate == "compare":
        return _compared(ctx, question, one)
    if one is not None and ward.asks_who_has_none(question):
        return ward.without(ctx, question, one)
    aim = _progress(ctx, question)
    which = aim is None and one is not None and ward.asks_which(question) and question.question.unit == committees.WARD
    return ward.ranking(ctx, question, one) if which and one is not None else aim


def _are_of_two_feasts(question: Asked, wanted: Sequence[Indicator]) -> bool:
    """Whether the gifts for the mid-autumn feast are held against those for another: "quà tết với quà trung thu"."""
    codes = {i.code for i in wanted}
    return question.question.aggregate == "compare" and any(codes == {*pair} for pair in AT_MID_AUTUMN.items())


def _obstacle(ctx: Context, question: Asked, wanted: list[Indicator]) -> str | None:
    """Why a question cannot be answered to this person, or not yet."""
    hidden = next((i for i in wanted if not visibility.may_see(ctx, i)), None)
    if hidden is not None:
        return texts.figures.chair_only(ctx.who, hidden.name)
    term_asked = question.says("nhiem ky") and question.period is None
    if term_asked and unit_book.term(ctx.session, question.unit, ctx.today) is None:
        known = telling.known_instead(ctx, question.unit, wanted[0], ctx.today, ctx.today) if len(wanted) == 1 else None
        own = ctx.leads and question.unit.id == ctx.unit.id
        unknown = texts.figures.no_term(ctx.who, question.unit.name, leads=own)
        return "\n".join(filter(None, (unknown, known)))
    return None


def _told(ctx: Context, question: Asked, wanted: list[Indicator]) -> list[str]:
    """Each figure asked for; what is collected and handed in for one fund is told together.

    "Nộp phường chưa?" beside a fund is about that fund, whichever the reader took it for.
    """
    handed_in = {i.paid_by for i in indicators().values() if i.paid_by} & {i.code for i in wanted}
    funds_asked = any(i.paid_by for i in wanted)
    left_asked = question.says("con", "ton", "con lai")
    balance_asked = left_asked or handed_in or funds.spends(question.said)
    parts = []
    for indicator in wanted:
        if (funds_asked and indicator.code in handed_in) or _is_told_for_its_whole(ctx, question, indicator, wanted):
            continue
        together = indicator.paid_by and balance_asked
        parts.append(telling.fund(ctx, question, indicator) if together else _one(ctx, question, indicator))
        if left_asked and not together and indicator.kind == "flow" and indicator.code.startswith("quy_"):
            parts.append(texts.figures.only_collected())
    return parts


def _is_told_for_its_whole(ctx: Context, question: Asked, part: Indicator, wanted: list[Indicator]) -> bool:
    """Whether a part is told in place of its whole, which is asked for too and not known: cases taken in, made up."""
    below = {i.denominator for i in indicators().values() if i.numerator == part.code and part.kind == "flow"}
    wholes = [i for i in wanted if i.code in below and i.unit == part.unit]
    return (
        bool(wholes) and telling.found(ctx, question, part) is not None and not telling.found(ctx, question, wholes[0])
    )


def _one(ctx: Context, question: Asked, indicator: Indicator) -> str:
    """One figure, or one's own part of it; asked how often something was done, first how many records tell of it."""
    if own.is_asked(question, indicator):
        return own.told(ctx, question, indicator)
    told = telling.one(ctx, question, indicator)
    times = telling.times(ctx, question, indicator) if question.question.aggregate == "count" else 0
    return f"{texts.figures.times(times)}\n{told}" if times else told


def _share_of(wanted: list[Indicator]) -> list[Indicator]:
    """The share that two figures asked for together make: vụ nhận, vụ thành."""
    codes = {i.code for i in wanted}
    shares = (i for i in indicators().values() if i.unit == "percent" and i.code not in codes)
    return [i for i in shares if i.numerator in codes and i.denominator in codes][:1]


def _codes(question: Question) -> tuple[str, ...]:
    return question.indicators or ((question.indicator,) if question.indicator else ())


def _asks_for_all(question: Asked) -> bool:
    """Whether a question without a subject means all figures: "cho xem số liệu KP 3"."""
    return question.says(
        "so lieu",
        "cac so",
        "nhung so",
        "may so",
        "so gi",
        "co gi",
        "tinh hinh",
        "chi tieu",
        "bao cao",
        "tong ket",
        "ket qua",
        "lam duoc gi",
        "bang",
    )


def _share_of_last(ctx: Context, said: str) -> Reply | None:
    """ "Tỷ lệ mấy phần trăm?" after a figure asks for its share."""
    before = subject.last(ctx) if words.says(said, "ty le", "ti le", "phan tram") else None
    if before is None:
        return None
    of_each = [share_of(code) for code in before.question.indicators]
    if len(of_each) > 1 and all(of_each):  # two that were added up
        return Reply("\n\n".join(_share_told(ctx, before, indicators()[code]) for code in of_each if code))
    asked_of = {before.question.indicator, *before.question.indicators}
    again = before.first if before.question.indicators and _SHARE_AGAIN.fullmatch(said) else None
    if again is not None and again.unit == "percent":
        return Reply(_share_told(ctx, before, again))
    codes = asked_of | {indicators()[code].numerator for code in asked_of if code and words.says(said, *_REGISTERED)}
    percents = [i for i in visibility.visible(ctx) if i.unit == "percent"]
    whole = [i for i in percents if i.denominator in codes]  # vụ tiếp nhận; of all households there are many shares
    shares = [*(i for i in percents if i.numerator in codes), *(whole if len(whole) == 1 else [])]
    if not shares:
        return None
    if words.says(said, *_REGISTERED):
        shares.sort(key=lambda i: "dang_ky" not in (i.denominator or ""))
    known = (i for i in shares if telling.knows_share(ctx, before, i))
    return Reply(_share_told(ctx, before, next(known, shares[0])))


_SHARE_AGAIN = re.compile(r"(?:ty le|ti le)(?: (?:la|bao nhieu|may|phan tram))*")  # after a share, that share
_REGISTERED = ("dang ky", "dk", "dang ki")


def _share_told(ctx: Context, before: Asked, share: Indicator) -> str:
    question = before.question._replace(aggregate="ratio", against=None, period=before.period)
    again = replace(before, question=question)
    subject.remember(ctx, again, (share.code,))
    return telling.one(ctx, again, share)


def _reached_of_last(ctx: Context, said: str) -> Reply | None:
    """ "Đạt bao nhiêu phần trăm?", "còn thiếu bao nhiêu?" after a figure was told: how far its target is reached."""
    last = next(iter(meant.recent(ctx)), None) if words.says(said, "dat", "phan tram", "con thieu", "thieu") else None
    if last is None or ctx.now - last.at > _LATELY:
        return None
    asked = Asked(Question(None, "ratio"), ctx.unit, said)
    told = [indicators()[e.indicator] for e in records.lines(ctx.session, last)]
    found = (aims.progress(ctx, asked, i) for i in told if i.kind != "ratio")
    return next((Reply(text) for text in found if text), None)


_LATELY = timedelta(minutes=30)
_A_SENTENCE = 3  # words


def which(ctx: Context, reading: Reading) -> Reply:
    """A question without a subject: the doubts of the reader, or some daily figures as examples."""
    said = words.bare(reading.text.replace("%", " phần trăm "))
    share = _share_of_last(ctx, said) or _reached_of_last(ctx, said)
    if share is not None:
        return share
    if reading.doubts:
        doubt = reading.doubts[0]
        return Reply(doubt.question, choices(*(a.label for a in doubt.alternatives)))
    if _MINE_CHANGED.search(said):
        return history.changed_by_others(ctx)
    like = _like(ctx, reading)
    daily = like or [i for i in visibility.visible(ctx) if i.shown][:_MOST]
    if ctx.chat.practice:
        return Reply(texts.practice.not_this(ctx.who))
    nobody_counts = uncounted.named(reading)
    if nobody_counts is not None:
        whom, everybody = nobody_counts
        offered = list(dict.fromkeys([everybody, *(i for i in daily if uncounted.is_near(whom, i))]))[:_MOST]
        return Reply(texts.figures.uncounted(whom), choices(*(label(ctx, i) for i in offered)))
    content = near.content(reading)
    if len(said.split()) >= _A_SENTENCE and not ctx.message.group:
        unmatched.keep(ctx, reading.text)  # "quà cáp sao rồi" may be taught
    if content:
        fitting = [
            i
            for i in visibility.visible(ctx)
            if i.kind != "ratio" and near.is_near(i, content, plain=reading.text.isascii())
        ]
        if not fitting and said.startswith("ghi "):
            return Reply(texts.taught.not_understood(ctx.who, (), (), None))
        if not fitting:
            return Reply(texts.beyond.not_in_the_book(ctx.who))
        fitting.sort(key=lambda i: (not _is_known(ctx, i), i not in like))
        daily = fitting[:_MOST]
    return Reply(texts.figures.which_figure(ctx.who), choices(*(label(ctx, i) for i in daily)))


def _is_known(ctx: Context, indicator: Indicator) -> bool:
    """Whether the book has a figure for this year."""
    return ledger.figure(ctx.session, indicator, ctx.unit, *this_year(ctx)) is not None


def label(ctx: Context, indicator: Indicator) -> str:
    """A figure on a button: the sentence that asks for it."""
    label = texts.figures.show(indicator.name)
    asks = vi.read(label, ctx.today).question
    return label if asks is not None and asks.indicator == indicator.code else f"{indicator.name}?"


_MOST = 4  # figures offered
_MINE_CHANGED = re.compile(
    r"\b(?:cua|so|viec) (?:toi|tui|minh|em|con|bac|anh|chi|co|chu)(?: ghi)? ai (?:da |moi |vua )?(?:sua|doi)\b"
)


def _like(ctx: Context, reading: Reading) -> list[Indicator]:
    """The figures whose names or phrases have a word in common with a question that named none: "tặng bao nhiêu?"."""
    said = words.bare(reading.text)
    told = set(said.split()) - near.OF_ANY_QUESTION
    if near.asks_so_then(reading):
        told.discard("vay")  # "gì vậy" asks for no loan
    known = [i for i in visibility.visible(ctx) if i.kind != "ratio"]
    whole = [i for i in known if any(" " in name and words.says(said, words.bare(name)) for name in i.phrases)]
    if whole:
        return sorted(whole, key=lambda i: not i.shown)[:_MOST]
    plain, low = reading.text.isascii(), set(reading.text.lower().split())
    firsts = {i.code: {name.split()[0] for name in (*i.phrases, i.name)} for i in known}
    begun = [i for i in known if any(words.bare(f) in told and (plain or f.lower() in low) for f in firsts[i.code])]
    return sorted(begun, key=lambda i: not i.shown)[:_MOST]


def _compared(ctx: Context, question: Asked, indicator: Indicator) -> Reply:
    if ctx.role == "ward" and question.says("lech", "lech voi", "chenh"):
        return ward.difference(ctx, question, indicator)
    if _is_of_several(ctx, question):
        named = [units.named(ctx, name) for name in committees.every(split(question.said))]
        only = [unit for unit in named if isinstance(unit, Unit)] if len(named) > 1 else []
        whole = replace(question, unit=ctx.unit) if ctx.role == "ward" else question
        return ward.ranking(ctx, whole, indicator, only)
    return comparing.answer(ctx, question, indicator)


def _is_of_several(ctx: Context, question: Asked) -> bool:
    """Whether khu phố are compared: "kp nào", "khu phố 9 với khu phố 5"; a committee's "khu phố" is its own."""
    named = question.says("kp nao", "cac kp", "kp khac", "khu pho khac", "nhat phuong")
    named = named or _THE_OTHERS.search(question.said) is not None
    named = named or (ctx.role == "ward" and question.says("khu pho") and question.question.unit is None)
    return named or question.question.unit == committees.WARD or len(committees.every(split(question.said))) > 1


_THE_OTHERS = re.compile(
    r"\b(?:cac|may|nhung) (?:kp|khu pho|ap|khom|noi) (?:kia|khac|con lai|ban)\b|\b(?:cac|may|nhung) (?:khu pho|ap) "
)


def _as_told_last(ctx: Context, question: Asked) -> tuple[Asked, list[Indicator]]:
    """ "So với tháng trước?" right after a figure asks for the same figure of the same unit."""
    before = subject.last(ctx)
    codes = [code for code in before.question.indicators if code in indicators()] if before else []
    if codes and question.says("dong", "tham gia", "nguoi"):  # "kp nào tham gia đông nhất" after how often
        codes = [averages.those_there(codes[0]) or codes[0]]
    if before is not None and codes:
        unit = before.unit if question.question.unit is None else question.unit
        indicator = indicators()[codes[0]]
        adds_up = indicator.kind == "flow"
        return _of_the_same_time(before, replace(question, unit=unit), ctx.today, adds_up=adds_up), [indicator]
    told = behind.last(ctx) if before is None else None  # after all figures at once none is meant
    if told is None or told.indicator is None:
        return question, []
    return replace(question, unit=told.unit), [told.indicator]


def _of_the_same_time(before: Asked, question: Asked, today: date, *, adds_up: bool) -> Asked:
    """ "So với quý 2?" right after a figure of the third quarter compares these two.

    After last month's figure "so với tháng trước?" is the month before that; after one of a month of this year "so với
    năm ngoái?" is that month of last year.

    After one of a year long past, "so với năm ngoái?" is still the last year by the calendar, "so với năm trước?" the
    one before that year.
    """
    told, against = before.period, question.question.against
    if told is not None and against is not None and question.says("cung ky"):
        days = Span(year_earlier(told.start), year_earlier(told.end))
        return replace(question, question=question.question._replace(period=told, against=days))
    if told is None or against is None or question.period is not None:
        return question
    if told == against:
        by_itself = question.says("thang truoc", "quy truoc")
        return (
            replace(question, question=question.question._replace(period=told, against=None)) if by_itself else question
        )
    last_year = today.year - 1
    if (against.start, against.end) == whole_year(last_year):
        if adds_up and told.start.year == today.year and _is_of_months(told):
            days = Span(year_earlier(told.start), year_earlier(told.end))
            return replace(question, question=question.question._replace(period=told, against=days))
        if told.end.year >= last_year:
            return question
        then = (
            Span(in_year(told.start, last_year), in_year(told.end, last_year)) if question.says("nam ngoai") else None
        )
        return replace(question, question=question.question._replace(period=told, against=then))
    lengths = [(span.end - span.start).days for span in (told, against)]
    if max(lengths) - min(lengths) > _ABOUT_AS_LONG:
        return question
    return replace(question, question=question.question._replace(period=told))


_ABOUT_AS_LONG = 3  # days: months, quarters


def _is_of_months(told: Span) -> bool:
    """Whether days are a month or a quarter."""
    return told.start.day == 1 and (told.end + timedelta(days=1)).day == 1 and told.end - told.start < _HALF_A_YEAR


_HALF_A_YEAR = timedelta(days=150)


def _progress(ctx: Context, question: Asked) -> Reply | None:
    """The answer to "đạt bao nhiêu % chỉ tiêu?"; None when a reported percentage has to do, or nothing of that kind."""
    indicator = aims.of_question(question)
    if indicator is None:
        return None
    found = aims.progress(ctx, question, indicator)
    if found is not None:
        return Reply(found)
    year = aims.year(ctx, question)
    ratios = [indicators()[code] for code in question.question.indicators if code in indicators()]
    reported = any(telling.knows_share(ctx, question, i) for i in ratios)
    return None if reported else Reply(texts.book.no_target(ctx.who, indicator.name, year, leads=ctx.leads))
