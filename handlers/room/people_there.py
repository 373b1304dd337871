"""The people of a meeting: members, who leads, who is meant by a name."""

from collections.abc import Sequence

from sqlmodel import Session

from db import people
from db.models import Meeting, Person
from handlers import words
from handlers.context import Context
from handlers.vi.words import fold

_POSTS = {
    "thu ky": "secretary", "truong ban": "chair", "truong ban cong tac mat tran": "chair", "chu tri": "chair",
}  # fmt: skip


def members(ctx: Context) -> Sequence[tuple[Person, str]]:
    """The members of the person's own committee with their roles."""
    return people.members(ctx.session, ctx.unit.id or 0, ctx.today)


def in_role(session: Session, meeting: Meeting, role: str) -> Person | None:
    """Who held a role in a committee on the day of its meeting."""
    there = people.members(session, meeting.unit_id, meeting.day)
    return next((person for person, held in there if held == role), None)


def called(person: Person) -> str:
    """A person as one speaks of them: "bác Trần Văn Mẫu"."""
    return f"{person.title} {person.name}"


def meant(ctx: Context, name: str) -> list[Person]:
    """The members that a name may mean: in full, by the last words of it, by title, by post.

    The person who speaks is meant by no name at all, as we call them, and by an elder's title without a name, for who
    is anh to us says "bác" as well; "anh" and "chị" mean the members who are called so, if there are any.
    """
    said = words.bare(name)
    if said in _ONESELF or said == words.bare(ctx.who):
        return [ctx.person]
    everybody = members(ctx)
    if said in _YOUNGER:
        return [person for person, _ in everybody if words.bare(person.title) == said] or [ctx.person]
    if said in _POSTS:
        return [person for person, role in everybody if role == _POSTS[said]]
    fitting = [person for person, _ in everybody if _bears(person, said)]
    spelled = [person for person in fitting if _ends(person.name.lower(), name.lower().split())]
    return spelled or fitting


def one_in(ctx: Context, said: str) -> Person | None:
    """The one member whom bare words name somewhere: "viec cua chi thu toi dau roi"; None for none, or for several."""
    told = said.split()
    for place, word in enumerate(told):
        speaks = word in {"toi", "tui", "minh"} and told[place - 1 : place] in (["cua"], ["cho"], ["viec"])  # no "tới"
        if not speaks and word not in _CALLED and word not in {"thu", "truong"}:
            continue
        for end in range(min(place + _LONGEST, len(told)), place, -1):
            found = meant(ctx, " ".join(told[place:end]))
            alone = end == place + 1 and word in _CALLED
            if len(found) == 1 and not (alone and told[end : end + 1] and told[end] not in _BEHIND):
                return found[0]
    return None


_LONGEST = 5  # words of a name with its title
_BEHIND = frozenset("toi den xong lam da chua con dang the sao ra han la chung may bao duoc khi co".split())
"""What follows a title without a name: "việc của anh tới đâu", not "việc của anh Bảy tới đâu"."""


_CALLED = frozenset("bac co chu anh chi em ong ba di cau".split())
_YOUNGER = frozenset({"anh", "chi"})
_ONESELF = (_CALLED - _YOUNGER) | {"", "toi", "minh", "tui"}


def _bears(person: Person, said: str) -> bool:
    """Whether bare words are a person's name or the end of it, with or without a title."""
    title, full = fold(person.title.lower()), fold(person.name.lower()).split()
    without = said.removeprefix(f"{title} ").split()
    if without[:1] and without[0] in _CALLED and without[0] not in full:  # whoever is older says chú of an anh
        without = without[1:]
    return bool(without) and len(without) <= len(full) and full[-len(without) :] == without


def _ends(name: str, said: list[str]) -> bool:
    """Whether a name ends with the last word as it was spelled (Tâm, not Tám)."""
    return bool(said) and name.rsplit(maxsplit=1)[-1] == said[-1]
