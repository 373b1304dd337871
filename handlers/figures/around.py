"""What is said before the figures of an answer, and after them: yes, whose they are, what the book keeps as one."""

import re
from dataclasses import replace
from datetime import timedelta

from db.catalogue import Indicator
from handlers import texts, wording
from handlers.context import Context
from handlers.figures import comparing, receivers, share_notes, telling, yes_or_no
from handlers.figures.asked import Asked
from handlers.vi.reading import Span


def put(ctx: Context, question: Asked, first: Indicator, figures: list[str]) -> list[str]:
    """Figures with what is to be said before the first of them, and after the last."""
    figures[-1] += _of_each_month(ctx, question, first)
    if (question.question.unit or "").startswith("to "):
        figures.append(texts.figures.whole_unit(question.unit.name))
    if receivers.named(question) is not None and not figures[0].startswith("Dạ "):
        figures[0] = f"{texts.figures.receivers_together()}\n{figures[0]}"
    else:
        figures[-1] += _not_apart(question, first)
    if len(figures) == 1 and (notes := share_notes.of_worth(ctx, question, first)):
        figures[-1] = "\n".join([figures[-1], *notes])
    figures[0] = yes_or_no.led(ctx, question, first, figures[0])
    counted = receivers.people_asked(question, first) and not figures[0].startswith("Dạ ")
    if counted:
        figures[0] = f"{texts.figures.no_people()}\n{figures[0]}"
    return figures


def _of_each_month(ctx: Context, question: Asked, first: Indicator) -> str:
    """ "Tháng 10 với tháng 11 tặng bao nhiêu": below the sum, what of it was in each of the two."""
    if first.kind != "flow" or question.period is None or _TWO_MONTHS.search(question.said) is None:
        return ""
    start, end = question.period.start, question.period.end
    last = end.replace(day=1)
    months = (Span(start, (start + _A_MONTH).replace(day=1) - _A_DAY), Span(last, end))
    if start.day != 1 or months[0].end >= months[1].start:
        return ""
    told = []
    for month in months:
        of_one = replace(question, question=question.question._replace(period=month))
        found = telling.found(ctx, of_one, first)
        value = texts.comparing.NONE if found is None else wording.figure(found)
        told.append((comparing.period_name(ctx, (month.start, month.end)), value))
    return texts.figures.of_which(told)


_TWO_MONTHS = re.compile(r"\bthang \d{1,2} (?:voi|va|cung|cong)(?: ca)? (?:thang )?\d{1,2}\b")
_A_MONTH, _A_DAY = timedelta(days=31), timedelta(days=1)


def _not_apart(question: Asked, first: Indicator) -> str:
    """What is to be said where some of those who received, or one's home, were asked for: the book keeps all as one."""
    if receivers.named(question) is not None:
        return f"\n{texts.figures.receivers_not_apart()}"
    ones = first.code.startswith("nha_ddk") and _ONES_HOME.search(question.said)
    return f"\n{texts.figures.homes_not_apart()}" if ones else ""


_ONES_HOME = re.compile(r"\bnha (?:cua |cho )?(?:ong|ba|bac|co|chu|anh|chi|di|cau|em) (?!con\b)\w")
