"""What is left of the things that were to be given: "mua 5 phần quà tặng 3 hộ, còn lại 2 phần" gives 3, not 7."""

import re
from collections.abc import Sequence

from db.catalogue import indicators
from handlers import texts, wording, words
from handlers.vi.reading import Fact

Kept = Sequence[tuple[int, Fact]]

_LEFT = re.compile(r"\b(?:con lai|con du|con thua|con ton|du lai|du|thua|con)(?: (?:duoc|la|co|khoang))*$")
_FOR_SOMEBODY = re.compile(r"^(?: qua| nua)* (?:cho|tang|bieu|phat|trao|danh cho|gui)\b(?! lai\b| nhieu)")
_TO_GIVE = re.compile(r"\b(?:mua|nhan|co|chuan bi|dat|xin|lam|goi|duoc cho|ung ho|tai tro|gui|dem|mang)\b")
_GIVES = re.compile(r"\b(?:tang|phat|trao|bieu|cho|chia|phuc vu)\b")


def may_be_told(text: str) -> bool:
    """Whether words may tell what is left: a look that costs an ordinary deed nothing.

    >>> may_be_told("mua 5 phần, còn lại 2 phần"), may_be_told("tặng 5 phần quà")
    (True, False)
    """
    return " còn " in text or " con " in text or " dư " in text or " du " in text or "hừa " in text or "hua " in text


def without(kept: Kept, text: str) -> tuple[Kept, list[str]]:
    """The numbers of what was given, without what was there before and what is left; notes on what is left out."""
    for at, (_, left) in enumerate(kept):
        whole = _out_of_which(kept[:at], left, text)
        if whole is not None:
            return _given(kept, whole, left, text)
    return kept, []


def _out_of_which(before: Kept, left: Fact, text: str) -> Fact | None:
    """The number of which another one is what is left; None of a level, and of what was given to others still."""
    indicator = indicators().get(left.indicator or "")
    if indicator is None or indicator.kind != "flow" or left.unit == "dong" or left.change or not before:
        return None
    if _LEFT.search(words.bare(text[before[-1][1].end : left.start])) is None:
        return None
    if _FOR_SOMEBODY.match(f" {words.bare(text[left.end :])}"):
        return None
    alike = [f for _, f in before if (f.indicator, f.unit) == (left.indicator, left.unit) and f.value > left.value]
    return max(alike, key=lambda fact: fact.value, default=None)


def _given(kept: Kept, whole: Fact, left: Fact, text: str) -> tuple[Kept, list[str]]:
    given = whole.value - left.value
    told = [fact for _, fact in kept if fact.indicator == whole.indicator and fact not in (whole, left)]
    before = words.bare(text[: whole.start])
    to_give = [found.end() for found in _TO_GIVE.finditer(before)]
    was_to_be_given = bool(to_give) and _GIVES.search(before, to_give[-1]) is None
    if any(fact.value == given for fact in told) or (not was_to_be_given and not told):
        gone = (whole, left) if told else (left,)
        quoted = texts.records.quoted([fact.text for fact in gone])
        return [(i, fact) for i, fact in kept if fact not in gone], [texts.records.note_left_over(quoted)]
    if not was_to_be_given or told:
        return kept, []
    unit = indicators()[whole.indicator or ""]
    said = wording.short_amount(given, unit.unit, noun=unit.noun)
    new = whole._replace(value=given, text=said)
    note = texts.records.note_given_of(whole.text, left.text, said)
    return [(i, new if fact is whole else fact) for i, fact in kept if fact is not left], [note]
