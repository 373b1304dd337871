"""Votes: a question is put, its result is told in words and checked against who is there."""

import re

from db.room import sittings, talking
from db.room.tables import Ballot
from handlers import texts, words
from handlers.context import Context
from handlers.conversation import top
from handlers.message import Reply
from handlers.room import attendance, tasks
from handlers.room.agenda import LONGEST
from handlers.vi import ballots


def by_hands(ctx: Context, question: str) -> list[Reply] | None:
    """A show of hands."""
    return _put(ctx, "gio_tay", question)


def by_consultation(ctx: Context, question: str) -> list[Reply] | None:
    """Hiệp thương: the committee agrees on somebody or something."""
    return _put(ctx, "hiep_thuong", question)


def by_papers(ctx: Context, question: str) -> list[Reply] | None:
    """Ballot papers."""
    return _put(ctx, "phieu", question)


def _put(ctx: Context, way: str, question: str) -> list[Reply] | None:
    if not ctx.leads:
        return [Reply(texts.room.only_leaders(ctx.who, "lấy biểu quyết"))]
    going_on = sittings.opened(ctx.session, ctx.unit.id or 0, ctx.now)
    if going_on is None:
        return [Reply(texts.room.not_open(ctx.who))]
    meeting = going_on[0]
    open_one = talking.uncounted(ctx.session, meeting)
    if open_one is not None and ballots.counts(question, 1) is not None:  # "biểu quyết: 3 người đồng ý"
        return result(ctx, question)
    if open_one is not None:
        present = attendance.count(ctx, meeting).present
        return [Reply(texts.room.vote_waits(open_one.number, open_one.question, present))]
    question, told = _with_its_result(question)
    put = talking.ballots(ctx.session, meeting) if words.bare(question) in _AGAIN else ()
    ballot = put[-1] if put else talking.ask(ctx.session, meeting, way, question[:LONGEST])
    if put:
        talking.ask_again(ctx.session, ballot)
    there = attendance.count(ctx, meeting)
    counts = ballots.counts(told, there.present) if told else None
    if counts is not None:
        return [Reply(_checked(ctx, ballot, counts, there.present))]
    text = texts.room.vote_put(
        ballot.number, ballot.way, ballot.question, attendance.tally(ctx, meeting), there.present, again=bool(put)
    )
    return [Reply(text)]


def _with_its_result(question: str) -> tuple[str, str]:
    """The question and the result told in the same breath: "chọn 3 hộ, 5 người đồng ý, không ai phản đối"."""
    for comma in re.finditer(r"[,;.:]\s*", question):
        told = question[comma.end() :]
        if comma.start() > 0 and ballots.counts(told, 1) is not None:
            return question[: comma.start()].strip(), told
    return question, ""


_AGAIN = frozenset({"lai", "lai di", "lai lan nua", "lan nua", "lai cau nay", "lai cau do", "lai cau vua roi"})


def result(ctx: Context, said: str) -> list[Reply] | None:
    """The result of the question that is put; None when none is, or the words tell no result."""
    going_on = sittings.opened(ctx.session, ctx.unit.id or 0, ctx.now) if ctx.leads else None
    ballot = talking.uncounted(ctx.session, going_on[0]) if going_on else None
    if going_on is None or ballot is None:
        return None
    present = attendance.count(ctx, going_on[0]).present
    counts = ballots.counts(said, present)
    if counts is None:
        return (
            [Reply(texts.room.vote_waits(ballot.number, ballot.question, present))] if _only_agrees(ctx, said) else None
        )
    return [Reply(_checked(ctx, ballot, counts, present))]


def _only_agrees(ctx: Context, said: str) -> bool:
    """Whether "đồng ý" is of the question that was put, and of no draft that is shown: how many is to be asked."""
    asked = top(ctx.session, ctx.chat)
    return words.plainly(said) in _AGREES and (asked is None or asked.conversation == tasks.GIVE.name)


_AGREES = frozenset({"dong y", "tan thanh", "thuan", "chiu", "ung ho"})


def _checked(ctx: Context, ballot: Ballot, counts: tuple[int, int, int], present: int) -> str:
    """Write a result down, or say why it cannot be right."""
    if present == 0:
        return texts.room.tick_before_counting(ctx.who)
    if sum(counts) > present:
        return texts.room.more_votes_than_people(ctx.who, sum(counts), present)
    talking.tell(ctx.session, ballot, counts, present, ctx.now)
    result = result_words(ballot)
    return texts.room.vote_counted(ballot.way, ballot.number, ballot.question, result, passed=passed(ballot))


def passed(ballot: Ballot) -> bool:
    """Whether more than half of those present were for it."""
    return 2 * (ballot.agree or 0) > (ballot.present or 0)


def result_words(ballot: Ballot) -> str:
    """The counts of a vote in words."""
    told = ((ballot.agree or 0), (ballot.against or 0), (ballot.other or 0))
    return texts.room.counts(*told, (ballot.present or 0) - sum(told), ballot.present or 0)
