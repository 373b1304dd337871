"""What people ask of the bot that is not its work: a password, a printer, its age; a table of what is said of each."""

import re

from handlers import words
from handlers.vi.reading import Reading

_LONGEST = 12  # words
_PAPERS = "khai sinh|khai tu|ket hon|doc than|tam tru|tam vang|ho khau|can cuoc|cccd|so do|xac nhan|chung thuc|ho ngheo"
_PAYS = r"(?:nop|dong|mua|gia han|dang ky) (?!bao cao|so lieu|bieu|bien ban|chot|so\b)"
_WORDS = {
    "password": (r"mat khau|pass|mat ma", r"dang nhap (?:sao|the nao|kieu gi|khong duoc|hoai)"),
    "file": (
        r"file|tep|exel|excel|ecxel", r"in (?:ra |duoc )?(?:giay|to giay)", r"may in",
        r"^(?:\w+ ){0,2}in ra (?:duoc|dc|khong|ko|hong)",
    ),
    "voice": (
        r"ghi am", r"noi (?:bang )?mieng", r"nghe (?:duoc )?(?:tieng|giong)", r"(?:luoi|khong biet) go",
        r"(?:go|danh) (?:chu |may |tin )?(?:cham|lau|kho|met|khong quen)",
        r"goi dien (?:cho em|duoc khong)", r"doc (?:to|len)(?: len| ra)? (?:cho|duoc|dc)",
    ),
    "photo": (
        r"(?:gui|goi|chup) (?:hinh|anh) (?:sao|the nao|kieu gi|o dau|cho nao|lam sao)",
        r"(?:bam|nhan|vo|vao) (?:vo |vao |o )?(?:dau|cho nao) (?:de |ma )?(?:gui|goi|chup) (?:hinh|anh)",
        r"(?:lam sao|cach nao|cach|the nao) (?:de |ma )?(?:gui|goi|chup) (?:hinh|anh)",
    ),
    "self": (
        r"em (?:duoc )?(?:bao nhieu|may) tuoi", r"em (?:que |nha )?o dau", r"em co (?:chong|vo|gia dinh|nguoi yeu)",
        r"em (?:la|co phai) (?:la )?(?:nguoi|may|con trai|con gai|robot|ai)",
    ),
    "private": (r"ai (?:doc|xem|thay|coi) (?:duoc )?(?:tin|may|nhung|chu)", r"lo ra ngoai", r"bao mat"),
    "free": (r"(?:mat|ton) (?:tien|phi)(?: gi)? (?:khong|ko|hong|k)", r"mien phi"),
    "invite": (
        r"moi them (?:bac|chu|co|anh|chi|ong|ba|cau|di|thay|nguoi|cong an|to truong|hoi|chi hoi|dai dien)",
        r"(?:moi|them|dua|ket nap) (?:\w+ ){1,4}(?:vo|vao) ban(?! (?:do|hop|bien|giao))",
    ),
    "leaves": (
        r"(?:bo|xoa|rut|gach|lay) (?:ten|(?!phan qua)\w+ \w+) (?:ra khoi|khoi|ra) (?:ban|danh sach|so)",
        r"(?:bac|chu|co|anh|chi|ong|ba|di) (?:\w+ ){1,2}(?:nghi|thoi)(?: roi)?(?: thi)? (?:bo|xoa|rut|gach) ten",
    ),
    "not_reminded": (
        r"(?:khong|chua) (?:nhan|thay|co) (?:duoc )?(?:tin|thong bao|loi)? ?(?:nhac|moi)(?: hop)?(?: gi| nao)?$",
        r"(?:khong|chua) (?:nhan|thay) (?:duoc )?(?:tin|thong bao) (?:nhac|moi|hop)", r"(?:khong|chua) thay em nhac",
        r"(?:khong|chua) (?:nhan|thay) (?:tin|thong bao)(?: \w+)? duoc", r"khong nhan tin nhac duoc",
    ),
    "phone": (
        r"so (?:dien thoai|dt|phone|zalo)", r"sdt",
        r"dia chi (?:cua )?(?:uy ban|ubnd|phuong|cong an|tram|van phong phuong|truong ban|nha|bac|anh|chi|co|chu)",
        r"(?:uy ban|ubnd|cong an|tram y te|van phong phuong|mat tran phuong)(?: phuong)?(?: nam)? (?:o dau|cho nao)",
    ),
    "deadline": (
        rf"han (?:chot |cuoi )?{_PAYS}(?:\w+ ){{0,6}}?(?:khi nao|bao gio|chung nao|ngay (?:nao|may)|hom nao|luc nao)",
        rf"(?:khi nao|bao gio|chung nao|ngay nao) (?:thi )?(?:het |toi |den )?han {_PAYS}\w+",
    ),
    "papers": (
        r"thu tuc (?!tang|trao)",
        rf"(?:lam|xin|dang ky|cap|sao y|di) (?:lai )?(?:giay |to |so )?(?:{_PAPERS})",
    ),
    "bot_in_group": (
        r"(?:dua|moi|them|keo|add) (?:\w+ )?(?:em|bot) (?:\w+ )?(?:vo|vao) (?:nhom|group|zalo)",
        r"em (?:co )?(?:vo|vao) (?:duoc )?(?:nhom|group)(?: chat| zalo| telegram)*(?: duoc)? (?:khong|ko|hong)",
    ),
    "group": (r"(?:cho|xin|them|keo) (?:\w+ ){0,2}(?:vo|vao) (?:nhom|group|zalo)", r"link nhom"),
    "remember": (r"^(?:em )?nhac (?:toi|tui|minh) (?!hop|truoc|lich|qua|bang|sau|lai)\w+",),
    "uncounted": (
        r"^(?:(?:khu pho|kp|co|so|may|bao nhieu|bn) )*(?:ho|gia dinh) chinh sach(?: (?:co|la|may|bao nhieu|bn|ho))*$",
        r"^(?:(?:khu pho|kp|co|tong|so|ho) )*nguoi (?:cao tuoi|gia)(?: (?:co|la|thi))* (?:may|bao nhieu|bn)\b",
        r"^(?:(?:khu pho|kp|minh|co|o|ap|tong) )*(?:may|bao nhieu|bn) (?:nguoi|cu|ong ba) (?:cao tuoi|gia)$",
    ),
    "world": (r"thoi tiet", r"gia (?:vang|xang)", r"xo so", r"bong da", r"tin tuc"),
}  # fmt: skip
_ABOUT = {what: re.compile(rf"\b(?:{'|'.join(words)})\b") for what, words in _WORDS.items()}


def wants_a_file(said: str) -> bool:
    """Whether bare words ask for figures in a file, and not whether there is one.

    >>> wants_a_file("xuat ra excel gium chi may so nam nay"), wants_a_file("xuat excel duoc khong")
    (True, False)
    """
    return _FIGURES_IN_A_FILE.search(said) is not None


_SEND = r"(?:\w+ ){0,4}?(?:xuat|gui|goi|tai|lam|lay|in|ket xuat)"
_A_FILE = r"(?:(?:ra |file |tep |bang )*(?:excel|exel|ecxel|file|tep))"
_FIGURES = r"(?:so lieu|so|bang|bao cao)"
_FIGURES_IN_A_FILE = re.compile(
    rf"^{_SEND} (?:\w+ ){{0,3}}?{_A_FILE} (?:\w+ ){{0,4}}?{_FIGURES}\b"
    rf"|^{_SEND} (?:\w+ ){{0,3}}?{_FIGURES}\b(?: \w+){{0,6}}? {_A_FILE}"
    r"(?!.*\b(?:duoc|dc) (?:khong|ko|hong|chua))"
)


def asked(reading: Reading) -> str | None:
    """What a message asks that is beyond the book; None for any other.

    >>> from datetime import date
    >>> from handlers import vi
    >>> [asked(vi.read(text, date(2026, 11, 21))) for text in ("quên mật khẩu", "in ra giấy được không", "tặng quà")]
    ['password', 'file', None]
    """
    said = words.bare(reading.text)
    if reading.facts or len(said.split()) > _LONGEST or wants_a_file(said):
        return None
    return next((what for what, pattern in _ABOUT.items() if pattern.search(said)), None)
