"""What the bot says when somebody could not be told: to those who lead, who then telephone."""

from collections.abc import Sequence

from handlers.texts.general import upper_first

_WHY = {
    "waiting": "em chưa gửi được, em vẫn thử tiếp",
    "failed": "em không nhắn được",
    "doubt": "có thể chưa nhận được",
}


def to_telephone(who: str, names: Sequence[tuple[str, str]], text: str) -> str:
    """To whoever leads: whom to telephone, each with why ("waiting", "failed", "doubt"), and what to read out or paste.

    >>> print(to_telephone("bác", [("cô Hoa", "doubt")], "Kính mời họp ban."))
    Dạ bác, em chưa báo được cho:
    • cô Hoa: có thể chưa nhận được
    Bác gọi giúp em, đọc hoặc dán đoạn này:
    “Kính mời họp ban.”
    """
    shown = "\n".join(f"• {name}: {_WHY[state]}" for name, state in names)
    return f"Dạ {who}, em chưa báo được cho:\n{shown}\n{upper_first(who)} gọi giúp em, đọc hoặc dán đoạn này:\n“{text}”"


def read_out(what: str, when: str, place: str) -> str:
    """A meeting, to be read out on the telephone or pasted into any messenger."""
    return f"Kính mời dự {what}: {when}" + (f", tại {place}" if place else "") + ". Dự được hay không xin báo lại giúp."


def read_out_cancelled(what: str, when: str) -> str:
    """A meeting that does not take place, to be read out."""
    return f"Xin báo: {what}, {when}, không họp nữa."


def for_keeper(count: int) -> str:
    """To the keeper: nobody who leads those people can be reached either."""
    nobody = f"Em chưa báo được cho {count} người, và không nhắn được cho ai để gọi điện giúp."
    return f"{nobody} Xem `python -m bot undelivered`."
