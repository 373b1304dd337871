"""What is not finished: the tasks of the committee, and what is being told here and is not saved yet."""

from handlers import texts, waiting
from handlers.context import Context
from handlers.message import Reply
from handlers.room import tasks


def tell(ctx: Context, rest: str) -> list[Reply]:
    """Every open task of the committee, below all that waits to be saved in this chat."""
    titles = [f"• {each}" for each in waiting.titles(ctx)]
    return tasks.unfinished(ctx, rest, [texts.days.drafts(), *titles] if titles else ())
