"""Where a meeting is held: the words after "tại", up to a mark, an hour or a word of politeness."""

from handlers.vi.lexicon import Scene

_ENDS = frozenset(
    {
        "nha",
        "nhé",
        "nghen",
        "ạ",
        "giùm",
        "giúp",
        "vào",
        "lúc",
        "hàng",
        "ngày",
        "tối",
        "sáng",
        "chiều",
        "từ",
        "để",
        "và",
        "nhe",
    }
)
_LONGEST = 8


def place(scene: Scene, taken: list[tuple[int, int]]) -> str | None:
    """The place as typed, None where none is named."""
    text = scene.text
    for cue in scene.said("place"):
        end = cue.end
        while end < len(text.lows) and end - cue.end < _LONGEST:
            stops = text.kinds[end] == "mark" or text.lows[end] in _ENDS
            if stops or any(first <= end < last for first, last in taken):
                break
            end += 1
        if end > cue.end and text.lows[cue.end] not in {"đâu", "dau"}:
            return text.raw[text.starts[cue.end] : text.ends[end - 1]]
    return None
