"""The day of a deed that is told by a feast alone: "tết vừa rồi tặng 30 phần quà", "dịp 10/10 tặng 20 phần quà"."""

from datetime import date

from handlers import texts, wording, words
from handlers.context import Context
from handlers.message import Reply, choices
from handlers.records import drafts
from handlers.records.drafts import Draft
from handlers.vi import occasions
from handlers.vi.reading import Reading

_FEASTS = (("tet", "tet"), ("trung thu", "trung_thu"), ("vu lan", "vu_lan"))
_JUST_NOW, _LONG_AGO = 3, 60  # days: a deed of a feast so lately over may as well be of today


def is_untold(reading: Reading, today: date) -> bool:
    """Whether a deed is told to be for a day of the year that is over, and not when it was done."""
    code = reading.occasion or ""
    if "/" not in code or reading.day is not None or reading.period is not None or reading.intent != "log":
        return False
    day = occasions.day_of(code, today) if words.says(words.bare(reading.text), "dip", "nhan") else None
    return day is not None and _JUST_NOW < (today - day).days <= _LONG_AGO


def ask(ctx: Context, draft: Draft) -> Reply | None:
    """The question for the day of a deed of a feast, with its own day on offer; None for a deed of no feast."""
    said = drafts.vague_day(draft.text)
    named = words.bare(said or "")
    code = next((code for name, code in _FEASTS if words.says(named, name)), None) if said else draft.occasion
    day = occasions.day_of(code, ctx.today) if code and (said or "/" in code) else None
    if day is None or draft.led:
        return None
    own = f"Ngày {wording.day(day)}"
    if said is None:
        return Reply(texts.asking.ask_day_of_feast(f"dịp {code}"), choices("Hôm nay", own))
    month = f"Tháng {day.month}/{day.year}"
    example = wording.short_days(day, day, ctx.today)
    return Reply(texts.asking.ask_which_day(said, example), choices(own, month, words.SKIP))
