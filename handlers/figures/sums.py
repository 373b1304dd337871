"""A share worked out for somebody: "298/319 là bao nhiêu phần trăm?"."""

import re
from decimal import ROUND_DOWN, Decimal

from handlers import texts, wording

_SHARE = re.compile(r"(\d+(?:\.\d{3})*)\s*(?:/|trên)\s*(\d+(?:\.\d{3})*)")


def share(text: str) -> str | None:
    """A share in percent, rounded half up; beside it the cut one, where reports may have printed that.

    >>> share("298/319 là bao nhiêu phần trăm?")
    '93,42%\\n298/319, làm tròn; báo cáo nào cắt bớt số lẻ sẽ ghi 93,41%. Cần tính số khác thì nhắn em.'
    >>> share("5/0 là mấy phần trăm?")
    'Dạ không tính được 5/0: không chia cho 0 được ạ, xem lại số giúp em.'
    """
    found = _SHARE.search(text)
    if found is None:
        return None
    top, bottom = (Decimal(number.replace(".", "")) for number in found.groups())
    if not bottom:
        return texts.comparing.by_zero(found[0])
    exact = top / bottom * 100
    rounded, cut = wording.percent(exact), wording.percent(exact.quantize(Decimal("0.01"), ROUND_DOWN))
    return texts.comparing.share(rounded, found[0], cut if cut != rounded else None)
