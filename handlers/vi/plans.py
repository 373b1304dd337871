"""Which quantities are planned and not yet there: chỉ tiêu 30tr, dự kiến tặng 50 phần, cần xóa 2 nhà tạm."""

from bisect import bisect_right
from operator import itemgetter

from handlers.vi import cues
from handlers.vi.amounts import Quantity
from handlers.vi.phrases import Phrases, Vocabulary
from handlers.vi.words import Text

_PLANNED = Phrases([(words, plan == "yes") for plan in ("yes", "no") for words in cues.table("plan")[plan]])
_DONE = cues.listed("plan", "done")
_NOT_A_PLAN = cues.listed("plan", "not_after")
_ALREADY, _REACHED = Vocabulary("đã"), Vocabulary("đạt được")
_TARGET = Phrases([(words, True) for words in cues.table("plan")["target"]])
_COLLECTED = Vocabulary("thu nộp đóng làm tặng xây quyên")
_SOON = 4
_REACH = 12
_STOPS = {".", ";", "\n", "!", "?"}


def marked(text: Text, found: list[Quantity], *, ahead: bool) -> list[Quantity]:
    """Mark what is planned; with `ahead` the whole message is about a day to come."""
    plans = _plans(text)
    if not ahead and not plans:
        return found
    if plans and all(found[0].last <= first < found[-1].first for first, _ in plans):
        ahead = False  # tặng 30 phần, dự kiến tháng sau tặng tiếp 20 phần
    return [
        quantity.but(planned=(ahead and not _is_done(text, quantity)) or _in_plan(quantity, plans))
        for quantity in found
    ]


def _is_done(text: Text, quantity: Quantity) -> bool:
    """Say whether a đã in the same clause tells what is there: "đã tặng 30 phần, còn 20 phần mai tặng tiếp"."""
    for place in range(quantity.first - 1, max(-1, quantity.first - _REACH), -1):
        if text.kinds[place] == "mark":
            return False
        if _ALREADY.has(text, place):
            return True
    return False


def _plans(text: Text) -> list[tuple[int, int]]:
    """Find the reach of each word of planning: up to the end of the sentence, or a word that tells what is there."""
    reaches = []
    reach = 0
    for place in _PLANNED.places(text):
        found = _PLANNED.at(text, place) if place >= reach else None
        if found is None:
            continue
        reach = found[1]
        if not found[0] or _is_another_word(text, place, found[1]) or _NOT_A_PLAN.before(text, place):
            continue
        if _REACHED.has(text, reach):
            reach += 1  # phấn đấu đạt 98%
        target = _TARGET.at(text, place) is not None
        while reach < len(text.lows) and text.lows[reach] not in _STOPS and not _tells_done(text, reach):
            if target and text.lows[reach] == "," and _tells_collected(text, reach + 1):
                break
            reach += 1
        reaches.append((place, reach))
    return reaches


def _is_another_word(text: Text, place: int, end: int) -> bool:
    """Say whether a single word without diacritics is more likely another one: can (cận), tinh (tình), xin."""
    return text.folds and end == place + 1 and text.lows[place] == text.bares[place]


def _tells_done(text: Text, place: int) -> bool:
    return _DONE.at(text, place) is not None


def _tells_collected(text: Text, place: int) -> bool:
    """Say whether a clause tells what was reached of a target: chỉ tiêu 50tr, kp thu 46tr."""
    return any(_COLLECTED.has(text, there) for there in range(place, min(place + _SOON, len(text.lows))))


def _in_plan(quantity: Quantity, plans: list[tuple[int, int]]) -> bool:
    index = bisect_right(plans, quantity.first, key=itemgetter(0)) - 1
    return index >= 0 and quantity.first < plans[index][1]
