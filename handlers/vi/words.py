"""A message cut into words, each with its place in the message as it was typed.

Readers compare words in two spellings: `low` keeps the diacritics, `bare` has none. Messages come from phones, so here
decomposed letters, full-width digits and the two ways to place a tone (hoà, hòa) become one.
"""

import operator
import re
import unicodedata
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, chain, compress, count
from typing import Any, NamedTuple, TypeVar

_VOWELS = {
    "a": "àáảãạăằắẳẵặâầấẩẫậ",
    "e": "èéẻẽẹêềếểễệ",
    "i": "ìíỉĩị",
    "o": "òóỏõọôồốổỗộơờớởỡợ",
    "u": "ùúủũụưừứửữự",
    "y": "ỳýỷỹỵ",
    "d": "đ",
}
_BARE = {ord(accented): plain for plain, letters in _VOWELS.items() for accented in letters}

# Look-alikes that phones and copied documents bring: each stands for exactly one plain character.
_PLAIN = {
    ord("ð"): "đ",
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    **{code: str((code - 0x1D7CE) % 10) for code in range(0x1D7CE, 0x1D800)},
    **dict.fromkeys(map(ord, "‐‑‒–—―−"), "-"),
    **dict.fromkeys(map(ord, "⁄∕"), "/"),
}
# The tone of an open oa, oe, uy goes on the first letter here (hòa, khỏe, ủy); the u of "qu" is no vowel (quý).
_TONES_LAST = "oà óa oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ"
_TONES_FIRST = "òa óa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy"
_TONE_FIRST = dict(zip(_TONES_LAST.split(), _TONES_FIRST.split(), strict=True))
_TONE = re.compile(r"(?<!q)(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?!\w)")
# A tone typed too early, on the u of "qu" or the i of "gi": qùa, gíup.
_TONE_TOO_EARLY = re.compile(r"\b(?:q[ùúủũụ]|g[ìíỉĩị])[aăâeêioôơuưy]")

_PIECE = re.compile(
    r"""( [0-9]+(?:[.,][0-9]+)*[½¼¾]? | [½¼¾]  # 70  1.687  93,41  1½
        | (?:[kcdKCD][mM]|[mM])[23](?!\w)      # m2 stays one word; 62m2, 2tr5 and kp9 come apart at the digits
        | [^\W\d_]+
        | [^\w\s] | [_\n] )""",
    re.VERBOSE,
)
_ALL_VOWELS = "".join(_VOWELS.values())
_USUAL = frozenset([*map(chr, range(128)), *_ALL_VOWELS, *_ALL_VOWELS.upper(), *"“”‘’…•–"])
"""All but decomposed letters, look-alikes of letters and digits, and what else must be made plain before it is cut."""
_LONGEST_CLUSTER = 8  # a letter with its marks; more is nonsense, and sorting them would take quadratic time
_reach = operator.itemgetter(0)
_MIXED = 0.45  # plain Vietnamese has marks on two syllables of three; with fewer, the unmarked words are left-out marks

_ROW_LONG, _CLAUSE_LONG = 4, 5  # syllables
_WITHOUT_ITS_MARK = re.compile(r"[aeiouy](?:ch|[cpt])$|uo|ie|ye")


class Word(NamedTuple):
    """One word, number or punctuation mark; `start` and `end` are places in the message as it came."""

    raw: str
    start: int
    end: int
    low: str
    bare: str
    kind: str  # "word", "number" or "mark"


class Text:
    """A message and its words. `folds`: a word without diacritics may stand for one with them.

    Of each word there are its letters as typed, its place in the message (`starts`, `ends`), its two spellings and its
    kind: "word", "number" or "mark". `digits` and `marks` are the places of the numbers in digits and of the marks.
    A class with slots, because a message's readers ask it for these some hundreds of times.
    """

    __slots__ = (
        "accented", "bares", "digits", "ends", "folds", "found", "kinds", "lows", "marks", "raw", "raws", "starts",
    )  # fmt: skip

    def __init__(self, raw: str, columns: "Columns", digits: list[int], marks: list[int]) -> None:
        """Take the message as it came and its words, all with their diacritics or all without."""
        self.raw, self.digits, self.marks = raw, digits, marks
        self.raws, self.starts, self.ends, self.lows, self.bares, self.kinds = columns
        self.accented, self.folds = False, True
        self.found: Any = None  # the known phrases, once a reader has asked for them

    @property
    def words(self) -> tuple[Word, ...]:
        """All that is known of each word, for whoever needs the words one by one."""
        return tuple(map(Word, self.raws, self.starts, self.ends, self.lows, self.bares, self.kinds))

    def until(self, end: int) -> "Text":
        """Give the words before a place, with or without diacritics as the whole is."""
        digits, marks = ([place for place in places if place < end] for places in (self.digits, self.marks))
        columns = (
            self.raws[:end], self.starts[:end], self.ends[:end], self.lows[:end], self.bares[:end], self.kinds[:end],
        )  # fmt: skip
        before = Text(self.raw, columns, digits, marks)
        before.accented, before.folds = self.accented, self.folds
        return before

    def respelled(self, lows: tuple[str, ...], bares: tuple[str, ...]) -> "Text":
        """Give the same message in other spellings of its words."""
        columns = self.raws, self.starts, self.ends, lows, bares, self.kinds
        other = Text(self.raw, columns, self.digits, self.marks)
        other.accented, other.folds = self.accented, self.folds
        return other


Columns = tuple[tuple[str, ...], Sequence[int], Sequence[int], tuple[str, ...], tuple[str, ...], tuple[str, ...]]
"""The words of a message: as typed, where each begins and ends, with and without diacritics, of what kind."""


def places(words: Sequence[str], among: Container[str]) -> list[int]:
    """Give the places of the words that are among some, without a step of the interpreter for each that is not.

    >>> places(("tặng", "70", "phần", ","), {"phần", "tặng"})
    [0, 2]
    """
    return list(compress(count(), map(among.__contains__, words)))


@lru_cache(maxsize=32)
def fold(text: str) -> str:
    """Take the diacritics off.

    >>> fold("đền ơn đáp nghĩa")
    'den on dap nghia'
    """
    return text.translate(_BARE)


def beside(text: str, more: str) -> str:
    """Give words to be put beside a message in its own spelling: without diacritics where it has none.

    >>> beside("ngay 10", "hàng tháng"), beside("ngày 10", "hàng tháng")
    ('hang thang', 'hàng tháng')
    """
    return fold(more) if text.isascii() else more


def unify(text: str) -> str:
    """Write composed, lower-cased text in one way, letter for letter.

    >>> unify("Hoà giải, Uỷ ban, quý ３")
    'hòa giải, ủy ban, quý 3'
    """
    return _spellings(text)[0]


def _spellings(text: str) -> tuple[str, str]:
    """Give the text in lower case, and that without diacritics."""
    low = _lower(text)
    if _TONE.search(low):
        low = _TONE.sub(lambda found: _TONE_FIRST[found.group()], low)
    if _TONE_TOO_EARLY.search(low):
        low = _TONE_TOO_EARLY.sub(_later_tone, low)
    bare = fold(low)
    if not bare.isascii() and low != (plain := low.translate(_PLAIN)):
        return _spellings(plain)
    return low, bare


def _later_tone(found: re.Match[str]) -> str:
    """Move a tone from the u of "qu" or the i of "gi" to the vowel behind it.

    >>> unify("qùa Tết, qúy 3, gíup bà con")
    'quà tết, quý 3, giúp bà con'
    """
    said = found.group()
    early = unicodedata.normalize("NFD", said[1])
    return said[0] + early[0] + unicodedata.normalize("NFC", said[2] + early[1])


def _lower(text: str) -> str:
    """Write text in lower case without changing its length."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)


_SPOKEN = frozenset(_ALL_VOWELS.replace(_VOWELS["d"], "") + "aeiouy")
_ROMAN = frozenset("ivx")
_LENGTHENED = re.compile(r"(?<=[^\W\d_])([^\W\d_])\1+$")  # nhaaa, viênn


def _shortened(found: re.Match[str]) -> str:
    """One of the letters at the end of a word that has a vowel: viênn, nhaaa; vnn, cuu (cứu), III stay."""
    said = found.string.lower()
    spoken = not _SPOKEN.isdisjoint(said[: found.start() + 1]) and not _ROMAN.issuperset(said)
    return found[1] if spoken and found[0].lower() != "uu" else found[0]


_MISSPELT = {"hẽm": "hẻm", "quĩ": "quỹ", "mổi": "mỗi", "củng": "cũng", "nhửng": "những", "cữ": "cử", "đả": "đã"}
"""Words as they are often spelled where hỏi and ngã sound alike, and are no other words."""


_PARTS = {"½": "5", "¼": "25", "¾": "75"}


class _Spellings(dict[str, tuple[str, str]]):
    """The two spellings of each word that was met, so that a word of every day is worked out once."""

    def __missing__(self, typed: str) -> tuple[str, str]:
        if typed[-1:] in _PARTS:
            low = bare = f"{typed[:-1] or 0},{_PARTS[typed[-1]]}"
            return _kept(self, typed, (low, bare))
        low, bare = _spellings(_LENGTHENED.sub(_shortened, typed))
        return _kept(self, typed, (_MISSPELT.get(low, low), bare))


class _Piece(NamedTuple):
    """A word as it was typed, `reach` letters with what stands before it; the last four tell what it is."""

    reach: int
    length: int
    raw: str
    low: str
    bare: str
    kind: str
    digits: bool
    mark: bool
    marked: bool
    spoken: bool


class _Chunks(dict[str, tuple[_Piece, ...]]):
    """The words of what was met between two spaces; most of it comes again and again."""

    def __missing__(self, typed: str) -> tuple[_Piece, ...]:
        return _kept(self, typed, tuple(_pieces(" " + typed)))


_KEPT_WORDS, _KEPT_LETTERS = 4096, 24
_T = TypeVar("_T")


def _kept(table: dict[str, _T], typed: str, found: _T) -> _T:
    """Keep what a short spelling was found to be; a table that is full begins anew."""
    if len(typed) <= _KEPT_LETTERS:
        if len(table) >= _KEPT_WORDS:
            table.clear()
        table[typed] = found
    return found


_SPELLED = _Spellings()
_CHUNKS = _Chunks()


def _pieces(typed: str) -> Iterator[_Piece]:
    """Give the words of a text, one by one."""
    parts = _PIECE.split(typed)  # what lies between two words, and a word, by turns
    for before, raw in zip(parts[:-1:2], parts[1::2], strict=True):
        low, bare = _SPELLED[raw]
        digits, spoken = "0" <= low[0] <= "9", low.isalpha()
        mark = not digits and not raw[0].isalnum()
        kind = "number" if digits else "mark" if mark else "word"
        yield _Piece(len(before) + len(raw), len(raw), raw, low, bare, kind, digits, mark, low != bare, spoken)


def cut(spellings: Iterable[str]) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Give the words of many short phrases, each with and without diacritics.

    >>> cut(["Hộ nghèo", "phần"])
    [(('hộ', 'nghèo'), ('ho', 'ngheo')), (('phần',), ('phan',))]
    """
    return [_cut(spelling) for spelling in spellings]


def _cut(spelling: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    plain = spelling.replace(" ", "").isalpha()  # most phrases are; this takes a tenth of the time
    pieces = [_SPELLED[piece] for piece in (spelling.split() if plain else _PIECE.findall(spelling))]
    return tuple([low for low, _ in pieces]), tuple([bare for _, bare in pieces])


@lru_cache(maxsize=8)
def split(text: str) -> Text:
    """Cut a message into words; the same Text for whoever asks for the same message next, with what was found in it.

    >>> [word.low for word in split("Tặng 70p, 2tr5/phần").words]
    ['tặng', '70', 'p', ',', '2', 'tr', '5', '/', 'phần']
    """
    typed, came = text, None
    if not _USUAL.issuperset(text):
        composed, came = (text, None) if unicodedata.is_normalized("NFC", text) else _compose(text)
        typed = _lower(composed).translate(_PLAIN)
    known = list(chain.from_iterable(map(_CHUNKS.__getitem__, typed.split(" "))))
    if sum(map(_reach, known)) != len(typed.rstrip(" ")) + 1:  # two spaces between words somewhere, or a tab
        known = list(_pieces(" " + typed))
    if not known:
        return Text(text, ((), (), (), (), (), ()), [], [])
    reaches, lengths, raws, lows, bares, kinds, digits, marks, marked, spoken = zip(*known, strict=True)
    ends = list(accumulate(reaches, initial=-1))[1:]
    starts = list(map(operator.sub, ends, lengths))
    if came is not None:
        starts, ends = [came[start] for start in starts], [came[end] for end in ends]
    if typed is not text:
        raws = tuple([text[start:end] for start, end in zip(starts, ends, strict=True)])
    columns = raws, starts, ends, lows, bares, kinds
    found = Text(text, columns, list(compress(count(), digits)), list(compress(count(), marks)))
    if accents := sum(marked):
        total = sum(spoken)
        found.accented = True
        found.folds = accents < _MIXED * total or (total - accents >= _ROW_LONG and _leaves_out(known))
    return found


def _leaves_out(known: Sequence[_Piece]) -> bool:
    """Say whether the marks are left out in a clause, though most of the message has them.

    A telephone puts them on here and not there. A clause of some length without any is such, and so are words in a
    row of which one cannot do without: one that ends in c, ch, p or t has a tone, and uo, ie and ye stand for others.

    >>> split("tặng 15 phần quà cho hộ nghèo, don ve sinh 1 buoi 40 nguoi").folds
    True
    >>> split("tổ dân phố tặng 15 phần quà cho con em trong khu phố").folds
    False
    """
    row, whole, telling = 0, True, False
    for word in known:
        if word.marked or word.mark:
            row, whole, telling = 0, word.mark, False
        elif word.spoken:
            row, telling = row + 1, telling or _WITHOUT_ITS_MARK.search(word.bare) is not None
            if (telling and row >= _ROW_LONG) or (whole and row >= _CLAUSE_LONG):
                return True
    return False


def _compose(text: str) -> tuple[str, list[int]]:
    """Compose decomposed letters; the second value says where each composed character stood."""
    letters: list[str] = []
    places: list[int] = []
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and end - start < _LONGEST_CLUSTER and unicodedata.combining(text[end]):
            end += 1
        cluster = unicodedata.normalize("NFC", text[start:end])
        letters.append(cluster)
        places.extend([start] * len(cluster))
        start = end
    places.append(len(text))
    return "".join(letters), places
