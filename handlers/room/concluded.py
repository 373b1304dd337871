"""What the last meeting came to, as an answer: its notes, its votes, the tasks it gave."""

from db.room import sittings, talking, tasks
from handlers import texts, wording
from handlers.context import Context
from handlers.message import Reply
from handlers.room import votes
from handlers.room.tasks import task_line


def show(ctx: Context, _rest: str) -> list[Reply]:
    """ "Họp lần trước kết luận gì?": of the meeting of the committee that was opened last."""
    meeting = sittings.last_held(ctx.session, ctx.unit.id or 0, ctx.now)
    if meeting is None:
        return [Reply(texts.room.nothing_held(ctx.who))]
    notes = [note.text for note in talking.notes(ctx.session, meeting)]
    counted = [f"{one.question}: {votes.result_words(one)}" for one in talking.ballots(ctx.session, meeting)]
    given = [task_line(ctx, task) + texts.tasks.over(task.state) for task in tasks.of_meeting(ctx.session, meeting)]
    return [Reply(texts.room.concluded(wording.day(meeting.day), notes, counted, given))]
