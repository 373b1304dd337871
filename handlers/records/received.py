"""What somebody brought for the committee to hand out: "cô Hai cho 10 bao gạo để phát" is nothing handed out yet."""

import re

from db.catalogue import indicators
from handlers import texts, wording, words
from handlers.context import Context
from handlers.message import Reply, choices
from handlers.records import lines
from handlers.vi.reading import Reading

_GIVER = (
    r"(?:ong|ba|co|chu|bac|anh|chi|cau|di|duong|thim|mo|em|su|su thay|thay|nha chua|chua|nha tho|dinh|cong ty|xi nghiep"
    r"|cua hang|tiem|manh thuong quan|mtq|nha hao tam|doan|hoi|truong|phuong|quan|xa|nguoi ta|co nguoi|mot nguoi|ben)"
)
_WHEN = (
    r"^(?:(?:hom (?:nay|qua)|(?:hoi |bua )?(?:sang|trua|chieu|toi)(?: nay| qua)?|bua nay"
    r"|hom no|bua no|co|moi|vua|nay|em oi|a|da) )*"
)
_FOR_LATER = r" (?:de|dang|nho) (?:(?:minh|khu pho|kp|ban|to|em|toi|mai|mot|danh|cho) )*"
_HANDS_OUT = r"(?:phat|tang|trao|chia|cho|bieu|nau|lam qua|dem phat|di phat)\b"
_BROUGHT = re.compile(
    rf"{_WHEN}{_GIVER}(?: \w+){{0,4}}? (?:cho|gui|goi|ung ho|bieu|tai tro|dem|mang|tang) (?:\w+ ){{0,3}}?\d.*"
    rf"{_FOR_LATER}{_HANDS_OUT}"
    rf"|{_WHEN}(?:(?:minh|khu pho|kp|ban|to) )?(?:nhan|xin) (?:duoc )?\d.* (?:cua|tu|ben|do) .*{_FOR_LATER}{_HANDS_OUT}"
    rf"|{_WHEN}(?:(?:minh|khu pho|kp|ban|to) )?(?:nhan|xin) (?:duoc )?\d"
    r"(?!.*\b(?:phat|tang|trao|chia|cho|bieu|nau)\b).* (?:cua|tu) .*"
)
_DONE = re.compile(
    r"\b(?:da|moi|vua) (?:phat|tang|trao|chia|cho)|\b(?:phat|tang|trao|chia)(?: \w+){0,3} (?:roi|xong|het)\b"
)


def answer(ctx: Context, reading: Reading) -> list[Reply] | None:
    """What to say of goods that were brought to be handed out; None for what was handed out, and for money."""
    goods = [fact for fact in reading.facts if fact.unit not in {"nguoi", "ho", "luot"}]
    if reading.intent != "log" or "?" in reading.text or not goods:
        return None
    if any(fact.unit == "dong" for fact in goods):
        return _money_to_buy(ctx, reading) if len(goods) == 1 and " mua " in reading.text else None
    said = words.bare(reading.text)
    if _BROUGHT.search(said) is None or _DONE.search(said):
        return None
    line = next(iter(lines.gather(reading).lines), None)
    indicator = indicators().get(line.indicator or "") if line is not None else None
    if line is None or indicator is None:
        return [Reply(texts.records.only_received(ctx.who, goods[0].text, counted=False))]
    told = wording.short_amount(lines.into_ledger(line).value, indicator.unit, line.qualifier, noun=indicator.noun)
    return [Reply(texts.records.only_received(ctx.who, told, counted=True), choices(f"Đã phát {told}"))]


def _money_to_buy(ctx: Context, reading: Reading) -> list[Reply] | None:
    """What to say of money that somebody gave to buy gifts with, of which none were bought yet."""
    said = words.bare(reading.text)
    if _TO_BUY.search(said) is None or _DONE.search(said):
        return None
    return [Reply(texts.records.only_received(ctx.who, reading.facts[0].text, counted=False))]


_TO_BUY = re.compile(
    rf"{_WHEN}{_GIVER}(?: \w+){{0,4}}? (?:cho|gui|ung ho|tai tro|dua) (?:\w+ ){{0,2}}?\d\S*(?: \w+)? (?:de )?mua \w+"
)
