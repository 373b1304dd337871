"""Words that are about nothing in the book: a greeting, thanks, who the bot is, how it is used."""

from handlers import texts, words
from handlers.context import Context
from handlers.message import Reply
from handlers.vi.reading import Reading

_GREETINGS = frozenset({"xin chao", "chao em", "chao", "chao buoi sang", "hi", "hello", "alo"})
_HELP = frozenset({"start", "giup", "help", "giup em", "huong dan"})
_HOW = ("huong dan", "chi toi", "chi minh", "cach dung", "cach ghi", "dung the nao", "lam sao de ghi", "giup toi voi")
_WHO = ("em ten gi", "em la ai", "ban la ai", "em la gi", "day la gi")
_THANKS = ("cam on", "cam on em", "cam on nhieu", "cam on em nhieu", "ok cam on em", "thanks", "tam biet", "bye")
_NOTHING = (
    "thoi khoi",
    "thoi duoc roi",
    "khong can",
    "thoi khong can",
    "khong co gi",
    "da thoi",
    "vang",
    "da vang",
    "ok",
)
_SHORT = 6  # words


def answer(ctx: Context, reading: Reading) -> list[Reply] | None:
    """The answer to small talk; None for a message about anything else."""
    said = words.plainly(reading.text)
    if said in _THANKS:
        return [Reply(texts.general.not_at_all(ctx.who))]
    if said in _NOTHING:
        return [Reply(texts.general.as_you_like(ctx.who))]
    if said in _WHO:
        return [Reply(texts.general.who_am_i(ctx.who))]
    if said in _GREETINGS or words.bare(reading.text) in _GREETINGS:
        return [Reply(texts.general.greeting(ctx.who))]
    asks_how = said.startswith(_HOW) and len(said.split()) <= _SHORT and not reading.facts
    if asks_how or words.bare(reading.text) in _HELP or reading.intent == "help":
        return [Reply(texts.general.short_help(ctx.who))]
    return None
