"""What people were given as one for each: a scholarship, a bicycle, a parcel; only those who got it are counted."""

import re
from decimal import Decimal

from handlers import texts, wording, words
from handlers.vi.reading import Alternative, Doubt, Fact, Reading


def one_each(reading: Reading) -> Reading:
    """A message in which those who were given something stand for what they were given, where it tells no more."""
    people = [fact for fact in reading.facts if fact.unit != "dong" and not fact.per_item]
    if people[1:] and not people[2:] and people[1].indicator == _HOUSES_CARED_FOR and people[0].unit == "nguoi":
        reading = _called_on_together(reading, *people)
        people = [fact for fact in reading.facts if fact.unit != "dong" and not fact.per_item]
    if not people or people[1:] or people[0].indicator not in {None, _HOUSES_CARED_FOR}:
        return reading
    said = words.bare(reading.text)
    if people[0].unit == "can_nha" and _are_given_each(reading, said):
        reading = _called(reading, people[0], people[0]._replace(indicator=_HOUSES_CARED_FOR, unit="ho", aside=False))
        people = [fact for fact in reading.facts if fact.unit != "dong" and not fact.per_item]
    if _GOODS.search(said):
        reading = _goods(reading)
    if people[0].indicator:
        return _parcels(reading, people[0], said)
    if people[0].unit == "nguoi" and _GAVE_BLOOD.search(said) and not words.says(said, *_ONLY_SPOKEN_OF):
        return _blood(reading, people[0])
    if not words.says(said, *_HANDED, *_OF_THE_OLD) or (words.says(said, "hop", "xet") and "hộp" not in reading.text):
        return reading
    grants = words.says(said, "hoc bong", "hb")
    thing = _THING.search(said) if people[0].unit == "nguoi" and not grants else None
    if thing:
        return _things(reading, thing["thing"], people[0])
    if grants:
        return _scholarships(reading) if words.says(words.bare(people[0].text), *_CHILDREN) else reading
    return _parcels(reading, people[0], said)


_GOODS = re.compile(
    r"\bmoi \w+ \S+ (?:cai |chiec |bo )?(?:cap|cap sach|ba lo|balo|xe lan|xe dap|ao|men|quan ao)\b"
    r"|\b(?:tap|vo|sach)\b.* moi \w+ \S+ (?:cuon|quyen)\b"
)


def _goods(reading: Reading) -> Reading:
    """Things of one's own that each was given, which are counted: "tặng 20 em mỗi em 1 cái cặp"."""
    facts = [
        f._replace(indicator="tang_vat_pham", text=f"{f.text}{thing[0] if thing else ''}")
        if f.per_item and f.unit == "other" and f.indicator is None
        else f
        for f in reading.facts
        for thing in [_THING_BEHIND.match(reading.text, f.end)]
    ]
    return reading._replace(facts=tuple(facts))


_THING_BEHIND = re.compile(
    r" (?:cặp|cap|ba lô|ba lo|balo|xe lăn|xe lan|xe đạp|xe dap|áo ấm|áo|ao|mền|men)\b", re.IGNORECASE
)


def handed_over(reading: Reading) -> Reading:
    """A message with the one house that it tells as handed over: "bàn giao nhà tình thương cho bà Năm 60 triệu"."""
    told = {fact.indicator for fact in reading.facts}
    found = None if "nha_ddk" in told or reading.question else _HANDED_OVER.search(reading.text)
    said = words.bare(found[0]) if found else ""
    if found is None or _ONE_HOUSE.fullmatch(said) is None or words.says(words.bare(reading.text), *_TO_COME):
        return reading
    house = Fact(Decimal(1), "can_nha", "1 căn nhà", found.start(), found.end(), indicator="nha_ddk")
    paid = (f._replace(indicator="nha_ddk_kinh_phi") if _is_its_cost(f) else f for f in reading.facts)
    moved = (d if d.fact is None else d._replace(fact=d.fact + 1) for d in reading.doubts)
    return reading._replace(facts=(house, *paid), doubts=tuple(moved), activity="nha_dai_doan_ket")


def _is_its_cost(fact: Fact) -> bool:
    return fact.unit == "dong" and not fact.aside and fact.indicator in _WORTHS


_HANDED_OVER = re.compile(
    r"\b(?:bàn giao|ban giao|trao|trao tặng|trao tang|khánh thành|khanh thanh)(?: (?!cho\b)[^\W\d]+){1,6}?"
    r"(?: (?:cho|của|cua|giùm|gium))? (?:(?:hộ|ho|gia đình|gia dinh) )?"
    r"(?:bà|ông|cô|chú|bác|anh|chị|cụ|dì|cậu|thím|mợ|ba|ong|co|chu|bac|chi|cu|di|cau) \w+",
    re.IGNORECASE,
)
_ONE_HOUSE = re.compile(
    r"(?:ban giao|trao|trao tang|khanh thanh)(?: (?:xong|duoc|roi|cai|can|ngoi|mot))* nha"
    r"(?: (?:tinh thuong|dai doan ket|ddk|tinh nghia|mai am))?(?: (?:cho|cua|gium|ho|gia dinh))* \w+ \w+"
)
_TO_COME = ("chua", "sap", "se", "du kien", "mai", "dang", "chuan bi", "may", "bao nhieu", "xin", "de nghi")


def out_of_a_fund(reading: Reading) -> Reading:
    """A message in which money paid out of a fund is what households were given: "chi quỹ 2 triệu thăm 4 hộ"."""
    money = [fact for fact in reading.facts if fact.unit == "dong"]
    homes = [fact for fact in reading.facts if fact.indicator == _HOUSES_CARED_FOR]
    if len(money) != 1 or not homes or len(homes) + 1 != len(reading.facts) or reading.activity not in _GIVEN:
        return reading
    paid, said = money[0], words.bare(reading.text)
    if paid.indicator or paid.per_item or any(fact.planned for fact in reading.facts):
        return reading
    if not _PAID_OUT.search(said) or words.says(said, *_PUT_IN):
        return reading
    return _called(reading, paid, paid._replace(indicator="qua_tri_gia", aside=False))


_CARES = r"(?:tham|vieng|ho tro|giup|tang|cho|bieu|cham lo|trao)"
_PAID_OUT = re.compile(
    rf"\b(?:chi|rut|xuat|trich|dung|lay|xai|tieu)\b(?: \w+)* quy\b(?: \w+)* {_CARES}\b"
    rf"|\b{_CARES}\b(?: \w+)* (?:tien|bang|tu|trong) quy\b|\bquy\b(?: \w+){{0,4}} {_CARES}(?: \w+){{0,2}} \d"
)
_PUT_IN = (
    "thu",
    "van dong",
    "dong gop",
    "gop",
    "ung ho",
    "quyen gop",
    "nop",
    "vao quy",
    "vo quy",
    "cho quy",
    "tang quy",
)


def worth_of_things(reading: Reading) -> Reading:
    """A message in which things of one's own are told with their worth: "trao 2 xe đạp, trị giá 4 triệu"."""
    things = [fact for fact in reading.facts if fact.indicator == "tang_vat_pham"]
    money = [fact for fact in reading.facts if fact.unit == "dong"]
    worth = money[0] if len(money) == 1 and things else None
    if worth is None or worth.indicator or worth.per_item or worth.planned or any(one.planned for one in things):
        return reading
    if any(fact.indicator and fact not in things for fact in reading.facts):
        return reading
    return _called(reading, worth, worth._replace(indicator="qua_tri_gia", aside=False))


def _are_given_each(reading: Reading, said: str) -> bool:
    """Whether houses are households, each of which was given some thing: "mỗi nhà 10 ký gạo, 15 nhà"."""
    each = [fact for fact in reading.facts if fact.per_item and fact.unit != "dong"]
    given = reading.activity in _GIVEN - {"van_hoa"} or words.says(said, *_HANDED[:3])
    return bool(each) and given and _EACH_HOUSE.search(said) is not None


_EACH_HOUSE = re.compile(r"\b(?:moi|tung|1|mot) (?:nha|gia dinh)\b")


def _called(reading: Reading, old: Fact, new: Fact) -> Reading:
    return reading._replace(facts=tuple(new if fact is old else fact for fact in reading.facts))


def _called_on_together(reading: Reading, people: Fact, houses: Fact) -> Reading:
    """People called on along with households, each as a household: "thăm 4 cụ già với 2 hộ cận nghèo"."""
    exact = all(fact.qualifier == "exact" and fact.value_max is None and not fact.planned for fact in (people, houses))
    if not exact or people.indicator not in {None, _HOUSES_CARED_FOR} or reading.doubts:
        return reading
    joined = _JOINED.fullmatch(reading.text[people.end : houses.start].lower())
    if joined is None or (joined["comma"] and not words.says(words.bare(people.text), *_OLD_OR_ILL)):
        return reading
    if words.says(words.bare(reading.text), "hop"):
        return reading
    both = houses._replace(value=people.value + houses.value, text=f"{people.text} + {houses.text}", start=people.start)
    return reading._replace(facts=tuple(both if f is houses else f for f in reading.facts if f is not people))


_JOINED = re.compile(
    r"(?: [^\W\d]+){0,3}(?:(?P<comma>,)|(?: ,|,)? (?:với|voi|và|va|cùng|cung)(?: (?:với|voi|thêm|them))?) "
)
_OLD_OR_ILL = ("cu", "gia", "neo don", "benh", "thuong binh", "tan tat", "khuyet tat")
_GAVE_BLOOD = re.compile(r"\bhien mau\b")
_ONLY_SPOKEN_OF = ("tuyen truyen", "van dong", "dang ky", "hop", "du", "nghe", "tap huan", "xet nghiem", "phat dong")


def _blood(reading: Reading, people: Fact) -> Reading:
    """People who gave blood, a unit each: "hiến máu được 18 người"."""
    return _called(reading, people, people._replace(indicator="hien_mau_dv", aside=False))


def _scholarships(reading: Reading) -> Reading:
    """Children who were given scholarships, with their money: "học bổng trao 10 em"."""
    return reading._replace(
        facts=tuple(
            fact._replace(indicator=fact.indicator or "hoc_bong_tri_gia")
            if fact.unit == "dong"
            else fact._replace(indicator="hoc_bong", unit="hoc_bong", aside=False)
            for fact in reading.facts
        )
    )


def _things(reading: Reading, thing: str, people: Fact) -> Reading:
    """Things given to people as one for each, or so many for each as is told: "tặng xe đạp cho 2 em"."""
    several = [fact for fact in reading.facts if fact.per_item and fact.unit == "other"]
    if several:
        return reading._replace(facts=tuple(
            f._replace(indicator="tang_vat_pham") if f in several else f._replace(aside=True) if f is people else f
            for f in reading.facts
        ))  # fmt: skip
    if thing not in _ONE_EACH:
        return reading
    called = f"{wording.number(people.value)} {_ONE_EACH[thing]}"
    return _called(reading, people, people._replace(indicator="tang_vat_pham", unit="other", aside=False, text=called))


def _parcels(reading: Reading, people: Fact, said: str) -> Reading:
    """People or households of whom is told that they were given something, and what it was worth at most.

    How many parcels that makes is asked back. Households are counted beside them, people are not.
    """
    beside = [fact for fact in reading.facts if fact is not people]
    inside = [fact for fact in beside if fact.per_item and fact.unit in _INSIDE and fact.indicator is None]
    if people.unit not in {"nguoi", "ho"} or people.planned or people.value_max is not None or people.value < 1:
        return reading
    worth = all(fact in inside or (fact.unit == "dong" and fact.indicator in _WORTHS) for fact in beside)
    if not worth or reading.activity not in _GIVEN or any(doubt.fact is None for doubt in reading.doubts):
        return reading
    given = (_PARCELS if people.unit == "ho" else _GIFT).search(said)
    if (
        given is None
        and not (inside and words.says(said, *_HANDED[:3], "bieu", "cho"))
        and (people.unit == "ho" or not words.says(said, *_OF_THE_OLD))
    ):
        return reading
    meals, autumn = given is not None and given.groupdict().get("meal") is not None, reading.occasion == "trung_thu"
    code = "suat_an" if meals else "qua_trung_thu" if autumn else "qua_so_phan"
    unit = "suat" if meals else "phan_qua"
    total = f"{wording.number(people.value)} {'suất ăn' if meals else 'phần quà'}"
    kept = (people,) if people.unit == "ho" else ()
    gift = people._replace(indicator=code, unit=unit, aside=False, text=total if kept else people.text)
    beside = [f._replace(per_item=False, aside=True) if f in inside and f.unit == "kg" else f for f in beside]
    worths = [
        f if f.unit in _INSIDE else f._replace(indicator=f.indicator or (None if meals else "qua_tri_gia"))
        for f in beside
    ]
    facts = (gift, *kept, *worths)
    places = {id(fact): at for at, fact in enumerate((people, *kept, *beside))}
    asked = texts.asking.ask_one_each(people.text, _each_of(people), total)
    doubt = Doubt(asked, 0, (Alternative(texts.asking.yes_so_many(total), people.value, unit, said=total),))
    moved = (d._replace(fact=places[id(reading.facts[d.fact])]) for d in reading.doubts if d.fact is not None)
    return reading._replace(facts=facts, doubts=(doubt, *moved))


def _each_of(people: Fact) -> str:
    """What one of those told is called: “em” of "20 em học sinh"."""
    if " + " in people.text:
        return "người, mỗi hộ"
    called = _HOUSES if people.unit == "ho" else _EACH
    named = next((noun for word in words.bare(people.text).split() if (noun := called.get(word))), None)
    return named or ("hộ" if people.unit == "ho" else "người")


_EACH = {"chi": "chị", "em": "em", "hs": "em", "hoc": "em", "chau": "cháu", "be": "bé", "dua": "em", "cu": "cụ"}
_HOUSES = {"dinh": "gia đình", "nha": "nhà"}
_HOUSES_CARED_FOR = "ho_duoc_ho_tro"
_OF_THE_OLD = ("mung tho", "chuc tho")


_THING = re.compile(
    r"\b(?:tang|trao|phat|cap|cho|bieu)(?: duoc| them)? "
    r"(?P<thing>xe dap|xe lan|cap|cap sach|ba lo|balo|tap|tap vo|vo|sach)(?: (?!cho )\w+){0,3} cho \d"
)
_ONE_EACH = {
    "xe dap": "xe đạp", "xe lan": "xe lăn", "cap": "cặp", "cap sach": "cặp sách", "ba lo": "ba lô", "balo": "ba lô",
}  # fmt: skip
_CHILDREN = ("dua", "be", "em", "chau", "hoc sinh", "hs", "sinh vien", "sv", "tre", "thieu nhi")
_HANDED = ("trao", "phat", "tang", "cap", "nhan", "cho", "duoc")
_INSIDE = frozenset({"other", "kg"})  # what a gift is made of
_WORTHS = frozenset({None, "qua_tri_gia"})
_GIVEN = frozenset({"tang_qua", "giao_duc", "van_hoa", "ho_tro_tien"})
_GIFT = re.compile(
    r"\bqua (?:de )?(?:tang|trao|phat|cho|bieu|den)\b|\b(?:tang|trao|phat|bieu|cho|nhan)\b(?: \w+){0,2}?"
    r" (?:(?P<meal>com|chao|do an|thuc an|bua an|xoi|banh mi)|qua"
    r"|hoa(?! giai)|thiep|sua|banh|keo|long den|nhu yeu pham|mi|khau trang)\b"
)
_PARCELS = re.compile(
    r"\b(?:tang|trao|phat|bieu|cho|gui|mua) (?:qua|nhu yeu pham)\b|\bqua (?:de )?(?:tang|trao|phat|cho|bieu)\b"
    r"|\b(?:moi|tung) (?:phan|suat|tui|gio)\b"
)
