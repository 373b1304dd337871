"""Which activity a message tells of: the topic of highest rank that it mentions."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from operator import itemgetter

from handlers.vi import lexicon
from handlers.vi.lexicon import Scene, Topic
from handlers.vi.reading import Fact, Intent

_TOLD = frozenset({"log", "status", "correct"})
_CIRCUMSTANCE = 30  # the rank up to which a topic only tells how things stand
_RECEIVING = frozenset({"ho", "nguoi", "luot"})
_OF_SEVERAL_KINDS = frozenset({"the_bhyt_tang", "tang_vat_pham"})  # together they are neither school nor health
_LIST_ENDS = frozenset((";", "\n"))


@cache
def _of_indicators() -> dict[str, str]:
    """Indicator → the activity of the first topic that counts in it."""
    topics = reversed(lexicon.topics().values())
    return {code: topic.activity for topic in topics for code in topic.facts.values() if code}


def activity_of(indicator: str) -> str | None:
    """The activity that a figure of an indicator tells of; None for one that only tells how large a place is.

    >>> activity_of("cay_xanh"), activity_of("so_ho")
    ('moi_truong', None)
    """
    found = _of_indicators().get(indicator)
    return None if found == "khac" else found


@cache
def _with_figures() -> list[Topic]:
    """The topics that a figure alone tells of."""
    return [topic for topic in lexicon.topics().values() if topic.figure]


def activity(scene: Scene, facts: Sequence[Fact], intent: Intent) -> str | None:
    """The activity code; "khac" for figures of nothing that is known, None where nothing is told.

    Of a list, "tặng 20 phần quà; dọn 200kg rác", the first that is told.
    """
    if intent not in _TOLD:
        return None
    told = {fact.indicator for fact in facts}
    if told >= _OF_SEVERAL_KINDS and scene.has("handing_out"):
        return "tang_qua"
    mentioned = _of_first_point(scene)
    if mentioned:
        ranked = [(topic.rank, topic.activity) for topic in mentioned]
        ranked += [(topic.told, topic.activity) for topic in _with_figures() if topic.figure in told]
        return max(ranked, key=itemgetter(0))[1]
    if "tang_vat_pham" in told and scene.has("handing_out"):
        return "tang_qua"  # a fan, a blanket: books and bicycles are mentioned as topics
    if told <= _CALLED_ON and facts and scene.has("calling_on") and not scene.has("handing_out"):
        return "ho_tro_tien"  # "thăm 4 hộ" is what "đi thăm 4 hộ" is
    by_indicator = _of_indicators()
    counted = [by_indicator[fact.indicator] for fact in facts if fact.indicator in by_indicator]
    return next((code for code in counted if code), _by_deed(scene, facts) if facts else None)


_CALLED_ON = frozenset({"ho_duoc_ho_tro", None})


def _of_first_point(scene: Scene) -> list[Topic]:
    """The topics up to the first mark of a list that has one before it; all of them where there is no list."""
    known = lexicon.topics()
    topics = [mention for mention in scene.topics if known[mention.label].rank > _CIRCUMSTANCE]
    for place in scene.clauses:
        if scene.text.lows[place] in _LIST_ENDS and topics and topics[0].first < place:
            topics = topics[: bisect_left(topics, place, key=lambda topic: topic.first)]
            break
    divided = scene.said("within")[:1]
    if divided and topics and topics[0].first < divided[0].first:  # "trong đó" only tells more of it
        topics = topics[: bisect_left(topics, divided[0].first, key=lambda topic: topic.first)]
    return [known[mention.label] for mention in topics or scene.topics]


def _by_deed(scene: Scene, facts: Sequence[Fact]) -> str:
    """What is done by its verb alone: things are handed out, or money is given."""
    money = any(fact.unit == "dong" for fact in facts)
    things = any(fact.unit not in {"dong", "percent", *(_RECEIVING if money else ())} for fact in facts)
    if scene.has("handing_out"):
        return "tang_qua" if things else "ho_tro_tien"
    if scene.has("calling_on"):
        return "ho_tro_tien"
    return "ho_tro_tien" if money and scene.has("contributing") else "khac"
