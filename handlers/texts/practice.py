"""What the bot says in practice: how to begin and to leave, the exercises, a word of praise."""

from handlers.texts import general

_PRAISE = {
    "log": "Đúng rồi ạ, {who} làm gọn lắm!",
    "ask": "Hay quá ạ, {who} hỏi là có số ngay.",
    "correct": "Dạ phải rồi, nhầm thì nhắn một câu là sửa được.",
    "why": "Đúng vậy ạ, số nào cũng xem được gốc ở đâu.",
    "several": "{Who} giỏi quá, một câu mà em ghi được cả.",
    "photo": "Dạ đẹp rồi, ảnh đã nằm cùng số liệu.",
    "withdraw": "Đúng rồi ạ, rút ra là số ấy không tính nữa.",
    "chart": "Dạ đó, biểu đồ hiện ra liền, nhìn là thấy tháng nào nhiều tháng nào ít.",
    "come": "Em cảm ơn {who}, trả lời vậy là trưởng ban biết ngay.",
    "day": "Dạ đúng rồi ạ, sáng ra nhắn một câu là biết trong ngày có gì.",
}
_EXERCISES = {
    "log": "Ghi một việc. {Who} nhắn: “{log}”, xem lại rồi chọn Lưu.",
    "ask": "Hỏi số. {Who} nhắn: “năm nay tặng bao nhiêu phần quà?”",
    "correct": "Sửa lại. {Who} nhắn: “à nhầm, 65 phần thôi”, rồi chọn Lưu.",
    "why": "Hỏi số từ đâu ra. {Who} nhắn: “vì sao?”, em kể từng lần ghi của số vừa đọc.",
    "several": "Ghi nhiều số một lần. {Who} nhắn: “trao 10 suất học bổng, trồng 30 cây xanh”, rồi chọn Lưu.",
    "photo": "Gửi ảnh. {Who} gửi em một tấm ảnh bất kỳ, rồi chọn việc để gắn vào. Không sẵn ảnh thì bấm Bài khác.",
    "withdraw": "Rút một việc ghi thừa. {Who} nhắn: “xóa cái vừa ghi”, rồi chọn Rút.",
    "chart": "Xem biểu đồ. {Who} nhắn: “quà theo tháng năm nay”.",
    "come": "Trả lời lịch họp. Ví dụ em mời {who}: họp ban tối thứ Sáu, 19 giờ, tại nhà văn hóa. {Who} dự không ạ?",
    "day": "Xem nhanh. {Who} nhắn: “hôm nay”.",
}


_HOW = {
    "log": "Dạ {who} chép câu trong ngoặc, gửi đi, rồi bấm Lưu ạ.",
    "ask": "Dạ {who} chép câu trong ngoặc rồi gửi đi ạ.",
    "correct": "Dạ {who} chép câu trong ngoặc, gửi đi, rồi bấm Lưu ạ.",
    "why": "Dạ {who} chép câu trong ngoặc rồi gửi đi ạ.",
    "several": "Dạ {who} chép câu trong ngoặc, gửi đi, rồi bấm Lưu ạ.",
    "photo": "Dạ {who} bấm hình cái kẹp giấy cạnh ô gõ chữ, chọn một tấm rồi gửi ạ.",
    "withdraw": "Dạ {who} chép câu trong ngoặc, gửi đi, rồi bấm Rút ạ.",
    "chart": "Dạ {who} chép câu trong ngoặc rồi gửi đi ạ.",
    "come": "Dạ {who} bấm Dự hoặc Vắng ngay bên dưới ạ.",
    "day": "Dạ {who} chép chữ trong ngoặc rồi gửi đi ạ.",
}


def how(who: str, name: str) -> str:
    """How an exercise is done, to whoever asks."""
    return _filled(_HOW[name], who)


def unit_name(unit: str | None) -> str:
    """The name of a practice unit: of one's own khu phố, or of none for the ward's people."""
    return f"{unit or 'Khu phố'} (tập)"


def offer(who: str) -> str:
    """Under the welcome of a new member."""
    return f"{general.upper_first(who)} muốn tập thử trước không ạ? Tập thì không tính vào sổ."


def begun(who: str) -> str:
    """At the beginning of practice."""
    return (
        f"Mời {who} tập thử ạ! Mọi thứ làm như thật mà không tính vào sổ, sai cũng không sao.\n"
        "Nghỉ lúc nào cũng được: nhắn “thôi tập”."
    )


def exercise(who: str, name: str, number: int, of: int) -> str:
    """An exercise with its place among the others."""
    return f"Bài {number}/{of}: {_filled(_EXERCISES[name], who)}"


def praise(who: str, name: str) -> str:
    """A word of praise after an exercise."""
    return _filled(_PRAISE[name], who)


def _filled(text: str, who: str) -> str:
    return text.format(who=who, Who=general.upper_first(who), log=general.EXAMPLE_LOG)


def in_earnest(who: str) -> str:
    """To a wish in practice that would be granted in earnest."""
    return f"Dạ việc này làm là thật, không tập được ạ. Thôi tập rồi {who} nhắn lại em nhé."


def not_this(who: str) -> str:
    """To words of a practice that nobody can read; the exercise follows once more."""
    return f"Dạ câu này em chưa hiểu, không sao ạ. Mời {who} làm theo bài:"


def marked(text: str) -> str:
    """An answer given in practice."""
    return f"(Tập) {text}" if text else text


def meeting_answered(who: str, *, comes: bool) -> str:
    """The answer to the meeting of an exercise."""
    return f"Dạ em ghi {who} dự họp." if comes else f"Dạ em ghi {who} vắng. Lúc họp thật em có hỏi thêm vì việc gì."


def left(who: str, *, unfinished: bool = False) -> str:
    """After leaving practice; what is `unfinished` in it goes with it."""
    lost = " Việc đang tập dở em bỏ, không vào sổ." if unfinished else ""
    return f"Dạ mình nghỉ tập.{lost} Từ đây {who} nhắn là em ghi thật ạ. Muốn tập lại thì nhắn “tập thử”."


def all_done(who: str, *, skipped: bool) -> str:
    """After the last exercise, or after it was `skipped`."""
    done = (
        "Dạ mười bài đến đây là hết ạ." if skipped else f"{general.upper_first(who)} đi hết mười bài rồi, giỏi quá ạ!"
    )
    return f"{done}\nBuổi tập kết thúc, từ đây {who} nhắn là em ghi thật. Hỏi gì cứ nhắn em."


def over_by_itself(who: str) -> str:
    """A practice that was left alone for hours, said before the next answer."""
    return f"Buổi tập đã nghỉ lâu nên em kết thúc rồi ạ. Từ tin này {who} nhắn là em ghi thật."


def edit_over(who: str) -> str:
    """An edit of a message of a practice that is over."""
    asked = f"{general.upper_first(who)} cần tập lại không ạ?"
    return f"Dạ tin này là tin tập, không có trong sổ nên em không sửa gì. {asked}"


def button_over(who: str) -> str:
    """An old choice of a practice that is over."""
    return f"Dạ buổi tập đó đã xong rồi ạ. Muốn tập nữa thì {who} nhắn “tập thử”."


def earlier(indicator: str, value: int) -> str:
    """The words of a figure that stands in a practice unit from the start."""
    return {"qua_so_phan": f"tặng {value} phần quà", "ho_ngheo": f"còn {value} hộ nghèo"}[indicator]
