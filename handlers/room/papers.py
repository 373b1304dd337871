"""Papers of a meeting: asked for in a word, shown as a draft, approved by the chair, and only then numbered."""

from datetime import timedelta

from db.models import Meeting, Person
from db.room import papers, sittings, talking, tasks
from db.room.tables import Paper, Sitting
from handlers import outbox, texts, wording, words
from handlers.context import Context
from handlers.meetings import changing
from handlers.message import Choice, Reply
from handlers.papers import paper as content
from handlers.room import composing, orders, people_there, sent_back
from handlers.room.agenda import at_stake
from handlers.room.attendance import chat_of
from handlers.room.phone import LASTS

_APPROVERS = ("chair", "ward")


def invitation(ctx: Context, _rest: str) -> list[Reply]:
    """The invitation to the next meeting."""
    return _before_meeting(ctx, "giay_moi")


def agenda(ctx: Context, _rest: str) -> list[Reply]:
    """The agenda of the next meeting."""
    return _before_meeting(ctx, "chuong_trinh")


def _before_meeting(ctx: Context, kind: str) -> list[Reply]:
    meeting = at_stake(ctx)
    if meeting is None:
        return [Reply(texts.papers.no_meeting_ahead(ctx.who, leads=ctx.leads))]
    standing = papers.find(ctx.session, meeting, kind)
    if not ctx.leads or (standing is not None and standing.approved_at is not None):
        return _approved(ctx, standing, kind)
    moves_to = changing.waiting_move(ctx, meeting)
    if moves_to is not None and moves_to != meeting.at:
        return [Reply(texts.papers.moves_first(ctx.who, wording.moment(moves_to, ctx.zone), content.NAMES[kind]))]
    compose = composing.invitation if kind == "giay_moi" else composing.agenda_of
    return _drafted(ctx, meeting, kind, compose(ctx, meeting))


def minutes(ctx: Context, _rest: str) -> list[Reply]:
    """The minutes of the meeting that goes on or was held last, for the chair to approve."""
    found = _held(ctx)
    return _minutes(ctx, *found) if found else [Reply(texts.papers.nothing_held(ctx.who))]


def look(ctx: Context, _rest: str) -> list[Reply]:
    """The same minutes as they stand, for whoever makes them to read; the chair gets them to approve."""
    found = _held(ctx)
    standing = papers.find(ctx.session, found[0], "bien_ban") if found else None
    approved = standing is not None and standing.approved_at is not None
    if found is None or approved or not ctx.leads or ctx.role in _APPROVERS:
        return minutes(ctx, "")
    meeting, held = found
    composed = content.dump(composing.minutes(ctx, meeting, held.opened_at, held.closed_at))
    approver = _approver(ctx, meeting)
    to = people_there.called(approver) if approver else None
    waits = standing is not None and standing.content == composed
    reply = Reply(texts.papers.only_shown(ctx.who, content.NAMES["bien_ban"], to, waits=waits))
    name = _file_name(ctx, meeting, "bien_ban", "-du-thao")
    orders.place(
        ctx.session, ctx.chat, orders.File("paper", content.numbered(composed, None), name, orders.WORD), reply, ctx.now
    )  # fmt: skip
    return []


def _held(ctx: Context) -> tuple[Meeting, Sitting] | None:
    """The meeting that goes on or was held last, and its course."""
    going_on = sittings.opened(ctx.session, ctx.unit.id or 0, ctx.now)
    meeting = going_on[0] if going_on else sittings.last_held(ctx.session, ctx.unit.id or 0, ctx.now)
    held = sittings.sitting(ctx.session, meeting) if meeting else None
    return (meeting, held) if meeting is not None and held is not None else None


def mend(ctx: Context, _rest: str) -> list[Reply]:
    """How the minutes are corrected, if there are any."""
    found = _held(ctx)
    if not ctx.leads:
        return [Reply(texts.papers.how_to_mend(ctx.who, leads=False))]
    if found is None:
        return [Reply(texts.papers.nothing_to_mend(ctx.who))]
    lines = [(note.number, note.text) for note in talking.notes(ctx.session, found[0])]
    return [Reply(texts.papers.which_to_mend("", lines))]


def as_word(ctx: Context, _rest: str) -> list[Reply] | None:
    """ "Xuất ra word" after a meeting: its minutes; None where none was held lately."""
    found = _held(ctx)
    lately = found is not None and ctx.now - (found[1].closed_at or ctx.now) <= _LATELY
    return look(ctx, "") if lately else None


_LATELY = timedelta(days=2)


def approved_in_words(ctx: Context, _rest: str) -> list[Reply] | None:
    """ "Duyệt" long after the buttons were shown: the paper that waits for it, as its content still is."""
    return _by_word(ctx, texts.papers.APPROVE)


def refused_in_words(ctx: Context, _rest: str) -> list[Reply] | None:
    """ "Chưa duyệt" long after the buttons were shown."""
    return _by_word(ctx, texts.papers.NOT_YET)


def _by_word(ctx: Context, word: str) -> list[Reply] | None:
    if not ctx.leads:
        return None
    found = waiting(ctx)
    if found is None:
        return [Reply(texts.papers.nothing_to_approve(ctx.who))]
    paper, meeting = found
    if ctx.role not in _APPROVERS:
        approver = _approver(ctx, meeting)
        to = people_there.called(approver) if approver else None
        return [Reply(texts.papers.waits_for(content.NAMES[paper.kind], to))]
    held = sittings.sitting(ctx.session, meeting)
    if word == texts.papers.APPROVE and paper.kind == "bien_ban" and held is not None:
        composed = content.dump(composing.minutes(ctx, meeting, held.opened_at, held.closed_at))
        if composed != paper.content:  # nobody approves what they have not seen
            return _minutes(ctx, meeting, held)
    return decided(ctx, [str(paper.id), str(paper.version), word])


def waiting(ctx: Context) -> tuple[Paper, Meeting] | None:
    """The paper of the meeting held last, or else of the next one, that was made and is not approved."""
    found = _held(ctx)
    ahead = at_stake(ctx)
    of = [(found[0], "bien_ban")] if found is not None else []
    of += [(ahead, kind) for kind in ("giay_moi", "chuong_trinh")] if ahead is not None else []
    for meeting, kind in of:
        paper = papers.find(ctx.session, meeting, kind)
        if paper is not None and paper.approved_at is None:
            return paper, meeting
    return None


def still_to_approve(ctx: Context) -> str | None:
    """The minutes that wait for the word of whoever asks what is left to do."""
    found = waiting(ctx) if ctx.role in _APPROVERS else None
    if found is None:
        return None
    paper, meeting = found
    return texts.papers.waits_for_you(ctx.who, content.NAMES[paper.kind], wording.moment(meeting.at, ctx.zone))


def minutes_of(ctx: Context, told: list[str]) -> list[Reply]:
    """The minutes of a meeting that are overdue; of one that nobody opened they are begun now."""
    meeting = ctx.session.get_one(Meeting, int(told[0]))
    if not ctx.leads or meeting.unit_id != ctx.unit.id:
        return [Reply(texts.papers.only_chair(ctx.who))]
    held = sittings.sitting(ctx.session, meeting)
    if held is not None:
        return _minutes(ctx, meeting, held)
    held = sittings.begin(ctx.session, meeting, ctx.person.id or 0, meeting.at)
    sittings.end(ctx.session, held, meeting.at + LASTS)
    return [Reply(texts.papers.minutes_from_scratch(ctx.who, wording.moment(meeting.at, ctx.zone)))]


def _minutes(ctx: Context, meeting: Meeting, held: Sitting) -> list[Reply]:
    standing = papers.find(ctx.session, meeting, "bien_ban")
    if not ctx.leads or (standing is not None and standing.approved_at is not None):
        return _approved(ctx, standing, "bien_ban")
    return _drafted(
        ctx, meeting, "bien_ban", composing.minutes(ctx, meeting, held.opened_at, held.closed_at)
    )  # fmt: skip


def _approved(ctx: Context, paper: Paper | None, kind: str) -> list[Reply]:
    """The approved paper once more, for any member."""
    if paper is None or paper.approved_at is None:
        return [Reply(texts.papers.not_approved_yet(content.NAMES[kind], made=paper is not None))]
    on = wording.day(paper.approved_at.astimezone(ctx.zone).date())
    reply = Reply(texts.papers.approved_before(content.NAMES[kind], number(paper), on))
    orders.place(ctx.session, ctx.chat, _file(ctx, paper), reply, ctx.now)
    return []


def _drafted(ctx: Context, meeting: Meeting, kind: str, composed: content.Paper) -> list[Reply]:
    """Order the draft for whoever asked, and for the chair to approve."""
    paper = papers.compose(ctx.session, meeting, kind, content.dump(composed), ctx.person.id or 0, ctx.now)
    approver = ctx.person if ctx.role in _APPROVERS else _approver(ctx, meeting)
    chat = ctx.chat if approver is ctx.person else chat_of(ctx, approver)
    name = content.NAMES[kind]
    if approver is not ctx.person:
        to = people_there.called(approver) if approver and chat else None
        orders.place(ctx.session, ctx.chat, _file(ctx, paper), Reply(texts.papers.drafted(name, to)), ctx.now)
    if approver is not None and chat is not None:
        by = None if approver is ctx.person else people_there.called(ctx.person)
        text = texts.papers.to_approve(
            approver.title, name, wording.moment(meeting.at, ctx.zone), by, again=paper.version > 1
        )
        about = f"room:paper:{paper.id}:{paper.version}"
        buttons = tuple(Choice(word, about=about) for word in (texts.papers.APPROVE, texts.papers.NOT_YET))
        orders.place(ctx.session, chat, _file(ctx, paper), Reply(text, buttons), ctx.now)
    return []


def _approver(ctx: Context, meeting: Meeting) -> Person | None:
    found = (people_there.in_role(ctx.session, meeting, role) for role in _APPROVERS)
    return next((person for person in found if person is not None), None)


def decided(ctx: Context, told: list[str]) -> list[Reply]:
    """The chair's word on a draft."""
    paper_id, version, word = told
    paper = ctx.session.get_one(Paper, int(paper_id))
    name = content.NAMES[paper.kind]
    if ctx.role not in _APPROVERS or paper.unit_id != ctx.unit.id:
        return [Reply(texts.papers.only_chair(ctx.who))]
    if paper.approved_at is not None:
        return [Reply(texts.papers.approved_before(name, number(paper), wording.day(ctx.today)))]
    if str(paper.version) != version:
        return [Reply(texts.papers.changed_meanwhile(ctx.who, name))]
    if words.same(word, texts.papers.NOT_YET):
        _tell_maker(ctx, paper, texts.papers.sent_back(name, people_there.called(ctx.person)), with_file=False)
        if paper.made_by == ctx.person.id:
            return [Reply(texts.papers.mend_and_make_again(name))]
        return sent_back.ask(ctx, paper)
    papers.approve(ctx.session, paper, ctx.person.id or 0, ctx.now, ctx.today.year)
    orders.place(
        ctx.session, ctx.chat, _file(ctx, paper), Reply(texts.papers.approved(name, number(paper))), ctx.now
    )  # fmt: skip
    _tell_maker(
        ctx, paper, texts.papers.approved_by(name, number(paper), people_there.called(ctx.person)), with_file=True
    )
    return []


def _tell_maker(ctx: Context, paper: Paper, text: str, *, with_file: bool) -> None:
    maker = ctx.session.get_one(Person, paper.made_by)
    chat = chat_of(ctx, maker)
    if chat is None or maker.id == ctx.person.id:
        return
    if with_file:
        orders.place(ctx.session, chat, _file(ctx, paper), Reply(text), ctx.now)
    else:
        outbox.queue(
            ctx.session, chat, f"paper:{paper.id}:{paper.version}:back:{ctx.now.isoformat()}", Reply(text), ctx.now
        )


def number(paper: Paper) -> str:
    """The number of a paper as it is printed: "03/BB-BCTMT"."""
    return f"{paper.number or 0:02d}/{content.paper_json.validate_json(paper.content).letters}"


def _file(ctx: Context, paper: Paper) -> orders.File:
    meeting = ctx.session.get_one(Meeting, paper.meeting_id)
    name = _file_name(ctx, meeting, paper.kind, "" if paper.approved_at else "-du-thao")
    return orders.File("paper", content.numbered(paper.content, paper.number), name, orders.WORD)


def _file_name(ctx: Context, meeting: Meeting, kind: str, draft: str) -> str:
    return f"{kind.replace('_', '-')}-{meeting.at.astimezone(ctx.zone):%d-%m-%Y}{draft}.docx"


def not_held(ctx: Context, told: list[str]) -> list[Reply]:
    """ "Buổi này không họp": its minutes are not asked for any more."""
    meeting = ctx.session.get_one(Meeting, int(told[0]))
    if not ctx.leads or meeting.unit_id != ctx.unit.id:
        return [Reply(texts.papers.only_chair(ctx.who))]
    tasks.claim(ctx.session, f"minutes:{meeting.id}:waived", ctx.now)
    return [Reply(texts.papers.waived(ctx.who))]
