"""Which indicators a question asks for: what would fill the place of its "bao nhiêu", else what it names."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from db.catalogue import indicators
from handlers.vi import about, lexicon, typos, units, words
from handlers.vi.lexicon import Scene
from handlers.vi.phrases import Phrases
from handlers.vi.spotting import TOO_SHORT_WITHOUT_MARKS, beginning, covered, longest
from handlers.vi.tree import Mention

_BENEFICIARIES = frozenset(
    {"ho_ngheo", "ho_can_ngheo", "nguoi_co_cong", "bao_tro_xh", "tre_hcdb", "ho_duoc_ho_tro", "hoi_vien_cac_chi_hoi"}
)
_TO = frozenset({"cho", "tặng", "trao", "phát", "tang", "phat"})
_PIECES = frozenset({"cai", "chiec", "con", "bo"})
_EACH = frozenset({"mỗi", "moi", "một", "mot", "1", "từng"})
_MONEY = Phrases(
    [
        (words, words)
        for words in (
            "trị giá",
            "giá trị",
            "kinh phí",
            "chi phí",
            "tiền",
            "số tiền",
            "tổng tiền",
            "tiền chi",
            "chi",
            "đã chi",
        )
    ]
)
_LEADING_TO = frozenset(
    "của các những cho dành để hỗ hổ trợ ho tro giúp lo bỏ ra mua làm số xây sửa đã tặng trao phát cua cac nhung mua "
    "xay sua lam tang trao phat so".split()
)
_GIVEN = frozenset({"cấp", "cap", "cho", "hỗ", "ho"})  # hỗ trợ
_JOINED = frozenset({"và", "với", "va", "voi", ",", "cùng", "lẫn", "&", "+"})
_REACHED = frozenset({"được", "duoc", "đc", "dc"})  # sửa được mấy cái nhà
_CLOSING = frozenset({"rồi", "roi", "vậy", "vay", "?", "ạ", "em", "hả", "ta", "nhỉ", "thế", ",", "."})
_BROUGHT = frozenset({"ngay_cong", "kg", "phan_qua", "m2", "cay", "suat"})  # what people give besides money
_HOW_MANY_WORDS = 2  # bao nhiêu
_USED = frozenset({"het", "ton"})  # hết bao nhiêu ký gạo
_SPENT = frozenset({"chi", "xai", "ton"})  # chi bao nhiêu cho quà
_THOUSANDS = frozenset({"ngàn", "nghìn", "ngan", "nghin"})
_SCALES = _THOUSANDS | {"tr", "triệu", "trieu", "tỷ", "tỉ", "ty"}  # of money, where no thing follows: bao nhiêu tr
_MOST = 6  # indicators asked for together
_NAMED = 12  # names looked at on either side of a hole


class Hole(NamedTuple):
    """Where a question leaves the number out ("bao nhiêu hộ"): its unit, "" where none is said, and its words."""

    unit: str
    first: int
    last: int


def codes(scene: Scene, taken: Sequence[tuple[int, int]] = ()) -> list[str]:
    """The indicators asked for, the first one first; `taken` are the words of numbers and days."""
    named = _apart([mention for mention in scene.indicators if not _beneficiary(scene, mention)])
    named = _whole(scene, _handed_up([_given_card(scene, _worth(scene, mention)) for mention in named]))
    named = [_fund_of_a_unit(scene, mention) for mention in named if not _of_some(scene, mention)]
    ratios = [mention.label for mention in named if indicators()[mention.label].kind == "ratio"]
    if ratios:
        parts = _parts(ratios[0])
        return distinct([ratios[0], *(mention.label for mention in named if mention.label not in parts)])
    holes = _holes(scene, taken)
    named = _without_things(named, holes)
    if scene.has("share"):
        holes = [hole for hole in holes if hole.unit not in {"percent", ""}] or _shares(scene)
    filled = _filled(scene, holes, named)
    if filled and all(code == "" for code in filled):
        return []  # "bao nhiêu hộ hiến đất": understood, and not counted
    found = [code for code in filled if code]
    if found:
        earlier, later = _joined(scene, holes, named)
        found = [*earlier, *found, *later]
    return distinct(found or [mention.label for mention in named] or _unnamed(scene, holes))[:_MOST]


def _of_some(scene: Scene, mention: Mention) -> bool:
    """Say whether "số hộ" goes on with what only some are and nobody counts: số hộ khá giàu."""
    after = scene.text.bares[mention.end : mention.end + 2]
    return mention.label == "so_ho" and (after[:1] in _UNCOUNTED or after in _UNCOUNTED)


_UNCOUNTED = frozenset(
    {("kha",), ("giau",), ("khmer",), ("trung", "binh"), ("cong", "giao"), ("theo", "dao"), ("dan", "toc")}
)


def _fund_of_a_unit(scene: Scene, mention: Mention) -> Mention:
    """The usual fund, where "quỹ khu phố" goes on with the number of one: "quỹ khu phố 5 thu bao nhiêu"."""
    numbered = scene.text.kinds[mention.end : mention.end + 1] == ("number",)
    of_a_unit = mention.label == "quy_khac" and numbered and scene.text.bares[mention.end - 1] in {"pho", "kp"}
    return mention._replace(label="quy_vnn") if of_a_unit else mention


def of_target(scene: Scene) -> bool:
    """Say whether a question is about how much of a target is reached, and not about the target or the sum itself."""
    if scene.has("against_target"):
        return scene.has("reach", "share")
    of_a_fund = scene.has("share") and any(indicators()[one.label].paid_by for one in scene.indicators)
    return of_a_fund and not scene.has("compare", "risen") and not _REACHES.isdisjoint(scene.text.lows)


_REACHES = frozenset({"đạt", "dat", "thiếu", "thieu"})  # a fund is no share of anything but its target


def sets_beside(scene: Scene) -> bool:
    """Say whether a question sets two things beside each other: "so quỹ kp 3 với kp 5"; "so" may be số."""
    lows = scene.text.lows
    return "so" in lows and not _WITH.isdisjoint(lows[lows.index("so") + 2 :])


_WITH = frozenset({"với", "voi"})


def distinct(found: Iterable[str]) -> list[str]:
    """Each code once, in order."""
    return list(dict.fromkeys(found))


def idle(scene: Scene) -> list[Mention]:
    """Where "mấy" asks for no number: mấy anh, mấy hôm nay, "dọn mấy cái ghế"; but "lắp mấy cái rồi?" asks.

    "Mấy em", the children, are a number where it is asked how many there are: "có mấy em nhận học bổng".
    """
    around = covered(scene.said("circumstance"))
    lows, end = scene.text.lows, len(scene.text.lows)
    things = [cue for cue in scene.said("some") if cue.end < end and cue.end not in around]
    things = [cue for cue in things if lows[cue.end] not in _CLOSING and lows[max(0, cue.first - 1)] not in _REACHED]
    things += _some_of_many(scene)
    things += _some_visited(scene)
    if _TO.isdisjoint(lows):  # tang nhieu qua: nhiêu quà
        things += scene.said("too_much")
    return [cue for cue in longest(scene.said("no_amount")) if not _counts_people(scene, cue)] + things


def _some_of_many(scene: Scene) -> list[Mention]:
    """The mấy that says several, as a bao nhiêu asks in the same clause: hội viên mấy chi hội được bao nhiêu."""
    bares = scene.text.bares
    last = next((cue.first for cue in reversed(scene.said("amount")) if bares[cue.first] in _HOW_MANY), 0)
    low, _ = lexicon.around(scene.clauses, last, len(bares)) if last else (0, 0)
    some = [cue for cue in _said_may(scene) if low <= cue.first < last]
    return [cue for cue in some if (unit := units.at(scene.text, cue.end)) and unit[0].code == "other"]


_HOW_MANY = frozenset({"bao", "nhieu", "bn"})


def _some_visited(scene: Scene) -> list[Mention]:
    """The mấy that says several, where somebody tells of a way that was gone: tui có đi tặng quà cho mấy hộ nghèo."""
    bares, lows = scene.text.bares, scene.text.lows
    told = [
        at for at, bare in enumerate(bares[:-1]) if bare in _MYSELF and not _WENT.isdisjoint(bares[at + 1 : at + 4])
    ]
    if not told or lows[-1] in _CLOSING:
        return []
    return [cue for cue in _said_may(scene) if cue.first > told[0] and bares[cue.first - 1] in _TO_WHOM]


def _said_may(scene: Scene) -> list[Mention]:
    return [cue for cue in scene.said("amount") if scene.text.bares[cue.first : cue.end] == ("may",)]


_MYSELF = frozenset({"tui", "toi", "minh", "em", "tao"})
_WENT = frozenset({"đi", "di", "ghé", "ghe", "xuống", "xuong", "vừa", "vua"})
_TO_WHOM = frozenset({"cho", "tham", "giup", "nha", "voi"})


def _counts_people(scene: Scene, cue: Mention) -> bool:
    text = scene.text
    young = text.bares[cue.first] == "may" and text.bares[cue.end - 1] in _YOUNG
    if not young:
        return False
    before = text.lows[max(0, cue.first - 1)]
    last = cue.end == len(text.lows) and before in _GIVEN_OUT and any(one.end < cue.first for one in scene.indicators)
    return last or before in _THERE_ARE or text.lows[-1] in _WONDERING


_YOUNG = frozenset({"em", "dua", "con"})  # mấy bà con
_GIVEN_OUT = frozenset({"phát", "phat", "trao", "cấp", "cap", "nhận", "nhan"})  # học bổng phát mấy đứa
_THERE_ARE = frozenset({"có", "co", "được", "dc", "đc"})
_WONDERING = frozenset({"?", "vậy", "hả", "ta", "nhỉ"})


def _whole(scene: Scene, named: list[Mention]) -> list[Mention]:
    """Leave out what only tells more of what is named before it: nộp phường (quỹ), ngày công (bà con góp)."""
    kept = named[:1]
    for before, mention in pairwise(named):
        label = indicators()[before.label]
        paid = indicators()[mention.label].paid_by == before.label
        spent_on = before.label == "dong_gop_cong_trinh" and label.unit != indicators()[mention.label].unit
        by_whom = mention.label == "dong_gop_cong_trinh" and label.unit in _BROUGHT
        between = scene.text.kinds[before.end : mention.first]
        if not (paid or ((spent_on or by_whom) and len(between) <= 1)) or "mark" in between:
            kept.append(mention)
    return kept


def _handed_up(named: list[Mention]) -> list[Mention]:
    """What is handed up of the fund named, "nộp phường" alone being of the usual one: quỹ đơđn đã nộp phường."""
    funds = [str(indicators()[mention.label].paid_by) for mention in named if indicators()[mention.label].paid_by]
    if len(set(funds)) != 1 or funds[0] == _USUAL_HANDED_UP:
        return named
    return [one._replace(label=funds[0]) if one.label == _USUAL_HANDED_UP else one for one in named]


_USUAL_HANDED_UP = "quy_vnn_nop"


def one_of(scene: Scene) -> str | None:
    """The unit of what is asked about one by one: mỗi phần, một căn nhà, 1 suất; not where such are counted."""
    counted = {hole.unit for hole in _holes(scene, ())}
    if not counted and not scene.has("average"):
        return None
    found = (units.at(scene.text, place + 1) for place in words.places(scene.text.lows, _EACH))
    one = next((unit.code for unit, _ in filter(None, found) if unit.code not in counted), None)
    return "ho" if one == "can_nha" and "nguoi" in counted else one  # mỗi nhà mấy khẩu


def counts_otherwise(scene: Scene, ratio: str) -> bool:
    """Say whether something else is asked for than what an average is of: the ký of "mỗi hộ bao nhiêu ký"."""
    above = indicators()[ratio].numerator
    units_asked = {hole.unit for hole in _holes(scene, ())} - {""}
    return bool(units_asked and above) and units_asked.isdisjoint(_units_of(above or ""))


def _worth(scene: Scene, mention: Mention) -> Mention:
    """The money that goes with what is counted, where it is said first: chi phí quà tết, trị giá các phần quà."""
    lows, first = scene.text.lows, mention.first
    money = _money_of(mention.label) if indicators()[mention.label].unit != "dong" else None
    while money and first and lows[first - 1] in _LEADING_TO:
        first -= 1
    head = _MONEY.before(scene.text, first) if money else None
    return Mention(money, head[1], mention.end) if money and head else mention


@cache
def _money_of(code: str) -> str | None:
    """The indicator of the money of what an indicator counts, as the topic of both knows it."""
    rows = (topic.facts for topic in lexicon.topics().values())
    return next((row["dong"] for row in rows if row.get("dong") and code in row.values()), None)


def _given_card(scene: Scene, mention: Mention) -> Mention:
    """Cards are counted where they are given away, else those who have one."""
    card = mention.label == "bhyt_nguoi" and scene.text.bares[mention.first] == "the"
    given = card and (scene.has("handing_out") or not _GIVEN.isdisjoint(scene.text.lows[mention.end : mention.end + 2]))
    return mention._replace(label="the_bhyt_tang") if given else mention


def _parts(ratio: str) -> set[str | None]:
    """What an average is made of, which "quà mỗi phần bao nhiêu" does not ask for; a share is told with its whole."""
    row = indicators()[ratio]
    return set() if row.unit == "percent" else {row.numerator, row.denominator}


def _without_things(named: list[Mention], holes: Sequence[Hole]) -> list[Mention]:
    """Leave out what is part of the name of a thing that has no code: the rác of "bao nhiêu thùng rác"."""
    things = {place for hole in holes if hole.unit == "other" for place in range(hole.first + 1, hole.last)}
    return [one for one in named if one.first not in things or "other" in _units_of(one.label)] if things else named


def _units_of(code: str) -> tuple[str, ...]:
    return indicators()[code].unit, *indicators()[code].also


def _apart(named: Sequence[Mention]) -> list[Mention]:
    """Of names that share words the longest: "số hộ" and "hộ đăng ký gia đình văn hóa" do not both stand there."""
    kept: list[Mention] = []
    for mention in named:
        if kept and mention.first <= kept[-1].end and _goes_on(kept[-1], mention):
            kept.pop()
        elif kept and mention.first < kept[-1].end:
            if _weight(mention) <= _weight(kept[-1]):
                continue
            kept.pop()
        kept.append(mention)
    return kept


def _goes_on(before: Mention, mention: Mention) -> bool:
    """Say whether "số hộ" only begins the name of such households: số hộ gđvh tiêu biểu."""
    return before.label == "so_ho" and indicators()[mention.label].unit == "ho"


def _weight(mention: Mention) -> tuple[bool, int]:
    return indicators()[mention.label].kind == "ratio", mention.end - mention.first


def _beneficiary(scene: Scene, mention: Mention) -> bool:
    """Say whether somebody is given something: "bao nhiêu phần quà cho hộ nghèo" does not ask for households."""
    return mention.label in _BENEFICIARIES and mention.first > 0 and scene.text.lows[mention.first - 1] in _TO


def _holes(scene: Scene, taken: Sequence[tuple[int, int]]) -> list[Hole]:
    found = []
    spoilt = idle(scene) + scene.said("how_often")
    told = {place for first, last in taken for place in range(first, last)}
    asking = scene.said("amount") + scene.said("money_asked") + spoilt
    for cue in longest(sorted(asking, key=itemgetter(1, 2))):
        if cue in spoilt or cue.first in told:
            continue
        unit = units.at(scene.text, cue.end)
        scale = scene.text.lows[cue.end] if unit is None and cue.end < len(scene.text.lows) else ""
        if scale in _THOUSANDS:
            unit = units.at(scene.text, cue.end + 1)  # mấy ngàn người
        elif unit and scene.text.bares[cue.end] in _PIECES:
            unit = units.at(scene.text, unit[1]) or unit  # mấy cái nhà
        if cue.label == "money_asked" and not (
            unit and unit[0].code != "dong" and scene.text.bares[cue.first] in _USED
        ):
            found.append(Hole("dong", cue.first, cue.end))
        elif unit and unit[0].code:
            found.append(Hole(unit[0].code, cue.first, unit[1]))
        elif scale in _SCALES:
            found.append(Hole("dong", cue.first, cue.end + 1))
        else:
            spent = scene.text.bares[max(0, cue.first - 1)] in _SPENT
            found.append(Hole("dong" if spent else "", cue.first, cue.end))
    return found


def _shares(scene: Scene) -> list[Hole]:
    """The things whose share is asked for, as if their number were: "tỷ lệ hộ đạt" like "bao nhiêu hộ đạt"."""
    found = []
    for cue in scene.said("share"):
        unit = units.at(scene.text, cue.end)
        if unit and unit[0].code not in {"", "percent"}:
            found.append(Hole(unit[0].code, cue.first, unit[1]))
    return found


def _filled(scene: Scene, holes: Sequence[Hole], named: list[Mention]) -> list[str | None]:
    """What fills each hole; one without a unit is about what is named beside it, else counts as the one before it."""
    found: list[str | None] = []
    whole: list[Hole] = []
    unit = ""
    for hole in [_counting_households(scene, hole, named) for hole in holes]:
        beside = (
            _counted_by_name(hole, named, share=scene.has("share"))
            if hole.unit
            else _beside_hole(hole, named, lexicon.around(scene.clauses, hole.first, len(scene.text.lows)))
        )
        unit = hole.unit or unit
        if beside or unit:
            found.append(beside)
            fund = beside and indicators()[beside].paid_by and not of_target(scene)  # paid in, spent, left, handed up?
            whole.append(Hole("dong" if fund else unit or "other", hole.first, hole.last))
    counted = about.belongs(scene.but(indicators=named), whole)
    nearest = cache(partial(typos.nearest, scene.text))  # it takes longer than all else: at most once a message
    return [
        beside if beside and not _moved(hole, code) else _counted(scene, hole, code, nearest)
        for beside, hole, code in zip(found, whole, counted, strict=True)
    ]


def _counting_households(scene: Scene, hole: Hole, named: Sequence[Mention]) -> Hole:
    """Take "nhà" for another word for the hộ named right before it: hộ nghèo còn mấy nhà."""
    if hole.unit != "can_nha" or scene.text.bares[hole.last - 1] != "nha":
        return hole
    before = [indicators()[mention.label].unit for mention in named if mention.end <= hole.first][-1:]
    return hole._replace(unit="ho") if before == ["ho"] else hole


def _moved(hole: Hole, code: str | None) -> bool:
    """Say whether money was spent (""), handed up or set as a target; what is left is told with what was paid in."""
    if hole.unit != "dong" or code is None:
        return False
    return code == "" or indicators()[code].kind == "flow" or bool(indicators()[code].target_of)


def _counted_by_name(hole: Hole, named: Sequence[Mention], *, share: bool) -> str | None:
    """The figure whose name goes on from the hole's unit and is counted otherwise: "bao nhiêu người tốt việc tốt".

    Where a share is asked for it may be counted so: "tỉ lệ hộ nghèo với cận nghèo" is of the poor ones first.
    """
    over = [one for one in beginning(named, hole.first + 1, hole.last) if one.end + share > hole.last]
    usual = {"dong"} if share else {hole.unit, "dong"}
    return next((one.label for one in over if indicators()[one.label].unit not in usual), None)


def _beside_hole(hole: Hole, named: list[Mention], clause: tuple[int, int]) -> str | None:
    before = [mention for mention in beginning(named, clause[0], hole.first)[-_NAMED:] if mention.end <= hole.first]
    after = beginning(named, hole.last, clause[1])[:1]
    near = [*before[-1:], *after]
    return near[0].label if near else None


def _counted(scene: Scene, hole: Hole, code: str | None, nearest: Callable[[], object]) -> str | None:
    """What the hole counts, else what its own word names alone ("bao nhiêu hộ"); things have only names.

    `nearest` gives the known phrase that something in the message is nearly spelled like, None where there is none.
    """
    if code == "" and hole.unit == "nguoi":
        after = beginning(scene.indicators, hole.last, len(scene.text.lows))
        one_each = [one.label for one in after if one.label == "hoc_bong"]
        if _CAME.isdisjoint(scene.text.bares):
            one_each += [one.label for one in scene.indicators if one.label == "hien_mau_dv"]
        return one_each[0] if one_each else ""
    if code is not None and (code or hole.unit != "other"):
        return code
    alone = _alone(scene, beginning(scene.alone, hole.first, hole.last))
    if not alone or nearest() is not None:
        return None
    return _of_a_deed(scene, hole, alone[0].label) if alone[0].label in _EVERYBODY else alone[0].label


def _of_a_deed(scene: Scene, hole: Hole, everybody: str) -> str:
    """All who live there, or what "mấy người", "mấy hộ" count beside a deed: mấy người nhận quà, dọn mấy người."""
    low, high = lexicon.around(scene.clauses, hole.first, len(scene.text.lows))
    one_each = [one.label for one in beginning(scene.indicators, low, high) if one.label in _ONE_EACH]
    if one_each or (not _CLEANS.isdisjoint(scene.text.lows[low:high]) and everybody == "nhan_khau"):
        return (one_each or ["vsmt_luot_nguoi"])[0]
    told = _NAMED_PLACE.sub("", " ".join(scene.text.bares[low:high])).split()
    return everybody if all(word in _WHERE_AND_WHEN or word.isdecimal() for word in told) else ""


_ONE_EACH = frozenset({"qua_so_phan", "qua_trung_thu", "hoc_bong", "the_bhyt_tang"})
_CLEANS = frozenset({"dọn", "don", "vét", "vet", "quét", "quet"})
_EVERYBODY = frozenset({"nhan_khau", "so_ho"})


_NAMED_PLACE = re.compile(r"\b(?:ap|khom|thon|xom|to dan pho) (?:(?!co\b|gio\b)\w+ ){1,2}")  # ấp Mỹ Lương có mấy hộ
_WHERE_AND_WHEN = frozenset(
    "co tong so cong dan cu o nay hien gio bay dang sinh song cu tru tren dia ban la bao nhieu nhiu may bn em oi a "
    "vay vo da roi khu pho kp ap khom phuong minh ta cua toan ca het tat trong va voi ho nguoi nhan khau nam thang "
    "ngay ngoai truoc hom qua cho hoi biet xem coi bac chi anh toi tui chu con nhi ha the gia dinh nha duoc thi dau "
    "cuoi quy tuan den toi tinh luc do day nao sao lai ? , . ! ban the chung moi trung binh quan tam thuong".split()
)

_CAME = frozenset({"du", "nghe", "truyen", "hop"})  # to be told about it, and not to give


def _joined(scene: Scene, holes: Sequence[Hole], named: Sequence[Mention]) -> tuple[list[str], list[str]]:
    """What is joined to it before and after: "hộ nghèo và cận nghèo còn bao nhiêu", "bao nhiêu hộ, nhân khẩu"."""
    lows, first = scene.text.lows, min(hole.first for hole in holes)
    before = [mention for mention in named if mention.end <= first]
    before = [one for one in scene.alone if one.end < first and _leads_on(one, before)] + before  # nghèo với cận nghèo
    earlier = [
        one.label
        for pair in pairwise(before)
        if pair[0].end + 1 == pair[1].first and lows[pair[0].end] in _JOINED
        for one in pair
    ]
    later = [m.label for m in named if m.first > first and lows[m.first - 1] in _JOINED]
    return earlier, later


def _leads_on(one: Mention, named: Sequence[Mention]) -> bool:
    return bool(named) and one.end + 1 == named[0].first


def _unnamed(scene: Scene, holes: Sequence[Hole]) -> list[str]:
    """What a question is about that names nothing: "năm nay bình xét chưa?", "có mấy hộ?", "dân hiến bao nhiêu?"."""
    if scene.has("done_yet"):
        return ["gdvh_ho_dat"]
    bare = len(scene.text.lows) <= _BARE and scene.named.isdisjoint(_ASKING_ELSE)  # quy thang 10
    alone = _alone(scene, scene.alone if holes or bare or scene.has("compare") else ())
    alone = [mention for mention in alone if not (scene.text.folds and _doubtful(scene, mention))]
    if alone:
        return [alone[0].label] if typos.nearest(scene.text) is None else []
    bares = scene.text.bares
    told = (one for one in scene.topics if bares[max(0, one.first - 1) : one.first + 1] != ("ket", "qua"))  # kết quả
    topics = [lexicon.topics()[mention.label] for mention in told]
    if {hole.unit for hole in holes} == {"m"}:  # "hiến được bao nhiêu mét" is land, of which one says no square
        return [code for topic in topics if "m" not in topic.facts and (code := topic.facts.get("m2"))][:1]
    if any(hole.unit not in {"", "dong"} for hole in holes) or (topics and any(hole.unit for hole in holes)):
        return []
    if not topics and (holes or scene.has("compare")):
        given = "qua_tri_gia" if any(hole.unit == "dong" for hole in holes) else "qua_so_phan"
        return [given] if scene.has("handing_out") else ["quy_vnn"] if _collects(scene) else []
    if not topics:
        return []
    return [code for code in max(topics, key=lambda topic: topic.rank).facts.values() if code][:1]


_BARE = 4  # words
_ASKING_ELSE = frozenset({"who", "where", "when", "what", "list", "units_asked", "meet"})


def _collects(scene: Scene) -> bool:
    """Say whether collecting is spoken of; the thu of "dung thu may" is thứ."""
    placed = covered(scene.said("compare"))
    return any(cue.first not in placed for cue in scene.said("collecting"))


def _alone(scene: Scene, mentions: Sequence[Mention]) -> list[Mention]:
    """Those words that name a figure here: "tổ" does not in "tổ 5 thu bao nhiêu", nor "nhà" in "bao nhiêu nhà trọ"."""
    text = scene.text
    fallen = [cue.end for cue in scene.said("falling")]
    kept = []
    for mention in mentions:
        if any(0 < mention.first - end <= _HOW_MANY_WORDS for end in fallen):
            continue  # giảm mấy hộ: of the level spoken of before, never of all households
        unit = units.at(text, mention.first)
        numbered = mention.end < len(text.lows) and text.kinds[mention.end] == "number"
        if not numbered and (unit is None or unit[1] <= mention.end):
            kept.append(mention)
    return kept


def _doubtful(scene: Scene, mention: Mention) -> bool:
    bares = scene.text.bares
    if bares[mention.first] == "quy":  # quỹ, but for "quy 3", "quy nay"
        return mention.end < len(bares) and (bares[mention.end] in _WHICH_QUARTER or bares[mention.end].isdecimal())
    return bares[mention.first] in TOO_SHORT_WITHOUT_MARKS


_WHICH_QUARTER = frozenset("nay truoc sau toi roi qua vua nao i ii iii iv mot hai ba bon tu".split())
