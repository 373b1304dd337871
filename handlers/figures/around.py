"""What is said before the figures of an answer, and after them: yes, whose they are, what the book keeps as one."""

import re

from db.catalogue import Indicator
from handlers import texts
from handlers.context import Context
from handlers.figures import receivers, yes_or_no
from handlers.figures.asked import Asked


def put(ctx: Context, question: Asked, first: Indicator, figures: list[str]) -> list[str]:
    """Figures with what is to be said before the first of them, and after the last."""
    if (question.question.unit or "").startswith("to "):
        figures.append(texts.figures.whole_unit(question.unit.name))
    if receivers.named(question) is not None and not figures[0].startswith("Dạ "):
        figures[0] = f"{texts.figures.receivers_together()}\n{figures[0]}"
    else:
        figures[-1] += _not_apart(question, first)
    figures[0] = yes_or_no.led(ctx, question, first, figures[0])
    return figures


def _not_apart(question: Asked, first: Indicator) -> str:
    """What is to be said where some of those who received, or one's home, were asked for: the book keeps all as one."""
    if receivers.named(question) is not None:
        return f"\n{texts.figures.receivers_not_apart()}"
    ones = first.code.startswith("nha_ddk") and _ONES_HOME.search(question.said)
    return f"\n{texts.figures.homes_not_apart()}" if ones else ""


_ONES_HOME = re.compile(r"\bnha (?:cua |cho )?(?:ong|ba|bac|co|chu|anh|chi|di|cau|em) (?!con\b)\w")
