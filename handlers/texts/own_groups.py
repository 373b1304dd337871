"""What the bot says of self-managed groups ("tổ tự quản") and who is in them."""

from collections.abc import Sequence


def name(number: int) -> str:
    """How a group is called."""
    return f"Tổ {number}"


def added(who: str, group: str, *, heads: bool) -> str:
    """After somebody of the committee was put into a group."""
    role = ", làm tổ trưởng" if heads else ""
    number = group.lower().removeprefix("tổ ")
    how = f"Muốn em mời họp thì nhắn, ví dụ: “họp tổ {number} ngày 10 hằng tháng 19h tại nhà tổ trưởng”."
    return f"Dạ em ghi {who} vào {_of(group)}{role}. {how}"


def invited(who: str, group: str, code: str, days: int) -> str:
    """Somebody whom the bot does not know gets a code to pass on."""
    return f"Em chưa quen {who} ạ. Gửi giúp em mã này để {who} nhắn cho em, là vào {_of(group)}: {code} ({days} ngày)."


def removed(who: str, group: str) -> str:
    """After somebody was taken out of a group."""
    return f"Dạ em đã đưa {who} ra khỏi {_of(group)}, em không mời họp tổ nữa ạ."


def not_in(who: str, group: str) -> str:
    """Somebody who is not in the group they are to be taken out of."""
    return f"Dạ em không thấy {who} trong {_of(group)} ạ."


def which(who: str, names: Sequence[str]) -> str:
    """A name that several members share."""
    return f"Dạ có mấy người tên như vậy: {', '.join(names)}. {who[0].upper()}{who[1:]} nhắn cả họ tên giúp em ạ."


def members(group: str, names: Sequence[str]) -> str:
    """Who is in a group."""
    if not names:
        example = f"“thêm anh Tâm vào {_of(group)}”"
        return f"Dạ {_of(group)} em chưa ghi ai. Muốn thêm thì nhắn, ví dụ: {example}."
    return f"{group} ({len(names)} người): {', '.join(names)}."


def only_leaders(who: str) -> str:
    """A member who wants to change a group."""
    return f"Dạ ai ở tổ nào do trưởng ban hoặc thư ký ghi ạ, {who} nhờ giúp em nhé."


def head(called: str) -> str:
    """A head of a group in its list."""
    return f"{called} (tổ trưởng)"


def _of(group: str) -> str:
    return group[0].lower() + group[1:]
