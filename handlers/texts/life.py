"""What the bot says to what happens in people's lives: joy, illness, mourning, a storm; before the business."""


def joy(who: str, whom: str | None) -> str:
    """To good news of the family."""
    return f"Dạ mừng quá ạ, em chúc mừng {who if whom in {None, who} else whom} và gia đình!"


def home_again(_who: str, whom: str | None) -> str:
    """Somebody is back from the hospital."""
    return f"Dạ về nhà được là mừng rồi ạ, em chúc {f'{whom} ' if whom else ''}mau lại sức."


def get_well(who: str, whom: str | None) -> str:
    """Somebody is ill or was hurt."""
    sick = whom or f"người nhà của {who}"
    return f"Dạ em chúc {sick} mau khỏe ạ" + ("." if whom == who else f", {who} cũng nhớ giữ sức nhé.")


def condoles(who: str, whom: str | None) -> str:
    """Somebody has died."""
    return f"Dạ em xin chia buồn cùng {f'gia đình {whom}' if whom not in {None, who} else f'{who} và gia đình'} ạ."


def anybody_hurt(_who: str, _whom: str | None) -> str:
    """After a storm, a flood or a fire."""
    return "Bà con có ai bị sao không ạ?"


def unharmed(who: str) -> str:
    """Nobody was hurt."""
    return f"Dạ không ai sao là mừng rồi ạ. Mình hỗ trợ bà con việc gì {who} nhắn em ghi nhé."


def damage_is_no_figure(who: str, what: str | None) -> str:
    """What a storm broke is not counted in the book; the help for it is."""
    kept = f"Sổ chưa có mục này nên “{what}” em chưa ghi. " if what else ""
    return (
        f"{kept}Mình giúp bà con được gì thì {who} nhắn em, ví dụ: “tặng 3 phần quà cho hộ gặp nạn, mỗi phần 500 ngàn”."
    )


def trouble(who: str) -> str:
    """To what troubles the neighbourhood: lamps, rubbish, noise, water."""
    return f"Dạ em nghe rồi ạ. Chuyện này sổ không đếm nên em không ghi; {who} cần bàn thì em thêm vào nội dung họp."


def quarrel(who: str) -> str:
    """People quarrel, and nobody has mediated yet."""
    return f"Dạ em nghe rồi ạ. Tổ hòa giải nhận vụ này thì {who} nhắn em ghi."


def take_it_on() -> str:
    """The button that records a case to mediate; typed it says the same."""
    return "Tiếp nhận 1 vụ hòa giải"


def more(who: str) -> str:
    """After the kind word, where nothing else was said."""
    return f"Việc của Ban lúc nào tiện {who} nhắn em cũng được ạ."


def thanks_for_the_work(who: str) -> str:
    """To whoever works much and hears no thanks."""
    return f"Dạ em cảm ơn {who} đã lo cho bà con ạ. Việc {who} làm cứ nhắn em ghi, để báo cáo không sót việc nào."
