"""A deed of which only the money has a number: a bicycle for one child, a visit to one who is ill, two funerals."""

import re
from decimal import Decimal

from handlers import words
from handlers.records import own_words
from handlers.vi.reading import Fact, Reading

_KIN = r"(?:ba|ong|co|chu|bac|anh|chi|cu|di|cau|me|thim|mo|chau|em|be)"
_NOBODY = r"(?!gia\b|ngheo\b|neo\b|don\b|con\b|cua\b|hoc\b|sinh\b|cao\b|em\b|chau\b|vien\b|mo\b|nao\b|thieu\b|o\b|co\b)"
_SOMEBODY = rf"(?:gia dinh |nha |ho )?{_KIN} {_NOBODY}[a-z]+"
_THING = re.compile(
    r"\b(?:trao|tang|cho|phat|bieu|ung ho|ho tro|mua)(?: duoc| them| cho)? (?:cai |chiec )?"
    r"(?P<thing>xe dap|xe lan|ba lo|balo|cap sach|cap|may tinh bang|may tinh|tu lanh|quat)(?: [a-z]+)??"
    rf" cho {_SOMEBODY}"
)
_CALLED = {"balo": "ba lô", "may tinh bang": "máy tính bảng", "may tinh": "máy tính", "tu lanh": "tủ lạnh"}
_VISIT = re.compile(rf"\b(?:tham|tham hoi|vieng|chia buon|phung dieu)(?: hoi| vieng| benh)? {_SOMEBODY}")
_FUNERALS = re.compile(r"\b(?P<many>\d{1,2}|mot|hai|ba|bon|nam)?(?: cai| cai)? ?dam (?:tang|ma|hieu)\b")
_MANY = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5}
_VISITS = ("vieng", "tham", "gop", "phung dieu", "chia buon", "di")
_OPEN = re.compile(r"\b(?:chua|se|dinh|dang|xin|muon|nho|de nghi|sap|du kien|ai|bao nhieu|mai)\b")


def read(reading: Reading) -> Reading | None:
    """A message with the one deed that it tells beside its money; None where it tells no such deed.

    >>> from datetime import date
    >>> from handlers import vi
    >>> said = ("trao xe đạp cho cháu Lan, trị giá 2 triệu", "thăm bà Sáu bệnh, cho 500k", "2 đám tang, góp 1 triệu")
    >>> found = [read(vi.read(text, date(2026, 11, 20))) for text in said]
    >>> [(str(one.facts[0].value), one.facts[0].indicator) for one in found if one]
    [('1', 'tang_vat_pham'), ('1', 'ho_duoc_ho_tro'), ('2', 'ho_duoc_ho_tro')]
    """
    money = [fact for fact in reading.facts if fact.unit == "dong" and not fact.planned]
    said = words.bare(reading.text)
    if reading.intent != "log" or len(money) != 1 or len(reading.facts) != 1 or "?" in reading.text:
        return None
    if _OPEN.search(said):
        return None
    thing = _THING.search(said)
    if thing is not None:
        return _with(reading, _fact("other", "tang_vat_pham", f"1 {_name(thing['thing'])}"), money[0])
    funerals = _FUNERALS.search(said)
    if funerals is not None and words.says(said, *_VISITS):
        many = funerals["many"] or "1"
        value = Decimal(_MANY.get(many) or many)
        return _with(reading, _fact("ho", _HOUSES, f"{value} đám tang", value), _condolence(money[0]))
    visit = _VISIT.search(said)
    if visit is None:
        return None
    mourns = visit[0].startswith(_MOURNING)
    given = _condolence(money[0]) if mourns else money[0]._replace(indicator="qua_tri_gia", aside=False)
    return _with(reading, _fact("ho", _HOUSES, "1 hộ"), given)


def _condolence(money: Fact) -> Fact:
    """What is given to mourners, which is no gift of the committee's and stays in the telling."""
    return money._replace(indicator=None, aside=True)


_MOURNING = ("vieng", "chia buon", "phung dieu")


_HOUSES = "ho_duoc_ho_tro"


def _name(thing: str) -> str:
    """A thing with its marks: “xe đạp” of "xe dap"."""
    return _CALLED.get(thing) or own_words.noun("xe_dap", thing) or own_words.noun("other", thing) or thing


def _fact(unit: str, code: str, text: str, value: Decimal = Decimal(1)) -> Fact:
    return Fact(value, unit, text, 0, 0, indicator=code)


def _with(reading: Reading, deed: Fact, money: Fact) -> Reading:
    return reading._replace(facts=(deed, money))
