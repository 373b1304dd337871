"""A deed told only by numbers that no figure counts, which is one time of it: "dọn hẻm được 12 bao rác"."""

import re

from handlers import texts, words
from handlers.context import Context
from handlers.records import drafts
from handlers.records.drafts import Draft
from handlers.records.lines import DraftLine, Gathered
from handlers.records.unplaced import NOTHING, Carried
from handlers.vi import read
from handlers.vi.reading import Reading

_CLEANS = re.compile(
    r"\b(?:don|ra quan|phat (?:quang|hoang)|lam co|nho co|cat co|giay co"
    r"|(?:nhat|hot|luom|gom|xuc)(?: \S+){0,4}? rac|vet (?:cong|muong)"
    r"|nao vet|khai thong|quet|lam ve sinh|tong ve sinh)\b"
)
_NOT_DONE = re.compile(r"\b(?:chua|khong|ko|hong|can|xin|de nghi|nho|kien nghi|dinh|se|mai|ai|may|bao nhieu)\b|\?")
_OF_ITS_WORK = frozenset({"other", "m", "km", "m2"})  # bags of rubbish, metres of grass
_CODE = "vsmt_cuoc"


def cleaning(ctx: Context, reading: Reading, gathered: Gathered, photos: Carried = NOTHING) -> Draft | None:
    """A draft of one time of cleaning, with what was told of it in its words; None for any other deed."""
    said = words.bare(reading.text)
    if reading.activity not in {"moi_truong", "khac", None} or not _CLEANS.search(said) or _NOT_DONE.search(said):
        return None
    told = gathered.uncounted
    if not told or any(line.unit not in _OF_ITS_WORK for line in told) or any(f.planned for f in reading.facts):
        return None
    once = read("1 cuộc ra quân vệ sinh", reading.on).facts[0]
    day_from, day_to = drafts.days(ctx, reading) or (ctx.today, ctx.today)
    return Draft(
        text=ctx.message.text or reading.text, unit_id=ctx.unit.id or 0,
        lines=(DraftLine(_CODE, once.value, once.unit, once.text),), notes=gathered.notes,
        day_from=day_from, day_to=day_to, activity="moi_truong", occasion=reading.occasion, photos=photos.files,
        photos_wait=photos.others_wait, assumed=ctx.assumed, remark=photos.told,
        hint=texts.records.once_cleaned(ctx.who),
    )  # fmt: skip
