"""What tells the lines of one figure apart, as it was said: "(đợt 1)", "(tổ 3)", "(chị Sáu)"; and a fund's own name."""

import re
from collections.abc import Sequence

from db.catalogue import indicators
from handlers import words
from handlers.vi.reading import Fact

OTHER_FUNDS = "quy_khac"
_PLACES = r"(?:tổ|to|hẻm|hem|xóm|xom|ấp|đợt|dot|lần|vòng|ngõ|đường số) \d+[a-z]?\b"
_WHICH = r"(?:đợt|dot|lần|căn|can|vòng|chuyến|buổi|ca|nhà) (?:đầu|dau|sau|trước|truoc|này|kia|một|hai|ba|thứ \w+)\b"
_KIN = r"(?:anh|chị|cô|chú|bác|ông|bà|dì|cậu|thím|mợ|cụ|chi|co|chu|bac|ong|ba|di|cau|thim|mo)"
_SURELY = r"(?:[Hh]ai|[Bb]a|[Tt]ư|[Nn]ăm|[Ss]áu|[Bb]ảy|[Tt]ám|[Cc]hín|[Mm]ười|[Úú]t)\b"
_UNMARKED = r"(?:hai|tu|nam|sau|bay|tam|chin|muoi|ut)\b(?! trieu| tr\b| ngan| nghin)"
_PERSON = rf"\b{_KIN} (?:{_SURELY}|{_UNMARKED}|[^\W\d_a-zà-ỹđ]\w+)(?: [^\W\d_a-zà-ỹđ]\w+)*"
_KINDS = r"(?:tập thể|tap the|cá nhân|ca nhan|gia đình|gia dinh|xây mới|xay moi|xây|sửa chữa|sửa)\b"
_NAMES = (re.compile(rf"\b{_PLACES}|\b{_WHICH}", re.IGNORECASE), re.compile(_PERSON), re.compile(rf"\b{_KINDS}"))


def names(text: str, facts: Sequence[Fact], placed: Sequence[tuple[int, Fact]]) -> dict[int, str]:
    """What tells facts of one figure apart, by their places; all of a figure are named in one way, or none.

    >>> from datetime import date
    >>> from handlers.vi import read
    >>> said = read("ủng hộ bão lũ đợt 1 là 5tr2, đợt 2 được 3tr8", date(2026, 11, 21))
    >>> names(said.text, said.facts, list(enumerate(said.facts)))
    {0: 'đợt 1', 1: 'đợt 2'}
    """
    codes = [fact.indicator or fact.unit for _, fact in placed]
    found: dict[int, str] = {}
    for code in dict.fromkeys(code for code in codes if codes.count(code) > 1):
        places = [at for (at, _), one in zip(placed, codes, strict=True) if one == code]
        found |= zip(places, _names(text, facts, places), strict=False)
    return found


def _names(text: str, facts: Sequence[Fact], places: Sequence[int]) -> list[str]:
    """What tells some facts apart: what stands before each, or in and behind each, of the same kind for all."""
    first = facts[0]
    at_first = first.start if text.startswith(first.text, first.start) else text.find(first.text)
    shift = first.start - at_first if at_first >= 0 else 0  # it may be read behind the words of a draft
    ends, starts = [0, *(one.end - shift for one in facts)], [*(one.start - shift for one in facts), len(text)]
    before = [text[ends[at] : starts[at]] for at in places]
    behind = [text[starts[at] : starts[at + 1]] for at in places]
    for kind in _NAMES:
        for parts, which in ((before, -1), (behind, 0)):
            found = [kind.findall(part) for part in parts]
            told = [one[which] for one in found if one]
            if len(told) == len(places) == len({words.bare(name) for name in told}):
                return [" ".join(_MARKED.get(word, word) for word in name.split(" ")) for name in told]
    return []


_MARKED = {
    "dot": "đợt", "to": "tổ", "hem": "hẻm", "xom": "xóm", "can": "căn", "dau": "đầu", "truoc": "trước",
    "tap": "tập", "the": "thể", "ca": "cá", "nhan": "nhân", "gia": "gia", "dinh": "đình", "xay": "xây", "moi": "mới",
    "chi": "chị", "co": "cô", "chu": "chú", "bac": "bác", "ong": "ông", "ba": "bà", "di": "dì", "cau": "cậu",
}  # fmt: skip


def fund(text: str) -> str:
    """The one fund that a text names, of those that are counted together; nothing where it names none, or several.

    >>> fund("Hộ ông Tư ủng hộ 2 triệu cho quỹ khuyến học"), fund("thu quy khu pho 2tr"), fund("thu các quỹ 2tr")
    ('quỹ khuyến học', 'quỹ khu phố', '')
    """
    said = f" {words.bare(text)} "
    found = [(name, bare) for name, bare in _funds() if f" {bare} " in said]
    longest = [one for one in found if not any(one[1] in other[1] for other in found if other != one)]
    return longest[0][0] if len(longest) == 1 else ""


def _funds() -> list[tuple[str, str]]:
    phrases = indicators()[OTHER_FUNDS].phrases
    return [(name, words.bare(name)) for name in phrases if name.startswith("quỹ ") and name not in _NO_NAMES]


_NO_NAMES = frozenset({"quỹ khác", "quỹ hội", "quỹ kh", "quỹ kp"})
