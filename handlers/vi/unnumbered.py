"""One deed told without a number: "sửa giùm bà Năm cái nhà" is one house, "hai nhà cãi nhau" one case."""

import re
from collections.abc import Sequence
from decimal import Decimal

from handlers.vi.lexicon import Scene
from handlers.vi.reading import Fact

_KIN = r"(?:ba|ong|co|chu|bac|anh|chi|cu|di|cau|me|thim|mo)"
_FOR = r"(?:gium|giup|dum|ho|cho|cho ho|cho gia dinh|ho gia dinh)"
_WORKS = r"(?:sua|cat|xay|lop|chong dot)(?: lai| xong| duoc| dot)*"
_HOUSE = re.compile(
    rf"\b{_WORKS}(?: {_FOR})? {_KIN} \w+(?: \w+)?(?: to \d+)?(?: 1| mot)?(?: cai| can)(?: mai)? nha\b"
    rf"|\b{_WORKS}(?: cai| can)?(?: mai)? nha(?: tinh thuong| dai doan ket| ddk| tinh nghia)?"
    rf"(?: {_FOR}| cua)? {_KIN} \w+"
    rf"|\b(?:lop|sua|chong dot)(?: lai| xong| duoc| cai| mai| ton| vach| nen)+(?: {_FOR})? nha (?:cua )?{_KIN} \w+"
    rf"|\bchong dot(?: nha| mai)*(?: {_FOR})(?: nha| ho)? {_KIN} \w+"
    rf"|\bnha {_KIN} \w+(?: (?:bi|qua|da|roi))*(?: (?:dot|sap|hu|toc mai|muc|xieu|xuong cap))+(?: nat| roi| qua| mai)*"
    rf"(?: ,)?(?: (?:nen|ban|minh|khu pho|bac|toi|da|duoc|moi))* {_WORKS}\b"
)
_PARTY = r"(?:nha|ho|gia dinh|ben|nguoi|ong|ba|chi|anh|vo chong)"
_QUARREL = r"(?:cai nhau|gay nhau|gay lon|gay go|xich mich|mau thuan|tranh chap|cai va|cai lon|danh nhau|kien nhau)"
_PARTIES = re.compile(
    rf"\b(?:2|3|4|hai|ba|may) {_PARTY}(?: \w+){{0,4}}? {_QUARREL}\b"
    rf"|\b{_QUARREL}(?: \w+){{0,3}}? (?:giua|cua) (?:2|3|4|hai|ba|may) {_PARTY}\b"
)
_MEDIATES = r"\b(?:hoa giai|giang hoa|dan xep|giai hoa|giang giai)"
_MADE_UP = re.compile(
    rf"{_MEDIATES}(?: (?:cho|ho|2|hai|ben|da|roi))* (?:xong|thanh|duoc|em|on|on thoa|thanh cong|roi)\b"
    r"|\b(?:xong(?: xuoi)?|em (?:dep|tham|am|xuoi|roi|het)|(?<!cam )on(?: thoa)?|thanh(?: cong)?|hue(?: nhau)?"
    r"|hoa thuan|lam hoa|lam lanh|bat tay(?: nhau)?|hoa nhau)(?: het)?(?: ca)?(?: roi| luon)?"
    r"(?: em| a| nha| nhe| do| nghen)*(?=$| [,.;])"
)
_OF_ONE = re.compile(
    rf"\b(?:vu|viec|chuyen)(?: (?:cua|giua|nha))* {_KIN} \w+|{_KIN} \w+ (?:voi|va) (?:nha )?{_KIN} \w+"
    rf"|{_MEDIATES}(?: (?:xong|duoc|thanh|thanh cong|roi|cho|gium|giup|ve|mot|cai))*"
    r" (?:vu|viec|chuyen|mau thuan|tranh chap|xich mich)(?! (?:nao|gi|do|nay|kia|ay|hom|dan su|o|tai|trong|cho)\b) \w+"
)
_ONE_QUARREL = re.compile(  # "vụ cãi nhau hẻm 5 êm rồi", "vợ chồng thằng Tí gây nhau, giờ êm rồi"
    rf"(?<!may )(?<!cac )(?<!nhung )(?<!moi )(?<!\d )\b(?:vu|viec|chuyen) (?:\w+ ){{0,2}}?{_QUARREL}\b"
    rf"|\b(?:vo chong|me con|cha con|anh em|chi em)(?: \w+){{0,3}}? {_QUARREL}\b"
)
_OPEN = re.compile(
    r"\bmai\b(?! (?:ton|ngoi|nha|la|che|cho|lai|bi|cua)\b)|"
    r"\b(?:chua|se|dinh|dang|can(?! nha)|xin|muon|nho|de xuat|de nghi|sap|du kien|ai|may gio|bao nhieu|sao)\b"
    r"|\b(?:khong|hong|ko|hok)(?: a| em| vay)*$|\?"
)


def read(scene: Scene, facts: Sequence[Fact]) -> list[Fact]:
    """The facts of a message, with the one deed that it tells without a number."""
    if not facts and scene.has("out_of_poverty"):
        return _left_poverty(scene, " ".join(scene.text.bares))
    of_houses, of_cases = scene.has("building", "mend"), "hoa_giai" in [topic.label for topic in scene.topics]
    if of_cases and facts[1:] and not facts[2:]:
        return _some_made_up(scene, *facts)
    told = {fact.indicator for fact in facts}
    of_houses = of_houses and "nha_ddk" not in told and (len(facts) < _SEVERAL or "nha_ddk_kinh_phi" in told)
    if not of_houses and (len(facts) >= _SEVERAL or not of_cases):
        return list(facts)
    said = " ".join(scene.text.bares)
    if _OPEN.search(said):
        return list(facts)
    case = _case(scene, said, facts) if of_cases and len(facts) < _SEVERAL else None
    if case is not None:
        return [*(fact._replace(indicator=None, aside=True) for fact in facts), case]
    cost = next((fact for fact in facts if fact.indicator == "nha_ddk_kinh_phi"), None)
    found = _HOUSE.search(said) if of_houses and (cost or not facts) else None
    house = _one(scene, said, found, "can_nha", "nha_ddk") if found else None
    if house is None or any(fact.unit == "dong" and fact.start < house.end for fact in facts if _may_pay(fact)):
        return list(facts)  # "trao 20 triệu hỗ trợ sửa nhà cho ông T"
    return [house, *facts]


def _some_made_up(scene: Scene, first: Fact, second: Fact) -> list[Fact]:
    """Cases with how many of them were made up: "hòa giải 3 vụ mà được có 2 vụ"."""
    both = first.indicator in _CASES and second.indicator in _CASES and second.value <= first.value
    if not both or first.end > second.start or not _AND_OF_THEM.fullmatch(_bare(scene, first.end, second.start)):
        return [first, second]
    return [first._replace(indicator="hg_vu_tiep_nhan"), second._replace(indicator="hg_vu_thanh")]


def _bare(scene: Scene, start: int, end: int) -> str:
    """The bare words between two places of a text."""
    text = scene.text
    return " ".join(b for b, at in zip(text.bares, text.starts, strict=True) if start <= at < end)


_CASES = frozenset({"hg_vu_tiep_nhan", "hg_vu_thanh"})
_AND_OF_THEM = re.compile(
    r"(?:(?:,|\.|;|ma|thi|trong do|nhung|da|roi|hoa giai) )*"
    r"(?:duoc|xong|thanh|em|on|dat|thanh cong|giai quyet)(?: (?:co|chi|moi|duoc|xong|thanh|la))*"
)


def _may_pay(fact: Fact) -> bool:
    return fact.indicator in {None, "nha_ddk_kinh_phi"}


_SEVERAL = 2  # figures


def _left_poverty(scene: Scene, said: str) -> list[Fact]:
    """One household that is poor no more: "hộ bà Tám mới thoát nghèo"."""
    found = None if _OPEN.search(said) else _POOR_NO_MORE.search(said)
    code = "ho_can_ngheo" if found and found["near"] else "ho_ngheo"
    return [_one(scene, said, found, "ho", code)._replace(value=Decimal(-1), change=True)] if found else []


_POOR_NO_MORE = re.compile(
    rf"\b(?:ho|nha|gia dinh)(?: cua| gia dinh)? {_KIN} \w+(?: \w+)??"
    r" (?:moi |da |vua |duoc |xet )*thoat (?P<near>can )?ngheo\b"
)


def _case(scene: Scene, said: str, facts: Sequence[Fact]) -> Fact | None:
    """One quarrel: made up, or only come to be known."""
    parties, made_up = _PARTIES.search(said), _MADE_UP.search(said)
    if facts and (parties is None or facts[0].unit not in {"can_nha", "ho", "nguoi", "other"}):
        return None
    one = parties or _OF_ONE.search(said)
    quarrel = one or (_ONE_QUARREL.search(said) if made_up and not facts else None)
    if made_up and quarrel:
        return _one(scene, said, quarrel, "vu", "hg_vu_thanh")
    return _one(scene, said, one, "vu", "hg_vu_tiep_nhan") if one else None


def _one(scene: Scene, said: str, found: re.Match[str], unit: str, code: str) -> Fact:
    first, last = said.count(" ", 0, found.start()), said.count(" ", 0, found.end())
    start, end = scene.text.starts[first], scene.text.ends[last]
    return Fact(Decimal(1), unit, scene.text.raw[start:end], start, end, indicator=code)
