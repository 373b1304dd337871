"""What the bot says of what is not its work, and where one finds it."""

from handlers.texts.general import upper_first

_ANSWERS = {
    "password": (
        "Dạ ở đây không dùng mật khẩu, {who} cứ nhắn là được. Đổi máy thì nhắn “liên kết”, em đưa mã để vào ở máy mới."
    ),
    "file": (
        "Dạ {who} nhắn “số liệu”, em gửi bảng kèm tệp mở được bằng Excel. "
        "Giấy mời, chương trình họp, biên bản em cũng gửi tệp để in, ví dụ nhắn “làm biên bản”."
    ),
    "voice": (
        "Dạ em chỉ đọc chữ và ảnh, chưa nghe được tiếng ạ. "
        "{Who} bấm hình micro trên bàn phím điện thoại, nói là ra chữ, rồi gửi em."
    ),
    "photo": (
        "Dạ {who} bấm hình máy ảnh hay cái kẹp giấy cạnh ô viết tin, chọn ảnh rồi gửi. "
        "Em nhận được sẽ hỏi ảnh của việc nào."
    ),
    "self": "Dạ em là máy thôi ạ, giúp Ban ghi việc, hỏi số và nhắc họp. Cần gì {who} cứ nhắn em.",
    "private": (
        "Dạ số chung thì người trong Ban xem được; hòa giải, an ninh chỉ trưởng ban, thư ký và cán bộ phường xem. "
        "Cần xóa số nào {who} nhắn em."
    ),
    "free": "Dạ nhắn em không mất tiền, chỉ cần có mạng ạ. Cần gì {who} cứ nhắn em.",
    "invite": (
        "Dạ em chỉ mời được người của Ban có trong sổ, {who} báo giúp người ấy ngày giờ ạ. "
        "Muốn vào Ban luôn thì nhờ người quản trị làm mã mời."
    ),
    "leaves": (
        "Dạ ai thôi việc ở Ban thì người quản trị gỡ tên giúp ạ; số người ấy đã ghi vẫn còn trong sổ. "
        "Ban gồm những ai thì {who} nhắn “ban mình gồm những ai”."
    ),
    "not_reminded": (
        "Dạ em nhắc vào đúng chỗ {who} đang nhắn với em đây ạ. Còn lịch thì {who} nhắn “bao giờ họp” là em báo liền; "
        "muốn nhắc sớm hơn thì nhờ trưởng ban hoặc thư ký."
    ),
    "phone": (
        "Dạ số điện thoại, địa chỉ thì em không giữ ạ, {who} hỏi giúp trưởng ban hoặc văn phòng phường. "
        "Ai trong Ban thì em kể được: nhắn “ban mình gồm những ai”."
    ),
    "papers": (
        "Dạ giấy tờ, thủ tục thì em không rõ để chỉ ạ, {who} hỏi bộ phận một cửa của phường là chắc nhất. "
        "Việc của Ban thì {who} cứ nhắn em."
    ),
    "bot_in_group": (
        "Dạ được ạ. Trang web có sẵn “Nhóm của ban”; nhóm Telegram thì {who} thêm em như thêm một người. "
        "Cần hỏi số chung thì gọi tên em. "
        "Ghi việc thì {who} nhắn riêng em ở đây nhé."
    ),
    "group": (
        "Dạ ở trang web {who} bấm “Nhóm của ban” là vào ạ; nhóm Zalo, Telegram thì nhờ trưởng ban thêm giúp. "
        "Việc của Ban {who} cứ nhắn riêng em ở đây."
    ),
    "remember": (
        "Dạ em nhắc được lịch họp và việc được giao ạ. Việc của Ban thì trưởng ban hoặc thư ký nhắn, ví dụ: "
        "“giao tôi gọi điện lực, hạn thứ Sáu tuần sau”, tới ngày em nhắc {who}."
    ),
    "uncounted": (
        "Dạ sổ không đếm riêng hộ chính sách hay người cao tuổi ạ. Người có công, người hưởng bảo trợ xã hội thì có: "
        "{who} hỏi “bao nhiêu người có công?” là em trả lời."
    ),
    "world": "Dạ chuyện đó ngoài sổ nên em không biết ạ. Việc của Ban thì {who} cứ nhắn em.",
}


_TO_LEADERS = {
    "not_reminded": (
        "Dạ em nhắc vào đúng chỗ {who} đang nhắn với em đây ạ. Còn lịch thì {who} nhắn “bao giờ họp” là em báo liền; "
        "muốn nhắc sớm hơn thì {who} nhắn “nhắc họp trước 5 ngày”."
    ),
    "phone": (
        "Dạ số điện thoại, địa chỉ thì em không giữ ạ, {who} hỏi giúp văn phòng phường. "
        "Ai trong Ban thì em kể được: nhắn “ban mình gồm những ai”."
    ),
    "remember": "Dạ {who} nhắn “giao tôi gọi điện lực, hạn ngày mai” là em nhắc {who} ạ.",
}


def answer(who: str, what: str, *, leads: bool) -> str:
    """The answer to something beyond the book; who leads is not sent to who leads."""
    told = _TO_LEADERS.get(what, _ANSWERS[what]) if leads else _ANSWERS[what]
    return told.format(who=who, Who=upper_first(who))
