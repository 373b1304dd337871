"""The photos of an open draft: a message may take some off again, and what is dropped leaves them waiting."""

import re
from dataclasses import replace

from handlers import texts, words
from handlers.message import Reply, choices
from handlers.records import photo_words
from handlers.records.drafts import Draft
from handlers.vi.reading import Reading

ABOUT = "photo:"  # what choices about photos that wait are about
TAKES_OFF = re.compile(
    r"^(?:em )?(?:xóa|xoá|xoa|bỏ|bo|gỡ|go|rút|rut)(?: giúp| giùm| giup| gium| bớt| bot| hết| het| cái| cai)* "
    r"(?:(?:mấy |may |các |cac |những |nhung |cái |cai )?(?:tấm |tam )?(?:hình|hinh|ảnh)"
    r"|(?:tấm|tam|may tam) anh|anh (?=#))\b"
    r"(?!.* (?:vô|vo|vào|vao) (?:việc|viec|cái|cai|vụ|vu|sổ|so|buổi|buoi|đợt|dot|bữa|bua|#))"
)
FEW = 10  # words
_ALL = ("het", "tat ca", "may", "cac", "nhung", "ca")
_FIRST = ("dau", "truoc")


def taken_off(draft: Draft, reading: Reading) -> Draft | None:
    """A draft without the photo that is meant, the last one if none is named: "bỏ tấm hình sau"."""
    said = words.bare(reading.text)
    if draft.photos and (photo_words.declines(said) or photo_words.leaves_out(said)):
        return replace(draft, photos=())
    takes_off = draft.photos and (TAKES_OFF.search(reading.text.casefold()) or photo_words.takes_one_off(said))
    if not takes_off or len(said.split()) > FEW:
        return None
    if words.says(said, *_ALL):
        return replace(draft, photos=())
    place = 0 if words.says(said, *_FIRST) else words.place(said)
    at = len(draft.photos) - 1 if place is None or place >= len(draft.photos) else place
    return replace(draft, photos=(*draft.photos[:at], *draft.photos[at + 1 :]))


def left_over(draft: Draft) -> Reply | None:
    """What is said of the photos of a draft that is dropped: they wait again."""
    if not draft.photos:
        return None
    told = texts.photos.still_wait(len(draft.photos), "")
    return Reply(told, choices(words.ATTACH, words.NO_PHOTO), about=ABOUT + ",".join(draft.photos))
