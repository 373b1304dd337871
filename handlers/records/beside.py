"""A message beside an open draft: what it corrects, adds or says more of; None where it tells something else."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from db.catalogue import indicators
from handlers import texts, vi, wording, words
from handlers.context import Context
from handlers.records import adding, anew, attached, drafts, lines, parts, recounted, steps, tale, undone, unplaced
from handlers.records.base import no_level
from handlers.records.drafts import Draft, is_another, is_asked_of_a_figure, place_of, with_lines
from handlers.records.lines import DraftLine
from handlers.vi.reading import Reading
from handlers.vi.words import split


def hear(ctx: Context, draft: Draft, reading: Reading, asked: bool) -> Draft | None:  # noqa: ARG001, FBT001
    """A message beside an open draft: it corrects a figure or adds one, unless it is plainly another thing."""
    of_photos = unplaced.heard(ctx, draft, reading) if draft.photos_wait else None
    heard_of = _understood(draft, reading) if of_photos is None else of_photos
    return heard_of if heard_of is None or "chuy" not in reading.text.lower() else tale.handed_on(heard_of, reading)


def _understood(draft: Draft, reading: Reading) -> Draft | None:
    part = _first(_WITHOUT_A_FIGURE, draft, reading)
    if part is not None:
        return part
    if reading.intent in {"ask", "report"} or adding.leaves_undone(reading):
        return undone.of_draft(draft, reading)
    if drafts.tells_another_deed(draft, reading):
        return None
    changed = _first(_OF_A_LINE, draft, reading) or _heard(draft, reading)
    if changed is None:
        return None
    asked_of = {question.line for question in changed.open}
    known = [line for at, line in enumerate(changed.lines) if line.indicator and at not in asked_of]
    kept = [note for note in changed.notes if note not in draft.notes]
    text = f"{draft.text}; {reading.text}" if _at_another_price(draft, changed) else changed.text
    return replace(changed, text=text, noted=" ".join(filter(None, (_noted(draft.lines, known), *kept))))


def _at_another_price(draft: Draft, changed: Draft) -> bool:
    """Whether a total is now made of another price, of which the words of the draft say nothing yet."""
    was = {line.indicator: line.each for line in draft.lines if line.each is not None}
    now = {line.indicator: line.each for line in changed.lines if line.each is not None and line.indicator in was}
    return changed.text == draft.text and any(each != was[code] for code, each in now.items())


_WITHOUT_A_FIGURE = (
    parts.named_part,
    parts.settled_too,
    parts.other_fund,
    parts.on_occasion,
    parts.for_others,
    tale.unfinished,
    tale.more,
    attached.taken_off,
)
_OF_A_LINE = (
    recounted.of_draft,
    parts.each_day_instead,
    parts.each_instead,
    parts.told_otherwise,
    parts.of_a_group,
    parts.of_a_named_line,
    parts.its_money,
)


def _first(ways: Sequence[Callable[[Draft, Reading], Draft | None]], draft: Draft, reading: Reading) -> Draft | None:
    """What a message makes of a draft in the first of some ways in which it can be meant."""
    return next(filter(None, (says(draft, reading) for says in ways)), None)


def _noted(before: Sequence[DraftLine], after: Sequence[DraftLine]) -> str:
    """What has become of the lines, to be said where a question follows and no recap."""
    stood = {line.indicator for line in before}
    told = [texts.asking.noted_first(line.said) for line in after if line.indicator not in stood and line.how is None]
    for old, new in zip(before, [line for line in after if line.indicator in stood], strict=False):
        if not new.indicator or old.indicator != new.indicator or old.value == new.value:
            continue
        if old.change and new.change:
            was, now = (wording.change(one.value, one.unit, "", one.qualifier, one.value_max) for one in (old, new))
            told += [texts.asking.noted_instead(indicators()[new.indicator].name, was, now)]
            continue
        was, now = (
            wording.QUALIFIER_WORDS[old.qualifier] + wording.number(old.value),
            wording.short_amount(new.value, new.unit, new.qualifier, new.value_max),
        )
        told += [texts.asking.noted_instead(indicators()[new.indicator].name, was, now)]
    return " ".join(told)


def _heard(draft: Draft, reading: Reading) -> Draft | None:
    gone_on = _beside(draft, reading)
    gathered = _of_draft(draft, lines.gather(gone_on))
    kept = tale.kept(draft, gathered, gone_on) or _asked_of_which(draft, gathered, reading)
    kept = draft if kept is None and _is_their_sum(draft, gathered, reading) else kept
    if kept is not None:
        return kept
    alone = _ALONE.fullmatch(words.bare(reading.text))
    number = words.bare_number(reading) if alone or (words.puts_right(reading) and not gathered.lines) else None
    if number is not None and alone and draft.lines and not draft.open:
        return draft if number in [line.value for line in draft.lines] else _instead(draft, number, reading.text)
    if number is not None and (instead := _instead(draft, number, reading.text)) is not None:
        return instead
    more = _more(draft, reading)
    if more:
        added = with_lines(draft, _with_more(draft.lines, more))
        return _of_an_earlier_day(draft, added, more, reading)
    if _is_of_the_book(draft, gathered, reading) or _is_more_of_another(draft, gathered, reading):
        return None
    alike = _restated_alike(draft, gathered, reading)
    if alike is not None:
        level = words.says(words.bare(reading.text), *_LEVEL)
        draft = _as_levels(draft) if level else draft
        return with_lines(draft, _joined(draft.lines, [alike]))
    begun = bool(draft.lines) or (bool(draft.steps) and reading.activity == draft.activity)
    if not begun or not (gathered.lines or gathered.prices) or _is_another(draft, gathered, gone_on):
        return None
    if is_asked_of_a_figure(draft) and not _goes_with(draft, gathered, reading):
        return None
    current = _joined(draft.lines, [_still_a_change(draft, line, reading) for line in gathered.lines])
    priced = lines.Gathered(current, prices=gathered.prices)
    if all(question.line != lines.PRICE for question in gathered.open):  # else it is asked first what a price means
        priced = lines.with_totals(priced, _people_of(draft))
    current = _joined(current, priced.lines[len(current) :])
    draft = replace(draft, notes=tuple(dict.fromkeys((*draft.notes, *gathered.notes, *priced.notes))))
    still_open = draft.open or gathered.open
    changed = replace(with_lines(draft, current), open=still_open, stated=gathered.stated or draft.stated)
    return replace(changed, prices=(*draft.prices, *priced.prices), beside=(*draft.beside, *gathered.uncounted))


def _of_an_earlier_day(draft: Draft, added: Draft, more: Sequence[DraftLine], reading: Reading) -> Draft:
    """A draft to which something of a day that is not named was added, which is said: "thêm 1 vụ bữa trước nữa"."""
    found = _SOME_DAY.search(reading.text) if reading.day is None else None
    at = _place_of_more(draft.lines, more[0]) if found else None
    if found is None or at is None or draft.lines[at].indicator is None:
        return added
    return replace(added, remark=texts.records.added_of_some_day(found[0].lower(), lines.in_short(draft.lines[at])))


_SOME_DAY = re.compile(r"\b(?:bữa|bua|hôm|hom|lần|lan|đợt|dot) (?:trước|truoc|nọ|no|kia kìa)\b", re.IGNORECASE)


def _is_their_sum(draft: Draft, gathered: lines.Gathered, reading: Reading) -> bool:
    """Whether a number only adds up lines that are there: "tổng là 9 triệu" of 5 triệu 2 and 3 triệu 8."""
    if len(gathered.told) != 1 or not words.says(words.bare(reading.text), *drafts.SUMS_UP):
        return False
    parts_ = [line.value for line in draft.lines if line.unit == gathered.told[0].unit]
    return len(parts_) > 1 and sum(parts_) == gathered.told[0].value


_DENIED = re.compile(r"\b(?:khong|ko|hong|k) phai (?:la )?(\d+)\b")


def _instead(draft: Draft, number: Decimal, text: str) -> Draft | None:
    """A number that does not say what it counts, in place of the only one there: "25" of 21 triệu is 25 triệu."""
    counted = [at for at, line in enumerate(draft.lines) if line.each is None]
    denied = _DENIED.search(words.bare(text))
    if denied and number != Decimal(denied[1]):
        counted = [at for at in counted if draft.lines[at].value == Decimal(denied[1])] or counted
    if len(counted) != 1:
        return None
    line = draft.lines[counted[0]]
    value = number * _MILLION if line.unit == "dong" and number < _THOUSAND <= line.value / _THOUSAND else number
    return drafts.counted_anew(draft, counted[0], value, text)


_ALONE = re.compile(  # "65", "tới 65 lận", "65 thôi em"
    r"(?:(?:khoang|chung|toi|chi|chi co|co|la|moi|ua|nham|da|um|a) )*\d+"
    r"(?: (?:thoi|lan|moi dung|a|em|nha|nhe|do|luon))*"
)
_THOUSAND, _MILLION = Decimal(1000), Decimal(1_000_000)


def _is_another(draft: Draft, gathered: lines.Gathered, reading: Reading) -> bool:
    """Whether a sentence with figures is a new thing; a figure that goes with the deed is none: "dân góp 20 triệu"."""
    strange = (one for one in gathered.lines if one.indicator is None and place_of(draft.lines, one) is None)
    if drafts.only_tells_levels(draft) and any(strange):
        return True  # people of whom no word says what they are, beside how many live here
    known = {line.indicator for line in draft.lines}
    _, go_with = steps.STEPS.get(draft.activity or "", ("", ()))
    goes = any(fact.indicator for fact in reading.facts) and all(
        fact.indicator not in known and (fact.aside or fact.indicator in go_with or _is_named_in(draft, fact.indicator))
        for fact in reading.facts
    )
    if words.bare(reading.text).startswith(_JOINS) and drafts.is_short(reading) and reading.day is None:
        return False
    if _is_one_thing_more(draft, reading):
        return False
    few = len(words.bare(reading.text).split()) <= parts.FEW_CLAUSES and reading.day in {None, draft.day_from}
    return not (goes and few) and is_another(draft, reading)


def _is_one_thing_more(draft: Draft, reading: Reading) -> bool:
    """Whether something done is told on top of a draft, on its day: "quên nữa, có thêm 50 cuốn tập"."""
    known = [indicators().get(fact.indicator or "") for fact in reading.facts]
    done = bool(known) and all(one is not None and one.kind == "flow" for one in known)
    few = len(words.bare(reading.text).split()) <= parts.FEW_CLAUSES and reading.day in {None, draft.day_from}
    return done and few and adding.is_meant(reading) and not drafts.only_tells_levels(draft)


def _is_named_in(draft: Draft, code: str | None) -> bool:
    """Whether the words of a draft name the thing that a figure counts: the đèn of "dân góp làm đèn 2 triệu 4"."""
    indicator = indicators().get(code or "")
    thing = indicator.noun.lower().split() if indicator and indicator.unit not in _NO_THINGS else []
    return bool(thing) and not set(thing).isdisjoint(draft.text.lower().split())


_NO_THINGS = frozenset({"dong", "nguoi", "ho", "luot", "percent", "other", "phan_qua", "suat"})


def _still_a_change(draft: Draft, line: DraftLine, reading: Reading) -> DraftLine:
    """A number told anew of a change, which is one still unless a level is told: "4 camera chứ không phải 3"."""
    at = None if line.change or line.indicator is None else place_of(draft.lines, line)
    if at is None or not draft.lines[at].change or words.says(words.bare(reading.text), *_LEVEL):
        return line
    return _in_place_of(draft.lines[at], line)


def _as_levels(draft: Draft) -> Draft:
    """A draft of what has risen as one of how many there are now, for that is told next."""
    notes = {no_level(line) for line in draft.lines if line.change and line.indicator}
    told = tuple(replace(line, change=False) for line in draft.lines)
    return replace(draft, lines=told, notes=tuple(note for note in draft.notes if note not in notes))


_LEVEL = ("con", "con lai", "hien co", "hien", "tong", "tong cong", "ca thay", "tat ca", "la co", "du")


def _people_of(draft: Draft) -> tuple[DraftLine, ...]:
    """Those whom the words of a draft count beside its figures: the 10 of "100 cuốn tập cho 10 em"."""
    return lines.gather(vi.read(draft.text, draft.day_to)).uncounted if draft.day_to else ()


def _of_draft(draft: Draft, gathered: lines.Gathered) -> lines.Gathered:
    """What a message tells, with what no figure counts where it corrects one that is there: "15 em" for 12 people."""
    people = [line for line in gathered.uncounted if line.unit in {"nguoi", "luot"}]  # "rộng 2,5m" is no length
    corrects = [line for line in people if place_of(draft.lines, line) is not None]
    return replace(gathered, lines=(*gathered.lines, *corrects))


def _is_of_the_book(draft: Draft, gathered: lines.Gathered, reading: Reading) -> bool:
    """Whether "sửa lại camera thành 4 cái" is of a record, for the draft tells of no such thing."""
    said = words.bare(reading.text)
    mends = said.startswith(("sua ", "chinh lai", "doi lai")) or words.says(said, "chu khong phai", "cho khong phai")
    return (
        mends
        and bool(gathered.lines)
        and all(line.indicator and place_of(draft.lines, line) is None for line in gathered.lines)
    )


def _restated_alike(draft: Draft, gathered: lines.Gathered, reading: Reading) -> DraftLine | None:
    """A number said anew in the word that the draft counts in: "3 cái thôi, 1 cái hư" of cameras, "ủa 12 suất"."""
    said = words.bare(reading.text).split()
    told = [line for line in gathered.lines if line.each is None]
    if (
        not told
        or gathered.prices
        or is_asked_of_a_figure(draft)
        or any(place_of(draft.lines, line) is not None for line in told)
    ):
        return None
    few = len(said) <= (parts.FEW_CLAUSES if reading.activity in {None, "khac"} else _BARE_NUMBER)
    few = few or anew.says_little_more(reading)  # "khoan đã, mới có 4 suất" of grants
    places = {lines.counted_alike(draft.lines, line) for line in told}
    tells_anew = any(line.indicator for line in told) and not _DEEDS.isdisjoint(said)
    return told[0] if few and len(places) == 1 and None not in places and not tells_anew else None


_BARE_NUMBER = 4  # words: "ủa 12 suất"
_DEEDS = frozenset("tang phat trao cho giup them lam trong lap gan".split())


def _asked_of_which(draft: Draft, gathered: lines.Gathered, reading: Reading) -> Draft | None:
    """A draft that asks of which line a number is whose one word counts several: "12 suất" of grants and meals."""
    if draft.open or len(gathered.told) != 1 or len(words.bare(reading.text).split()) > _BARE_NUMBER:
        return None
    told = gathered.told[0]
    alike = lines.all_counted_alike(draft.lines, told)
    known = [(at, indicators().get(draft.lines[at].indicator or "")) for at in alike]
    options = [lines.Option(i.name, told.value, said=told.said, line=at) for at, i in known if i is not None]
    if len(options) < _SEVERAL or any(line.value == told.value for line in draft.lines):
        return None
    return replace(draft, open=(lines.Open(texts.asking.of_which_line(told.said), None, tuple(options)),))


_SEVERAL = 2


def _more(draft: Draft, reading: Reading) -> tuple[DraftLine, ...]:
    """What a message tells to be more of what the draft has; nothing where it tells something else as well."""
    if not draft.lines or not adding.is_meant(reading) or not _is_within(draft, reading):
        return ()
    told = lines.gather(adding.done(reading)).told
    if any(_is_of_a_deed_unknown(draft, line, reading) for line in told):
        return ()
    return told if all(_place_of_more(draft.lines, line) is not None for line in told) else ()


def _is_more_of_another(draft: Draft, gathered: lines.Gathered, reading: Reading) -> bool:
    """Whether more is told of another day or deed: "có bác Bảy với 3 đứa nữa" takes nobody's place."""
    if not adding.is_meant(reading):
        return False
    unknown = any(_is_of_a_deed_unknown(draft, line, reading) for line in gathered.told)
    return unknown or not _is_within(draft, reading)


def _is_of_a_deed_unknown(draft: Draft, line: DraftLine, reading: Reading) -> bool:
    """Whether more people are told of another deed than those of whom it is not known what they count for."""
    at = place_of(draft.lines, line)
    unknown = at is not None and draft.lines[at].indicator is None
    told = set(words.bare(reading.text).split()) - set(words.bare(draft.text).split())
    return unknown and len([word for word in told if word.isalpha() and word not in _SAYING_MORE]) > 1


_SAYING_MORE = frozenset(
    "quen sot thieu them nua con co cong ghi luon toi bac chi anh co chu em a ma va roi cho duoc".split()
)


def _is_within(draft: Draft, reading: Reading) -> bool:
    """Whether a message tells no day, or one of the days of a draft: more of another day is another record."""
    return reading.day is None or (draft.day_from or reading.day) <= reading.day <= (draft.day_to or reading.day)


def _place_of_more(current: tuple[DraftLine, ...], line: DraftLine) -> int | None:
    at = place_of(current, line)
    if at is not None or line.indicator is not None:
        return lines.counted_alike(current, line) if at is None else at
    fitting = [i for i, old in enumerate(current) if old.indicator and line.unit in lines.units_of(old.indicator)]
    return fitting[0] if fitting else None  # of cases taken in and made up the first holds the others


def _with_more(current: tuple[DraftLine, ...], more: Sequence[DraftLine]) -> tuple[DraftLine, ...]:
    for line in more:
        at = _place_of_more(current, line) or 0
        current = lines.with_line(current, at, adding.together(current[at], line))
    return current


def _goes_with(draft: Draft, gathered: lines.Gathered, reading: Reading) -> bool:
    """Whether what is told beside such a question is of the same draft: said to be added, or of a figure in it."""
    said = words.bare(reading.text)
    if gathered.prices or said.startswith(_ADDS) or words.says(said, "nua"):
        return True
    known = (
        place_of(draft.lines, line) is not None or lines.counted_alike(draft.lines, line) is not None
        for line in gathered.lines
    )
    return drafts.is_short(reading) and all(known)


_JOINS = ("voi ", "va ", "kem ", "cung voi ")
_ADDS = ("them ", "va ", "voi ", "ngoai ra ", "cong them ", "con ", "ghi them ", "luon ")


def _beside(draft: Draft, reading: Reading) -> Reading:
    """A message that tells what is for each, as it reads behind the words of the draft: "500k một suất"."""
    if words.bare(reading.text).startswith(_OF_WHICH) and draft.lines:
        behind = vi.read(f"{draft.text}, {reading.text}", reading.on).facts[-len(reading.facts) :]
        return reading._replace(facts=behind if reading.facts else (), activity=None)
    if all(fact.indicator is None and not (fact.planned or fact.per_item) for fact in reading.facts):
        return _going_on(draft, reading)
    if any(fact.indicator or not fact.per_item for fact in reading.facts):
        return reading
    whole = vi.read(f"{draft.text}, {reading.text}", reading.on).facts[-len(reading.facts) :]
    same = all((a.value, a.unit) == (b.value, b.unit) for a, b in zip(whole, reading.facts, strict=False))
    return reading._replace(facts=whole) if same and len(whole) == len(reading.facts) else reading


_OF_WHICH = ("trong do ", "trong so do ", "trong ay ")


def _going_on(draft: Draft, reading: Reading) -> Reading:
    """A few words as they read behind those of the draft: "nhà nước 50, dân 40", "thành 2", "600 ký"."""
    said = split(reading.text)
    asks = reading.question is not None or reading.intent in {"ask", "report", "correct"}
    if asks or len(said.lows) > parts.FEW_CLAUSES or not any(word.isdecimal() for word in said.lows):
        return reading
    told_already = [
        (place_of(draft.lines, one), lines.counted_alike(draft.lines, one)) for one in lines.gather(reading).told
    ]
    if any(places != (None, None) for places in told_already):
        return reading
    behind = len(draft.text) + 2
    told = tuple(f for f in vi.read(f"{draft.text}, {reading.text}", reading.on).facts if f.start >= behind)
    kept = len(told) >= len(reading.facts) and any(fact.indicator for fact in told)
    return reading._replace(facts=told, activity=None) if kept else reading


def _in_place_of(old: DraftLine, line: DraftLine) -> DraftLine:
    """A number as what is told of a line instead: of a change still a change, of the ward's still the ward's."""
    value = -line.value if old.change and old.value < 0 < line.value else line.value
    return replace(
        line, indicator=old.indicator, value=value, change=old.change, counts_for=old.counts_for, standard=old.standard
    )


def _joined(current: tuple[DraftLine, ...], told: Sequence[DraftLine]) -> tuple[DraftLine, ...]:
    """The lines of a draft with those told now in place of the ones that they correct."""
    corrected: set[int] = set()
    for line in told:
        at = place_of(current, line)
        if at is not None and at in corrected and line.indicator:  # "căn đầu 50 triệu, căn sau 60 triệu"
            current = (*current, line)
            continue
        corrected |= {len(current) if at is None else at}
        alike = lines.counted_alike(current, line) if at is None else None
        if alike is not None:
            kept = replace(_in_place_of(current[alike], line), unit=current[alike].unit)
            current = lines.with_line(current, alike, kept)
        elif at is None:
            current = (*current, line)
        else:
            same = line.indicator is not None and line.indicator == current[at].indicator
            kept = line if same else _in_place_of(current[at], line)
            current = lines.with_line(current, at, kept)
    return current
