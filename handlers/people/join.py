"""Joining: a one-time code makes a chat known; two questions make the person known."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlmodel import Session

from db import looking, people
from db.models import Contact, Invitation, Membership, Person, Unit
from handlers import texts, words
from handlers.context import Context
from handlers.conversation import Blank, Conversation
from handlers.message import Reply, choices
from handlers.vi.reading import Reading
from handlers.vi.words import split

_CODE = re.compile(r"\b(KP[\s-]?[A-Z2-9]{4}[\s-]?[A-Z2-9]{4})\b", re.IGNORECASE)
_TITLES = ("Bác", "Cô", "Chú", "Anh", "Chị", "Em")
_TYPED = (*_TITLES, "Ông", "Bà", "Dì", "Cậu", "Cụ", "Thầy")  # beside the usual ones, for whoever asks for it
_CALLING = frozenset("goi keu la bang xung".split())  # words before the title that somebody asks for
_POLITE = frozenset("da thua cu u thi vay toi tui minh la chac cho cung em nen".split())  # before a title alone
_NAMED = 5  # words of a name
_ASKED = frozenset({"ai", "gì", "gi", "sao", "nào", "nao"})
_ASKED_WHAT = frozenset({"gì", "gi"})
_NEAR = 3  # words: "gọi tôi là bà Sáu"
_FEW = 4  # words of an answer that is little but the title
_I_AM = re.compile(
    r"(?:dạ |da |em |thưa |thua )*(?:(?:tôi|toi|tui|mình|minh|bác|bac|cô|co|chú|chu|anh|chị|chi|em) )?"
    r"(?:(?:họ |ho )?(?:tên|ten) )?(?:(?:của |cua )?(?:tôi|toi|tui|mình|minh) )?(?:là|la|tên|ten)[:,]? +(?=\S)",
    re.IGNORECASE,
)
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Draft:
    """What a new member tells of themselves; `offered` is the name that the messenger knows them by."""

    offered: str | None = None
    name: str | None = None
    title: str | None = None


def code_in(text: str) -> str | None:
    """The invitation code in a message.

    >>> code_in("/start KP-7Q4M-2XKD"), code_in("kp 7q4m 2xkd"), code_in("kp 9 tặng 70 phần quà")
    ('KP-7Q4M-2XKD', 'kp 7q4m 2xkd', None)
    >>> code_in("kp minh phat qua"), code_in("kp-abcd-efgh")
    (None, 'kp-abcd-efgh')
    """
    found = _CODE.search(text) if "kp" in text.lower() else None
    if found is None:
        return None
    only_words = found[1].replace(" ", "").isalpha() and not found[1].isupper()  # "kp minh phat qua" is no code
    return None if only_words else found[1]


def invitation(session: Session, code: str, now: datetime) -> Invitation | str:
    """The invitation behind a code, or why it cannot be used: "unknown", "used", "expired"."""
    found = people.invitation(session, code)
    if found is None:
        return "unknown"
    if found.used_at is not None:
        return "used"
    return "expired" if found.expires < now else found


def admit(session: Session, contact: Contact, found: Invitation, now: datetime, today: date) -> Person:
    """Use up an invitation: the chat belongs to a new person with the role it gives."""
    person = Person(key=f"moi-{found.code_hash[:12]}", name=texts.general.NEW_MEMBER)
    session.add(person)
    session.flush()
    session.add(Membership(person_id=person.id or 0, unit_id=found.unit_id, role=found.role, since=today))
    contact.person_id = person.id
    found.used_at, found.used_by = now, person.id
    session.add_all([contact, found])
    session.flush()
    looking.again(session, [found.unit_id], now)
    return person


def join_too(ctx: Context, code: str) -> str:
    """An invitation of somebody we know: it adds a committee, unless they are in it; what is to be said."""
    found = invitation(ctx.session, code, ctx.now)
    if found == "used":
        return texts.general.already_in(ctx.who, ctx.unit.name)
    if isinstance(found, str):
        return texts.general.bad_code(found)
    if found.unit_id in {ctx.unit.id, *(unit.id for unit, _ in ctx.others)}:
        return texts.general.already_in(ctx.who, ctx.session.get_one(Unit, found.unit_id).name)
    session, person_id = ctx.session, ctx.person.id or 0
    session.add(Membership(person_id=person_id, unit_id=found.unit_id, role=found.role, since=ctx.answered_on))
    found.used_at, found.used_by = ctx.now, person_id
    session.add(found)
    session.flush()
    looking.again(session, [found.unit_id], ctx.now)
    return texts.committees.joined(ctx.who, session.get_one(Unit, found.unit_id).name, ctx.unit.name)


def _ask_name(ctx: Context, draft: Draft) -> Reply | None:
    if draft.name is not None:
        return None
    offered = choices(as_name(draft.offered) or draft.offered) if draft.offered else ()
    return Reply(texts.general.ask_name(ctx.unit.name), offered)


def _hear_name(_ctx: Context, draft: Draft, reading: Reading, asked: bool) -> Draft | None:  # noqa: FBT001
    name = as_name(_I_AM.sub("", " ".join(reading.text.split()), count=1))
    return replace(draft, name=name) if asked and name else None


def as_name(said: str) -> str | None:
    """What was said as a name, with its capitals; None where it can be none.

    >>> as_name("trần thị hai, không phải Tập"), as_name("Tap gi day")
    ('Trần Thị Hai', None)
    """
    name = said.partition(",")[0].strip(" .,!")
    fits = 2 <= len(name) <= _LONGEST_NAME and any(c.isalpha() for c in name) and not any(c.isdigit() for c in name)
    fits = fits and "?" not in said and name.casefold().split()[-1] not in _ASKED
    fits = fits and _ASKED_WHAT.isdisjoint(name.casefold().split())
    return _capital(name) if fits else None


def _capital(name: str) -> str:
    """A name with its capitals, where somebody typed none."""
    return " ".join(texts.general.upper_first(part) for part in name.split()) if name == name.lower() else name


def name_in(text: str) -> str | None:
    """The name of a message that is little but a name, and of nobody's title alone.

    >>> name_in("Lê Văn Ba"), name_in("tên tui là lê văn ba"), name_in("cô Ba"), name_in("xưng sao cũng được")
    ('Lê Văn Ba', 'Lê Văn Ba', None, None)
    """
    told = " ".join(text.split()).strip(" .,!")
    name = _I_AM.sub("", told, count=1)
    parts = name.split()
    plain = 1 < len(parts) <= _NAMED and all(part.isalpha() for part in parts)
    says_so = name != told and parts[-1].casefold() not in _ASKED
    return _capital(name) if plain and title_in(name) is None and (says_so or name.istitle()) else None


def _ask_title(_ctx: Context, draft: Draft) -> Reply | None:
    return Reply(texts.general.ask_title(), choices(*_TITLES)) if draft.title is None else None


def _hear_title(_ctx: Context, draft: Draft, reading: Reading, asked: bool) -> Draft | None:  # noqa: FBT001
    if not asked:
        return None
    chosen = title_in(reading.text)
    name = name_in(reading.text) if chosen is None else None  # the name was mistyped before
    return replace(draft, title=chosen or draft.title, name=name or draft.name) if chosen or name else None


def title_in(text: str) -> str | None:
    """The title by which somebody asks to be called; None where the words tell of something else.

    >>> title_in("gọi tôi là bà Sáu"), title_in("Cô nhé"), title_in("keu di Lanh di em")
    ('bà', 'cô', 'dì')
    >>> title_in("hom qua ban co di tham ho ngheo"), title_in("có"), title_in("Lê Văn Ba")
    (None, None, None)
    """
    told = [word for word in split(text).words if word.kind == "word"]
    lead = max((at for at, word in enumerate(told) if word.bare in _CALLING), default=None)
    if lead is None and len(told) > _FEW:
        return None
    first = next((at for at, word in enumerate(told) if word.bare not in _POLITE), 0)
    near = told[first : first + 1] if lead is None else told[lead + 1 : lead + 1 + _NEAR]
    titles = {form: title.lower() for title in _TYPED for form in (title.lower(), words.bare(title))}
    return next((titles[word.low] for word in near if word.low in titles), None)


def _without_title(name: str, title: str) -> str:
    """A name without the form of address that stands before it anyway.

    >>> _without_title("Cô Hoa", "cô"), _without_title("Nguyễn Thị Cô", "cô"), _without_title("Cô", "cô")
    ('Hoa', 'Nguyễn Thị Cô', 'Cô')
    """
    first, _, rest = name.partition(" ")
    return rest if rest and first.casefold() == title else name


def _finish(ctx: Context, draft: Draft) -> list[Reply]:
    person: Person = ctx.person
    person.title = draft.title or person.title
    person.name = _without_title(draft.name or person.name, person.title)
    ctx.session.add(person)
    unit: Unit = ctx.unit
    welcome = texts.general.welcome(person.title, person.name, unit.name, ctx.role)
    return [Reply(f"{welcome}\n\n{texts.practice.offer(person.title)}", choices(words.PRACTISE))]


JOIN: Conversation[Draft] = Conversation(
    name="lam-quen",
    draft=Draft,
    title=lambda _: texts.general.joining(),
    blanks=(Blank(_ask_name, _hear_name), Blank(_ask_title, _hear_title)),
    recap=None,
    finish=_finish,
)
