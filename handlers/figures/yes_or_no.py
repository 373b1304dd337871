"""A plain yes or no before a figure: "nộp phường chưa", "quỹ còn không", "có thành hết không"."""

import re

from db.catalogue import Indicator, indicators
from handlers import texts, wording, words
from handlers.context import Context
from handlers.figures import frames, telling
from handlers.figures.asked import Asked

_DONE = {
    "nop": "nộp", "tang": "tặng", "phat": "phát", "trao": "trao", "thu": "thu", "don": "dọn", "trong": "trồng",
    "sua": "sửa", "xay": "xây", "lam": "làm", "hop": "họp",
}  # fmt: skip
_YET = re.compile(rf"\b(?P<deed>{'|'.join(_DONE)})\b.*\bchua(?: (?:vay|em|a|ta|roi|ha|con|nhi|the))*$")
_IS_SO = re.compile(
    rf"^(?!.*\b(?:nao|ai|gi)\b).*?\bco (?:da )?(?P<deed>{'|'.join(_DONE)})\b"
    r".*\b(?:khong|hong|hok|ko|hem)(?: (?:vay|em|a|ta|ha|con|nhi|the|do))*$"
)
_REACHED = re.compile(r"\bco (?:duoc )?dat\b.*\b(?:khong|hong|hok|ko|hem)(?: (?:vay|em|a|ta|ha|con|nhi|the|do))*$")
_LEFT = re.compile(r"\bcon (?:tien |gi |du )?(?:khong|hong|ko|hok|hem|k)(?: (?:vay|em|a|ta|ha|con|nhi|the))*$")
_ALL_OF_IT = re.compile(r"\bthanh (?:cong )?(?:duoc )?(?:het|ca|tat ca)\b")


def led(ctx: Context, question: Asked, indicator: Indicator, told: str) -> str:
    """A figure as it was told, with the yes or the no before it that its question asks for."""
    said = words.bare(ctx.message.text)
    if told.startswith(texts.figures.NOTHING):
        return _not_so(said, indicator, told)
    if told.startswith("Dạ ") or indicator.kind != "flow":
        return told
    if _ALL_OF_IT.search(said):
        return _whether_all(ctx, question, indicator, told)
    yet = None if frames.counts(said) else _YET.search(said)
    if yet is not None and not indicator.paid_by:
        found = telling.found(ctx, question, indicator)
        if found is None and indicator.code.endswith("_cuoc"):
            return texts.figures.done_by_records(_DONE[yet["deed"]], told, indicator.name)
        return texts.figures.done_already(_DONE[yet["deed"]], told) if found is not None and found.value else told
    if not frames.counts(said) and _IS_SO.search(said):
        found = telling.found(ctx, question, indicator)
        if found is None:  # told by those who came
            return texts.figures.is_so_by_records(told, indicator.name)
        return texts.figures.is_so(told) if found.value else told
    return texts.figures.is_left(told) if indicator.paid_by and _LEFT.search(said) else told


def _not_so(said: str, indicator: Indicator, told: str) -> str:
    """That nothing is known, where it is asked whether something was done, or reached."""
    asks = None if frames.counts(said) else _YET.search(said) or _IS_SO.search(said)
    if asks is not None and indicator.kind == "flow":
        return texts.figures.never_done(_DONE[asks["deed"]], indicator.name, told)
    reached = indicator.kind == "yearly" and _REACHED.search(said) is not None
    return texts.figures.not_known_whether(indicator.name, told) if reached else told


def _whether_all(ctx: Context, question: Asked, part: Indicator, told: str) -> str:
    """ "Có thành hết không": of all that was taken up."""
    whole = next(
        (indicators()[i.denominator or ""] for i in indicators().values()
         if i.unit == "percent" and i.numerator == part.code and i.denominator), None
    )  # fmt: skip
    found = [telling.found(ctx, question, each) for each in (part, whole) if each is not None]
    top, bottom = (*found, None)[:2]
    if top is None or bottom is None or top.value > bottom.value:
        return told
    of_all = f"{wording.number(top.value)}/{wording.figure(bottom)}"
    return f"{texts.figures.all_done(of_all, every=top.value == bottom.value)}\n{told}"
