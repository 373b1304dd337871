"""What a question asks for: the indicator, how it is to be computed, the period and the committee."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from db.catalogue import indicators
from handlers.vi import about, committees, lexicon, shares, typos, units
from handlers.vi.dates import When
from handlers.vi.lexicon import Scene
from handlers.vi.reading import Aggregate, Fact, Question, Span
from handlers.vi.spotting import TOO_SHORT_WITHOUT_MARKS, Mention, beginning, longest

_BENEFICIARIES = frozenset(
    {"ho_ngheo", "ho_can_ngheo", "nguoi_co_cong", "bao_tro_xh", "tre_hcdb", "ho_duoc_ho_tro", "hoi_vien_cac_chi_hoi"}
)
_TO = frozenset({"cho", "tặng", "trao", "phát", "của", "với", "tang", "phat"})
_JOINED = frozenset({"và", "với", "va", "voi", ",", "cùng", "lẫn", "&", "+"})
_BY_KIND: dict[str, Aggregate] = {"flow": "sum", "stock": "latest", "yearly": "latest", "ratio": "ratio"}
_MOST = 6  # indicators asked for together


class Hole(NamedTuple):
    """Where a question leaves the number out ("bao nhiêu hộ"): its unit, "" where none is said, and its words."""

    unit: str
    first: int
    last: int


def read(scene: Scene, when: When, facts: Sequence[Fact] = (), taken: Sequence[tuple[int, int]] = ()) -> Question:
    """Read a message that is known to be a question; `taken` are the words of its numbers and days."""
    told = [fact.indicator for fact in facts if fact.indicator]
    codes = _distinct(told)[:_MOST] if told and scene.has("who") else _codes(scene, taken)
    codes, aggregate = _aggregated(scene, codes)
    return Question(
        indicator=codes[0] if codes else None,
        aggregate=aggregate,
        period=_period(when),
        unit=_unit(scene),
        indicators=tuple(codes),
        occasion=when.occasion,
        against=when.versus,
    )


def holes(scene: Scene, taken: Sequence[tuple[int, int]] = ()) -> list[Hole]:
    """The places of the numbers asked for."""
    found = []
    spoilt = scene.cues.get("no_amount", []) + scene.cues.get("how_often", [])
    told = {place for first, last in taken for place in range(first, last)}
    amounts = longest(scene.cues.get("amount", []) + scene.cues.get("money_asked", []) + spoilt)
    for cue in amounts:
        if cue.label in {"no_amount", "how_often"} or cue.first in told:
            continue
        unit = units.at(scene.text, cue.end)
        if cue.label == "money_asked":
            found.append(Hole("dong", cue.first, cue.end))
        elif unit and unit[0].code:
            found.append(Hole(unit[0].code, cue.first, unit[1]))
        else:
            found.append(Hole("", cue.first, cue.end))
    return found


def _codes(scene: Scene, taken: Sequence[tuple[int, int]]) -> list[str]:
    named = [mention for mention in scene.indicators if not _beneficiary(scene, mention)]
    asked = holes(scene, taken)
    ratios = [mention.label for mention in named if indicators()[mention.label].kind == "ratio"]
    if ratios:
        return _distinct(ratios)
    if scene.has("share"):
        asked = [hole for hole in asked if hole.unit not in {"percent", ""}] or _shares(scene)
    found = _filled(scene, asked, named)
    if found and all(code == "" for code in found):
        return []  # "bao nhiêu hộ hiến đất": understood, and not counted
    codes = [code for code in found if code]
    codes += _beside(scene, asked, named) if codes else [mention.label for mention in named]
    if not codes:
        codes = _by_activity(scene) or _alone(scene) or ([] if any(hole.unit for hole in asked) else _by_topic(scene))
    return _distinct(codes)[:_MOST]


def _shares(scene: Scene) -> list[Hole]:
    """The things whose share is asked for, as if their number were: "tỷ lệ hộ đạt" like "bao nhiêu hộ đạt"."""
    found = []
    for cue in scene.cues["share"]:
        unit = units.at(scene.text, cue.end)
        if unit and unit[0].code not in {"", "percent"}:
            found.append(Hole(unit[0].code, cue.first, unit[1]))
    return found


def _filled(scene: Scene, asked: list[Hole], named: list[Mention]) -> list[str | None]:
    """The indicators of the numbers asked for, each hole without a unit counting what the one before it counts."""
    whole = []
    unit = ""
    for hole in asked:
        unit = hole.unit or unit
        if unit:
            whole.append(Hole(unit, hole.first, hole.last))
    found = about.belongs(scene._replace(indicators=named), whole)
    return [_alone_at(scene, hole) if code is None else code for hole, code in zip(whole, found, strict=True)]


def _alone_at(scene: Scene, hole: Hole) -> str | None:
    return next((mention.label for mention in beginning(scene.alone, hole.first, hole.last)), None)


def _alone(scene: Scene) -> list[str]:
    """A single word that names a figure, where no phrase was meant and misspelt."""
    words = [mention for mention in scene.alone if not (scene.text.folds and _doubtful(scene, mention))]
    return [mention.label for mention in words[:1]] if words and typos.nearest(scene.text) is None else []


def _doubtful(scene: Scene, mention: Mention) -> bool:
    return scene.text.bares[mention.first] in TOO_SHORT_WITHOUT_MARKS


def _beside(scene: Scene, asked: list[Hole], named: list[Mention]) -> Iterable[str]:
    """What is joined to the number asked for: "bao nhiêu hộ, nhân khẩu"; and what stands in a clause of its own."""
    first = min((hole.first for hole in asked), default=0)
    for mention in named:
        before = scene.text.lows[mention.first - 1] if mention.first else ""
        if mention.first > first and before in _JOINED:
            yield mention.label


def _by_activity(scene: Scene) -> list[str]:
    """ "Năm nay bình xét chưa?" asks for what the assessment decides; "tặng quà mấy đợt?" for gifts."""
    return ["gdvh_ho_dat"] if scene.has("done_yet") else []


def _by_topic(scene: Scene) -> list[str]:
    """What is first counted of the topic that weighs most: "dân hiến được bao nhiêu" asks for land."""
    known = [lexicon.topics()[mention.label] for mention in scene.topics]
    if not known:
        return []
    return [code for code in max(known, key=lambda topic: topic.rank).facts.values() if code][:1]


def _beneficiary(scene: Scene, mention: Mention) -> bool:
    return mention.label in _BENEFICIARIES and mention.first > 0 and scene.text.lows[mention.first - 1] in _TO


def _distinct(codes: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(codes))


@cache
def _average_of(code: str) -> str | None:
    ratios = indicators().values()
    return next((ratio.code for ratio in ratios if ratio.numerator == code and ratio.unit != "percent"), None)


def _aggregated(scene: Scene, codes: list[str]) -> tuple[list[str], Aggregate]:
    if scene.has("against_target") and scene.has("reach", "share"):
        fund = next((code.removesuffix("_chi_tieu") for code in codes), "quy_vnn")
        against = shares.of(fund, to_target=True)
        if against:
            return [against], "ratio"
    if scene.has("average"):
        codes = _distinct(_average_of(code) or code for code in codes)
    if scene.has("share") and codes:
        codes = _distinct([shares.of(code) or code for code in codes])
    if scene.has("compare", "risen") or (scene.has("most") and scene.has("units_asked")):
        return codes, "compare"
    if scene.has("how_often", "units_count"):
        return codes, "count"
    if scene.has("list", "who", "not_handed_in") or not codes:
        return codes, "ratio" if scene.has("share") and not codes else "list"
    if scene.has("when"):
        return codes, "latest"
    return codes, _BY_KIND[indicators()[codes[0]].kind]


def _period(when: When) -> Span | None:
    if when.span:
        return when.span
    return Span(when.day, when.day) if when.day else when.versus


def _unit(scene: Scene) -> str | None:
    named = committees.named(scene.text)
    return "phuong" if named is None and scene.has("units_asked", "units_count") else named
