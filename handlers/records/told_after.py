"""A figure told right after it was asked for and not known: a mere number, or a "có" that promises one."""

from dataclasses import replace
from datetime import date, datetime

from db import ledger, post
from db.catalogue import indicators
from handlers import texts, vi, words
from handlers.context import Context
from handlers.conversation import begin
from handlers.figures import subject
from handlers.message import Reply
from handlers.records import gone_on, lines, steps
from handlers.records.drafts import Draft
from handlers.records.lines import DraftLine
from handlers.records.log import LOG
from handlers.vi.reading import Reading


def of_the_question(ctx: Context, reading: Reading, after: datetime | None) -> list[Reply] | None:
    """Begin a record of a mere number, told right after its figure was asked for and not known; else None."""
    said = words.bare(reading.text) if len(reading.text) <= _BRIEF and len(reading.facts) <= 1 else "?"
    asks_or_dates = (
        reading.intent in {"ask", "report", "meeting"} or reading.period or reading.day
    )  # thu tháng 11 nhiêu
    if asks_or_dates or "?" in (*said, *reading.text) or words.says(said, *gone_on.MOVES):
        return None
    if said in _PROMISES:
        return _asked_for(ctx)
    number = reading.facts[0].value if reading.facts else words.bare_number(reading)
    before = subject.last(ctx, after) if number is not None else None
    asked = before.question.indicators if before is not None else ()
    indicator = indicators()[asked[0]] if len(asked) == 1 and asked[0] in indicators() else None
    if number is None or before is None or indicator is None or indicator.kind == "ratio":
        return None
    fitting = all(f.unit in {"other", *lines.units_of(indicator.code)} for f in reading.facts)
    fitting = fitting and not any(f.indicator or f.change for f in reading.facts)
    beside = set(said.split()) - set(words.bare(reading.facts[0].text if reading.facts else said).split())
    fitting = fitting and beside <= _BESIDE_A_NUMBER  # "7 người nghiện" are none of "người có công"
    now = date(ctx.today.year, 1, 1) if indicator.kind != "stock" else ctx.today, ctx.today
    own = before.unit.id == ctx.unit.id and before.question.period is None
    if not (fitting and own) or ledger.amount(ctx.session, indicator, ctx.unit, *now) is not None:
        return None
    line = DraftLine(indicator.code, number, indicator.unit, reading.text.strip())
    draft = Draft(f"{indicator.name}: {ctx.message.text}", ctx.unit.id or 0, (line,))
    return begin(
        ctx, LOG, replace(draft, day_from=ctx.today, day_to=ctx.today, activity=vi.activity_of(indicator.code))
    )


_BESIDE_A_NUMBER = frozenset("da la co con nay hien thoi a em nhe nha do khoang chung duoc lan".split())
_BRIEF = 20  # letters: "dạ 319 hộ em"


def _asked_for(ctx: Context) -> list[Reply] | None:
    """Ask for the figure that the last answer did not know and wished to be told, and that somebody says to have."""
    shown = [one for one in post.newest(ctx.session, ctx.chat, 6) if one.edits_id is None][:2]
    if not any(_INVITES in one.reply for one in shown):  # the answer, and what was called to mind below it
        return None
    before = subject.last(ctx)
    asked = before.question.indicators if before is not None else ()
    indicator = indicators().get(asked[0]) if len(asked) == 1 else None
    if indicator is None or indicator.kind == "ratio":
        return None
    return [Reply(texts.asking.ask_figure(indicator.code, indicator.name, steps.example_of(indicator)))]


_PROMISES = frozenset({"co", "co roi", "co chu", "co do", "co em", "co so", "co roi em", "da co"})
_INVITES = "có số thì nhắn em ghi vào sổ"  # of `texts.figures.no_figure`
