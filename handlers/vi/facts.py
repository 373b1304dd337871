"""The facts of a message: its quantities, each with the indicator it belongs to, planned or done, level or change."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from operator import attrgetter

from db.catalogue import indicators
from handlers.vi import about, committees, lexicon, shares, unnumbered
from handlers.vi.asked import Hole
from handlers.vi.dates import When
from handlers.vi.lexicon import Scene
from handlers.vi.quantities import Quantity
from handlers.vi.reading import Fact, fact
from handlers.vi.spotting import beginning
from handlers.vi.tree import Mention

_start = attrgetter("start")
_WHOLLY = frozenset({"plain", "percent"})
NONE_LEFT = {
    "none_left": ("ho_ngheo", "ho"),
    "none_left_near": ("ho_can_ngheo", "ho"),
    "none_left_house": ("nha_tam", "can_nha"),
    "none_overdue": ("no_qua_han", "dong"),
}
"""The cues that tell of none: of which figure, in which unit."""
_OF_PEOPLE = frozenset({"ho_duoc_ho_tro", "tuyen_truyen_luot", "txct_luot", "ngay_hoi_nguoi_du", ""})
_CASES = frozenset({"vu", "don"})  # what happened, even where it is "chưa xong"
_NEAR = 5  # words between "giảm" and the number that falls
_DIVIDED = 4  # figures back that "trong đó" may divide
_PARTS = 12  # figures that may divide one
_NOT_TOLD = "-"
_MOVES = (("falling", -1), ("rising", 1), ("arising", 1), ("out_of_poverty", -1), ("down_to", 0))
_INSTALLED = (("new", 1), ("all_of", 0))
_PUT_UP = frozenset({"camera", "pccc_binh"})  # things that are bought and given beside those already there
_OF_ALL = frozenset({"bhyt_nguoi"})  # a share of these is always of all
_SHARED = frozenset({"so_ho", "nhan_khau"})  # totals that a share of them does not restate


def read(scene: Scene, quantities: Sequence[Quantity], when: When) -> tuple[Fact, ...]:
    """All facts in the order of the text."""
    codes = _grown(scene, quantities, _codes(scene, quantities))
    codes = _given_too(scene, quantities, _in_order(scene, quantities, codes))
    codes = _without_absent(scene, quantities, _without_broken(scene, quantities, codes))
    codes = _at_a_talk(scene, quantities, codes)
    codes = _details(scene, quantities, _at_group_meeting(scene, quantities, codes))
    codes = _of_neighbours(scene, quantities, codes)
    if "gdvh_ho_dang_ky" in codes and "gdvh_ho_dat" in codes:
        codes = _registered_of(scene, quantities, codes)
    plans = _planned(scene, quantities, when)
    told = [_fact(scene, *each) for each in zip(quantities, codes, plans, strict=True)]
    found = [*shares.read(scene, told), *_none_left(scene, told)]
    return tuple(sorted(unnumbered.read(scene, found), key=_start))


def _registered_of(scene: Scene, quantities: Sequence[Quantity], codes: list[str | None]) -> list[str | None]:
    """Take households for all there are, where fewer registered: "gia đình văn hóa 330 hộ, đăng ký 325"."""
    registered = next(one for one, code in zip(quantities, codes, strict=True) if code == "gdvh_ho_dang_ky")
    said = " ".join(scene.text.bares)
    if any(word in said for word in ("dat", "cong nhan", "duoc xet")):
        return codes
    return [
        None if code == "gdvh_ho_dat" and one.value > registered.value else code
        for one, code in zip(quantities, codes, strict=True)
    ]


def _of_neighbours(scene: Scene, quantities: Sequence[Quantity], codes: list[str | None]) -> list[str | None]:
    """Money that people of some place put together as theirs, if no figure took it: bà con hẻm 8 góp 12 triệu."""
    bares = scene.text.bares
    if "quy" in bares or (_PUT_TOGETHER.isdisjoint(bares) and not _is_collected_for_works(bares)):
        return codes if _COLLECTED.isdisjoint(bares) else _without_payers(quantities, codes)
    if any(one.per_item and one.unit == "dong" for one in quantities) and _GIVEN_AWAY.isdisjoint(bares):
        return _by_households(quantities, codes)
    if _GIVEN_BY_PEOPLE in codes:
        return codes
    given = _NEIGHBOURS_GIVE.search(" ".join(bares))
    money = [at for at, each in enumerate(quantities) if each.unit == "dong"]
    if given is None or len(money) != 1 or codes[money[0]]:
        return codes  # of the 60 million of a house
    if len(" ".join(bares[: quantities[money[0]].first])) < given.start():
        return codes
    return [_GIVEN_BY_PEOPLE if at == money[0] else code for at, code in enumerate(codes)]


def _by_households(quantities: Sequence[Quantity], codes: list[str | None]) -> list[str | None]:
    """What each household put in, with those that did, who count nowhere: "góp làm đèn, 12 hộ mỗi hộ 150k"."""
    told = _without_payers(quantities, codes)
    if "" not in told:
        return codes
    return [
        _GIVEN_BY_PEOPLE if one.per_item and one.unit == "dong" and not code else code
        for one, code in zip(quantities, told, strict=True)
    ]


def _without_payers(quantities: Sequence[Quantity], codes: list[str | None]) -> list[str | None]:
    """The households that each paid something count nowhere: "thu tiền rác mỗi hộ 30 ngàn, 40 hộ"."""
    if not any(one.per_item and one.unit == "dong" for one in quantities):
        return codes
    return [
        "" if one.unit in {"ho", "can_nha"} and code is None else code
        for one, code in zip(quantities, codes, strict=True)
    ]


def _is_collected_for_works(bares: Sequence[str]) -> bool:
    """Say whether money is collected to make something: thu tiền làm camera, đóng tiền gắn đèn; no fee for rubbish."""
    return not _COLLECTED.isdisjoint(bares) and not _MAKING.isdisjoint(bares) and _FEES.isdisjoint(bares)


_COLLECTED = frozenset({"thu", "dong"})
_MAKING = frozenset("camera lam gan lap sua xay trang trai mo thay mua dao nang".split())
_FEES = frozenset("rac phi vay lai hui thue hoc".split())
_GIVEN_BY_PEOPLE = "dong_gop_cong_trinh"
_PUT_TOGETHER = frozenset({"gop", "hun"})
_GIVEN_AWAY = frozenset({"giup", "tang", "tham", "tro", "bao", "lu", "ngheo"})
_NEIGHBOURS_GIVE = re.compile(
    r"\b(?:ba con|nhan dan|nguoi dan|dan|cac ho|ho dan) "
    r"(?:(?:o |trong )?(?:hem|to|xom|ap|khu pho|kp|duong|khu)(?: \w+){0,2} )?"
    r"(?:(?:da|cung|tu nguyen|chung|dong|vua|moi|chiu) )*(?:gop|hun)\b(?!.*\b(?:giup|ung ho|tang|tham|cuu tro)\b)"
)


def _codes(scene: Scene, quantities: Sequence[Quantity]) -> list[str | None]:
    """The indicator of each quantity; 26/27 is asked about as one, and then gives two."""
    if _WHOLLY.issuperset([quantity.role for quantity in quantities]):
        return about.belongs(scene, quantities)
    counted = []
    for index, quantity in enumerate(quantities):
        if quantity.role == "whole" and index and quantities[index - 1].role == "part":
            continue
        pair = quantity.role == "part" and index + 1 < len(quantities)
        counted.append(
            Hole(
                quantity.unit, quantity.first, max(quantity.last, quantities[index + 1].last) if pair else quantity.last
            )
        )
    found = iter(about.belongs(scene, counted))
    codes: list[str | None] = []
    for quantity in quantities:
        if quantity.role == "whole" and codes:
            registered = codes[-1] == "gdvh_ho_dang_ky" and not scene.has("recognised")
            codes[-1], whole = (codes[-1], "") if registered else _parted(codes[-1])
            codes.append(whole)
        else:
            codes.append(next(found))
    return codes


def _grown(scene: Scene, quantities: Sequence[Quantity], codes: list[str | None]) -> list[str | None]:
    """Give what a change led to the figure that changed: "hộ nghèo tăng 2 hộ lên 6 hộ"."""
    told = list(codes)
    for index, (before, one) in enumerate(pairwise(quantities)):
        between = scene.text.bares[before.last : one.first]
        if before.unit == one.unit and codes[index] and between[:1] in _MOVED and _BECOMES.issuperset(between):
            told[index + 1] = codes[index]
    return told


def _in_order(scene: Scene, quantities: Sequence[Quantity], codes: list[str | None]) -> list[str | None]:
    """Give two numbers told together the two levels named before them: "hộ nghèo và cận nghèo còn 8 và 15"."""
    if len(quantities) != _TWO or len(scene.indicators) < _TWO or codes[0] != codes[1] or not codes[0]:
        return codes
    first, second = quantities
    between = scene.text.bares[first.last : second.first]
    named = [one for one in scene.indicators if one.end <= first.first]
    labels = [one.label for one in named[-_TWO:]]
    told = between in _TOLD_TOGETHER and len(labels) == _TWO and labels[0] != labels[1] == codes[1]
    alike = told and all(indicators()[label].kind == "stock" for label in labels)
    return list(labels) if alike and first.unit == second.unit == indicators()[labels[0]].unit else codes


def _given_too(scene: Scene, quantities: Sequence[Quantity], codes: list[str | None]) -> list[str | None]:
    """Take households for those called on that are told with others: "thăm 4 cụ già với 2 hộ cận nghèo"."""
    if _POOR.isdisjoint(codes) or not scene.has("giving", "visiting"):
        return codes
    told = ["ho_duoc_ho_tro" if _are_given(scene, *each) else each[1] for each in zip(quantities, codes, strict=True)]
    for index, (before, one) in enumerate(pairwise(quantities)):
        joined = one.first > before.last and scene.text.bares[one.first - 1] in _WITH
        with_them = told[index] == "ho_duoc_ho_tro" or (told[index] in {None, ""} and before.unit == "nguoi")
        if told[index + 1] in _POOR and one.unit == "ho" and joined and with_them:
            told[index + 1] = "ho_duoc_ho_tro"
    return told


def _without_broken(scene: Scene, quantities: Sequence[Quantity], codes: list[str | None]) -> list[str | None]:
    """Count no camera and no lamp of which it is only said that it is broken: "camera hư 1 cái"."""
    if not scene.has("broken") or scene.has("replacing") or _THINGS.isdisjoint(codes):
        return codes
    since = [0, *(one.last for one in quantities)]
    return [
        "" if code in _THINGS and beginning(scene.said("broken"), start, one.first) else code
        for code, one, start in zip(codes, quantities, since, strict=False)
    ]


def _without_absent(scene: Scene, quantities: Sequence[Quantity], codes: list[str | None]) -> list[str | None]:
    """Count nobody who did not come: "35 người dự, vắng 4"."""
    if "vang" not in scene.text.bares:
        return codes
    away = [scene.text.bares[one.first - 1] == "vang" and one.first > 0 for one in quantities]
    return ["" if gone and code in _OF_PEOPLE else code for code, gone in zip(codes, away, strict=True)]


def _at_a_talk(scene: Scene, quantities: Sequence[Quantity], codes: list[str | None]) -> list[str | None]:
    """Count those who came to talk of waste as such, and not as out to clean: "họp với bà con chuyện thu rác"."""
    if "vsmt_luot_nguoi" not in codes or "hop" not in scene.text.bares:
        return codes
    met = scene.text.bares.index("hop")
    talks = [one.first > met and not _TALKING.isdisjoint(scene.text.bares[met + 1 : one.first]) for one in quantities]
    return [
        "tuyen_truyen_luot" if code == "vsmt_luot_nguoi" and talk else code
        for code, talk in zip(codes, talks, strict=True)
    ]


_TALKING = frozenset({"chuyen", "ban", "ve", "vu"})
_THINGS = frozenset({"camera", "den_chieu_sang"})


def _are_given(scene: Scene, quantity: Quantity, code: str | None) -> bool:
    """Say whether households counted are those to whom something was given: "phát gạo cho hộ nghèo, 10 hộ"."""
    if code not in _POOR or quantity.unit != "ho":
        return False
    named = [one for one in scene.indicators if one.label == code and 0 < quantity.first - one.end <= _NEAR]
    return bool(named) and scene.text.bares[named[-1].first - 1] == "cho" and named[-1].first > 0


_POOR = frozenset({"ho_ngheo", "ho_can_ngheo"})
_WITH = frozenset({"va", "voi", ",", "cung"})
_TWO = 2
_TOLD_TOGETHER = {("va",), ("voi",), (",",)}
_MOVED = (("len",), ("xuong",))
_BECOMES = frozenset({"len", "xuong", "thanh", "toi", "con"})


def _details(scene: Scene, quantities: Sequence[Quantity], codes: list[str | None]) -> list[str | None]:
    """Leave uncounted what only divides the figure told before it: "50 hộ, trong đó 20 hộ nghèo"."""
    told = list(codes)
    if not scene.has("within"):
        return told
    firsts = [quantity.first for quantity in quantities]
    for cue in about.divisions(scene):
        low, high = lexicon.around(scene.sentences, cue.first, len(scene.text.lows))
        start, here, stop = (bisect_left(firsts, place) for place in (low, cue.first, high))
        whole = {quantities[index].unit: codes[index] for index in range(max(start, here - _DIVIDED), here)}
        for index in range(here, min(stop, here + _PARTS)):
            main = whole.get(quantities[index].unit, _NOT_TOLD)
            if main != _NOT_TOLD and (
                codes[index] in {None, main} or (main in _OF_PEOPLE and quantities[index].unit != "dong")
            ):
                told[index] = ""
    return told


def _at_group_meeting(scene: Scene, quantities: Sequence[Quantity], codes: list[str | None]) -> list[str | None]:
    """Count the people of whom nothing else is said as those who came: "tổ 5 mới họp tối qua, 32 người dự"."""
    open_still = [not code and one.unit in _ATTENDING for one, code in zip(quantities, codes, strict=True)]
    if True not in open_still:
        return codes
    if not committees.group_met(scene.text):
        wholes = [one.unit == "ho" and one.role == "whole" for one in quantities]
        called = True in wholes and "tuyen_truyen" in [topic.label for topic in scene.topics]
        return ["" if called and whole else code for code, whole in zip(codes, wholes, strict=True)]
    told = zip(quantities, codes, open_still, strict=True)
    return [_who_came(scene, one) if still else code for one, code, still in told]


_ATTENDING = frozenset({"nguoi", "luot", "ho"})


def _who_came(scene: Scene, quantity: Quantity) -> str | None:
    """Those who came are counted, those who should have, or did not, are not; households are asked about."""
    if quantity.role == "whole" or scene.text.bares[max(0, quantity.first - 1)] in _AWAY:
        return ""
    return None if quantity.unit == "ho" else "tuyen_truyen_luot"


_AWAY = frozenset({"vang", "thieu", "moi"})  # vắng 3 người, mời 40 người


def _parted(code: str | None) -> tuple[str | None, str | None]:
    """The indicators of a part and its whole, from that of the two together ("hòa giải 26/27 đơn")."""
    for ratio in indicators().values():
        if (
            ratio.unit == "percent"
            and code in {ratio.numerator, ratio.denominator}
            and (ratio.denominator not in _SHARED or code in _OF_ALL)
        ):
            if code == "gdvh_ho_dat":
                return code, None  # of those registered or of all: not said
            return ratio.numerator, ratio.denominator
    return code, "" if code == "to_ndtq" else None


def _fact(scene: Scene, quantity: Quantity, code: str | None, planned: bool) -> Fact:  # noqa: FBT001 - from zip
    sign = _change(scene, quantity, code) if code and indicators()[code].kind == "stock" else 0
    start, end = quantity.start, quantity.end
    return fact((
        quantity.value * sign if sign else quantity.value,
        quantity.unit,
        scene.text.raw[start:end],
        start,
        end,
        quantity.value_max,
        quantity.qualifier,
        quantity.per_item,
        planned,
        code or None,
        bool(sign),
        code == "",
    ))  # fmt: skip


def _planned(scene: Scene, quantities: Sequence[Quantity], when: When) -> list[bool]:
    """Which figures are yet to come: all where a message looks ahead and states no day, or holds back what it tells."""
    ahead = when.future and not (when.day or when.span) and not scene.has("not_planned_only")
    held = scene.said("held_back")
    if held and all(one.unit in _CASES for one in quantities):
        return [quantity.planned for quantity in quantities]  # a case is one, made up or not
    done = len(quantities) > 1 and (scene.has("not_planned_only") or _rest_is_held(held, quantities))
    if (ahead and not _between(scene, quantities)) or (held and not done):
        return [True] * len(quantities)
    if held:  # đã xây 1 căn, còn 1 căn chưa xong
        firsts = [*[one.first for one in quantities][1:], len(scene.text.lows)]
        left = [
            one.unit not in _CASES and bool(beginning(held, one.first, end))
            for one, end in zip(quantities, firsts, strict=True)
        ]
        for index in reversed(range(len(left) - 1)):  # 1 căn nhà 70 triệu chưa xong
            money = quantities[index + 1].unit == "dong" != quantities[index].unit
            between = scene.text.kinds[quantities[index].last : quantities[index + 1].first]
            left[index] = left[index] or (left[index + 1] and money and "mark" not in between)
        return left
    if not scene.has("planned", "planned_beside"):
        return [quantity.planned for quantity in quantities]
    plans = []
    since = 0
    for quantity in quantities:
        plans.append(quantity.planned or _looked_ahead_to(scene, quantity, since, quantities[-1].first))
        since = quantity.last
    return plans


def _rest_is_held(held: Sequence[Mention], quantities: Sequence[Quantity]) -> bool:
    """Say whether only the last figure is held back, as part of one before: "24 phần, 1 phần chưa có người nhận"."""
    *before, last = quantities
    return bool(held) and held[0].first >= last.last and any(one.unit == last.unit for one in before)


def _between(scene: Scene, quantities: Sequence[Quantity]) -> bool:
    """Say whether all that looks ahead stands between figures: "khởi công 3 căn nhà, dự kiến 45 triệu"."""
    looking = [*scene.said("planned"), *scene.said("planned_beside")] if quantities else []
    return bool(looking) and all(quantities[0].last <= cue.first < quantities[-1].first for cue in looking)


def _looked_ahead_to(scene: Scene, quantity: Quantity, since: int, last: int) -> bool:
    """Say whether a "dự kiến" stands before a figure in its sentence, or behind it in its clause or behind the last.

    `since` is where the figure before it ends, `last` where the last one begins.
    """
    looking, beside = scene.said("planned"), scene.said("planned_beside")
    length = len(scene.text.lows)
    low, high = lexicon.around(scene.clauses, quantity.first, length)
    if looking:
        start, _ = lexicon.around(scene.sentences, quantity.first, length)
        if beginning(looking, start, high) or looking[-1].first > last:
            return True
    if quantity.unit == "percent":
        return False  # "vượt chỉ tiêu 103%" was reached
    return bool(beginning(beside, max(low, since), quantity.first))


def _change(scene: Scene, quantity: Quantity, code: str) -> int:
    """1 for "tăng 3 hộ", -1 for "giảm 3 hộ" and "3 hộ thoát nghèo", 0 for the level itself."""
    low, high = lexicon.around(scene.clauses, quantity.first, len(scene.text.lows))
    since = max(low, quantity.first - _NEAR)
    told = [
        (cue.first, sign)
        for name, sign in ((*_MOVES, *_INSTALLED) if code in _PUT_UP else _MOVES)
        for cue in beginning(scene.said(name), since, quantity.first)
    ]
    if told:
        return max(told)[1]
    if code in _PUT_UP and _is_put_up_too(scene, quantity):
        return 1
    if beginning(scene.said("out_of_poverty"), quantity.first, high):
        return -1
    behind = beginning(scene.said("arising"), quantity.first, high)
    return 1 if any(scene.text.kinds[cue.end : cue.end + 1] != ("number",) for cue in behind) else 0


def _is_put_up_too(scene: Scene, quantity: Quantity) -> bool:
    """Say whether things are told as put up along with others: the cameras of "gắn 6 bóng đèn, 2 camera"."""
    if not quantity.first or scene.text.bares[quantity.first - 1] not in _WITH:
        return False
    start, _ = lexicon.around(scene.sentences, quantity.first, len(scene.text.lows))
    here = beginning(scene.said("new"), start, quantity.first)
    return bool(here) and not beginning(scene.said("all_of"), start, quantity.first)


def _none_left(scene: Scene, facts: Sequence[Fact]) -> list[Fact]:
    """ "Không còn hộ nghèo" states a level of 0."""
    found: list[Fact] = []
    if not scene.has(*NONE_LEFT):
        return found
    for name, (code, unit) in NONE_LEFT.items():
        for cue in scene.said(name)[-1:]:
            start, end = scene.text.starts[cue.first], scene.text.ends[cue.end - 1]
            if all(fact.end <= start or fact.start >= end for fact in facts) and not scene.has(
                "by_question", "not_yet"
            ):
                found.append(Fact(Decimal(0), unit, scene.text.raw[start:end], start, end, indicator=code))
    return found
