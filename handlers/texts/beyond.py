"""What the bot says of what is not its work, and where one finds it."""

from handlers.texts.general import EXAMPLE_ASK, upper_first

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
    "deadline": (
        "Dạ sổ không ghi hạn đóng, hạn nộp đó, {who} hỏi phường giúp em ạ. "
        "Hạn nộp số liệu của Ban thì em nhắc được: nhắn “nhắc nộp số liệu ngày 25 hằng tháng”."
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
    "weather": (
        "Dạ trời mưa nắng thì em không biết trước được ạ, {who} coi dự báo giúp em nhé. "
        "Lịch của Ban thì em biết: nhắn “tuần này có gì”."
    ),
    "hours": (
        "Dạ giờ làm việc thì sổ không ghi nên em không biết ạ, {who} hỏi thẳng nơi đó giúp em nhé. "
        "Giờ họp của Ban thì em biết: nhắn “bao giờ họp”."
    ),
    "benefits": (
        "Dạ lương, trợ cấp thì sổ không ghi nên em không biết ạ, {who} hỏi nơi mình lãnh giúp em nhé. "
        "Khu phố có bao nhiêu người hưởng bảo trợ xã hội, người có công thì {who} cứ hỏi em."
    ),
    "prices": (
        "Dạ giá cả thì sổ không ghi nên em không biết ạ. "
        "Quà, gạo Ban đã tặng thì em biết, ví dụ: “năm nay tặng bao nhiêu ký gạo?”"
    ),
    "bills": (
        "Dạ tiền đóng của từng nhà thì sổ không ghi nên em không biết ạ, {who} hỏi nơi thu giúp em nhé. "
        "Quỹ Ban vận động thì em biết, ví dụ: “quỹ vì người nghèo được bao nhiêu?”"
    ),
    "power_cut": (
        "Dạ lịch cúp điện, cúp nước thì sổ không ghi nên em không biết ạ, {who} hỏi bên điện lực, bên cấp nước nhé. "
        "Việc của Ban thì {who} cứ nhắn em."
    ),
    "health": (
        "Dạ chuyện khám, chích ngừa thì sổ không ghi nên em không biết ạ, {who} hỏi trạm y tế phường giúp em nhé. "
        "Bao nhiêu người có bảo hiểm y tế thì {who} cứ hỏi em."
    ),
    "premium": (
        "Dạ mức đóng bảo hiểm thì sổ không ghi nên em không biết ạ, {who} hỏi nơi thu bảo hiểm giúp em nhé. "
        "Số người tham gia thì em biết: nhắn “bảo hiểm y tế bao nhiêu người”."
    ),
    "school": (
        "Dạ chuyện trường lớp thì sổ không ghi nên em không biết ạ, {who} hỏi nhà trường giúp em nhé. "
        "Học bổng đã trao thì em biết: nhắn “học bổng bao nhiêu suất”."
    ),
    "works": (
        "Dạ chừng nào làm, chừng nào xong thì sổ không ghi nên em không biết ạ, {who} hỏi phường giúp em nhé. "
        "Đường, hẻm đã làm thì em biết: nhắn “năm nay làm bao nhiêu mét đường”."
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


def not_in_the_book(who: str) -> str:
    """Something is asked that nothing in the book is near to."""
    return (
        f"Dạ việc này em không thấy trong sổ nên không biết ạ. {upper_first(who)} hỏi số của khu phố thì em trả lời, "
        f"ví dụ: “{EXAMPLE_ASK}” Nhắn “số liệu” để xem các số em có."
    )


def answer(who: str, what: str, *, leads: bool) -> str:
    """The answer to something beyond the book; who leads is not sent to who leads."""
    told = _TO_LEADERS.get(what, _ANSWERS[what]) if leads else _ANSWERS[what]
    return told.format(who=who, Who=upper_first(who))
