"""The chair's roll of a meeting stays true: every message that shows one is changed in place when somebody answers."""

from dataclasses import replace

from db import invitees, post
from db.invitees import Invitee
from db.models import Meeting, Outgoing
from db.post import Chat
from handlers.context import Context
from handlers.meetings import roll
from handlers.message import Reply, reply_json

_KEPT = 40  # messages of a chat among which a roll is looked for


def refresh(ctx: Context, meeting: Meeting) -> None:
    """Show the roll as it is now in every message that shows it to those who lead."""
    rows = None
    people = invitees.concerned(ctx.session, [meeting], ctx.today)[meeting.id or 0]
    for person in people:
        if person.chat is None or person.role not in {*invitees.LEADERS, "ward"}:
            continue
        for shown in _rolls(ctx, person.chat, meeting):
            rows = rows or roll.of(ctx.session, meeting, ctx)
            _change(ctx, person, meeting, shown, rows)


def _rolls(ctx: Context, chat: Chat, meeting: Meeting) -> list[tuple[Outgoing, Reply]]:
    found = ((row, reply_json.validate_json(row.reply)) for row in post.newest(ctx.session, chat, _KEPT))
    return [(row, reply) for row, reply in found if reply.about == roll.about(meeting) and row.edits_id is None]


def _change(
    ctx: Context, person: Invitee, meeting: Meeting, shown: tuple[Outgoing, Reply], rows: list[roll.Row]
) -> None:  # fmt: skip
    outgoing, reply = shown
    now = roll.shown(reply.text.partition("\n")[0], rows, meeting, person)
    changed = post.changes(ctx.session, outgoing)
    latest = changed[-1] if changed else outgoing
    before = reply_json.validate_json(latest.reply)
    if before.text == now.text or person.chat is None:
        return
    choices = (before.choices or now.choices) if now.choices else ()
    new = reply_json.dump_json(replace(reply, text=now.text, choices=choices)).decode()
    if latest.state == "waiting":  # nobody has seen it yet
        latest.reply = new
        ctx.session.add(latest)
        return
    post.post(ctx.session, person.chat, f"roll:{outgoing.id}:{len(changed)}", new, ctx.now, edits=outgoing)
