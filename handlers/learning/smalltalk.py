"""Words that are about nothing in the book: a greeting, thanks, who the bot is, how it is used."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from handlers import texts, wording, words
from handlers.context import Context
from handlers.learning import beyond, life, trouble
from handlers.meetings import schedule
from handlers.message import Reply
from handlers.vi import lunar
from handlers.vi.reading import Reading

_SOFTLY = r"(?: (?:nha|nhe|nghe|nghen|hen|nhen|ha|a|do|di|luon|voi|ne|em|con|chau|oi|bot|vay|ta|nhi|roi|thoi|day))*"
_GREETINGS = frozenset({"xin chao", "chao em", "chao", "chao buoi sang", "hi", "hello", "alo"})
_HELP = frozenset({"start", "giup", "help", "giup em", "huong dan"})
_HOW = (
    "huong dan",
    "chi toi",
    "chi minh",
    "cach dung",
    "cach ghi",
    "dung the nao",
    "lam sao de ghi",
    "giup toi",
    "giup dum toi",
    "giup minh",
)
_LOST = re.compile(
    r"(?:(?:bay gio|gio|toi|bac|co|chu|anh|chi|minh|em|phai|can|nen|duoc|roi|the|thi) )*"
    r"(?:lam gi|lam sao|lam the nao|bam gi|bam dau|bam vao dau|nhan gi|nhan sao|biet lam gi|giup gi|lam duoc gi|"
    r"giup duoc gi|lam duoc nhung gi|lam duoc viec gi|(?:bam|nhan) (?:vao |vo )?(?:cai|nut|cho|o) nao)"
    r"(?: day| bay gio| tiep| truoc| truoc tien| dau tien| nua| duoc| cho toi| cho bac| toi| a| em| ha| vay)*"
)
_SMALL = re.compile(
    r"\bchu (?:\w+ ){0,3}(?:nho|be|li ti|mo|khong ro)\b"
    r"|\bco chu\b|\bphong to\b|\bmat (?:\w+ ){0,2}(?:kem|mo|yeu)\b"
    r"|\bchu (?:\w+ )?(?:to|lon|bu) (?:len|hon|ra|them|ti|chut)\b"
    r"|\b(?:phong|lam|chinh|viet|cho|de|nhan) (?:\w+ ){0,2}chu (?:\w+ ){0,2}(?:to|lon|bu)\b"
    r"|\b(?:doc|nhin|thay|coi|xem) (?:\w+ )?(?:khong|ko|hong|chang) (?:ro|thay|noi|duoc)\b"
)
_AWAY = {"ngay mai": 1, "mai": 1, "hom qua": -1, "ngay mot": 2, "mot": 2}  # days from today; else it is today's
_DATE = re.compile(
    r"\b(?:ngay|mung|mong|am lich|gio) (?:la )?(?:ngay |thu |mung )?(?:may|bao nhieu)\b"
    r"|\bthu (?:la )?may\b|\bmay gio roi\b"
)
_NOW_HOW_MANY = re.compile(
    r"(?:(?:con|the|vay|roi) )*(?:bay|hien) gio (?:la |con |duoc )*(?:bao nhieu|may)(?: vay| a| em)*"
)
_OF_DATES = frozenset(
    "hom bua nay mai mot qua ngay thu mung mong may bao nhieu gio la am duong lich tay ta thang roi vay the a em nhi "
    "ha hen oi cho hoi toi bac chi anh biet va voi bay dang xem coi day vo ben theo".split()
)
_TEACH_ME = re.compile(
    r"\b(?:chi|day|bay) (?:cho )?(?:toi|tui|bac|minh|co|chu) (?:voi|cach|lam|ghi|di|dung|xai)\b"
    r"|\b(?:dung|xai) (?:cai nay|em|bot|may nay|app nay|cho nay) (?:sao|the nao|lam sao|nhu the nao|kieu gi)\b"
    r"|\b(?:muon|de) ghi (?:\w+ ){0,3}(?:lam sao|the nao|kieu gi|thi sao|ra sao)\b"
    r"|\bchua (?:tung |biet |quen )?(?:dung|xai)\b|\bkhong (?:biet|ranh) (?:dung|xai|may moc|cong nghe)\b"
)
_WHO = ("em ten gi", "em la ai", "ban la ai", "em la gi", "day la gi")
_THANKS = ("cam on", "cam on em", "cam on nhieu", "cam on em nhieu", "ok cam on em", "thanks")
_THANKING = re.compile(r"(?:da |u |ok |thoi |vay |the )*(?:cam on|cam ta|cam un|thanks)(?: \w+){0,5}")
_LEAVING = re.compile(
    r"(?:(?:thoi|vay|the|u|ok|hom nay|bua nay) )*(?:(?:bac|toi|chi|anh|co|chu|minh) )?(?:ghi |bao |nhap )?"
    r"(?:du|xong|xong het|xong viec|het viec) roi(?: do| nha| nhe| nghe| a| em| con)*"
    r"(?: (?:cam on|chao)(?: \w+){0,3})?|"
    r"(?:(?:vay|the|thoi|hom nay|bua nay|toi day) )+la (?:het|xong|du)(?: (?:roi|viec|do|nha|nhe|nghe|a|em|con))*"
    r"(?: cam on(?: \w+){0,3})?|"
    r"(?:thoi )?(?:(?:khuya|toi|tre|muon|het viec|xong) (?:roi )?)?(?:(?:bac|toi|chi|anh|co|chu|minh|em) )?"
    r"(?:nghi|di ngu|nghi ngoi|di nghi|ve|di (?:don|nau|an) com|di (?:cho|tam|cong chuyen|cong viec|lam|tap the duc)"
    r"|di (?:ruoc|don|dua) (?:chau|con|nho))(?: day| di| nha| nhe| nghen| nghe| a| em| con| cai| da| chut)*"
    r"(?: cam on(?: \w+){0,3})?"
    r"|(?:tam biet|bye)(?: em| con| nha| nhe| a)*|hen (?:mai|gap lai|hom sau|bua khac)(?: nha| nhe| em| con)*"
    r"|chao em (?:bac|toi|chi|anh) (?:nghi|ve)(?: nha| nhe)*"
)
_THANKS_AND_LEAVES = re.compile(  # "cảm ơn em nghen, chị đi nấu cơm cái đã"
    rf"(?:(?:da|u|ok|thoi|vay|the) )*(?:cam on|chao)(?: (?:em|con|nhieu|nha|nhe|nghen|nghe|a))*"
    rf" (?:{_LEAVING.pattern})(?: (?:cai|da|chut|xiu))*"
)
_IS_THERE = re.compile(
    r"(?:em|con|chau)(?: oi)?(?: co| con)*(?: o do| o day| day| do| thuc| ranh)+ (?:khong|ko|chua|hong)(?: a| em)*"
    r"|co ai (?:o do|o day|nghe|tra loi)(?: may| toi| tui| khong|ko| em| a)*"
)
_CALLS_US = re.compile(r"(?:(?:chao|em|e|con|chau|da|alo)(?: oi)? )*(?:e|em|con|chau) oi(?: a)*")  # "em ơi"
_MAY_ASK = re.compile(
    r"(?:(?:chao|em|con|chau|da|alo)(?: oi)? )+(?:toi|bac|co|chu|anh|chi|minh) hoi"
    r"(?: (?:chut|xiu|ti|cai|nay|tham|thu|mot|a|em|nha|nhe|nghe))+"
    r"|hoi (?:em )?(?:cai|chut|ti|xiu|tham)(?: (?:nay|chut|ti|xiu|em|a|nha|nhe|voi))*"
    r"|(?:(?:em|e|con|chau|da|alo)(?: oi)? )*(?:cho|de) (?:toi|bac|co|chu|anh|chi|minh) hoi(?: chut"
    r"| xiu| ti| cai| nay| voi| tham| thu| mot)*"
    r"(?: a| em| nha| nhe| nghe| duoc khong)*"
)
_NOT_THERE = re.compile(
    r"(?:(?:ua|u|vay|the|a|roi|so|la|thi ra) )*(?:chua|khong|ko) co (?:so |gi "
    r"|ai ghi )?(?:het )?(?:ha|a|sao|luon ha|ho)(?: em| con| ta)*"
)
_ONLY_TALK = re.compile(
    r"^(?:em )?(?:khong (?:phai|can)|dung|khoi)(?: co)? ghi\b.*|\bke (?:cho em )?(?:nghe )?(?:thoi|choi)\b"
)
_SCOLDS = re.compile(
    r"(?:(?:sao|tai sao|ua|troi|oi|em|con|may|bot|cai nay|may nay|app nay|lam|noi|gi|ma|nay) )+"
    r"(?:ngu|dot|te|do|kem|chan|phien|lung tung|roi|roi ram|kho xai|kho dung|kho hieu)"
    r"(?: (?:qua|the|vay|ghe|luon|a|em|roi|het|troi|ha|nha))*"
    r"|(?:(?:ua|sao|gi|troi|oi|em|ma|nay|noi|tra loi) )+(?:ky|la|ky cuc|khac)(?: (?:vay|qua|the|a|em|ta|ha))+"
    r"|sao (?:khong|chua) (?:thay|co|ra|noi) (?:gi|chi)(?: (?:het|ca|vay|em|tron|ma))*"
    r"|(?:(?:sao|ua|troi|oi|em|con|may|bot|ma|nay|tra loi|rep|nhan) )+(?:cham|lau|tre(?! em))"
    r"(?: (?:qua|the|vay|ghe|luon|a|em))*"
)
_SLOW = re.compile(  # "sao trả lời chậm quá vậy"
    r"(?:\w+ ){0,5}(?:cham|lau|tre) (?:qua|ghe|du|the|vay)\b.*"
)
_INVITES = re.compile(  # "mời mọi người tối mai tới nhà bác ăn giỗ"
    r"(?!.*\b(?:hop|hom qua|hoi|da|duoc|khong|xong)\b)(?:\w+ ){0,4}?(?:moi|ru) (?:\w+ ){1,10}?"
    r"(?:an (?:gio|cuoi|tiec|dam|com|chay|chao|banh|nhau|tan gia)|dam gio|dam cuoi|le cuoi|tiec|tan gia|thoi noi"
    r"|day thang|mung tho|nhau|uong nuoc|uong tra|uong ca phe|ca phe|hat karaoke)\b(?: \w+){0,6}"
)
_FORGETS = re.compile(  # "già rồi hay quên lắm con ơi"
    r"(?:\w+ ){0,6}(?:hay|cu|mau|de|bi|lam) (?:quen|lan|lu lan|lang tri|dang tri)\b(?: \w+){0,5}"
)
_READS_PLAIN = re.compile(r"(?:\w+ ){0,5}khong (?:co )?dau\b(?: \w+){0,3}? (?:hieu|doc|duoc|biet)\b.*")
_WHICH_BUTTON = re.compile(  # "bấm cái nào bây giờ"
    r"(?:\w+ ){0,5}(?:bam|nhan|an) (?:vao |vo )?(?:(?:cai|nut|cho|o) nao|gi|dau|vao dau)\b(?: \w+){0,4}"
)
_TIRED = re.compile(
    r"(?:(?:toi|bac|co|chu|anh|chi|minh|hom nay|bua nay|nay|sao|ma|thiet|troi|oi|em|a) )*"
    r"(?:met|buon|chan|oai|dau dau|nhuc dau|benh|om|met moi|lo)"
    r"(?: (?:qua|ghe|lam|roi|em|a|di|the|vay|troi|oi|luon|nha))+"
)
_WEARY = re.compile(  # "hôm nay chị ngồi nhập số liệu nè, mệt ghê"
    rf"(?:\w+ ){{1,9}}(?:met|oai|duoi|moi lung|moi mat|nhuc dau) (?:ghe|qua|lam|luon|xiu|thiet|du){_SOFTLY}"
)
_SORRY = re.compile(r"(?:(?:da|a|cho|toi|bac|co|chu|anh|chi|minh) )*xin loi(?: (?:em|con|bot|nha|nhe|nghe|a|da|lan))*")
_PRAISES = re.compile(
    r"(?!.*\bnoi nhanh)(?:(?:da|u|troi|em|con|bot|chau|lam|noi|sao|ma|cung|that|may nay) )*"
    r"(?:gioi|hay|ngoan|thong minh|tot|de thuong|nhanh)"
    r"(?: (?:qua|ghe|lam|that|vay|the|luon|do|a|em|ha|nha|con|bot|troi))+"
    r"|(?:(?:toi|bac|co|chu|anh|chi) )?(?:chuc|chuc mung) (?:em|con|bot|chau)(?: \w+){1,6}"
)
_DID_NOT_GET = re.compile(
    r"(?:(?:em|con|bot|may|noi|viet|nhan|gi|ma|la|the|cai nay|cho nay|toi|bac|co|chu|anh|chi|minh|doc|nghe) )*"
    r"(?:khong|chua|k|hong|hok|chang) (?:hieu|biet em noi|ro em noi)"
    r"(?: (?:gi|em|noi|het|tron|luon|a|ca|sao|y|cho nay|cai nay|bot))*"
    r"|(?:(?:em|con|chau|bot|sao|ma) )*(?:noi|viet|nhan) (?:gi )?(?:ma )?(?:nhanh|nhieu|dai|roi|kho hieu)"
    r" (?:qua|lam|ghe|vay|the)(?: (?:em|a|vay|the|con|toi|bac|doc khong kip))*"
)
_NOTHING = (
    "chua co thi thoi",
    "khong co thi thoi",
    "thoi khoi",
    "thoi duoc roi",
    "khong can",
    "thoi khong can",
    "khong co gi",
    "da thoi",
    "vang",
    "da vang",
    "ok",
)
_SHORT = 6  # words
_ONE = r"(?:toi|tui|bac|co|chu|anh|chi|di|cau|ong|ba|minh|em|con|chau)"
_KEEPS_IN_TOUCH = re.compile(  # "có gì báo em nha"
    rf"(?:(?:thoi|vay|the|da|u|ok|khi nao|luc nao|neu|hom nao|mai mot) )*"
    rf"co (?:(?:viec|tin|chuyen|cai|dieu) )?(?:gi|chi)(?: (?:moi|la|gap|khac|thay doi|can))?"
    rf"(?: (?:thi|cu|nho|{_ONE[3:-1]}))* (?:bao|nhan|nhac|noi|ke|goi|alo|ho|hu|cho)"
    rf"(?: (?:lai|cho|tin|voi|rieng|lien|ngay|dum|gium|giup))*(?: {_ONE})?(?: (?:biet|hay))?{_SOFTLY}"
)
_ASKS_AFTER = re.compile(  # "bác ăn cơm chưa", "em khỏe không", "em có mệt không", "khỏe không em"
    r"(?:(?:the|vay|chao|hom nay|nay|bua nay|bua gio|dao nay|lau nay|da|co) )*"
    rf"(?:(?:khoe|met|an com|an sang|an trua|an toi|an com nuoc|ngu duoc|ngu ngon)(?: (?:lam|roi|gi|nuoc))*"
    rf" (?:chua|khong|ko|hong|hok|hon)(?: {_ONE})?{_SOFTLY}"
    rf"|{_ONE}(?: (?:oi|dao nay|hom nay|bua nay|lau nay))*(?: (?:da|co))?"
    rf" (?:an (?:(?:com|sang|trua|toi|chieu|uong|gi|banh|pho|bun) ?)*(?:roi )?(?:chua|khong)"
    rf"|(?:khoe|met|doi|buon|vui|ngu|nghi)(?: (?:lam|roi|ngon|noi|gi))* (?:chua|khong|ko|hong|hok|hon))"
    rf"{_SOFTLY})"
)
_WEATHER = re.compile(  # "mưa quá em ơi", "hôm nay trời đẹp"; "gio", "bao" alone are hours and telling
    r"(?:(?:hom nay|bua nay|nay|sang nay|chieu nay|toi nay|ngoai duong|duong|o day|bua gio|oi) )*"
    r"(?:troi (?:\w+ ){0,3}?(?:dep|mat|trong|am u|nong|lanh|ret|mua|nang|bao|gio|oi buc)"
    r"|(?:troi |dang |lai |cu )*(?:mua|nang|nong|lanh|ret|ngap|ket xe|oi buc)(?: (?:bao|gio|nuoc|gi|ma|nang|chang))*"
    r" (?:qua|ghe|du|hoai|lam|to|lon|suot))"
    rf"(?: (?:qua|ghe|du|hoai|lam|to|lon|suot|troi|thiet|that|the))*{_SOFTLY}"
)
_GLAD = re.compile(  # "bác vui quá"
    rf"(?:(?:da|oi|troi|hom nay|bua nay|nay|sao ma|that|thiet|{_ONE[3:-1]}) )*"
    r"(?:vui|mung|phan khoi|hanh phuc|sung suong|am long)(?: (?:qua|ghe|lam|du|het biet|thiet|that|qua troi|quai))+"
    rf"{_SOFTLY}"
)
_UNLETTERED = re.compile(  # "bác không biết chữ nhiều đâu", "tôi già rồi hay quên", "viết sai hoài"
    rf"(?:(?:da|ma|tai|vi|boi|thiet|that|nay|lai) )*(?:{_ONE} )?(?:(?:thi|cung|lon tuoi|lon|gia) (?:roi )?)*"
    r"(?:(?:it|khong|ko|hong|hok|dau co|chua|khong co) (?:biet|ranh|thuoc|thong|hoc|gioi|co) (?:nhieu |may |duoc )?"
    r"(?:chu|viet|doc|bam|nhan tin|nhan|chinh ta|dau|dien thoai|may moc|cong nghe)"
    r"|it (?:chu|hoc)|(?:hay|cu|mau) (?:quen|lan|lu lan)|gia(?: ca)?(?: roi)?"
    r"|(?:viet|nhan|go|bam|danh) (?:(?:chu|tin|hay|cu|bi) )*(?:sai|nham|khong dau|tat|cham)(?: chinh ta| chu| dau)*)"
    rf"(?: (?:nhieu|lam|hoai|gi|het|dau|cho lam|qua|ca|truoc|sau|chu|tin))*{_SOFTLY}"
    rf"(?: (?:em )?(?:co )?(?:hieu|doc|duoc)(?: duoc)? (?:khong|ko|hong){_SOFTLY})?"
)
_POOR_LINE = re.compile(  # "điện thoại bác cùi quá", "mạng yếu"
    rf"(?:(?:cai|tai|ma|nay|hom nay|bua nay|do) )*(?:dien thoai|may|mang|wifi|song|pin)(?: (?:{_ONE}|nha|cua|nay))*"
    r"(?: (?:cu|bi|lai|gan|sap|no))* (?:cui|yeu|cham|lag|giat|hu|het pin|het|chap chon|rot|cu|treo|do|dung)"
    rf"(?: (?:qua|ghe|lam|hoai|du|pin|mang))*{_SOFTLY}"
)
_NEW_HERE = re.compile(
    r"(?:(?:da|xin|chao|alo|hello|hi|em|e|con|chau|oi|a) )*(?:toi|tui|bac|co|chu|anh|chi|minh|em|e|ong|ba|con)"
    r"(?: la)?(?: nguoi| thanh vien)? (?:moi|vua)(?: duoc)?"
    r"(?: (?:bau |them )?(?:vao|vo|tham gia|gia nhap|bau|nhan viec|nhan nhiem vu|toanh)\b(?: \w+){0,5})?"
)
_CALLS = frozenset({"chao", "oi", "alo", "hello", "hi"})
_CALLED = _CALLS | frozenset(
    "xin em con chau ban bot tro ly khu pho ca nha buoi sang trua chieu toi da a nhe nha bac co moi vao day"
    " chi anh chu tui nghen nghe nhen hen ne day ben phuong nha".split()
)


def is_polite(reading: Reading) -> bool:
    """Whether a message only thanks, takes leave, agrees, complains or is tired."""
    said = words.bare(reading.text)
    human = any(pattern.fullmatch(said) for pattern in _HUMAN)
    return words.plainly(reading.text) in (*_THANKS, *_NOTHING) or (human and not reading.facts)


_HUMAN = (
    _THANKING, _LEAVING, _THANKS_AND_LEAVES, _SCOLDS, _SORRY, _PRAISES, _TIRED, _IS_THERE, _KEEPS_IN_TOUCH,
    _ASKS_AFTER, _WEATHER, _UNLETTERED, _POOR_LINE, _GLAD, _INVITES,
)  # fmt: skip


def is_a_call(reading: Reading) -> bool:
    """Whether a message only calls the bot: a greeting, who it is, how it is used."""
    calls = words.bare(reading.text) in _GREETINGS | _HELP or words.plainly(reading.text) in _WHO
    return calls or _greets(reading.text) or (not reading.facts and _asks_how(reading))


def _greets(text: str) -> bool:
    """Whether this only greets, whatever the bot is called: "chào con", "con ơi", "dạ chào cháu"."""
    said = words.bare(text).split()
    return bool(said) and len(said) <= _SHORT and not _CALLS.isdisjoint(said) and _CALLED.issuperset(said)


def _day_asked(said: str) -> int | None:
    """How many days from today the day is whose date is asked for; None for any other bare words.

    >>> _day_asked("nay thu may am lich ngay may"), _day_asked("mai la ngay may am"), _day_asked("hop ngay may")
    (0, 1, None)
    """
    if not _OF_DATES.issuperset(said.split()) or _DATE.search(said) is None or _NOW_HOW_MANY.fullmatch(said):
        return None
    return next((away for word, away in _AWAY.items() if words.says(said, word)), 0)


_WHEN_IS_TET = re.compile(
    r"(?:(?:em|oi|cho|bac|chi|anh|hoi) )*(?:may tay (?:la|toi) )?tet"
    r"(?: (?:nguyen dan|ta|am|nam nay|nam toi|sang nam|la|vao|nham|trung|thi|roi))*"
    r" (?:ngay may|ngay nao|may tay|bua nao|bao gio|khi nao|ngay bao nhieu)(?: (?:tay|duong|duong lich|vay|em|a|ta))*"
    r"|(?:may tay la|may tay toi|bao gio|khi nao|chung nao|bao gio toi|chung nao toi) tet(?: (?:vay|em|a|ta))*"
)


def _next_tet(today: date) -> date:
    """The first day of the next lunar year; of this one on that day itself."""
    days = (today + timedelta(days=away) for away in range(_A_LUNAR_YEAR))
    return next(day for day in days if (found := lunar.of(day)) is None or found[1:] == (1, 1))


_A_LUNAR_YEAR = 386  # days at most


def _reads_badly(reading: Reading) -> bool:
    """Whether somebody says that the letters are too small ("chữ nhỏ quá", "mắt kém"); "chú Nhỏ" is a name."""
    said, typed = words.bare(reading.text), reading.text.lower()
    named = not typed.isascii() and " chu " in f" {said} " and "chữ" not in typed
    asks = reading.question is not None and bool(reading.question.indicators)
    short = len(said.split()) <= _COMPLAINT and not reading.facts and not asks
    return short and not named and " ra mat " not in f" {said} " and _SMALL.search(said) is not None


_COMPLAINT = 14  # words


def answer(ctx: Context, reading: Reading) -> list[Reply] | None:
    """The answer to small talk; None for a message about anything else."""
    said = words.bare(reading.text)
    day = _day_asked(said)
    if day is not None:
        asked = ctx.answered_on + timedelta(days=day)
        return [Reply(texts.general.day_is(schedule.said(asked), wording.hour(ctx.now, ctx.zone)))]
    if "tet" in said and _WHEN_IS_TET.fullmatch(said):
        return [Reply(texts.general.tet_is(schedule.said(_next_tet(ctx.today))))]
    what = beyond.asked(reading)
    if what is not None:
        return [Reply(texts.beyond.answer(ctx.who, what, leads=ctx.leads))]
    if _reads_badly(reading):
        return [Reply(texts.general.larger_letters(ctx.who, ctx.chat.channel))]
    of_life = life.only(ctx, reading, said) if reading.activity != "tang_qua" else None
    if of_life is not None:
        return of_life
    troubled = trouble.answer(ctx, reading, said) if not reading.facts else None
    if troubled is not None:
        return troubled
    says = next((says for figures, fits, says in _TALK if (figures or not reading.facts) and fits(reading)), None)
    return [Reply(says(ctx.who))] if says else None


_SENDS_PHOTOS = re.compile(
    r"(?:(?:de|cho|doi|chut|ti|lat|nua|thoi|roi|con|em|ban|toi|bac|chi|anh|co|chu|minh|gio|bay|nay|a|u|ok) )*"
    r"(?:gui|goi|chup|dua|up) (?:(?:them|may|cai|tam|cho|em|qua|luon|len|vai|2|3) )*(?:hinh|anh)"
    r"(?: (?:ne|nha|nhe|cho|em|qua|sau|lien|ngay|do|nay|coi|xem|a|luon|lat|chut|nua|len))*"
    r"|(?:(?:a|con|co|ma) )*(?:them|con|co) (?:may |vai |cai |tam |\d )*(?:hinh|anh)"
    r"(?: (?:ne|nua|nha|nhe|do|nay|em|a))+"
)


def _announces_photos(reading: Reading) -> bool:
    """Whether somebody says that photos come; "gửi anh" without its marks may be to a man."""
    said = words.bare(reading.text)
    named = " hinh" in said or "ảnh" in reading.text.lower()
    return named and "?" not in reading.text and _SENDS_PHOTOS.fullmatch(said) is not None


def _thanks(reading: Reading) -> bool:
    said = words.plainly(reading.text)
    return said in _THANKS or (not reading.facts and _THANKING.fullmatch(said) is not None)


def _asks_how(reading: Reading) -> bool:
    said, bare = words.plainly(reading.text), words.bare(reading.text)
    asks_how = said.startswith(_HOW) and len(said.split()) <= _SHORT and not reading.facts
    asks_how = asks_how and "chị" not in reading.text.lower() and _COMES_LATE.match(said) is None
    asks_how = asks_how or (not reading.facts and _TEACH_ME.search(bare) is not None)
    return (
        asks_how or not _HELP.isdisjoint((said, bare)) or reading.intent == "help" or _LOST.fullmatch(bare) is not None
    )


_COMES_LATE = re.compile(r"chi toi (?:tre|muon|sau|duoc|du|roi|lien|noi)\b")  # no "chỉ tôi"


def _is_weary(reading: Reading) -> bool:
    """Whether somebody is tired of something that is no deed of the committee."""
    no_deed = reading.activity in {None, "khac"} and not reading.facts and reading.question is None
    return no_deed and _WEARY.fullmatch(words.bare(reading.text)) is not None


def _is(pattern: re.Pattern[str]) -> Callable[[Reading], bool]:
    """Whether a message is all of a kind."""
    return lambda it: pattern.fullmatch(words.bare(it.text)) is not None


def _both(kind: re.Pattern[str], of_it: re.Pattern[str]) -> Callable[[Reading], bool]:
    """Whether a message is all of a kind, and of a part of it."""
    return lambda it: (
        kind.fullmatch(words.bare(it.text)) is not None and of_it.fullmatch(words.bare(it.text)) is not None
    )


_TALK: tuple[tuple[bool, Callable[[Reading], bool], Callable[[str], str]], ...] = (
    (True, _thanks, texts.general.not_at_all),
    (True, _announces_photos, texts.general.photos_welcome),
    (True, _is(_NOT_THERE), texts.general.not_there_yet),
    (False, _is(_CALLS_US), texts.general.here),
    (True, _is(_MAY_ASK), texts.general.ask_away),
    (False, _is(_KEEPS_IN_TOUCH), texts.general.keeps_in_touch),
    (False, _is(_ASKS_AFTER), texts.general.asked_after),
    (False, _is(_WEATHER), texts.general.take_care),
    (False, _both(_UNLETTERED, _FORGETS), texts.general.forgetful),
    (False, _both(_UNLETTERED, _READS_PLAIN), texts.general.reads_plain),
    (False, _is(_GLAD), texts.general.glad_too),
    (False, _is(_INVITES), texts.general.family_invitation),
    (False, _is(_UNLETTERED), texts.general.any_words_will_do),
    (False, _is(_POOR_LINE), texts.general.nothing_is_lost),
    (False, lambda it: _ONLY_TALK.search(words.bare(it.text)) is not None, texts.general.not_written),
    (False, _both(_SCOLDS, _SLOW), texts.general.sorry_for_waiting),
    (False, _is(_SCOLDS), texts.general.cross_with),
    (False, _is(_SORRY), texts.general.not_at_all),
    (False, _is(_PRAISES), texts.general.glad),
    (False, _is(_TIRED), texts.general.rest_well),
    (False, _is_weary, texts.general.rest_well),
    (False, _is(_DID_NOT_GET), texts.general.said_simply),
    (True, _is(_LEAVING), texts.general.goodbye),
    (True, _is(_THANKS_AND_LEAVES), texts.general.goodbye),
    (True, lambda it: words.puts_off(it.text), texts.general.as_you_like),
    (
        True,
        lambda it: words.plainly(it.text) in _NOTHING and "vắng" not in it.text.lower(),
        texts.general.as_you_like,
    ),
    (False, lambda it: words.plainly(it.text) in _WHO, texts.general.who_am_i),
    (False, _is(_NEW_HERE), texts.general.newcomer),
    (
        True,
        lambda it: not _GREETINGS.isdisjoint((words.plainly(it.text), words.bare(it.text))) or _greets(it.text),
        texts.general.greeting,
    ),
    (True, _is(_IS_THERE), texts.general.here),
    (False, _both(_LOST, _WHICH_BUTTON), texts.general.which_button),
    (True, _asks_how, texts.general.short_help),
)
"""What each kind of small talk is answered, in the order in which they are tried; whether it may tell a number."""
