"""Teaching the bot a committee's own words in the chat, and what is asked back where it understood too little."""

import json
import re
from collections.abc import Sequence
from datetime import timedelta
from functools import lru_cache

from sqlmodel import col, select

from db import people, post, records, remembered
from db.models import Membership, Pending, Unmatched
from db.remembered import Taught
from handlers import conversation, texts, unmatched, vi, words
from handlers.context import Context
from handlers.figures import near
from handlers.message import Reply, choices, message_json
from handlers.records import log, steps
from handlers.vi import teaching, typos
from handlers.vi.reading import Reading
from handlers.vi.teaching import Lesson
from handlers.vi.words import split

_MEANS = re.compile(
    r"\s*(?:(?:(?:không|khong|hông|hong|ko)(?:\s+(?:phải|phai))?|sai|lộn|lon|nhầm|nham)(?:\s+(?:rồi|roi|em|vậy|vay))*"
    r"\s*[,.]?\s+)?(?:ý|y|nghĩa|nghia)\s+(?:(?:tôi|toi|bác|bac|em|anh|chị|chi)\s+)?(?:là|la)\s*[:,]?\s+(\S.*)",
    re.DOTALL | re.IGNORECASE,
)
_PAIR = re.compile(
    r"\s*(?:(?P<taught>(?:từ nay|tu nay|dạy em|day em|em nhớ|em nho|nhớ|nho)"
    r"(?:\s+(?:giùm|gium|dùm|dum|giúp|giup)(?:\s+(?:tôi|toi|tui|mình|minh|bác|bac|cô|co|chú|chu|anh|chị|chi))?)?"
    r"\s*[,:]?\s+)(?:là\s+|la\s+)?(?:(?:hễ|he|cứ|cu|khi|lúc|luc|tôi|toi|tui|mình|minh)\s+)*"
    r"(?:(?:bác|bac|cô|co|chú|chu|anh|chị|chi|bà con|ba con)\s+(?=(?:gọi|goi|kêu|keu|nói|noi|nhắn|nhan)\s))?"
    r"(?:(?:gọi|goi|kêu|keu|nói|noi|nhắn|nhan)\s+)?"
    r"|(?:(?:hễ|he|khi|lúc|luc|cứ|cu)\s+)+"
    r"(?:(?:tôi|toi|tui|mình|minh|bác|bac|cô|co|chú|chu|anh|chị|chi|bà con|ba con)\s+)?"
    r"(?:gọi|goi|kêu|keu|nói|noi|nhắn|nhan|ghi)\s+(?:là\s+|la\s+)?)?"
    r"(?P<quote>[“\"'])?(?P<said>\S[^“”\"'\n]{2,60}?)[”\"']?\s+(?:(?:thì|thi)\s+)?"
    r"(?P<means>(?:có |co )?(?:nghĩa|nghia) là|(?:có |co )?(?:nghĩa|nghia) la|tức là|tuc la|là|la)[:,]?\s+"
    r"[“\"']?(?P<meaning>\S[^“”\"'\n]*?)[”\"']?(?:\s+(?:nhé|nhe|nha|ạ|nghe|em))*[.!]*\s*",
    re.IGNORECASE,
)
_EQUALS = re.compile(  # "ý là: phát lộc = tặng quà"
    r"^\s*(?:(?:ý|y|nghĩa|nghia)\s+(?:là|la)|dạy em|day em|(?:em )?nhớ|từ nay|tu nay)(?:\s+(?:giùm|gium|giúp|giup))?"
    r"\s*[,:]?\s+(?P<said>[^=\d\n]{2,60}?)\s*=+>?\s*(?=\D)",
    re.IGNORECASE,
)
TEACHES = re.compile(
    r"\s*(?:em\s+)?(?:dạy em|day em|từ nay|tu nay|(?:khi|hễ|he|ý|y|nghĩa|nghia)\s"
    r"|(?:nhớ|nho)(?:\s*[:,]|\s+(?:giùm|gium|dùm|dum|giúp|giup)\b))",
    re.IGNORECASE,
)
"""What words begin with that may teach others, beside a draft too."""
_FORGET = re.compile(
    r"(?:em )?(?:quen|bo|xoa|go)(?: di)?(?: cai)? (?:cau|tu|chu)(?: da day)?(?: so| thu)? (\d{1,3})(?: di)?"
)
_FORGET_LAST = re.compile(
    r"(?:(?:em|thoi|cho|giup) )*(?:quen|bo|xoa|go|huy|rut)(?: (?:giup|gium|di|cai))* (?:cau|tu|chu)"
    r"(?: (?:vua|moi|roi|day|hoc|do|nay|kia|hoi|luc|toi|tui|bac|co|chu|anh|chi|minh|em|lan|sai|di|nha|nhe))*"
    r"|(?:(?:ua|thoi|a) )*(?:em )?(?:hoc|day)(?: em)? (?:sai|lon|nham)(?: (?:cau|tu|chu|roi|do|nay|em|a))*"
)
_HOW = re.compile(
    r"(?:(?:toi|bac|co|chu|anh|chi|minh) )?(?:muon |co the )*day em(?: hoc)?(?: cau| chu| tu)?(?: moi| khac| gi)*"
    r"(?: duoc khong| sao| the nao| nhu the nao)*"
)
_TELLS_US = re.compile(r"(?:nghe|nhe|nha|nghen) em$|^(?:em oi|em)\b")  # "X là Y" that is told to the bot
_FORGET_SAID = re.compile(r"(?:em )?(?:quen|bo|xoa|go)(?: di)?(?: cai)? (?:cau|tu|chu) (.+?)(?: di| nhe| nha| em)*")
_LONGEST_LESSON = 200  # letters
_LATELY = timedelta(days=1)
_MOST_SINCE = 4  # messages from one that was not understood to the one that explains it
_LIST = re.compile(
    r"(?:(?:cho |toi |bac |em |xem |coi |liet ke |danh sach |ds |cac |nhung |may )*"
    r"(?:cau|tu|chu) (?:nao )?(?:(?:toi|bac|minh|em) )?(?:da |duoc )*(?:day|hoc)(?: em| roi| nao)*"
    r"|(?:(?:em|bot|con|toi|bac|ban) )?(?:(?:da|duoc|con|co) )*"
    r"(?:day|hoc|nho|thuoc|biet(?= (?:\w+ )?(?:cau|chu)\b))(?: (?:em|duoc|dc))*"
    r"(?: (?:nhung|cac|may|bao nhieu))*(?: (?:cau|chu|tu))? (?:gi|nao|cau|chu|tu)(?: (?:roi|vay|the|cua ban|het))*"
    r"|(?:bo|xoa) het(?: di)?(?: (?:cac|nhung|may))? (?:cau|tu|chu)(?: (?:da|duoc))*(?: (?:day|hoc))?(?: em| di)*"
    r"|(?:bo|xoa|quen)(?: (?:cac|nhung|may))? (?:cau|tu|chu) (?:da|duoc)(?: duoc)? (?:day|hoc)(?: em| di)*"
    r"|quen het(?: di)?(?: (?:cac|nhung|may))?(?: (?:cau|tu|chu))?(?: (?:da|duoc))*(?: (?:day|hoc))?(?: em| di)*)"
)


def meaning_in(text: str) -> str | None:
    """The meaning of the sentence before ("ý là: tặng quà, 20 suất")."""
    found = _MEANS.fullmatch(text)
    return found[1].strip() if found else None


def in_known_words(ctx: Context, text: str) -> str:
    """A message with what the committee has taught in place of its own words."""
    for row in remembered.lessons(ctx.session, ctx.unit.id or 0):
        text = teaching.applied(Lesson(*json.loads(row.phrase)), text)
    return text


def read(ctx: Context, text: str) -> Reading:
    """What a message says, in the committee's own words too."""
    said = in_known_words(ctx, text)
    return (_read_before if len(said) <= _SHORT else vi.read)(said, ctx.today)


_SHORT = 20  # characters: "lưu", "bỏ qua", "đúng rồi" are said again and again
_read_before = lru_cache(maxsize=1024)(vi.read)


def answer(ctx: Context, text: str) -> list[Reply] | None:
    """The list of what was taught, or taking one of it back; None for any other message."""
    text = ctx.message.text or text  # a lesson is called by its own words, not by what is read in their place
    said = words.plainly(text)
    if _HOW.fullmatch(words.bare(text)):
        return [Reply(texts.taught.how(ctx.who) if ctx.teaches else texts.taught.only_teachers(ctx.who))]
    listed, found, named = _LIST.fullmatch(said), _FORGET.fullmatch(said), _FORGET_SAID.fullmatch(said)
    last = _FORGET_LAST.fullmatch(said)
    if not listed and not found and not named and not last:
        return None
    rows = remembered.lessons(ctx.session, ctx.unit.id or 0)
    by_words = _called(rows, named[1]) if named else None
    if not listed and not found and by_words is None and not last:
        return None
    place = int(found[1]) if found else by_words or len(rows)
    long_ago = last and by_words is None and rows and ctx.now - rows[-1].at > _LATELY
    if listed or long_ago or not 0 < place <= len(rows):
        return [
            Reply(texts.taught.taught(ctx.unit.name, [(row.said, row.meaning) for row in rows], may_teach=ctx.teaches))
        ]
    if not ctx.teaches:
        return [Reply(texts.taught.only_teachers(ctx.who))]
    row = rows[place - 1]
    row.back_at, row.back_by = ctx.now, ctx.person.id
    ctx.session.add(row)
    lesson = Lesson(*json.loads(row.phrase))
    by_it = records.recent_of(ctx.session, ctx.unit, row.at, lambda record: _stands_in(lesson, record.text))
    numbers = [record.number for record in by_it[:_MOST_NAMED]]
    return [Reply(texts.taught.forgotten(row.said, numbers))]


_MOST_NAMED = 3  # records


def _stands_in(lesson: Lesson, text: str) -> bool:
    return teaching.applied(lesson, text) != text


def _called(rows: Sequence[Taught], name: str) -> int | None:
    """The place of the lesson that is called by its words, by what stands in their place, or by some of its words."""
    exact = [at for at, row in enumerate(rows, start=1) if name in _names(row)]
    partly = [at for at, row in enumerate(rows, start=1) if any(_holds(whole, name) for whole in _names(row))]
    return exact[0] if exact else partly[0] if len(partly) == 1 else None


def _names(row: Taught) -> set[str]:
    return {words.bare(row.said), words.plainly(row.said), words.bare(row.meaning), words.plainly(row.meaning)}


def _holds(one: str, other: str) -> bool:
    """Whether one of two rows of words begins the other, a word alone none: "phát cù si", "phát cù si cho bà con"."""
    shorter, longer = sorted((one, other), key=len)
    return " " in shorter and f"{longer} ".startswith(f"{shorter} ")


def teach(ctx: Context, meaning: str) -> tuple[list[Reply], str | None]:
    """Learn what the sentence before means: what to say, and the sentence to take up again once it is learned."""
    understood = _understood_before(ctx, meaning)
    if understood is not None:
        return [Reply(texts.taught.known_already(ctx.who, understood))], None
    said, unclear = _before(ctx)
    lesson = teaching.learn(said, meaning, ctx.today) if said else None
    if said is None or lesson is None:
        senseless = said is not None and not teaching.understood(vi.read(meaning, ctx.today))
        text = texts.taught.not_learned(ctx.who, meaning) if senseless else texts.taught.nothing_to_learn(ctx.who)
        return [Reply(text)], None
    line = teaching.spoilt(lesson, ctx.today)
    if line is not None:
        return [Reply(texts.taught.would_spoil(ctx.who, teaching.as_said(lesson, said), line))], None
    _keep(ctx, said, meaning, lesson)
    if unclear is not None:
        ctx.session.delete(unclear)  # it is read anew
    ctx.session.flush()
    known = (said, meaning) if lesson.whole else (teaching.as_said(lesson, said), lesson.instead)
    return [Reply(texts.taught.learned(*known, ctx.unit.name))], said


def _understood_before(ctx: Context, meaning: str) -> str | None:
    """The message before, where it was understood just as its meaning is told."""
    before = post.heard_before(ctx.session, ctx.chat, ctx.incoming_id) if ctx.incoming_id else None
    text = message_json.validate_json(before.message).text if before is not None else ""
    wanted = vi.read(meaning, ctx.today)
    same = teaching.understood(wanted) and teaching.understood_as(read(ctx, text)) == teaching.understood_as(wanted)
    return text if text and same else None


def _keep(ctx: Context, said: str, meaning: str, lesson: Lesson) -> None:
    """Write a lesson down; one of the same words that was taught before stands no more."""
    for row in remembered.lessons(ctx.session, ctx.unit.id or 0):
        if Lesson(*json.loads(row.phrase)).phrase == lesson.phrase:
            row.back_at, row.back_by = ctx.now, ctx.person.id
            ctx.session.add(row)
    ctx.session.add(
        Taught(
            unit_id=ctx.unit.id or 0, said=said, meaning=meaning, phrase=json.dumps(lesson),
            person_id=ctx.person.id or 0, at=ctx.now,
        )
    )  # fmt: skip


def in_one(ctx: Context, text: str) -> list[Reply] | None:
    """Learn words and their meaning told in one message ("phát lộc nghĩa là tặng quà"); None for any other message."""
    if "=" in text:
        text = _EQUALS.sub(r"dạy em \g<said> nghĩa là ", text)
    found = _PAIR.fullmatch(text) if len(text) <= _LONGEST_LESSON and " la " in words.bare(text) else None
    plain = found is not None and not found["taught"] and not found["quote"] and len(found["means"].split()) == 1
    plain = plain and _TELLS_US.search(words.bare(text)) is None
    if found is None or plain:
        return None
    said, meaning = found["said"].strip(" ,.:;“”\"'"), found["meaning"]
    lesson = teaching.phrase(said, meaning, ctx.today)
    if lesson is None and not (found["taught"] or found["quote"] or len(found["means"].split()) > 1):
        return None
    if not ctx.teaches:
        return [Reply(texts.taught.only_teachers(ctx.who))]
    if lesson is None:
        return [Reply(texts.taught.not_learned(ctx.who, meaning))]
    line = teaching.spoilt(lesson, ctx.today)
    if line is not None:
        return [Reply(texts.taught.would_spoil(ctx.who, said, line))]
    _keep(ctx, said, meaning, lesson)
    return [Reply(texts.taught.learned(said, meaning, ctx.unit.name))]


def _before(ctx: Context) -> tuple[str | None, Pending | None]:
    """The last sentence that was not understood: this person's own, else of another member of the committee.

    One of which the bot has just asked what its figure is was not understood either; it comes with its draft, unless
    another was not understood after it. After words of one's own since then, another's sentence is not meant.
    """
    unclear = _unclear(ctx)
    taught = {row.said for row in remembered.lessons(ctx.session, ctx.unit.id or 0)}
    lately = select(Unmatched).where(Unmatched.at >= ctx.now - _LATELY, col(Unmatched.text).not_in(taught))
    newest = lately.order_by(col(Unmatched.id).desc())
    own = ctx.session.exec(newest.where(Unmatched.person_id == ctx.person.id)).first()
    if unclear is not None:
        told = log.LOG.load(unclear.known).text
        if own is None or own.text == told or own.at <= unclear.expires - conversation.KEPT_FOR:
            return told, unclear
    if own is not None and post.heard_since(ctx.session, ctx.chat, own.at) > _MOST_SINCE:
        own = None  # much else was said since
    members = select(Membership.person_id).where(
        Membership.unit_id == ctx.unit.id, Membership.person_id != ctx.person.id
    )
    found = own or ctx.session.exec(newest.where(col(Unmatched.person_id).in_(members))).first()
    if found is None or (found is not own and post.heard_since(ctx.session, ctx.chat, found.at) > 1):
        return None, None
    return found.text, None


def _unclear(ctx: Context) -> Pending | None:
    """The open draft of a sentence with a figure that the bot could not place."""
    pending = conversation.top(ctx.session, ctx.chat)
    if pending is None or pending.conversation != log.LOG.name:
        return None
    return pending if any(line.indicator is None for line in log.LOG.load(pending.known).lines) else None


def not_understood(ctx: Context, reading: Reading) -> list[Reply]:
    """Say that a sentence was not understood, with an example, and keep it for the keeper; in practice only say so."""
    if ctx.chat.practice:
        return [Reply(texts.practice.not_this(ctx.who))]
    if words.steers(reading.text) or words.is_back(reading.text) or words.same(reading.text, words.SHOW):
        text = texts.general.passed_on if ctx.message.forwarded else texts.general.nothing_open
        return [Reply(text(ctx.who))]
    number = words.bare_number(reading) if reading.unit is None and reading.period is None else None
    if number is not None and all(fact.text[-1].isdigit() for fact in reading.facts):
        if len(reading.text.split()) >= _SEVERAL:
            unmatched.keep(ctx, reading.text)  # "phát cù si hai chục": what is meant by it may be taught
        return [Reply(texts.general.number_alone(ctx.who, words.plain(number)))]
    if reading.doubts:
        doubt = reading.doubts[0]
        return [Reply(doubt.question, choices(*(a.label for a in doubt.alternatives)))]
    back = _asked_back(ctx, reading)
    unmatched.keep(ctx, reading.text)
    return [back]


def _asked_back(ctx: Context, reading: Reading) -> Reply:
    """What was understood of a sentence, what may be meant by it, and an example made of its own words."""
    known = [fact.text for fact in reading.facts]
    likely = _near(reading)
    nothing = not (known or likely or reading.activity) and near.content(reading)
    if nothing and _ASKS.search(words.bare(reading.text)) is not None:
        return Reply(texts.beyond.not_in_the_book(ctx.who))
    own = None if likely else _example(reading)
    several = len(reading.text.split()) >= _SEVERAL
    may_teach = ctx.teaches and several and not _is_new(ctx) and not _was_shown(ctx)
    return Reply(texts.taught.not_understood(ctx.who, known, likely, own, may_teach=may_teach), choices(*likely))


def _example(reading: Reading) -> str | None:
    """A sentence's own words with the figure that they want, which is understood so; None where no deed is told."""
    own = " ".join(reading.text.split())
    plain = len(own) <= _SHORT_ENOUGH and re.sub(r"[ ,]", "", own).isalpha() and len(own.split()) >= _SEVERAL
    row = words.bare(own).split()
    if not plain or not _ASKING.isdisjoint(row) or row[0] in _OF_THE_TALK:
        return None
    figure = steps.example(reading.activity) or _PRESENTS
    said = f"{_CLOSING.sub('', own)}, {figure}"
    read_back = vi.read(said, reading.on)
    told = [fact for fact in read_back.facts if fact.indicator]
    return said if read_back.intent == "log" and len(told) == 1 and not read_back.doubts else None


def _is_new(ctx: Context) -> bool:
    """Whether the person joined lately, and has enough to learn without teaching."""
    held = people.memberships_in(ctx.session, ctx.person.id or 0, ctx.today)
    return all(ctx.today - each.since < _SETTLED for each, _ in held)


def _was_shown(ctx: Context) -> bool:
    """Whether something of the person's was not understood lately, so that they have just read how one teaches."""
    lately = select(Unmatched.id).where(Unmatched.person_id == ctx.person.id, Unmatched.at >= ctx.now - _LATELY)
    return ctx.session.exec(lately).first() is not None


_SETTLED = timedelta(days=30)
_ASKS = re.compile(  # "nước sông lên chưa"
    r"^\w+ (?:\w+ )+(?:khong|ko|hong|chua|dau|gi|ai|nao|sao|may gio|bao gio)(?: (?:vay|em|a|con|ta|nhi|ha|the|roi))*$"
)
_ASKING = frozenset("chua khong gi sao nao dau may ai em toi bac".split())  # words of no report
_OF_THE_TALK = frozenset(  # a sentence that begins with one wants something of the bot, and tells no deed
    "quen bo xoa luu huy rut khoi thoi khoan sua doi go lay tra giu hinh anh dung gan xem coi noi hieu hoc nghi quay "
    "ra lai cai".split()
)
_SEVERAL = 3  # words: fewer begin no example
_SHORT_ENOUGH = 48  # letters of words that an example can begin with
_PRESENTS = "tặng 20 phần quà"
_CLOSING = re.compile(  # whom one speaks to; not "bà con", "trẻ em", "mấy cháu"
    r"(?:[ ,]+(?:nha|nhé|nhe|nghe|nghen|ạ|rồi|roi"
    r"|(?<!\bbà )(?<!\bba )(?<!\bcác )(?<!\bcac )(?<!\bmấy )(?<!\bmay )(?<!\btrẻ )(?<!\btre )(?:em|con|cháu|chau)))+$",
    re.IGNORECASE,
)


def _near(reading: Reading) -> Sequence[str]:
    """Up to three sentences that we understand and that sound like it."""
    if any(fact.unit == "other" for fact in reading.facts):
        return ()  # whatever they are, they are none of what we count
    number = words.bare_number(reading)
    asks = "?" in reading.text or reading.intent == "ask"
    offered: list[str] = []
    meant: list[object] = []
    for phrase in typos.alike(split(reading.text)):
        sentence = f"{phrase}?" if asks else f"{words.plain(number)} {phrase}" if number is not None else f"{phrase}?"
        read = vi.read(sentence, reading.on)
        means = (
            read.question and read.question.indicators,
            [(f.value, f.indicator) for f in read.facts],
            read.activity,
        )
        if teaching.understood(read) and means not in meant:
            offered.append(sentence)
            meant.append(means)
    return offered[:3]
