"""What the book does not keep and is asked for: names of people, groups of neighbours; with the number it does keep."""

import re
from collections.abc import Callable
from dataclasses import replace

from handlers import texts, vi, words
from handlers.context import Context
from handlers.message import Reply
from handlers.vi.reading import Reading

Tell = Callable[[Context, Reading], list[Reply]]  # answers a question

_NO_NAMES = {
    "names": ("danh sach ho ngheo", "danh sach cac ho ngheo", "ten ho ngheo", "ho ngheo nao"),
    "informants": ("ai cung cap", "ai bao tin", "ai to giac"),
    "donors": ("ai ung ho", "ai dong gop nhieu", "ai gop nhieu", "ai dong nhieu", "ai nop nhieu", "ai cho nhieu"),
}
_WHO_GAVE_MOST = re.compile(
    r"\b(?:ai|nguoi nao|nha nao|ho nao) (?:\w+ ){0,3}?(?:ung ho|dong gop|gop|dong|nop|cho|tang|trao)"
    r" (?:\w+ ){0,5}?nhieu (?:nhat|nhut)\b"
)


def answer(ctx: Context, reading: Reading, said: str, tell: Tell) -> list[Reply] | None:
    """What to say where it is asked who gave, or which group did most; None for any other question."""
    for kind, phrases in _NO_NAMES.items():
        if words.says(said, *phrases) or (kind == "donors" and asks_who_gave_most(said)):
            refused = Reply(texts.figures.refused(kind))
            return _and_the_number(ctx, reading, refused, tell) if _TWO_QUESTIONS.search(said) else [refused]
    return _instead_of_a_group(ctx, reading, said, tell)


def _instead_of_a_group(ctx: Context, reading: Reading, said: str, tell: Tell) -> list[Reply] | None:
    """The figure of the whole khu phố where it is asked which group of neighbours had most: "tổ nào dọn đông nhất"."""
    if not words.says(said, *_WHICH_GROUP) or not words.says(said, *_OF_GROUPS):
        return None
    plain = _GROUP_NAMED.sub(" ", f" {reading.text} ")
    how_many = "bao nhieu" if reading.text.isascii() else "bao nhiêu"
    people = " người" if words.says(said, "dong nhat", "don", "tham gia") else ""
    again = vi.read(f"{_SUPERLATIVE.sub(f' {how_many}{people} ', plain).strip()}?", reading.on)
    if again.question is None or not again.question.indicators:
        return None
    told = tell(ctx, again)
    if told[0].text.startswith("Dạ "):
        return told
    return [replace(told[0], text=f"{texts.figures.groups_together(ctx.unit.name)}\n{told[0].text}"), *told[1:]]


_WHICH_GROUP = ("to nao", "to may")
_OF_GROUPS = ("nhat", "nhut", "nhieu hon", "it hon")
_GROUP_NAMED = re.compile(r"\b(?:tổ|to|Tổ) (?:nào|nao|mấy|may)\b")
_SUPERLATIVE = re.compile(
    r" (?:được |duoc )?(?:nhiều|nhieu|đông|dong|ít|it|cao|thấp|thap)(?: \w+){0,3}? (?:nhất|nhat|nhứt|nhut|hơn|hon)\b"
)


def asks_who_gave_most(said: str) -> bool:
    """Whether it is asked who gave most, which the book does not keep: "ai đóng góp quỹ nhiều nhất"."""
    return "nhieu n" in said and _WHO_GAVE_MOST.search(said) is not None


def _and_the_number(ctx: Context, reading: Reading, refused: Reply, tell: Tell) -> list[Reply]:
    """What is not kept, with the number that is asked for beside it: "quỹ ai ủng hộ, tới giờ được bao nhiêu"."""
    again = vi.read(_WHO_GAVE.sub(" ", f" {reading.text} ").strip(" ,"), reading.on)
    if again.question is None or not again.question.indicators:
        return [refused]
    told = tell(ctx, again)
    return [replace(told[0], text=f"{told[0].text}\n\n{refused.text}"), *told[1:]]


_WHO_GAVE = re.compile(
    r"\b(?:ai|những ai|nhung ai) (?:\w+ ){0,3}?(?:hộ|ho|góp|gop|đóng|dong|nộp|nop|cho)\b(?: nhiều nhất| nhieu nhat)?",
    re.IGNORECASE,
)
_TWO_QUESTIONS = re.compile(r"\bai\b.*\b(?:bao nhieu|bao nhiu|bn)\b|\b(?:bao nhieu|bao nhiu|bn)\b.*\bai\b")
