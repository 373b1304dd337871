"""What the bot says when it is taught a phrase, and when it did not understand."""

import textwrap
from collections.abc import Sequence

from handlers.texts import general


def learned(said: str, meaning: str, unit: str) -> str:
    """After a phrase was learned."""
    return (
        f"Dạ em học rồi: “{said}” là “{meaning}”, chỉ dùng trong {unit}.\n"
        "Nhắn “các câu đã dạy” để xem, “quên câu 1” để bỏ."
    )


def nothing_to_learn(who: str) -> str:
    """ "Ý là" without a sentence before it, or with a meaning that we cannot read either."""
    return (
        f"Dạ em chưa học được câu này. {general.upper_first(who)} nhắn câu lạ trước, rồi nhắn ý của câu đó, "
        "ví dụ: “ý là: tặng quà, 20 suất”."
    )


def how(who: str) -> str:
    """To whoever wants to teach."""
    return f"Dạ {who} nhắn một câu là em học, ví dụ: “phát lộc nghĩa là tặng quà”. Nhắn “các câu đã dạy” để xem lại."


def not_learned(who: str, meaning: str) -> str:
    """A meaning that we cannot read either."""
    return (
        f"Dạ em chưa hiểu “{meaning}” là ghi gì nên chưa học được. "
        f"{general.upper_first(who)} nói nghĩa bằng lời em biết, ví dụ: “phát lộc nghĩa là tặng quà”."
    )


def only_teachers(who: str) -> str:
    """Teaching, and taking back what was taught, is for whoever may do it."""
    return f"Dạ dạy em câu mới hay bỏ câu cũ thì {who} nhờ trưởng ban, thư ký hoặc người quản trị giúp em nhé."


def would_spoil(who: str, phrase: str, line: str) -> str:
    """A phrase that stands in sentences which are understood already."""
    shown = textwrap.shorten(line, _LONGEST_LINE, placeholder=" …")
    return (
        f"Dạ em chưa học được: “{phrase}” cũng có trong câu “{shown}”, học thì em hiểu sai câu đó.\n"
        f"{general.upper_first(who)} chọn cách nói khác, dài hơn, rồi dạy lại giúp em nhé."
    )


_LONGEST_LINE = 70  # letters of a sentence shown as an example


def taught(unit: str, lessons: Sequence[tuple[str, str]], *, may_teach: bool) -> str:
    """All that a committee has taught, and how one teaches or takes back, for whoever may."""
    if not lessons:
        how = " Gặp câu em không hiểu, nhắn “ý là: …” để dạy em." if may_teach else ""
        return f"Dạ {unit} chưa dạy em câu nào.{how}"
    told = "\n".join(f"{place}. “{said}” là “{meaning}”" for place, (said, meaning) in enumerate(lessons, start=1))
    return f"Các câu {unit} đã dạy em:\n{told}" + ("\nNhắn “quên câu 1” để bỏ." if may_teach else "")


def forgotten(said: str, recorded: Sequence[str] = ()) -> str:
    """After a phrase was taken back; what was `recorded` by it stays in the book."""
    stays = ""
    if recorded:
        named = ", ".join(f"#{number}" for number in recorded)
        stays = f" Việc ghi theo câu đó ({named}) vẫn còn trong sổ; không đúng thì nhắn “xóa #{recorded[0]}”."
    return f"Dạ em quên câu “{said}” rồi.{stays} Dạy lại thì nhắn câu đó, rồi “ý là: …”."


def known_already(who: str, said: str) -> str:
    """To the meaning of a sentence that was understood so."""
    other = f"{general.upper_first(who)} dạy câu khác thì nhắn câu đó trước."
    return f"Dạ câu “{said}” em hiểu rồi nên không cần dạy ạ. {other}"


def read_so(who: str) -> str:
    """To the meaning of a draft that was read so, above its recap."""
    return f"Dạ em đang hiểu đúng ý {who} vậy đó."


def not_understood(
    who: str, known: Sequence[str], near: Sequence[str], own: str | None, *, may_teach: bool = False
) -> str:
    """A sentence that nobody could read: what of it is clear, what may be meant, an example of its own words."""
    clear = f" Em chỉ hiểu {', '.join(f'“{part}”' for part in known)}." if known else ""
    if near:
        other = " (không phải thì dạy em: “ý là: …”)" if may_teach else ""
        return f"Dạ em chưa hiểu hết ý {who}.{clear} Ý {who} là{other}:"
    if own:
        ask = f"{general.upper_first(who)} muốn ghi việc này thì thêm con số giúp em, ví dụ:"
        how = f"{ask}\n• “{own}”\nCòn muốn hỏi thì như: “{general.EXAMPLE_ASK}”"
    else:
        how = (
            f"{general.upper_first(who)} nhắn giúp em một câu như:"
            f"\n• “{general.EXAMPLE_LOG}”\n• “{general.EXAMPLE_ASK}”"
        )
    teach = "\nHoặc dạy em: “ý là: tặng quà, 20 suất”." if may_teach else ""
    return f"Dạ em chưa hiểu ý {who}.{clear} {how}{teach}"
