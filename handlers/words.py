"""The short words that steer every conversation: yes, no, skip; matched without case, accents or punctuation."""

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from handlers.vi import amounts, corrections, number_words, numbers
from handlers.vi.dates import when
from handlers.vi.reading import Reading
from handlers.vi.words import Text, split

SAVE, EDIT, DROP = "Lưu", "Sửa", "Bỏ"
SKIP, UNDO, SHOW, AS_BEFORE = "Bỏ qua", "Hoàn tác", "Xem lại", "Như lần trước"
ONCE_MORE = "Ghi lại"
OPEN_LATE = "Mở họp luôn"
ADJOURN = "Bế mạc"
SEE_ALL = "Xem hết"
COMES, ABSENT, UNSURE = "Dự", "Vắng", "Chưa rõ"
KNOWN, LATER = "Đã biết", "Nhắc lại sau 1 giờ"
AGREES, APPROVES, DECLINES = "Nhận lời", "Đồng ý", "Không được"
WAKE, WAIT = "Báo ngay", "Để sáng"
WITHDRAW, KEEP = "Rút", "Giữ lại"
OFF, ALL_OFF = "Gỡ ảnh", "Gỡ hết ảnh"
ATTACH, ANOTHER, NO_PHOTO, IN_THE_MAKING = "Gắn ảnh", "Việc khác", "Không gắn", "Việc đang ghi"
NEW_DEED = "Việc mới"
PRACTISE, OTHER_EXERCISE, LEAVE_PRACTICE = "Tập thử", "Bài khác", "Thôi tập"
ACCEPT, LEAVE = "Sửa sổ", "Giữ số cũ"
CANCEL, END = "Hủy họp", "Bỏ lịch"
CLOSE, RESTORE, NOT_NOW = "Chốt", "Khôi phục", "Thôi"
GO_ON, DROP_LINE, BACK = "Ghi tiếp", "Bỏ số này", "Quay lại"
THE_OTHER = "Xem việc kia"
UNLINK, BRING = "Bỏ liên kết", "Ghi tiếp ở đây"

_AFFIRM = (COMES, ONCE_MORE, OPEN_LATE, ADJOURN, AGREES, APPROVES, ATTACH)
_YES = frozenset(
    "luu, luu di, luu lai, luu nhe, luu nha, luu giup, dung, dung roi, dung vay, ok, oke, okie, okay, o, u, uh, um, "
    "nhu vay, nhu vay do, nhu the, vay do, dung nhu vay, "
    "duoc roi, chuan, chuan roi, vang, da, da dung, da vang, phai, co, duoc, dong y, chot, yes, y, rut, khoi phuc, "
    "chot di, sua so".split(", ")
)
_NO = frozenset(
    "bo, bo di, bo het, bo het di, "
    "thoi, huy, huy bo, khong luu, dung luu, khoi, khoi luu, thoi khong luu, bo nhe, bo giup, thoi khoi, "
    "thoi bo, thoi bo di, khong can, thoi khong can, khong ghi nua, thoi khong ghi nua, khong ghi, dung ghi, "
    "thoi de nhu cu, de nhu cu, giu nhu cu, thoi giu nhu cu, nhu cu di, thoi huy, thoi huy di, huy "
    "di, huy luon, cancel, giu lai, giu so cu, giu nguyen".split(", ")
)
_OF_WHAT_WAS_SAID_LAST = frozenset(
    "ok, oke, okie, okay, o, u, uh, um, vang, da, da vang, phai, co, duoc, duoc roi, "
    "y, yes, dung, dung roi, dung vay, da dung, "
    "thoi, khoi, thoi khoi, khong can, thoi khong can".split(", ")
)
_NO_MORE = re.compile(
    r"(?:(?:a|ma|u|da|toi|bac|chi|anh|co|chu|minh) )*(?:thoi )?(?:khong|khoi|dung) "
    r"(?:doi|huy|rut|xoa|chot|sua|ghi|luu|bo)(?: lich| hop| so)*(?: nua| dau| a| em| nhe| nha)*"
    r"|(?:(?:thoi|a|em) )*(?:bo|huy)(?: het| luon| may| cac| nhung)* (?:cai|viec|so) "
    r"(?:chua|dang|con|do)(?: (?:luu|ghi|do|dang|xong|cho|di|em|nha|nhe))*"
)
_KEEP = frozenset({"giu lai", "giu so cu", "giu nguyen"})
_DEEDS = frozenset({"rut", "khoi phuc"})
_SHOWS = frozenset("xem lai, ghi tiep, lam tiep, tiep tuc, tiep, tiep di, ghi tiep di, coi lai, xem lai di".split(", "))
_PUTS_OFF = re.compile(
    r"(?:(?:thoi|a|ma|ua|khoan|toi|bac|co|chu|anh|chi|em|u|da|ban|qua) )*"
    r"(?:de (?:mai|sau|do|lat|chut|tu tu|hom khac|khi khac|toi|chieu)|khoan|khoan da|tu tu|(?:cho|doi) (?:chut|ti|xiu)"
    r"|(?:mai mot|mai|lat nua|lat|chut nua|ti nua|luc khac|hom khac|bua khac) (?:(?:toi|bac|co|chu|anh|chi|minh) )?"
    r"(?:ghi|tinh|lam|noi|nhan|viet|ke|bao)"
    r"|(?:de|doi) (?:xong|co)(?: roi| thi| moi)* (?:ghi|tinh|bao|nhan)"
    r"|(?:(?:vay|the|thi) )*(?:thoi )?(?:khi nao|chung nao|bao gio|cho) (?:xong|co)(?: roi| thi)* (?:ghi|tinh|bao|nhan)"
    r"|(?:de|cho) (?:toi|bac|co|chu|anh|chi|em|minh|tui) (?:hoi|ban|xem|tinh|coi)(?: lai)?(?: voi)?(?: \w+){0,3} da"
    r"|(?:(?:khoan|tu tu) )?de (?:toi|bac|co|chu|anh|chi|em|minh|tui) (?:hoi|ban|tinh|dem|kiem|kiem tra) lai)"
    r"(?: da| nha| nhe| nghe| con| tinh| ghi| lam| noi| nhan| tiep| di| em| a| roi)*"
)
_LEAVES_ALONE = re.compile(
    r"(?:(?:thoi|a|ma|u|da|toi|bac|co|chu|anh|chi|em|cu|khoan|cho|gio) )*"
    r"(?:(?:de|giu|cu de|doi|tra|lay|tro)(?: (?:lai|ve))*"
    r" (?:do|yen|vay|im|nguyen|nhu cu|nhu truoc|so cu|y)"
    r"|(?:de|giu) lai|(?:khoi phuc|phuc hoi)(?: lai)?|(?:dung|khoi|khong|dung co) (?:xoa|rut)(?: nua)?)"
    r"(?: do| vay| di| em| nha| nhe| a| luon| nghe| roi| giup| gium| dum| toi| chi| bac| anh| co| chu)*"
)
_EDIT = frozenset("sua, sua lai, sua giup, chua dung, sai, sai roi, khong dung, can sua".split(", "))
_COMES = frozenset(
    "du, toi du, toi di, bac di, chi di, anh di, di, se di, co, co du, co mat, du hop, toi se du, "
    "se du, tham gia, bac du, chi du, anh du, em du, co di, em di, chu di, ong di, ba di, minh di".split(", ")
)
_LEFT_OPEN = frozenset(
    "bo qua, bo qua di, bo qua cau nay, khong biet, chua biet, khong nho, chua nho, de sau".split(", ")
)
_SKIP = _LEFT_OPEN | {"khong co", "khong", "chua co"}
_BACK = frozenset(
    "quay lai, quay lai di, lui lai, tro lai, cau truoc, hoi lai cau truoc, quay lai cau truoc".split(", ")
)
_BEFORE = (
    "nhu lan truoc", "giong lan truoc", "y lan truoc", "nhu hom truoc", "nhu moi khi", "nhu lan roi",
    "y chang lan truoc",
    "nhu hom qua", "giong hom qua", "y chang hom qua", "nhu bua qua", "giong bua qua", "nhu hom kia",
    "giong hom kia", "cung nhu vay", "cung y nhu vay", "cung y vay", "cung y chang vay", "cung giong vay",
    "cung giong nhu vay",
)  # fmt: skip


def without_wish(text: str) -> str:
    """A message without "tôi muốn em" before what one wishes the bot to do with what it keeps.

    >>> without_wish("toi muon em quen cau do"), without_wish("Bác muốn bỏ cái vừa rồi")
    ('quen cau do', 'bỏ cái vừa rồi')
    >>> without_wish("tôi muốn góp 200 ngàn"), without_wish("toi muon 10 phut")
    ('tôi muốn góp 200 ngàn', 'toi muon 10 phut')
    """
    return _WISHED.sub("", text, count=1)


_WISHED = re.compile(
    r"^\s*(?:(?:dạ|da|à|a|em ơi|em oi|em)[\s,]+)*(?:tôi|toi|tui|bác|bac|chị|chi|anh|cô|co|chú|chu|mình|minh)\s+"
    r"(?:muốn|muon)\s+(?:nhờ\s+|nho\s+)?(?:em\s+)?(?=(?:quên|quen|bỏ|bo|xóa|xoá|xoa|hủy|huỷ|huy|rút|rut|sửa|sua|xem|coi"
    r"|hỏi|hoi|lấy lại|lay lai|nhắc lại|nhac lai|trả lại|tra lai|khôi phục|khoi phuc|hoàn tác|hoan tac|dạy|day)\s)",
    re.IGNORECASE,
)


@lru_cache(maxsize=1024)
def bare(text: str) -> str:
    """The words of a short answer, without case, accents, shorthand, and punctuation around them.

    >>> bare(" Lưu đi nhé! "), bare("tui đi đc k z"), bare("tặng túi quà cho cô Hồng")
    ('luu di nhe', 'toi di duoc khong vay', 'tang tui qua cho co hong')
    """
    cut = split(text)
    said = [(low, bare) for raw, low, bare in zip(cut.raws, cut.lows, cut.bares, strict=True) if _tells(raw)]
    bares = [bare for _, bare in said]
    if _SHORTHAND.isdisjoint(cut.lows) and _AFTER_A_VERB.isdisjoint(bares):  # as nearly always
        return " ".join(bares)
    return " ".join([_in_full(*word, before) for word, before in zip(said, ["", *bares], strict=False)])


def _tells(raw: str) -> bool:
    return raw.isalnum() or any(map(str.isalnum, raw))


def _in_full(low: str, bare: str, before: str) -> str:
    """A word without accents, and written out where it is shorthand beyond doubt: "dc", "ko", "tui"."""
    if bare in _AFTER_A_VERB:
        asks = before in _ASKED_OF or low == "hông"
        return "khong" if asks and low != "hồng" else bare
    if low == "tui":
        return bare if before in _COUNTED or before.isdecimal() else "toi"
    return _IN_FULL.get(low, bare)


_IN_FULL = {
    "dc": "duoc", "đc": "duoc", "ko": "khong", "khg": "khong", "z": "vay", "zay": "vay", "zậy": "vay",
    "nghen": "nhe", "j": "gi", "gởi": "gui",
}  # fmt: skip
_SHORTHAND = frozenset({"tui", *_IN_FULL})
_AFTER_A_VERB = frozenset({"k", "hong"})
_ASKED_OF = frozenset(
    "duoc dc gi ai hop chua du di toi den lam biet thay ghi nghe phai dung hieu kip nho xong mat".split()
)
_COUNTED = frozenset("tang phat trao may bao nhieu cai nhung cac them moi".split())  # bags, without their accents


def says(said: str, *phrases: str) -> bool:
    """Whether one of some bare phrases stands in bare words, at whole words.

    >>> says("toi gio moi duoc 18tr6", "toi gio"), says("moi gio", "oi gio")
    (True, False)
    """
    padded = f" {said} "
    for phrase in phrases:  # noqa: SIM110 (many phrases are looked for in every message)
        if f" {phrase} " in padded:
            return True
    return False


def same(text: str, word: str) -> bool:
    """Whether a person typed a choice.

    >>> same("lưu", SAVE), same("bo qua", SKIP), same("lưu ý", SAVE), same("vang", ABSENT), same("vâng", ABSENT)
    (True, True, False, True, False)
    """
    return bare(text) == bare(word) and ("vâng" in text.lower()) <= ("vâng" in word.lower())


def undoes(text: str) -> bool:
    """Whether this takes back what was done last.

    >>> undoes("hoàn tác cái vừa rồi nhé"), undoes("hoàn tác #KP9-0001")
    (True, False)
    """
    return _UNDOES.fullmatch(bare(text)) is not None


_UNDOES = re.compile(
    r"(?:(?:thoi|em|cho|toi|minh|bac|chi|anh|co|chu|oi|a|da|nho|khoan|muon) )*(?:hoan tac|undo)(?: lai)?"
    r"(?: (?:cai|viec|lan|buoc|moi|vua|roi|xong|nay|do|hoi|ghi|luu|sua|rut|di|em|a|nhe|nha|giup|gium|dum|truoc|lam|giao"
    r"|luon|toi|bac|co|chu|anh|chi|minh|voi))*"
)


def affirmed(text: str, offered: Sequence[str]) -> str | None:
    """The choice that a mere yes or no means among those offered: "Dự" to "bác có dự không ạ?".

    >>> affirmed("dạ vâng", [COMES, ABSENT]), affirmed("ừ", [SAVE, DROP]), affirmed("mai", [COMES])
    ('Dự', None, None)
    >>> affirmed("lưu giùm tui", [SAVE, ATTACH, EDIT, DROP]), affirmed("ừ", [ATTACH, NO_PHOTO])
    (None, 'Gắn ảnh')
    >>> affirmed("thôi bỏ đi", [ATTACH, ANOTHER, NO_PHOTO]), affirmed("giữ lại", [ATTACH, NO_PHOTO])
    ('Không gắn', None)
    >>> affirmed("uh", [OFF, KEEP]), affirmed("uh", [ANOTHER, OFF]), affirmed("lưu", [ATTACH, NO_PHOTO])
    ('Gỡ ảnh', None, None)
    """
    if NO_PHOTO in offered and is_no(text) and plainly(text) not in _KEEP:
        return NO_PHOTO
    if not is_yes(text) or SAVE in offered:  # a record that is shown is what a yes is to
        return None
    if offered[1:] and offered[1] == KEEP and offered[0] == OFF:
        return OFF
    if ATTACH in offered and names_saving(text):
        return None
    return next((word for word in offered if word in _AFFIRM), None)


@lru_cache(maxsize=256)
def plainly(text: str) -> str:
    """The bare words of a short answer without the politeness around them.

    >>> plainly("Dạ lưu giùm em nhé"), plainly("ờ đúng rồi em"), plainly("thôi")
    ('luu', 'dung roi', 'thoi')
    """
    said = bare(text).split()
    while len(said) > 1 and said[-1] in _AFTER:
        said.pop()
    while len(said) > 1 and said[0] in _BEFOREHAND and not (said[0] == "o" and "ở" in text.lower()):
        said.pop(0)
    return " ".join(said)


_AFTER = frozenset(
    "a em nhe nha nghe nghen nhen hen gium giup dum luon oi voi do toi bac co chu anh chi minh ha con di vay".split()
)
_BEFOREHAND = frozenset("u uh um o a da vang ok oke".split())


def is_yes(text: str) -> bool:
    """Whether this agrees."""
    said = bare(text)
    if _is_dont(text) or _is_another(text):
        return False
    if said.startswith("ua") and split(text).lows[0] == "ừa":
        return plainly(said.removeprefix("ua").strip() or "u") in _YES | _AFTER
    agrees = said in _YES or saves_all(said) or _SAVES.fullmatch(said) is not None
    return agrees or ("?" not in text and plainly(text) in _YES)


_SAVES = re.compile(
    r"(?:(?:xong|roi|do|duoc|u|ok|the|vay|gio|du|da|a|em|chuan|dung roi) )*ghi (?:luon|di)"
    r"(?: (?:di|giup|gium|dum|em|nha|nhe|luon|a|lien|ngay|toi|bac|chi|anh|co|chu))*"
    r"|(?:(?:xong|roi|do|thoi|duoc|u|ok|the|vay|thi|gio|du|dung|da|a|em|chuan|on|chinh xac) )*"
    r"(?:luu|ghi so|ghi (?:vo|vao|do) so|ghi (?:vay|nhu vay|the) (?:di|duoc|la))"
    r"(?: (?:giup|gium|dum|cho)(?: (?:toi|bac|co|chu|anh|chi|minh))?)?"
    r"(?: (?:cai|viec|so|ban)(?: (?:dang|con|hoi))*(?: (?:do|dang|nay|kia|do dang|cho))+)?"
    r"(?: (?:di|het|giup|gium|lai|em|nha|nhe|luon|a|lien|ngay|vay|duoc|roi|vo so|vao so))*"
)


def saves_all(text: str) -> bool:
    """Whether this wants all that waits saved, and not only what was asked about.

    >>> saves_all("lưu hết đi em"), saves_all("luu ca hai"), saves_all("lưu cả 2"), saves_all("lưu")
    (True, True, True, False)
    """
    return _SAVES_ALL.match(bare(text)) is not None


def saves_named(text: str, told: str) -> bool:
    """Whether this wants what was told in other words saved, and calls it by some of them.

    >>> saves_named("luu hoc bong di", "trao học bổng"), saves_named("lưu", "trao học bổng"), saves_named("Lưu quà", "")
    (True, False, False)
    """
    if text[:1] not in "lL":
        return False
    said = bare(text).split()
    named = set(said[1:]) - _POINTING - _AFTER
    plain = said[0] == "luu" and "".join(named).isalpha() and named.isdisjoint({"chua", "khong"})
    return plain and named <= set(bare(told).split())


_POINTING = frozenset("cai viec vu phan do nay kia lai luon cho".split())
_SAVES_ALL = re.compile(r"(?:luu|ghi so) (?:het|ca|tat ca)\b")


def is_no(text: str) -> bool:
    """Whether this drops what is being made."""
    said = bare(text)
    drops = plainly(text) in _NO or _NO_MORE.fullmatch(said) is not None or _is_dont(text)
    return said in _NO or ("?" not in text and drops)


def drops_that(text: str) -> bool:
    """Whether this wants something dropped that it only points at.

    >>> drops_that("bỏ cái đó đi em"), drops_that("bỏ việc đang ghi"), drops_that("bỏ đi")
    (True, False, False)
    """
    return _DROPS_THAT.fullmatch(bare(text)) is not None


_DROPS_THAT = re.compile(
    r"(?:(?:thoi|a|em|da) )*(?:bo|huy|xoa)(?: giup| gium)? (?:cai|viec|vu|so) (?:do|nay|kia)"
    r"(?: (?:di|em|nha|nhe|luon|a))*"
)


def is_of_what_was_said_last(text: str) -> bool:
    """Whether a yes or a no names nothing, "ok", "thôi", and so is of whatever was said last."""
    return plainly(text) in _OF_WHAT_WAS_SAID_LAST and not _is_dont(text)


def _is_dont(text: str) -> bool:
    """Whether this is "đừng", which without its marks would be "đúng"."""
    return plainly(text) == "dung" and "đừng" in split(text).lows


def _is_another(text: str) -> bool:
    """Whether this is "cô" or "ô", which without their marks would be "có" and "ờ"."""
    said, low = plainly(text), split(text).lows
    return (said == "co" and "có" not in low and "co" not in low) or (said == "o" and not {"ờ", "ơ", "o"} & set(low))


def saves(text: str) -> int | None:
    """How many things somebody wants saved, where a number is said.

    >>> saves("lưu cả 3 nhé"), saves("Lưu")
    (3, None)
    """
    said = bare(text).split()
    number = next((word for word in said[2:4] if word.isdecimal()), None)
    return int(number) if said[:2] == ["luu", "ca"] and number else None


def keeps(text: str) -> bool:
    """Whether this leaves what stands in the book as it is."""
    return bare(text) in _KEEP


_SHOWS_AGAIN = re.compile(
    r"(?:(?:nay gio|hoi nay|luc nay|mang|minh|em|bac|co|chi|anh|toi|chu|dang) ){0,3}(?:rot )?"
    r"(?:dang |ghi |lam |noi )*(?:toi|den) dau roi(?: em| vay| ta| ha| a)*"
    r"|(?:cho (?:toi |bac |chi |anh )?)?(?:xem|coi) lai (?:cai |viec )?(?:hoi nay|luc nay|nay gio|do)(?: di| em| con)*"
    r"|(?:(?:da|em|cai|viec|hoi|nay|do) )*(?:luu|ghi)(?: duoc| xong| vo so| vao so)* (?:roi )?chua"
    r"(?: em| a| con| vay)*"
    r"|(?:(?:thoi|gio|em|cho|toi|minh|bac|chi|anh) )*(?:(?:ghi|lam|noi|ke) tiep|tiep tuc|(?:quay|tro) (?:lai|ve))"
    r"(?: (?:ghi|lam|voi|cho))* (?:cai |viec |vu |chuyen |phan )?(?:hoi nay|luc nay|nay gio|do dang|dang do|dang ghi)"
    r"(?: (?:di|em|con|nha|nhe|a|do))*"
    r"|(?:(?:thoi|gio|em|cho|toi|minh|bac|chi|anh) )*(?:cai|viec|vu|chuyen|phan)"
    r" (?:hoi nay|luc nay|nay gio|do dang|dang do)"
    r"(?: thi)? (?:(?:ghi|lam|noi|ke) tiep|tiep tuc)(?: (?:di|em|con|nha|nhe|a|do))*"
    r"|(?:con|ve|toi) (?:cai|viec) (?:hoi|luc) (?:nay|sang|trua|chieu|toi)(?: thi| sao| do| em| a)*"
    r"|(?:(?:cai|viec|dang|ghi|hoi|luc|nay|gio|sang|trua|chieu|lam) )+(?:toi|den) dau(?: roi| em| vay| a)*"
    r"|(?:(?:co|con|dang|minh|toi|bac|chi|anh|chu|em|nay|gio) )*(?:ghi|lam|nhap|ke) (?:con )?do(?: dang)?"
    r"(?: (?:cai|viec|chuyen|nhung))* (?:gi|nao)(?: con| nua| khong| ko| hong| vay| a| em| ha| ta)*"
    r"|(?:(?:toi|bac|chi|anh|co|chu|minh) )?(?:con|co) (?:gi|viec gi|cai gi|viec nao|cai nao) (?:con )?(?:chua|dang)"
    r" (?:luu|ghi|xong|do dang|do)(?: xong| do)?(?: khong| ko| hong| em| vay| a| nua)*"
)


def shows(text: str) -> bool:
    """Whether this wants to see what is open and to go on with it."""
    said = bare(text)
    return said in _SHOWS or plainly(text) in _SHOWS or _SHOWS_AGAIN.fullmatch(said) is not None


def resumes(text: str) -> set[str]:
    """The words of weight by which something that waits is called to be gone on with; none in other words.

    >>> sorted(resumes("tiếp tục cái hòa giải")), resumes("ghi tiếp"), resumes("tiếp tục tặng 20 phần quà")
    (['giai', 'hoa'], set(), set())
    """
    if not any(part in text for part in ("iếp", "iep", "lại", "lai", "ưu", "uu")):
        return set()
    said = bare(text)
    found = _RESUMES.fullmatch(said) or _NAMED_FIRST.fullmatch(said)
    return set((found[1] or said).split()) - _POINTING - _AFTER - _OF_LATE - {"luu", "nua"} if found else set()


_NAMED_FIRST = re.compile(  # "cái gạo hồi nãy làm tiếp", "hiến máu lưu đi", "lưu cái gạo nữa"
    r"(?:(?:thoi|gio|con|a|em) )*"
    r"((?:(?:cai|viec|vu|phan) )?[a-z ]+?) (?:(?:ghi|lam|noi|ke) )?(?:tiep|not|luu)"
    r"(?: (?:di|luon|nua|giup|gium|em|nha|a))*"
    r"|luu (?:cai |viec |vu |phan )[a-z ]+"
)


def drops_all(text: str) -> bool:
    """Whether everything that is being made is to be dropped.

    >>> [drops_all(said) for said in ("bo het may cai dang lam", "không làm nữa bỏ hết", "bỏ hết", "bỏ hết rác")]
    [True, True, False, False]
    """
    return ("hết" in text or "het" in text) and _DROPS_ALL.fullmatch(bare(text)) is not None


_DROPS_ALL = re.compile(
    r"(?:(?:thoi|a|em|khong (?:lam|ghi|luu) nua|khoi (?:lam|ghi|luu)(?: nua)?) )*(?:bo|huy|xoa) het"
    r"(?: (?:may|cac|nhung|tat ca|ca))* (?:cai|viec|so|ban|nhap)"
    r"(?: (?:chua|dang|con|do|luu|ghi|lam|xong|nay|di|em|nha))+"
    r"|(?:(?:thoi|a|em) )*(?:khong|khoi) (?:lam|ghi|luu)(?: gi)?(?: nua)? (?:bo|huy) het(?: (?:di|em|nha|nhe|luon|a))*"
)


_RESUMES = re.compile(
    r"(?:(?:thoi|gio|bay|em|cho|de|toi|bac|co|chu|anh|chi|minh|muon|roi|vay) )*"
    r"(?:(?:ghi|lam|noi|ke) (?:tiep|not)|tiep tuc|(?:quay|tro) lai)(?: (?:ghi|lam|voi))? ([a-z ]+)"
)
_OF_LATE = frozenset(
    "hoi nay luc vua roi gio truoc cu sau sang trua chieu toi hom chuyen dang ghi lam chua xong".split()
)


def puts_off(text: str) -> bool:
    """Whether this leaves what is open for later.

    >>> puts_off("mà thôi để mai tính"), puts_off("khoan đã em"), puts_off("mai họp ban")
    (True, True, False)
    """
    return _PUTS_OFF.fullmatch(bare(text)) is not None


def leaves_alone(text: str) -> bool:
    """Whether this wants what stands to stay as it is, said while it is to be changed: "thôi để đó", "để yên đi em".

    >>> leaves_alone("thôi để đó"), leaves_alone("đừng xóa nữa em"), leaves_alone("để mai")
    (True, True, False)
    """
    return _LEAVES_ALONE.fullmatch(bare(text)) is not None


def names_a_deed(text: str) -> bool:
    """Whether a yes names what is to be done, and so answers only who asked about that."""
    return plainly(text) in _DEEDS


def names_saving(text: str) -> bool:
    """Whether a yes is "lưu": to somebody who was asked whether to take out, that is none."""
    return plainly(text).startswith(bare(SAVE))


def is_edit(text: str) -> bool:
    """Whether this asks to change something without saying what."""
    return bare(text) in _EDIT


def only_says_wrong(text: str) -> bool:
    """Whether words say that something is wrong, and not what.

    >>> [only_says_wrong(said) for said in ("bấm lộn rồi em", "ghi trùng rồi", "sửa cái hồi sáng", "k phải tết")]
    [True, True, False, False]
    """
    return set(bare(text).split()) <= _WRONG


_WRONG = frozenset(
    "a ua da u oi em roi thoi nha nhe do bac chi anh co chu toi minh sua lai giup gium sai nham lon lam trung ghi bam "
    "go nhan danh chua dung khong phai can cho so chut ma thi hinh nhu de xin loi con mat tieu chet".split()
)


def is_skip(text: str) -> bool:
    """Whether this leaves an optional blank open."""
    return bare(text) in _SKIP


def needs_not(text: str) -> bool:
    """Whether this says that what is asked about is not needed: "không cần đâu", and not that all is to be dropped."""
    return _NEEDS_NOT.fullmatch(bare(text)) is not None


_NEEDS_NOT = re.compile(r"(?:(?:thoi|da) )*(?:khong can|khoi can|khoi)(?: (?:dau|em|a|nha|nhe))*")


def is_left_open(text: str) -> bool:
    """Whether this leaves the question open that was asked, whatever it was."""
    return bare(text) in _LEFT_OPEN


def is_back(text: str) -> bool:
    """Whether this goes back to the question before."""
    return _BEFORE_BACK.sub("", plainly(text)) in _BACK


_BEFORE_BACK = re.compile(r"^(?:(?:thoi|a|ua|khoan|cho|toi|bac|co|chu|anh|chi|minh|em|muon) )+")


def is_as_before(text: str) -> bool:
    """Whether this says that it is as the last time.

    >>> [is_as_before(said) for said in ("tặng quà như lần trước", "lần trước tặng mấy phần?", "nay nhu hom qua")]
    [True, False, True]
    """
    return says(bare(text), *_BEFORE)


def without_reason(text: str) -> str:
    """A request without the reason that is put behind it.

    >>> without_reason("bỏ vụ họp dân ra, để mai ghi"), without_reason("bo vu hop dan di de lat tinh")
    ('bỏ vụ họp dân ra', 'bo vu hop dan di')
    >>> without_reason("bỏ họp dân, dọn rác 30 người")
    'bỏ họp dân, dọn rác 30 người'
    """
    return _REASON_BEHIND.sub("", text)


_REASON_BEHIND = re.compile(
    r"(?:[,.;]\s*(?:(?:để|de|mai|lát|lat|chút|chut|bữa|bua|hôm|hom|cái|cai|vụ|vu|vì|vi|tại|tai|do|chưa|chua|không|khong)\b)"
    r"|\s+(?:để|de|rồi|roi)\s+(?:mai|lát|lat|chút|chut|bữa|bua|hôm|hom|tuần|tuan)\b)[^\d]*$",
    re.IGNORECASE,
)


_PLACES = (
    {"dau", "dau tien", "thu nhat", "thu 1", "so 1", "tren", "tren cung", "mot"},
    {"thu hai", "thu nhi", "thu 2", "so 2", "giua"},
    {"thu ba", "thu 3", "so 3"},
    {"thu tu", "thu 4", "so 4"},
)
_OF_A_ROW = frozenset({"cai", "viec", "nut", "dong", "o", "muc", "chon"})


def place(text: str) -> int | None:
    """Which of several things offered somebody names by its place, counted from 0.

    >>> place("cái đầu tiên"), place("chọn cái thứ hai nhé"), place("đầu tháng"), place("cái"), place("ở đâu em")
    (0, 1, None, None, None)
    """
    said = plainly(text).split()
    inner = list(said)
    while inner and inner[0] in _OF_A_ROW:
        inner.pop(0)
    told = " ".join(inner)
    if said[:2] == ["o", "dau"] and "ô" not in text.lower():
        return None  # ở đâu
    return next((i for i, names in enumerate(_PLACES) if told in names and len(inner) < len(said)), None)


def is_of_the_other(text: str) -> bool:
    """Whether somebody looks for what was begun and is not done: "tìm nháp", "việc chưa xong đâu em".

    >>> [is_of_the_other(said) for said in ("tìm nháp", "xem việc kia", "Việc chưa xong đâu em", "việc chưa xong")]
    [True, True, True, False]
    """
    said = bare(text) if len(text) < _A_SHORT_WORD else ""
    if not (
        "nhap" in said
        or "kia" in said
        or "con lai" in said
        or "tiep" in said
        or "do dang" in said
        or "chua xong" in said
        or "chua luu" in said
    ):
        return False
    return _OF_THE_OTHER.fullmatch(said) is not None and (text.isascii() or "nhập" not in text.casefold())


_A_SHORT_WORD = 60  # letters
_LOOKS_FOR = "tim|xem|coi|mo|lam|quay lai|tro lai|lay|cho (?:toi|tui|bac|chi|anh|co|chu) (?:xem|coi)"
_BEGUN = (
    "nhap|viec (?:kia|do dang)|(?:viec|cai|ban) (?:(?:ghi|dang ghi|lam|dang lam) )?(?:do dang|chua xong|chua luu|nhap)"
)
_AT_END = r"(?: (?:roi|em|a|con|vay|di|ra|coi|nha|nhe|hoi nay|khi nay|luc nay|truoc))*"
_OF_THE_OTHER = re.compile(
    rf"(?:(?:em|oi|da) )*(?:(?:{_LOOKS_FOR})(?: lai| tiep| giup| gium)* (?:{_BEGUN})(?: dau)?"
    rf"|(?:{_BEGUN}) (?:o )?dau|(?:cai|viec|vu) kia|(?:ghi|lam) not (?:cai|viec|phan) con lai"
    rf"|(?:cai|viec) (?:luc nay|hoi nay|con lai)(?: (?:thi|minh|ghi|lam))* tiep){_AT_END}"
)


def steers(text: str) -> bool:
    """Whether this steers a conversation and says nothing of its own.

    >>> steers("Lưu"), steers("nhà bác Tư")
    (True, False)
    """
    return is_yes(text) or is_no(text) or is_edit(text) or is_skip(text)


def is_coming(text: str) -> bool:
    """Whether this says that somebody will come to the meeting.

    >>> is_coming("đi nghen em"), is_coming("tui đi nha"), is_coming("thôi đi"), is_coming("đi?")
    (True, True, False, False)
    """
    return "?" not in text and not _is_another(text) and _COMES_AFTER.sub("", bare(text)) in _COMES


_COMES_AFTER = re.compile(r"(?: (?:nha|nhe|em|a|luon|hen))+$")


def puts_right(reading: Reading) -> bool:
    """Whether a message corrects a number that was shown: "không 75", "75 mới đúng".

    >>> from datetime import date
    >>> from handlers.vi import read
    >>> [puts_right(read(text, date(2026, 11, 21))) for text in ("khong 75", "hông phải, 75 á", "không có 75 phần")]
    [True, True, False]
    """
    said = bare(reading.text)
    return reading.intent == "correct" or _NOT_BUT.fullmatch(said) is not None or _RATHER.fullmatch(said) is not None


_AMOUNT = r"\d+(?: ?(?:ty|trieu|tr|ngan|nghin|k|tram|ruoi|\d+))*"  # "1 trieu 2"
_NOT_BUT = re.compile(
    rf"(?:(?:a|ua|u|da|oi|em) )*(?:khong|ko|hong|hok|k|sai)(?: phai| dau| dung| roi)* (?:la |ma |chi |co )?{_AMOUNT}"
    r"(?: (?:a|em|nha|nhe|thoi|lan|moi dung|chu|ne|do|\w+ (?:thoi|lan)))*"
)


_RATHER = re.compile(
    rf"(?:a|ua|uh|o|oi|y|hinh nhu|chac)(?: ma| la| hinh nhu| chac)* {_AMOUNT}(?: (?:lan|thoi|moi dung|a|em|do))*"
    rf"|(?:thoi )?(?:de|cu de|giu|lay) {_AMOUNT}(?: (?:di|nha|nhe|thoi|a|em|cho roi|duoc roi))+"
)


def bare_number(reading: Reading) -> Decimal | None:
    """The number of a message that holds nothing else of weight: "70", "khoảng 70", "65 thôi", "không phải 65, 56"."""
    if len(reading.facts) == 1 and bare(reading.facts[0].text) not in _NOTHING:
        return reading.facts[0].value
    dated = reading.day is not None or (reading.period is not None and reading.intent == "correct")
    text = split(beside_its_day(reading) if dated and not reading.facts else reading.text)
    said = bare(text.raw)
    if corrections.challenges(text) or _NOT_BUT.fullmatch(said) or _RATHER.fullmatch(said):
        return _last_number(text)
    told, length, place, beside, of_kin = None, len(text.lows), 0, 0, False
    while place < len(text.lows):
        end = corrections.denial(text, place) or (place + 1 if text.bares[place] in _NOTHING else 0)
        if end and not corrections.denies(text, place):
            place = end
            continue
        number = numbers.at(text, place) if number_words.starts(text, place) else None
        if number is not None and not number.in_digits and amounts.is_a_name(text, number):
            return None  # "bà Bảy nghèo lắm"
        if number is not None and not number.in_digits and _is_no_number(text, place):
            number = None
        if number is not None and corrections.denies(text, place):
            length -= _DENIAL
        elif number is not None and told is None:
            told, of_kin = number.value, text.lows[place] == "ba"
            length -= number.end - place - 1
        beside += number is None and text.bares[place] not in _KIND_WORDS
        place = number.end if number is not None else place + 1
    if of_kin and beside and text.raw.isascii():
        return None  # "ba con ngheo kho" are neighbours, and no 3
    return told if length - 2 * said.endswith("moi dung") <= _FEW else None


def _is_no_number(text: Text, place: int) -> bool:
    """Whether a word without marks is no number: the "sau" of "hinh nay de sau", the "tam" of "bo tam hinh dau".

    >>> [_is_no_number(split(text), at) for text, at in (("hinh nay de sau", 3), ("bo tam hinh dau", 1), ("co sau", 1))]
    [True, True, False]
    """
    before, after = text.bares[place - 1 : place], text.bares[place + 1 : place + 2]
    if text.lows[place] == "sau":
        return before in _BEFORE_LATER or after in _AFTER_LATER
    return text.lows[place] == "tam" and after in _OF_A_PICTURE


_BEFORE_LATER = {("de",), ("ve",), ("lan",), ("hom",), ("bua",), ("hen",), ("dot",), ("nay",), ("ky",)}
_AFTER_LATER = {("nay",), ("do",)}
_OF_A_PICTURE = {("hinh",), ("anh",), ("the",), ("thiep",)}


def beside_its_day(reading: Reading) -> str:
    """A message without the day that it tells: the 16 of "ngày 16 mới đúng" counts nothing."""
    text = split(reading.text)
    told = {at for first, last in when(text, reading.on).places for at in range(first, last)}
    return " ".join(low for at, low in enumerate(text.lows) if at not in told)


def _last_number(text: Text) -> Decimal | None:
    found = (numbers.at(text, place) for place in reversed(range(len(text.lows))) if number_words.starts(text, place))
    return next((number.value for number in found if number is not None), None)


def plain(number: Decimal) -> str:
    """A number as one types it."""
    return f"{number.normalize():f}"


_FEW = 4
_NOTHING = frozenset({"khong", "ko", "hong", "khg"})  # a "no" rather than a zero
_KIND_WORDS = frozenset("a em nha nhe do ne thoi da oi bac chi anh roi la".split())
_DENIAL = 4  # words of "chứ không phải 65"
