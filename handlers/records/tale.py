"""What is told of the deed of an open draft and is in no figure: who gave it, where it was, that it is not done yet."""

import re
from dataclasses import replace

from db import records
from db.catalogue import Indicator, indicators
from handlers import texts, words
from handlers.context import Context
from handlers.message import Reply
from handlers.records import drafts, lines, meant, parts
from handlers.records.drafts import Draft
from handlers.vi.reading import Reading


def kept(draft: Draft, gathered: lines.Gathered, reading: Reading) -> Draft | None:
    """A draft with words that no figure counts kept beside its own: "bề rộng 3m", "2 bóng hư rồi"."""
    notes = gathered.notes if _goes_into_the_tale(draft, gathered, reading) else ()
    if not notes and draft.lines and _is_broken(reading):
        notes = (texts.records.note_uncounted(texts.records.quoted([reading.text.strip()])),)
    if notes and words.says(words.bare(reading.text), "trong do"):
        own = texts.records.note_uncounted("")
        quoted = ((note, note.removesuffix(own)) for note in notes)
        notes = tuple(texts.records.note_within(said) if note.endswith(own) else note for note, said in quoted)
    return _with_note(draft, reading, notes) if notes else None


def _goes_into_the_tale(draft: Draft, gathered: lines.Gathered, reading: Reading) -> bool:
    """Whether a few words tell more of the same deed that no figure counts: "còn 1 vụ chuyển phường", "bề rộng 3m"."""
    deeds = {None, "khac", draft.activity, *drafts.deeds(draft)}
    of_it = bool(draft.lines) and reading.activity in deeds and reading.day in {None, draft.day_from}
    only = bool(gathered.uncounted) and not (gathered.lines or gathered.prices or gathered.open)
    return (
        of_it and only and not words.puts_right(reading) and len(words.bare(reading.text).split()) <= parts.FEW_CLAUSES
    )


def handed_on(draft: Draft, reading: Reading) -> Draft:
    """A draft with the cases kept in its words that went to somebody else: "thành 2, 1 chuyển phường"."""
    found = _HANDED_ON.search(reading.text) if not reading.facts else None
    if found is None:
        return draft
    return replace(draft, notes=(*draft.notes, texts.records.note_kept(texts.records.quoted([found[0].strip()]))))


_HANDED_ON = re.compile(
    r"\b\d+ (?:(?:vụ|vu|đơn|don|ca) )?(?:chuyển|chuyen) (?:(?:lên|len|cho|qua|ra) )?"
    r"(?:phường|phuong|công an|cong an|tòa|toà|toa|xã|xa)\b",
    re.IGNORECASE,
)


def _is_broken(reading: Reading) -> bool:
    """Whether a number tells what went wrong with some, and not how many there are: "2 bóng hư rồi"."""
    return len(reading.facts) == 1 and _BROKEN.search(words.bare(reading.text[reading.facts[0].end :])) is not None


_BROKEN = re.compile(
    r"^(?:(?:bi|da|thi|vay) )*(?:hu|hong|be|gay|chet|mat|tra lai|khong nhan|khong lay|khong dat|rot)\b"
)


def more(draft: Draft, reading: Reading) -> Draft | None:
    """A draft with who gave it, or where it was, kept in its words: "cty Hưng Thịnh cho", "hẻm 8 với hẻm 10"."""
    return _kept_as_said(draft, reading) if draft.lines and _is_of_the_tale(reading) else None


def of_saved(ctx: Context, reading: Reading) -> list[Reply] | None:
    """Who gave what this person saved just now, or where it was, put behind the words of that record."""
    if not _is_of_the_tale(reading):
        return None
    last = next(iter(meant.recent(ctx)), None)
    if last is None or ctx.now - last.at > meant.JUST_SAVED:
        return None
    said = _NOTED.sub("", reading.text).strip()
    records.tell_more(ctx.session, last, said)
    return [Reply(texts.records.told_more(last.number, texts.records.quoted([said]), ctx.who))]


def _is_of_the_tale(reading: Reading) -> bool:
    """Whether words tell no figure of a deed, but who gave it or where it was, or are said to be a note."""
    said = words.bare(reading.text)
    if not reading.facts and _ANOTHER_NAME.search(said):
        return True  # "cái đó là cô Bảy chứ hông phải ông Bảy"
    if reading.facts or reading.question is not None or reading.intent in {"correct", "meeting"}:
        return False
    if _NOTED.match(reading.text):
        return True
    fits = _GIVER.fullmatch(said) or _PLACE.fullmatch(said) or _AT.match(reading.text.lower())
    own = {"chua"} if "chùa" in reading.text.lower() else set()  # no "chưa"
    return fits is not None and _STEERS.isdisjoint(set(said.split()) - own)


_KIN = r"(?:ba|ong|co|chu|bac|anh|chi|cu|di|cau|me|thim|mo|hem|to|duong)"
_ANOTHER_NAME = re.compile(rf"\b{_KIN} \w+(?: \w+)? (?:chu|cho|chua|ma) (?:khong|hong|hok|ko) phai (?:la )?{_KIN} \w+")
_NOTED = re.compile(
    r"\W*(?:(?:à|a|ừ|mà|ma|quên|quen|nhớ|nho|em|ơi|oi)\W+)*"
    r"(?:(?:ghi|chú) (?:chú|chu|thích)|ghi (?:thêm|them))\b\W*(?:là|rằng)?\W*"
    r"(?!(?:gi[uù]m|gi[uú]p|d[uù]m|vi[eệ]c|c[aá]i|n[uữ]a|cho|[đd]i|[đd][uư][oợ]c|sao|g[iì]|[oở] [đd][aâ]u)\b)(?=\w)",
    re.IGNORECASE,
)
_STEERS = frozenset("sua luu bo xoa ghi doi sai nham lon khong ko hong chua sao gi ai nao may roi xong".split())
_SOMEBODY = (
    r"(?:cty|cong ty|doanh nghiep|dn|ngan hang|hoi|nhom|manh thuong quan|mtq|nha hao tam|chua|nha tho|gia dinh"
    r"|ong|ba|anh|chi|co|chu|bac)"
)
_FIRM = r"(?:cty|cong ty|doanh nghiep|ngan hang|manh thuong quan|mtq|nha hao tam|chua)"
_THING = r"(?:a|ma|la|cai nay|qua|tien|gao|sua|tap|banh|mi|com|ao|xe|sach|so)"
_GIVER = re.compile(
    rf"(?:(?:cua|do|nho|co|{_THING}) )*{_SOMEBODY} (?:\w+ ){{1,6}}?"
    r"(?:cho|tang|tai tro|ung ho|gop|ho tro|giup|dong gop|lo)(?: (?:a|em|do|het|nha|nhe|luon|ca))*"
    rf"|(?:{_THING} )*(?:cua|do) {_FIRM}(?: \w+){{1,6}}"
)
_PLACE = re.compile(r"(?:(?:o|tai|ben|doan|trong) )*(?:hem|ngo|duong|xom|kenh|rach|chung cu) \w+(?: \w+){0,6}")
_AT = re.compile(r"(?:ở|tại) (?!đâu|chỗ nào)\w+(?: \w+){0,6}\W*$")


def unfinished(draft: Draft, reading: Reading) -> Draft | None:
    """A draft of what is said not to be done yet: a case is only taken in, anything else had better not be saved."""
    said = words.bare(reading.text)
    few = len(said.split()) <= parts.FEW_CLAUSES and not reading.facts and reading.question is None
    if not draft.lines or not few or _UNFINISHED.search(said) is None or reading.text.rstrip().endswith("?"):
        return None
    wholes = {i.numerator: i.denominator for i in indicators().values() if _is_what_succeeds(i)}
    done = [line for line in draft.lines if line.indicator in wholes]
    told = {line.indicator for line in draft.lines}
    if not done and not told.isdisjoint(wholes.values()):  # a case that was taken in is one, made up or not
        return _kept_as_said(draft, reading)
    if not done:
        still = lines.Open(texts.records.not_finished(drafts.title(draft)), None, (lines.Option(texts.records.STILL),))
        return replace(draft, open=(still,))
    left = [
        replace(line, indicator=wholes[line.indicator]) if line in done else line
        for line in draft.lines
        if line not in done or wholes[line.indicator] not in told
    ]
    return drafts.with_lines(draft, tuple(left))


def _is_what_succeeds(share: Indicator) -> bool:
    """Whether a share is that of what succeeded of what was taken in."""
    both = [indicators().get(code or "") for code in (share.numerator, share.denominator)]
    return share.unit == "percent" and all(one is not None and one.kind == "flow" for one in both)


_UNFINISHED = re.compile(
    r"\b(?:chua|khong|ko|hong) (?:xong|thanh|hoan thanh|ket thuc)\b(?! chua)"
    r"|\bmoi (?:chi )?(?:hoa giai|khoi cong|bat dau|dong tho) thoi\b|\b(?:khoi cong|bat dau|hoa giai) thoi\b"
)


def _kept_as_said(draft: Draft, reading: Reading) -> Draft:
    return _with_note(draft, reading, (texts.records.note_kept(texts.records.quoted([reading.text.strip()])),))


def _with_note(draft: Draft, reading: Reading, notes: tuple[str, ...]) -> Draft:
    return replace(draft, text=f"{draft.text}; {reading.text}", notes=(*draft.notes, *notes))
