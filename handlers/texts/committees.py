"""What the bot says to a person of several committees about which one is meant."""

from collections.abc import Sequence

from handlers.texts import general


def people(unit: str, some: Sequence[tuple[str, str]], role: str | None) -> str:
    """Who is in a committee, each with the task there; of one task only those who have it."""
    if not some:
        whom = general.role_name(role) if role else "người của Ban"
        return f"Dạ sổ của {unit} chưa ghi ai là {whom} ạ. Nhờ người quản trị thêm giúp em nhé."
    if role:
        those = ", ".join(name for name, _ in some)
        return f"Dạ {general.role_name(role)} {unit} là {those} ạ. Muốn biết cả Ban thì nhắn “ban mình gồm những ai”."
    lines = (f"• {n}, {general.role_name(r)}" for n, r in some)
    return "\n".join([f"Dạ Ban của {unit} có {len(some)} người:", *lines, "Cần biết ai dự họp thì hỏi em “ai dự”."])


def one_of(unit: str, some: Sequence[tuple[str, str]]) -> str:
    """Who somebody is whose name was said."""
    lines = [f"{name} là {general.role_name(role)} {unit}" for name, role in some]
    if len(lines) == 1:
        return f"Dạ {lines[0]} ạ. Muốn biết cả Ban thì nhắn “ban mình gồm những ai”."
    return "\n".join([f"Dạ Ban {unit} có {len(lines)} người tên đó:", *(f"• {line}" for line in lines)])


def nobody_called(unit: str) -> str:
    """Nobody in the committee bears the name that was said."""
    return f"Dạ trong Ban {unit} không có ai tên đó ạ. Muốn biết cả Ban thì nhắn “ban mình gồm những ai”."


def office_not_kept(who: str, unit: str, led_by: Sequence[str]) -> str:
    """Who holds an office is asked that is none of the committee: of the ward, the party, the khu phố.

    `led_by` names who leads the committee: `who` alone, where the one who asks does.
    """
    known = f"Trưởng Ban {unit} là {', '.join(led_by)}" if led_by else "Trong Ban có ai"
    return (
        f"Dạ sổ chỉ ghi người trong Ban, chức đó thì em không biết ạ, {who} hỏi phường giúp em nhé. "
        f"{known}; cả Ban thì nhắn “ban mình gồm những ai”."
    )


def which(units: Sequence[str]) -> str:
    """The question whose matter a message is."""
    return f"Dạ việc này của {_either(units)} ạ?"


def only_of(who: str, units: Sequence[str]) -> str:
    """A committee was named that is none of the person's."""
    return f"Dạ sổ của {who} chỉ có {' và '.join(units)} thôi ạ."


def assumed(unit: str, others: Sequence[str]) -> str:
    """Below what is to be recorded: for which committee, and how to change it."""
    other = others[0] if others else unit
    return f"Em ghi cho {unit}. Nếu của {_either(others)}, nhắn “{_short(other)}”."


def switched(who: str, unit: str, others: Sequence[str]) -> str:
    """From now on the person speaks for this committee."""
    back = f" Về lại thì nhắn “chuyển sang {_short(others[0])}”." if others else ""
    return f"Dạ từ giờ em ghi và xem số của {unit} cho {who}.{back}"


def there_already(number: str, unit: str, example: str) -> str:
    """A record is to go where it is."""
    return f"Dạ #{number} đang ở {unit} rồi. Cần sửa số nào thì nhắn em, ví dụ: “{example}”."


def move_recap(number: str, unit: str, lines: Sequence[str]) -> str:
    """Before a record goes to another committee."""
    return "\n".join([f"Em chuyển #{number} sang {unit}, đúng không ạ?", *(f"• {line}" for line in lines)])


def moved(who: str, number: str, unit: str, new: str, before: str) -> str:
    """A record went to another committee, where it has a number of its own."""
    return (
        f"Đã chuyển #{number} sang {unit}, số mới là #{new}, em cảm ơn {who} ạ!\n"
        f"Lộn thì nhắn “#{new} là của {_short(before)}”."
    )


def joined(who: str, unit: str, first: str) -> str:
    """Somebody of one committee was taken into another."""
    return (
        f"Dạ từ nay {who} có thêm {unit}, bên cạnh {first}.\n"
        f"Việc của bên nào, {who} nhắn kèm tên giúp em, ví dụ: “{_short(unit)} tặng 20 phần quà”. "
        "Không nói thì em hỏi lại."
    )


def _either(units: Sequence[str]) -> str:
    return " hay ".join(units)


def _short(unit: str) -> str:
    """A committee as one types it in haste: "kp 8"."""
    return unit.replace("Khu phố", "kp")
