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
_WHEN = r"(?:khi nao|bao gio|chung nao|luc nao|may gio|hom nao|bua nao|ngay (?:nao|may))"
_OFFICES = (
    r"(?:phuong|uy ban|ubnd|cong an|tram y te|tram xa|mot cua|van phong phuong|buu dien|ngan hang|truong hoc|dien luc)"
)
_NOT = r"(?:khong|ko|hong|hok|hem|k)"
_AFTER = r"(?: (?:em|a|con|vay|ta|nhi|ha|the|bot|oi))*"
_FOOD = r"(?:gao|thit|ca|rau|trung|duong|sua|heo|ga|bo|ve so|thuoc|phan bon|dat|nha dat|dien|nuoc|do la|ca phe|lua)"
_OF_PEOPLE = r"(?! (?:nguoi|ho|nha|the|suat|phan|em|chau|cu|khau|luot|hoc sinh|hoi vien|ca|phan tram|kg|ky|can))"
_QUESTIONS = {  # in words that tell a deed as well, so only of what asks
    "weather": (
        rf"troi (?:\w+ )?(?:mua|nang|nong|lanh|bao|dong)\b.*\b(?:{_NOT}|{_WHEN})\b",
        (r"(?:hom nay|mai|mot|chieu nay|toi nay|chieu|toi|sang mai|ngay mai|tuan sau|bua nay) (?:co )?"
        rf"(?:mua|nang|nong|lanh)(?: (?:to|lon|bao))? {_NOT}{_AFTER}$"),
        r"bao so may|may do c\b",
    ),
    "hours": (
        rf"(?!.*\bnop\b){_WHEN} (?:thi )?{_OFFICES}(?: \w+)? (?:lam viec|mo|dong cua|nghi|tiep dan)",
        rf"(?!.*\bnop\b){_OFFICES} (?:lam|lam viec|mo|mo cua|dong cua|nghi|tiep dan) (?:\w+ ){{0,2}}?may gio",
        rf"{_OFFICES} {_WHEN} (?:thi )?(?:lam viec|mo|dong cua|nghi|tiep dan)",
        rf"{_OFFICES}(?: \w+)? co (?:lam viec|mo cua|truc|nghi)\b.*\b{_NOT}\b",
        rf"{_OFFICES} co lam (?:thu|chu nhat|hom nay|mai|ngay|le|{_NOT})\b",
        r"gio (?:lam viec|hanh chinh|mo cua)",
    ),
    "benefits": (
        r"luong huu|tien gia\b|tien nguoi gia|tien cao tuoi",
        (r"^(?:\w+ ){0,2}(?:khi nao|bao gio|chung nao) (?:\w+ ){0,3}?(?:co|lanh|nhan|duoc)"
        r" (?:tien(?! (?:quy|ung ho))|luong|tro cap|che do)\b"),
        (r"(?<!huong )tro cap (?:\w+ ){0,5}?(?:bao nhieu|may|bn)(?: tien)?"
        r"(?: (?:mot|1|moi) thang|(?: (?:em|a|vay|con))*$)"),
        rf"(?:tro cap|che do) (?:\w+ ){{0,5}}?(?:co chua|{_WHEN}|o dau|lam sao)",
    ),
    "prices": (
        rf"(?<!tri )gia {_FOOD} (?:\w+ ){{0,4}}?(?:bao nhieu|may|bn|sao|the nao|len|xuong)",
        rf"{_FOOD} (?:bao nhieu|may|bn)(?: (?:tien|dong|ngan))? (?:mot|1) (?:ky|ki|kg|can|lit|chuc|chi|met)",
    ),
    "bills": (rf"tien (?:dien|nuoc|rac|mang|net|hoc(?! bong))\b.*\b(?:bao nhieu|may|bn|chua|o dau|sao)\b{_OF_PEOPLE}",),
    "power_cut": (
        rf"(?:{_WHEN}|sao) (?:\w+ ){{0,3}}?(?:cup|mat|cat|co) (?:dien|nuoc(?! sach))\b",
        rf"(?:cup|mat|cat) (?:dien|nuoc)\b.*\b(?:{_WHEN}|toi may|den may|bao lau|{_NOT})\b",
        rf"co (?:dien|nuoc)(?: lai)? (?:chua|{_WHEN})",
    ),
    "health": (
        (r"(?:kham benh|kham suc khoe|chich ngua|tiem ngua|tiem chung|tiem vac xin|lanh thuoc|mua thuoc)\b.*"
        r"\b(?:o dau|cho nao|may gio)\b"),
        r"^(?:\w+ )?(?:khi nao|bao gio|chung nao) (?:\w+ ){0,3}?(?:kham|chich|tiem)\b",
        rf"(?!.*\b(?:the|bhyt|tang|phat)\b)tram y te\b.*\b(?:{_NOT}|chua|{_WHEN})\b",
    ),
    "premium": (
        (r"(?:bhyt|bao hiem)(?: y te| xa hoi| tu nguyen)?(?: (?:ho gia dinh|nam nay|thi|moi nguoi|mot nguoi|mot nam))*"
        r" (?:dong|mua|nop|gia|muc)(?: (?:la|het|mat|ton|dong|phai|moi nguoi|mot nguoi|mot nam))*"
        rf" (?:bao nhieu|may|bn)\b{_OF_PEOPLE}"),
        (r"(?:dong|mua|nop|gia|muc dong) (?:bhyt|bao hiem)(?: y te| xa hoi| tu nguyen)?"
        r"(?: (?:la|het|mat|ton|phai|cho|ho gia dinh|mot nguoi|moi nguoi|mot nam))* (?:bao nhieu|may|bn) tien"),
        r"(?:dong|mua|muc dong) (?:bhyt|bao hiem)(?: y te| xa hoi)? (?:o dau|cho nao|lam sao|the nao)",
        r"(?:bhyt|bao hiem)(?: y te| xa hoi)? (?:dong|mua) (?:o dau|cho nao|lam sao|sao|the nao)",
    ),
    "school": (
        r"(?:xin hoc|nhap hoc|vo lop|vao lop|di hoc|hoc lop|hoc truong)\b.*\b(?:truong nao|o dau|lam sao|can gi)\b",
        rf"{_WHEN} (?:\w+ ){{0,3}}?(?:khai giang|tuu truong|nhap hoc|nghi he|di hoc)\b",
        r"hoc phi (?:\w+ ){0,4}?(?:bao nhieu|may|bn)\b",
    ),
    "works": (
        r"^(?:\w+ )?(?:bao gio|chung nao|khi nao) (?:\w+ ){0,3}?(?:duong|hem|cau)\b(?: \w+){0,4} (?:xong|mo)\b",
        r"^(?:\w+ )?(?:bao gio|chung nao) (?:\w+ ){0,2}?(?:lam|sua|xay|mo) (?:\w+ )?(?:duong|hem|cau)\b",
    ),
    "papers": (
        r"(?:can|phai co|mang|dem) (?:nhung )?giay to (?:gi|nao)",
        r"(?:lam|doi|xin|lanh) (?:lai )?(?:the|giay(?! moi))\b.*\b(?:o dau|cho nao|can gi|lam sao)\b",
    ),
    "world": (r"xe (?:buyt|khach)\b|(?:an|nau) mon gi|(?:an|nau) gi ngon|cho (?:\w+ )?co gi (?:ngon|ban)",),
}  # fmt: skip
_ABOUT = {what: re.compile(rf"\b(?:{'|'.join(words)})\b") for what, words in _WORDS.items()}
_ASKED = {what: re.compile(rf"\b(?:{'|'.join(words)})") for what, words in _QUESTIONS.items()}
_ASKS = re.compile(
    rf"\b(?:{_NOT}|chua|dau|gi|ai|nao|may|bao nhieu|bn|sao|bao gio|bao lau|can gi)\b|^cho (?:hoi|biet)\b"
)
_OF_WORK = re.compile(  # what a meeting talks about, or is done by the committee
    r"^(?:noi dung|them|ghi|nhac|giao|hen|dat|bao cao|de nghi|kien nghi|sua|xoa|bo|luu|tang|phat)\b"
    r"|\b(?:hop|moi|bien ban)\b"
)


OUTSIDE = frozenset(_QUESTIONS) | {"phone", "deadline"}
"""What is answered alike wherever it is asked: it is of nobody's book."""


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
    >>> said = "bảo hiểm y tế đóng bao nhiêu", "đóng bhyt mấy người", "giá gạo bao nhiêu", "gạo bao nhiêu"
    >>> [asked(vi.read(text, date(2026, 11, 21))) for text in said]
    ['premium', None, 'prices', None]
    """
    said = words.bare(reading.text)
    if reading.facts or len(said.split()) > _LONGEST or wants_a_file(said):
        return None
    about = next((what for what, pattern in _ABOUT.items() if pattern.search(said)), None)
    if about is not None or _OF_WORK.search(said) or not (_ASKS.search(said) or "?" in reading.text):
        return about
    return next((what for what, pattern in _ASKED.items() if pattern.search(said)), None)
