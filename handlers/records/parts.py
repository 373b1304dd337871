"""What a few words say of one part of an open draft: whose it is, what it is for, one group's number, its money."""

import re
from dataclasses import replace
from decimal import Decimal

from db.catalogue import indicators
from handlers import texts, vi, wording, words
from handlers.records import anew, belonging, drafts, lines
from handlers.records.drafts import Draft, settled
from handlers.records.lines import DraftLine
from handlers.vi.reading import Fact, Reading

FEW_CLAUSES = 12  # words: half a sentence, or two


def named_part(draft: Draft, reading: Reading) -> Draft | None:
    """A draft with what is only named as a part of what it counts: "hòa giải thành" of the one case, or of how many."""
    named = reading.question.indicator if reading.question and names_only(reading) else None
    if named is None or reading.facts or named in {line.indicator for line in draft.lines}:
        return None
    wholes = {ratio.denominator for ratio in indicators().values() if ratio.numerator == named}
    whole = next((line for line in draft.lines if line.indicator and line.indicator in wholes), None)
    if whole is None:
        return None
    part = replace(whole, indicator=named, said=f"{whole.said} {wording.lower_first(reading.text.strip())}")
    several = whole.value > 1
    option = lines.Option(texts.asking.all_of(whole.value), whole.value)
    asks = lines.Open(texts.asking.ask_part(indicators()[named].name, whole.value), len(draft.lines), (option,))
    return replace(draft, lines=(*draft.lines, part), open=(*draft.open, asks) if several else draft.open)


def settled_too(draft: Draft, reading: Reading) -> Draft | None:
    """A draft of a quarrel that is said to be made up, or of a fund that is said to be handed up: "nộp hết rồi"."""
    said = words.bare(reading.text)
    if len(said.split()) > _NAME:
        return None
    known = {line.indicator for line in draft.lines}
    made_up = _MADE_UP.fullmatch(said) or (said.startswith("em ") and reading.text.lower().startswith("êm"))
    if made_up and "hg_vu_tiep_nhan" in known and "hg_vu_thanh" not in known:
        both = _as_well(draft, "hg_vu_tiep_nhan", "hg_vu_thanh", reading)
        number = re.search(r"\d+", said)
        told = replace(both.lines[-1], value=Decimal(number[0]) if number else both.lines[-1].value)
        return replace(both, lines=(*draft.lines, told)) if told.value <= both.lines[-1].value else None
    if reading.facts:
        return None
    paid = _HANDED_UP.fullmatch(said) is not None
    funds = [code for code in known if code and indicators()[code].paid_by and indicators()[code].paid_by not in known]
    return _as_well(draft, funds[0], str(indicators()[funds[0]].paid_by), reading) if paid and len(funds) == 1 else None


def other_fund(draft: Draft, reading: Reading) -> Draft | None:
    """A draft of a fund that is said to be another one, where no more is said: "quỹ đền ơn đáp nghĩa"."""
    named = reading.question.indicator if reading.question and names_only(reading) else None
    funds = [at for at, line in enumerate(draft.lines) if line.indicator in FUNDS]
    if named not in FUNDS or reading.facts or len(funds) != 1 or draft.lines[funds[0]].indicator == named:
        return None
    return settled(draft, funds[0], lines.Option("", indicator=named))


FUNDS = frozenset({"quy_vnn", "quy_dodn", "quy_khac"})


def _as_well(draft: Draft, whole: str, part: str, reading: Reading) -> Draft:
    """A draft in which all of one figure is of another one as well."""
    first, *more = (line for line in draft.lines if line.indicator == whole)
    added = replace(
        first, indicator=part, value=sum((line.value for line in more), first.value), how=None, each=None,
        said=f"{first.said} {wording.lower_first(reading.text.strip())}", apart="",
    )  # fmt: skip
    return replace(draft, lines=(*draft.lines, added))


_MADE_UP = re.compile(
    r"(?:da |deu |hoa giai )*(?:thanh|xong|thanh cong|on thoa)(?: duoc)?(?: ca| het)?"
    r"(?: \d{1,3}(?: vu)?)?(?: roi| het| ca| luon| em| a| nha| do)*"
)
_HANDED_UP = re.compile(
    r"(?:(?:da|toi|bac|co|chu|anh|chi|minh) )*(?:nop|dong|nap)(?: (?:len|ve|cho))* "
    r"(?:phuong (?:het|du)|het (?:len |ve |cho )?phuong)"
    r"(?: roi| luon| em| a| nha| do)*"
)


def on_occasion(draft: Draft, reading: Reading) -> Draft | None:
    """A draft with what it is said to be for, or for instead: "không phải Tết, trung thu", "dịp Vu lan nha"."""
    corrects = _NAMES_OCCASION.match(words.bare(reading.text)) is not None
    if not draft.lines or not corrects or reading.facts or reading.question or not drafts.is_short(reading):
        return None
    last = _INSTEAD.split(reading.text)[-1]
    occasion = vi.read(last, reading.on).occasion
    if not occasion or occasion == draft.occasion:
        return None
    return replace(_of_its_occasion(draft, autumn=occasion == "trung_thu"), occasion=occasion)


def _of_its_occasion(draft: Draft, *, autumn: bool) -> Draft:
    """A draft whose parcels are told as they are of Trung thu, which has a figure of its own, or as of any other."""
    told = {line.indicator for line in draft.lines}
    if autumn or draft.occasion == "trung_thu":
        old, new = ("qua_so_phan", "qua_trung_thu") if autumn else ("qua_trung_thu", "qua_so_phan")
        if old in told and new not in told:
            moved = tuple(replace(one, indicator=new) if one.indicator == old else one for one in draft.lines)
            return replace(draft, lines=moved)
    return draft


def for_others(draft: Draft, reading: Reading) -> Draft | None:
    """A draft whose figures are said to count elsewhere, or here: "tính cho chi hội thôi"."""
    if not draft.lines or reading.facts:
        return None
    whose = belonging.of_all(reading)
    moved = tuple(replace(line, counts_for=whose) for line in draft.lines) if whose else draft.lines
    return replace(draft, lines=moved) if moved != draft.lines else None


_NAMES_OCCASION = re.compile(
    r"(?:(?:a|ua|u|em|oi|la|nham|lon) )*(?:(?:khong|ko|k|hong|hok) phai|dip|nhan dip)\b|(?:a |ua )*(?:nham|lon)\b"
)
_INSTEAD = re.compile(r",|\b(?:mà|ma|là|la)\b")


def told_otherwise(draft: Draft, reading: Reading) -> Draft | None:
    """A draft in whose words a number that no figure counts is another one: "4 bao lận" after "3 bao rác"."""
    fact = lines.only_fact(reading)
    if fact is None or fact.indicator or fact.unit == "dong" or not drafts.is_short(reading):
        return None
    things = fact.unit == "other"  # else the unit tells what is counted
    was = vi.read(draft.text, draft.day_to or reading.on)
    uncounted = {line.said for line in lines.gather(was).uncounted}
    noun = _noun(fact)
    of = {fact.unit, "ho"} if fact.unit == "can_nha" else {fact.unit, "can_nha"} if fact.unit == "ho" else {fact.unit}
    told_before = [one for one in was.facts if one.text in uncounted and one.unit in of]
    alike = [one for one in told_before if not things or noun & set(words.bare(one.text).split())]
    stands = things and any(noun & set(words.bare(line.said).split()) for line in draft.lines)
    if len(alike) != 1 or stands:
        return None
    old = alike[0]
    totals = [one for one in draft.lines if one.each and one.each * old.value == one.value]
    if not (things or fact.aside or totals):
        return None
    count = DraftLine(None, fact.value, "ho" if old.unit == "can_nha" else old.unit, fact.text)
    told = [
        lines.total(count, replace(one, value=one.each)) if one in totals and one.each else one for one in draft.lines
    ]
    new = f"{wording.number(fact.value)}{old.text[len(old.text.split()[0]) :]}" if things else fact.text
    typed = "|".join(map(re.escape, (old.text, wording.marked(old.text))))
    now = wording.marked(new) if wording.marked(old.text) != old.text else new
    notes = [re.sub(rf"(?<=[“ ])(?:{typed})(?=[ ”])", lambda _: now, note) for note in draft.notes]
    text = draft.text[: old.start] + new + draft.text[old.end :]
    beside = tuple(replace(count, said=new) if one.said == old.text else one for one in draft.beside)
    return replace(draft, text=text, notes=tuple(notes), lines=tuple(told), beside=beside)


def each_instead(draft: Draft, reading: Reading) -> Draft | None:
    """A draft with another number for each, where that gave a total or waits for a count: "không phải, 10 cuốn"."""
    fact = lines.only_fact(reading)
    if fact is None or not words.puts_right(reading) or not drafts.is_short(reading):
        return None
    lines_ = [one for one in draft.lines if one.each is not None and _is_alike(one, fact)]
    lines_ = [one for one in lines_ if one.each and fact.value * fact.value < one.each * one.value]
    prices = [one for one in draft.prices if _is_alike(one, fact)]
    if len(lines_) + len(prices) != 1:
        return None
    told_now = _with_number(draft, (*lines_, *prices)[0].said, fact)
    if prices:
        new = replace(prices[0], value=fact.value, said=fact.text)
        return replace(told_now, prices=tuple(new if one is prices[0] else one for one in draft.prices))
    (old,) = lines_
    how = texts.records.derived((old.how or "").split(" × ")[0], wording.short_amount(fact.value, old.unit))
    value = old.value / (old.each or 1) * fact.value
    new = replace(old, value=value, each=fact.value, said=fact.text, how=how)
    return replace(told_now, lines=tuple(new if one is old else one for one in draft.lines))


def each_day_instead(draft: Draft, reading: Reading) -> Draft | None:
    """A draft with another number for each day, or of days, where they gave a total: "à 25 suất", "không, 6 ngày"."""
    told = [(at, found) for at, one in enumerate(draft.lines) if (found := _A_DAY.match(one.how or ""))]
    if len(told) != 1 or not drafts.is_short(reading):
        return None
    at, found = told[0]
    old, was = draft.lines[at], Decimal(found[1])
    each, said = old.value / was, found[2]
    said_days = None if reading.facts else _DAYS_ALONE.fullmatch(words.bare(reading.text))
    fact = lines.only_fact(reading)
    if said_days is not None:
        days = Decimal(said_days[1])
    elif fact is not None and _is_of_the_day(old, fact, reading) and fact.value**2 < each * old.value:
        days, each, said = was, fact.value, fact.text
    else:
        return None
    new = replace(old, value=days * each, said=said, how=texts.records.derived(f"{days} ngày", said))
    return drafts.with_lines(draft, lines.with_line(draft.lines, at, new))


def _is_of_the_day(line: DraftLine, fact: Fact, reading: Reading) -> bool:
    """Whether a number with hardly a word beside it is one of what a line counts."""
    noun = _noun(fact)
    alike = bool(noun) and noun <= set(words.bare(line.said).split())
    return (alike or fact.indicator == line.indicator) and (anew.says_little_more(reading) or words.puts_right(reading))


_A_DAY = re.compile(r"(\d+) ngày × (.+)")
_DAYS_ALONE = re.compile(
    r"(?:(?:a|ua|khong phai|khong|nham|lon|quen|da|em|co|chi|toi|moi|la|ma|khoan) )*(\d{1,2}) ngay"
    r"(?: (?:thoi|lan|moi dung|chu|a|em|nha|nhe))*"
)


def _with_number(draft: Draft, old: str, fact: Fact) -> Draft:
    """A draft whose words tell another number instead, so that what is read in them later is right."""
    thing = old.partition(" ")[2] if fact.unit == "other" else ""
    new = f"{wording.number(fact.value)} {thing}" if thing else fact.text
    return replace(draft, text=draft.text.replace(old, new, 1))


def _is_alike(line: DraftLine, fact: Fact) -> bool:
    """Whether a number counts what a line counts, by its unit and, where that says little, its thing."""
    things = fact.unit == "other" and not _noun(fact) & set(words.bare(line.said).split())
    return line.unit == fact.unit and not things and fact.indicator in {None, line.indicator}


def _noun(fact: Fact) -> set[str]:
    """The words of a number that say what it counts."""
    return {word for word in words.bare(fact.text).split() if word.isalpha()}


def of_a_group(draft: Draft, reading: Reading) -> Draft | None:
    """A draft with what one group's number is instead, where several groups have theirs: "tổ 7 là 2tr5"."""
    told = lines.only_fact(reading)
    group = _GROUP.search(words.bare(reading.text))
    if group is None or told is None or not drafts.is_short(reading):
        return None
    was, since, found = vi.read(draft.text, draft.day_to or reading.on).facts, 0, []
    for fact in was:
        of = _GROUP.search(words.bare(draft.text[since : fact.start]))
        since = fact.end
        if of is not None and of[1] == group[1] and fact.unit == told.unit:
            found.append(fact)
    at = [i for i, line in enumerate(draft.lines) if [fact.text for fact in found] == [line.said]]
    alike = sum(line.unit == told.unit for line in draft.lines)
    if len(at) != 1 or alike < _SEVERAL or (told.indicator and told.indicator != draft.lines[at[0]].indicator):
        return None
    return settled(draft, at[0], lines.Option("", told.value, said=told.text))


_GROUP = re.compile(r"\bto (\d{1,2})\b")
_SEVERAL = 2


def of_a_named_line(draft: Draft, reading: Reading) -> Draft | None:
    """A draft with another number in the line that is named by its words: "cái hòa giải là thành 2"."""
    said = _NAMED_LINE.fullmatch(words.bare(reading.text))
    if said is None or any(fact.indicator or fact.unit != "other" for fact in reading.facts):
        return None
    known = [(i, lines.words_of(line)) for i, line in enumerate(draft.lines) if line.indicator]
    for little in (_LITTLE, _LITTLE | {"thanh"}):
        named = set(said[1].split()) - little
        fits = [i for i, by in known if named and named <= by]
        if len(fits) == 1:
            return settled(draft, fits[0], lines.Option("", Decimal(said[2]), said=said[2]))
    return None


_NAMED_LINE = re.compile(r"((?:[a-z]+ )+)(\d{1,6})(?: (?:thoi|nhe|nha|a|em|lan|moi dung|chu))*")
_LITTLE = frozenset("cai so la con co thi chi a ua ma nham lon sua lai duoc dat moi hien nay cung".split())


def its_money(draft: Draft, reading: Reading) -> Draft | None:
    """A draft with the money of its deed, of which the words say no more: "tiền thì 6 triệu" after parcels."""
    code = _MONEY.get(draft.activity or "")
    told = lines.gather(reading)
    if code is None or draft.steps or len(told.told) != 1 or told.told[0].unit != "dong" or told.told[0].indicator:
        return None
    beside = set(words.bare(reading.text).split()) - set(words.bare(told.told[0].said).split())
    if code in {line.indicator for line in draft.lines} or told.open or not beside <= _OF_MONEY:
        return None
    return replace(draft, lines=(*draft.lines, replace(told.told[0], indicator=code))) if draft.lines else None


_MONEY = {  # the figure that the money of a deed is
    "tang_qua": "qua_tri_gia", "giao_duc": "hoc_bong_tri_gia", "nha_dai_doan_ket": "nha_ddk_kinh_phi",
    "cuu_tro": "cuu_tro",
}  # fmt: skip
_OF_MONEY = frozenset(
    "tien mat thi la het tong cong tri gia kinh phi so khoang chung co duoc nua va con voi nha nhe a em ma o u da do "
    "tat ca thay chan ton hinh nhu gan hon".split()
)


def names_only(reading: Reading) -> bool:
    """Whether a message only names something, as an answer does, and asks nothing of its own."""
    said = words.bare(reading.text)
    asks = (
        "?" in reading.text
        or said.endswith((" khong", " chua", " sao"))
        or words.says(said, "bao nhieu", "nhieu", "nhiu", "bn", "may", "ai", "nao", "gi")
    )
    return len(said.split()) <= _NAME and not asks


_NAME = 6  # words: "lượt người ra quân vệ sinh"
