"""Saying numbers in Vietnamese, to read them back."""

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES = ("", "nghìn", "triệu")


def number(value: int, *, thousand: str = "nghìn", odd: str = "linh", short: bool = False) -> str:
    """Say a number out.

    >>> number(2015), number(1_000_105), number(45, short=True)
    ('hai nghìn không trăm mười lăm', 'một triệu không nghìn một trăm linh năm', 'bốn lăm')
    """
    billions, rest = divmod(value, 10**9)
    said = [f"{number(billions, thousand=thousand, odd=odd, short=short)} tỷ"] if billions else []
    groups = [rest // 10**6, rest // 1000 % 1000, rest % 1000]
    for group, scale in zip(groups, reversed(_SCALES), strict=True):
        if group or (said and scale == "nghìn" and rest % 1000):
            words = "không" if not group else _group(group, odd, full=bool(said), short=short)
            said.append(f"{words} {thousand if scale == 'nghìn' else scale}".strip())
    return " ".join(said) or "không"


def _group(value: int, odd: str, *, full: bool, short: bool) -> str:
    hundreds, rest = divmod(value, 100)
    said = [_DIGITS[hundreds], "trăm"] if hundreds or full else []
    if rest:
        said.append(_tens(rest, odd, alone=not said, short=short))
    return " ".join(said)


def _tens(value: int, odd: str, *, alone: bool, short: bool) -> str:
    tens, ones = divmod(value, 10)
    if tens == 0:
        return _DIGITS[ones] if alone else f"{odd} {_DIGITS[ones]}"
    last = {0: "", 1: "mốt" if tens > 1 else "một", 4: "tư" if tens > 1 else "bốn", 5: "lăm"}.get(ones, _DIGITS[ones])
    if tens == 1:
        return f"mười {last}".strip()
    return f"{_DIGITS[tens]} {last}" if short and ones in {1, 4, 5} else f"{_DIGITS[tens]} mươi {last}".strip()
