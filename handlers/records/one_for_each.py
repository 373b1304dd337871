"""The answers to "mỗi hộ một phần là 4 phần quà, phải không ạ?": so many for each, or the number and its money."""

from collections.abc import Sequence
from dataclasses import replace

from handlers import texts, wording, words
from handlers.records import lines, own_words
from handlers.records.drafts import Draft, settled
from handlers.records.lines import DraftLine
from handlers.vi.reading import Fact, Reading

_THINGS = frozenset({"phan_qua", "suat"})
_LONGEST = 14  # words
_NO = frozenset("khong ko hong chua sai".split())


def hear(draft: Draft, question: lines.Open, reading: Reading) -> Draft | None:
    """The draft with what an answer tells beside a mere number; None where it is no such answer."""
    option, at = question.options[0], question.line
    said = words.bare(reading.text)
    if option.unit not in _THINGS or option.value is None or at is None or at < 0 or not reading.facts:
        return None
    if reading.intent in {"ask", "report"} or reading.day is not None or len(said.split()) > _LONGEST:
        return None
    money = [fact for fact in reading.facts if fact.unit == "dong"]
    things = [fact for fact in reading.facts if fact.unit in _THINGS]
    people = [fact for fact in reading.facts if fact.unit in {"ho", "nguoi"}]
    each = _for_each(things, people)
    if people[1:] or (people and each is None) or len(money) + len(things) + len(people) != len(reading.facts):
        return None
    many = people[0].value if people and people[0].value != 1 else option.value
    if money[1:] or not (money or each) or (not things and said.split()[0] in _NO):
        return None
    whole = next((fact for fact in things if fact is not each and not fact.per_item), None)
    count = _count(draft.lines[at], replace(option, value=many), whole, each)
    told = (*draft.lines[:at], count, *draft.lines[at + 1 :])
    if each is not None:
        told = tuple(_of_those_who_got_it(line, draft.lines[at]) for line in told)
        told = tuple(replace(one, value=many) if _counts_them(one, option) else one for one in told)
        done = replace(draft, lines=told, open=draft.open[1:])
    else:
        number = lines.Option("", count.value, option.unit, option.indicator, count.said)
        done = settled(replace(draft, open=draft.open[1:]), at, number)
    return _with_worth(done, at, money, reading)


def _for_each(things: Sequence[Fact], people: Sequence[Fact]) -> Fact | None:
    """What each of them got: "mỗi hộ 2 phần", "1 hộ 2 phần"."""
    one = any(fact.value == 1 for fact in people)
    each = [fact for fact in things if fact.per_item] or (list(things) if one and len(things) == 1 else [])
    return each[0] if len(each) == 1 else None


def _counts_them(line: DraftLine, option: lines.Option) -> bool:
    """Whether a line counts the households that were given something."""
    return line.unit == "ho" and line.value == option.value


def _count(line: DraftLine, option: lines.Option, whole: Fact | None, each: Fact | None) -> DraftLine:
    """The line of the things given, as many as are told, or as each got."""
    if whole is not None:
        return replace(line, value=whole.value, said=whole.text, unit=option.unit or line.unit)
    people = option.value or line.value
    if each is None or each.value == 1:
        return replace(line, value=people, said=option.said or line.said, unit=option.unit or line.unit)
    of_each = f"{wording.number(each.value)} {'suất' if each.unit == 'suat' else 'phần'}"
    how = texts.records.derived(_people(replace(line, value=people)), of_each)
    value = people * each.value
    said = wording.short_amount(value, option.unit or line.unit)
    return replace(line, value=value, said=said, how=how, unit=option.unit or line.unit)


def _people(line: DraftLine) -> str:
    """Those who were given something: “6 cụ” of "6 cụ già", else households."""
    return f"{wording.number(line.value)} {own_words.person(line.said) or 'hộ'}"


def _of_those_who_got_it(line: DraftLine, asked: DraftLine) -> DraftLine:
    """Money for each person is of those who were given something, and not of the things: "mỗi cụ 500 ngàn"."""
    if line.each is None or not _THING_WORDS.isdisjoint(line.of) or line.each * asked.value != line.value:
        return line
    return replace(line, how=texts.records.derived(_people(asked), wording.short_amount(line.each, line.unit)))


_THING_WORDS = frozenset({"phan", "suat"})


def _with_worth(draft: Draft, at: int, money: Sequence[Fact], reading: Reading) -> Draft | None:
    """The draft with what was told to be worth, of each or of all."""
    if not money:
        return draft
    count = draft.lines[at]
    code = lines.WORTH.get(count.indicator or "")
    if code is None or money[0].indicator not in {None, code, "qua_tri_gia"}:
        return None
    gathered = lines.gather(reading._replace(facts=tuple(money)))
    told = next(iter((*gathered.prices, *gathered.lines)), None)
    if told is None:
        return None
    told = replace(told, indicator=code)
    worth = lines.total(count, told) if gathered.prices else told
    return replace(draft, lines=(*(line for line in draft.lines if line.indicator != code), worth))
