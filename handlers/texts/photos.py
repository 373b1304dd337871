"""What the bot says of photos: what they are for, where they were put, how they are shown again."""

import re
from collections.abc import Sequence
from datetime import date

from handlers import wording
from handlers.texts import general

PUT = re.compile(r"Dạ em (?:đã )?gắn ảnh vào #([A-Z]+\d*-\d+)")  # `attached` and `attached_by_words`, and the number
SPOKEN_OF = re.compile(  # `there_already` as well
    r"(?:Dạ em (?:đã )?gắn ảnh vào|Dạ ảnh vừa rồi em gắn vào(?= #\S+ rồi ạ\. Không phải)) #([A-Z]+\d*-\d+)"
)
MAY_GO_WITH_IT = "đang chờ; của việc này thì bấm"  # of `may_go_with_it`


def _count(count: int) -> str:
    return "ảnh" if count == 1 else f"{count} ảnh"


def unreadable(who: str) -> str:
    """Pictures that could not be had or are of a kind that we cannot show."""
    return (
        f"Dạ ảnh này em không mở được. {general.upper_first(who)} gửi lại giúp em dạng ảnh thường "
        "(JPEG, PNG), dưới 20 MB ạ."
    )


def left_out(who: str, count: int) -> str:
    """Some of the pictures beside words, or of an album, could not be had; the rest is answered below."""
    return (
        f"Dạ có {count} ảnh em không mở được, phần còn lại em nhận đủ. {general.upper_first(who)} gửi lại ảnh giúp em "
        "dạng thường (JPEG, PNG), dưới 20 MB ạ."
    )


def in_draft(count: int) -> str:
    """Photos that came while a question about their record is open."""
    return f"Dạ em giữ {_count(count)} cho việc này (📎{count})."


def go_with_it(count: int) -> str:
    """Beside a record that is told: photos that waited go with it, and how they are left out."""
    return (
        f"{general.upper_first(_count(count))} lúc nãy em giữ kèm việc này (📎{count}); "
        "không phải của việc này thì nhắn “không gắn”."
    )


def left_apart(count: int) -> str:
    """Photos were taken off a record in the making; they are put to none."""
    return f"{general.upper_first(_count(count))} đó em để riêng, cần thì nhắn “gắn ảnh”."


def or_drop_the_deed() -> str:
    """After photos were taken off by words that may mean the deed."""
    return "Còn bỏ cả việc này thì bấm “Bỏ” ạ."


def may_go_with_it(count: int) -> str:
    """Beside a record that is told: photos wait that may be of it or of something else."""
    return f"Còn {_count(count)} đang chờ; của việc này thì bấm hoặc nhắn “gắn ảnh”."


def for_what(count: int) -> str:
    """Photos alone, with several records that they may show."""
    return f"Dạ em nhận được {_count(count)} rồi. Ảnh này của việc nào ạ?"


def once_more(count: int, put: str | None) -> str:
    """Photos that waited while other things were told, asked after; `put` is the record of those put since then."""
    if put:
        return f"Dạ ảnh vừa rồi em gắn vào #{put} rồi ạ. Còn {count} ảnh gửi trước chưa gắn, của việc nào ạ?"
    return f"Dạ còn {count} ảnh chưa gắn. Ảnh này của việc nào ạ?"


def after_all(count: int) -> str:
    """Photos that were to be put nowhere, and now are asked for."""
    return f"Dạ {_count(count)} lúc nãy em chưa gắn vào đâu. Mình gắn vào việc nào ạ?"


def for_this_one(count: int, number: str, told: str) -> str:
    """Photos alone, soon after one record was saved."""
    what = f" ({told})" if told else ""
    return f"Dạ em nhận được {_count(count)}. Gắn vào #{number}{what} ạ?"


def alone(who: str, count: int) -> str:
    """Photos alone when nothing was logged lately."""
    return (
        f"Dạ em nhận được {_count(count)} rồi, của việc nào ạ? "
        f"{general.upper_first(who)} kể việc đó là em gắn ảnh vào luôn, ví dụ: “{general.EXAMPLE_LOG}”."
    )


def none_waits(who: str) -> str:
    """Photos are to be put to a record, and none has come lately."""
    return f"Dạ em chưa thấy ảnh nào đang chờ gắn ạ. {general.upper_first(who)} gửi ảnh rồi nhắn lại câu đó giúp em."


def there_already(who: str, number: str) -> str:
    """Photos are to be put to a record; those that came last are put to one already."""
    return f"Dạ ảnh vừa rồi em gắn vào #{number} rồi ạ. Không phải việc đó thì {who} nhắn “việc khác”."


def none_to_leave(who: str) -> str:
    """Photos are to be put nowhere, and none waits."""
    return f"Dạ giờ không có ảnh nào đang chờ gắn ạ. Ảnh đã gắn mà muốn gỡ thì {who} nhắn “gỡ ảnh” kèm số ghi."


def none_of(who: str, day: date) -> str:
    """Photos of a day of which nothing is recorded."""
    return (
        f"Dạ ngày {wording.day(day)} em chưa thấy việc nào {who} ghi. {general.upper_first(who)} kể việc đó, "
        "hoặc nhắn số ghi (ví dụ #KP9-0142), em gắn ảnh vào."
    )


def none_so(who: str, told: str) -> str:
    """Photos of a deed of some figure that nothing in the book tells."""
    return (
        f"Dạ em không thấy việc nào ghi {told} ạ. {general.upper_first(who)} nhắn số ghi của việc đó giúp em "
        "(ví dụ #KP9-0142), hoặc “xem sổ” để tìm."
    )


def which(who: str) -> str:
    """Photos of another record than those offered."""
    return f"Dạ {who} nhắn số ghi của việc đó (ví dụ #KP9-0142), hoặc kể việc mới, em gắn ảnh vào."


def record(number: str, told: str) -> str:
    """A record on a button."""
    return f"#{number}: {told}" if told else f"#{number}"


def attached(who: str, number: str, count: int) -> str:
    """Photos were put to a record."""
    return f"Dạ em đã gắn ảnh vào #{number} (📎{count}). Muốn xem lại {who} nhắn “xem ảnh #{number}”."


def in_it_already(who: str, count: int, number: str, all_of_it: int, told: str = "") -> str:
    """The very same photos came again for a record that has them."""
    what = f" ({told})" if told else ""
    there = f"Dạ {_count(count)} này đã có trong #{number}{what} rồi ạ (📎{all_of_it})."
    return f"{there} Muốn xem lại {who} nhắn “xem ảnh #{number}”."


def stay_there(who: str, number: str, count: int) -> str:
    """After a yes to photos being put to a record."""
    return f"Dạ, {_count(count)} nằm ở #{number} rồi ạ. Cần gì {who} cứ nhắn em."


def none_such(count: int, name: str) -> str:
    """The answer to what photos show tells of nothing in the book, `name` being whom it names."""
    who = f" ({name})" if name else ""
    shown = general.upper_first(_count(count))
    return f"Dạ sổ em chưa thấy việc nào như vậy{who}. {shown} này của việc dưới đây, hay là việc mới ạ?"


def attached_by_words(who: str, number: str, told: str, count: int) -> str:
    """Photos were put to the record that words named; it is told which, for they may mean another."""
    what = f" ({told})" if told else ""
    return f"Dạ em gắn ảnh vào #{number}{what}, 📎{count}. Không phải việc đó thì {who} bấm hoặc nhắn “việc khác”."


def taken_back(count: int, number: str) -> str:
    """Photos that were put to the wrong record are off it again, and wait for the right one."""
    return f"Dạ em đã gỡ {_count(count)} ra khỏi #{number}. Ảnh này của việc nào ạ?"


def tell_new(who: str, count: int) -> str:
    """Photos of something that is not in the book yet."""
    return f"Dạ {who} kể việc đó giúp em, có con số càng tốt, em gắn {_count(count)} vào luôn."


def dropped(who: str, count: int) -> str:
    """Photos that belong to nothing."""
    return f"Dạ em không gắn {_count(count)} này vào việc nào. Đổi ý thì {who} nhắn “gắn ảnh” nhé."


def kept_for_later(who: str, count: int) -> str:
    """Photos are to be kept, and told later what they show."""
    return f"Dạ em giữ {_count(count)} lại đó. Khi nào gắn vào việc thì {who} nhắn “gắn ảnh”, rồi nói việc nào nhé."


def still_wait(count: int, told: str) -> str:
    """Below an answer about something else, or after a draft was dropped: photos wait; `told` is a record for them."""
    return f"(Còn {_count(count)} chờ gắn vào {told})" if told else f"(Còn {_count(count)} chưa biết của việc nào)"


def bare_row(number: str, told: str, when: str) -> str:
    """One of the records that have no photo."""
    return f"#{number} ({when}): {told}"


def lacking(who: str, rows: Sequence[str], *, more: bool) -> str:
    """The newest records without photos, and how one puts some to them."""
    if not rows:
        return f"Dạ việc nào cũng có ảnh rồi ạ. {general.upper_first(who)} muốn xem thì nhắn “xem ảnh”."
    head = f"Dạ {len(rows)} việc mới nhất chưa có ảnh:" if more else f"Dạ còn {len(rows)} việc chưa có ảnh:"
    body = "\n".join(f"• {row}" for row in rows)
    number = rows[0].partition(" ")[0]
    return f"{head}\n{body}\nCó ảnh thì {who} gửi em rồi nhắn “{number}”, em gắn vào ạ."


def no_records(who: str) -> str:
    """Asked which records have no photo, where there are none."""
    return f"Dạ trong sổ chưa có việc nào ạ. {general.upper_first(who)} có việc mới thì nhắn em ghi nhé."


def show(number: str) -> str:
    """A record on a button, to be shown."""
    return f"Xem #{number}"


def kept_of_dropped(count: int) -> str:
    """Behind the notice that a draft was left for too long: its photos are kept, and how to use them."""
    return f"{general.upper_first(_count(count))} của việc đó em còn giữ, bấm hoặc nhắn “gắn ảnh” nhé." if count else ""


def unknown(number: str) -> str:
    """A record number that is not there or not one's own."""
    return f"Dạ em không thấy số ghi #{number} trong sổ của mình ạ. Xem lại số giúp em nhé."


def of_draft(count: int) -> str:
    """Above the photos of a record in the making."""
    return f"{general.upper_first(_count(count))} của việc đang ghi, lưu xong là vào sổ. Bỏ bớt thì nhắn “bỏ ảnh”."


def shown(number: str, count: int, told: str) -> str:
    """Above the photos of a record."""
    what = f": {told}" if told else ""
    return f"{general.upper_first(_count(count))} của #{number}{what}. Thêm ảnh thì gửi em rồi nhắn “#{number}” nhé."


def row(number: str, told: str, count: int) -> str:
    """One of several records whose photos are shown."""
    return f"{record(number, told)} (📎{count})"


def of_several(when: str, rows: Sequence[str], records: int, number: str, count: int, most: int) -> str:
    """Above the photos of several records; `number` is one of them, and no more than `most` are shown."""
    body = "\n".join(f"• {row}" for row in rows)
    first = f"Em gửi {most} ảnh mới nhất. " if count > most else ""
    return f"{count} ảnh của {records} việc, {when}:\n{body}\n{first}Xem riêng một việc thì nhắn “xem ảnh #{number}”."


def none_in(who: str, when: str) -> str:
    """Photos of a day or a month of which the book has none."""
    return f"Dạ {when} em chưa thấy ảnh nào trong sổ. {general.upper_first(who)} gửi ảnh rồi kể việc đó là em gắn vào."


LATELY = "một tháng nay"  # behind how many photos of how many deeds are shown


def none_like(who: str) -> str:
    """Photos asked for of a deed that the book has not, or not so; those of its kind are offered below."""
    return (
        f"Dạ trong sổ em không thấy việc nào như vậy có ảnh ạ. {general.upper_first(who)} có ảnh thì gửi em rồi "
        "kể việc đó, em gắn vào."
    )


def of_a_meeting(count: int) -> str:
    """Photos of a meeting: the book keeps them beside deeds only."""
    return (
        f"Dạ em nhận được {_count(count)} rồi. Sổ chỉ giữ ảnh theo việc, chưa có chỗ cho ảnh buổi họp ạ. "
        "Ảnh này có của việc nào dưới đây không, không thì bấm “Không gắn” giúp em."
    )


def no_meetings(who: str) -> str:
    """Photos of a meeting asked for: the book keeps none."""
    return (
        f"Dạ sổ chỉ giữ ảnh theo việc, chưa có chỗ cho ảnh buổi họp ạ. {general.upper_first(who)} muốn coi ảnh việc "
        "nào thì nhắn em."
    )


def no_others(who: str, *, some: bool) -> str:
    """Asked for other photos than those shown last, or for any, where the last month has none."""
    return (
        f"Dạ một tháng nay em chỉ có bấy nhiêu ảnh thôi ạ. {general.upper_first(who)} có ảnh khác thì gửi em nhé."
        if some
        else f"Dạ một tháng nay em chưa có ảnh nào ạ. {general.upper_first(who)} có ảnh thì gửi em nhé."
    )


def name(number: str, place: int) -> str:
    """The name of a photo that is shown again; a screen reader reads it aloud."""
    return f"Ảnh {place} của {number}.jpg"


def take_which_off(number: str, count: int, told: str) -> str:
    """Above the photos of a record when some are to be taken off it."""
    what = f" ({told})" if told else ""
    if count == 1:
        return f"Dạ em gỡ ảnh này ra khỏi #{number}{what}, đúng không ạ?"
    return f"Dạ mình gỡ ảnh nào ra khỏi #{number}{what} ạ?"


def taken_off(number: str, count: int, left: int) -> str:
    """Photos were taken off a record."""
    still = f", còn 📎{left}" if left else ", việc đó không còn ảnh"
    done = f"Dạ em đã gỡ {_count(count)} ra khỏi #{number}{still}; số liệu vẫn giữ nguyên."
    return f"{done} Muốn gắn ảnh khác thì gửi cho em."


def off_already(number: str, left: int) -> str:
    """Photos are to be taken off a record that were taken off it before."""
    still = f"còn 📎{left}; xem thì nhắn “xem ảnh #{number}”" if left else "việc đó không còn ảnh"
    return f"Dạ ảnh đó em gỡ ra khỏi #{number} rồi ạ, {still}."


def none_to_take_off(who: str) -> str:
    """A photo is to be taken off, and this person has put none to a record lately."""
    return (
        f"Dạ một tháng nay em chưa thấy ảnh nào {who} gắn vào việc, nên không có gì để gỡ ạ. Ảnh của việc cũ hơn thì "
        f"{who} nhắn kèm số ghi, ví dụ: “gỡ ảnh #KP9-0142”."
    )


def kept_on(number: str) -> str:
    """No photo was taken off."""
    return f"Dạ em giữ nguyên ảnh của #{number}. Muốn xem lại thì nhắn “xem ảnh #{number}”."


def has_none(who: str, number: str) -> str:
    """A record without photos."""
    return f"Dạ #{number} chưa có ảnh. {general.upper_first(who)} gửi ảnh cho em rồi nhắn số #{number} là được ạ."


def show_which(who: str) -> str:
    """Photos asked for without saying of what, and none lately."""
    return (
        f"Dạ {who} muốn xem ảnh của việc nào ạ? {general.upper_first(who)} nhắn kèm số ghi, ví dụ: “xem ảnh #KP9-0142”."
    )
