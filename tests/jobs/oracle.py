"""Who should be told what of a committee's meetings, and when, by the rules alone: no tables, no code of the bot.

Everything is in local hours of the committee. It hears what happens (`called`, `moved`, `answered`, ...) and, whenever
the bot was awake, says whom the bot had to tell of what by then.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

STEPS = {"3d": timedelta(days=3), "1d": timedelta(days=1), "2h": timedelta(hours=2)}
SUMMARY, TO_ANSWER = timedelta(hours=4), timedelta(hours=1)
ANSWERS = {"du": "Dự", "vang": "Vắng", "chua_ro": "Chưa rõ", None: "Chưa trả lời"}
TELEPHONE = "gọi giúp em"
MORNING, NIGHT = 7 * 60, 20 * 60 + 30  # minutes of the day


@dataclass(frozen=True, order=True)
class Expected:
    """One notice: of which meeting, to whom, at which step, and whether it must own up to being late."""

    meeting: str
    person: str
    step: str
    late: bool


@dataclass
class Gathering:
    """A meeting as it is now, and who knows what of it."""

    begins: datetime
    since: datetime  # when it was made so
    urgent: bool = False
    off: bool = False
    knows: dict[str, datetime] = field(default_factory=dict)  # last heard of it as it is now
    knew: set[str] = field(default_factory=set)  # had heard of it as it was
    said: dict[str, str] = field(default_factory=dict)  # the answer that counts now
    again: dict[str, datetime] = field(default_factory=dict)  # when somebody wants to hear of it once more
    summed_up: bool = False


def asleep(at: datetime) -> bool:
    """Whether people are left in peace."""
    return not MORNING <= at.hour * 60 + at.minute < NIGHT


def waking(at: datetime) -> datetime:
    """The first seven o'clock after an instant of the night."""
    day = at if at.hour < 12 else at + timedelta(days=1)
    return day.replace(hour=7, minute=0, second=0, microsecond=0)


def falls_due(begins: datetime, before: timedelta) -> datetime:
    """When a reminder is due: not in the night, and not so late that half of its time is lost."""
    due = begins - before
    if not asleep(due):
        return due
    morning = waking(due)
    return morning if 2 * (begins - morning) >= before else (morning - timedelta(days=1)).replace(hour=20)


def sums_up_at(one: Gathering) -> datetime:
    """When the chair is told who comes; of a meeting that is made later than that halfway to it."""
    usual = falls_due(one.begins, SUMMARY)
    return usual if one.since + TO_ANSWER <= usual else one.since + (one.begins - one.since) / 2


class Oracle:
    """The committee as it really is; `lost` are the people of whom the bot has found out that it cannot reach them.

    `lists` is what the chair was told at the last instant, by meeting: who under which answer, whom to telephone.
    """

    def __init__(self, chair: str = "p1") -> None:
        self.chair = chair
        self.lost: set[str] = set()
        self.lists: dict[str, dict[str, list[str]]] = {}
        self.meetings: dict[str, Gathering] = {}
        self.members: dict[str, datetime] = {}  # since when
        self.blocked: set[str] = set()

    def called(self, name: str, begins: datetime, now: datetime, *, urgent: bool = False) -> None:
        self.meetings[name] = Gathering(begins, now, urgent)

    def moved(self, name: str, begins: datetime, now: datetime) -> None:
        one = self.meetings[name]
        one.knew |= set(one.knows) | set(one.said)
        one.said = {person: word for person, word in one.said.items() if word == "vang"}
        one.begins, one.since, one.knows, one.again, one.summed_up = begins, now, {}, {}, False

    def cancelled(self, name: str, now: datetime) -> None:
        one = self.meetings[name]
        self.moved(name, one.begins, now)
        one.off = True

    def answered(self, name: str, person: str, word: str, now: datetime) -> None:
        one = self.meetings[name]
        one.said[person] = word
        one.knows[person] = now

    def awake(self, now: datetime) -> list[Expected]:
        """What the bot has to tell at an instant at which it is awake; it is known from then on."""
        self.lists = {}
        return sorted(e for name, one in self.meetings.items() if one.begins > now for e in self._of(name, one, now))

    def _of(self, name: str, one: Gathering, now: datetime) -> list[Expected]:
        if asleep(now) and one.begins > waking(now):
            return []
        found = []
        for person, joined in self.members.items():
            due = self._due(one, person, now)
            if due is None or person in self.blocked:
                continue
            step, since = due
            earliest = waking(since) if asleep(since) and one.begins > waking(since) else since
            older = joined.date() < earliest.date() and one.since <= since
            found.append(Expected(name, person, step, older and now - earliest > timedelta(minutes=15)))
        for expected in found:
            one.knows[expected.person] = now
            one.again = {p: at for p, at in one.again.items() if p != expected.person or at > now}
        return [*found, *self._summed_up(name, one, now)]

    def _summed_up(self, name: str, one: Gathering, now: datetime) -> list[Expected]:
        if one.off or one.summed_up or sums_up_at(one) > now:
            return []
        if self.chair not in self.members or self.chair in self.blocked:
            return []
        one.summed_up = True
        to_call = sorted(p for p in self.members.keys() & self.lost if p not in one.said)  # named once, and only there
        rest = self.members.keys() - set(to_call)
        said = {word: sorted(p for p in rest if one.said.get(p) == word) for word in ANSWERS}
        if said[None] == [self.chair]:
            said[None] = []  # who reads it is asked, and not listed
        self.lists[name] = {ANSWERS[word]: people for word, people in said.items() if people}
        if to_call:
            self.lists[name][TELEPHONE] = to_call
        return [Expected(name, self.chair, "summary", late=False)]

    def _due(self, one: Gathering, person: str, now: datetime) -> tuple[str, datetime] | None:
        knows, word = one.knows.get(person), one.said.get(person)
        if knows is None and person in one.knew:
            return ("cancelled" if one.off else "moved"), one.since
        if one.off:
            return None
        if knows is None and one.urgent:
            return "new", one.since
        again = one.again.get(person)
        if again is not None and again <= now and word != "vang":
            return "again", again
        steps = [
            (step, falls_due(one.begins, before))
            for step, before in STEPS.items()
            if word in {None, "chua_ro"} or (word == "du" and step == "2h")
        ]
        fallen = [(step, at) for step, at in steps if at <= now and (knows is None or at > knows)]
        return fallen[-1] if fallen else None
