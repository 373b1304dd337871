"""Sentences that were not understood: kept for the keeper, and for whoever may teach what is meant by them."""

from db.models import Unmatched
from handlers.context import Context

_LONGEST = 2000  # letters that are kept


def keep(ctx: Context, text: str) -> None:
    """Keep a sentence that was not understood; nothing of what is said in practice."""
    if not ctx.chat.practice:
        ctx.session.add(Unmatched(person_id=ctx.person.id or 0, at=ctx.now, text=text[:_LONGEST]))
