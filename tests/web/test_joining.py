"""The way into the web chat."""

import pytest

from db.engine import connect
from tests.web.site import CODE, Served, Talk, member, say, served, texts, visitor


def test_a_stranger_is_told_how_to_join(site: Served) -> None:
    with visitor(site) as client:
        page = client.get("/")
        assert page.status_code == 200
        assert "mã mời" in page.text
        assert client.get("/chat/history").status_code == 401
        assert say(client, "cho tôi xem").status_code == 401
    assert site.talk.received == []


def test_looking_at_an_invitation_does_not_use_it_up(site: Served) -> None:
    with visitor(site) as client:
        page = client.get(f"/moi/{CODE}")
        assert "<button>Vào trò chuyện</button>" in page.text
        assert page.cookies == {}
    assert site.talk.received == []


def test_the_button_of_an_invitation_opens_a_new_chat_with_the_code(site: Served) -> None:
    with visitor(site) as client:
        answer = client.post(f"/moi/{CODE}")
        assert (answer.status_code, answer.headers["location"]) == (303, "/")
        assert texts(client) == ["Chào mừng bác đến với khu phố 9."]
        assert 'id="log"' in client.get("/").text
    (message,) = site.talk.received
    assert (message.text, message.address.channel, message.address.bot) == (f"/start {CODE}", "web", "main")
    assert len(message.address.chat) > 16


@pytest.mark.parametrize(
    "typed", [CODE, f"  {CODE} ", f"https://kp9.example/moi/{CODE}", f"https://kp9.example/moi/{CODE}/"]
)
def test_a_code_may_be_typed_or_its_whole_link_pasted(site: Served, typed: str) -> None:
    with visitor(site) as client:
        assert client.post("/moi", data={"code": typed}).status_code == 303
        assert texts(client) == ["Chào mừng bác đến với khu phố 9."]


def test_a_code_that_cannot_be_one_is_asked_for_again(site: Served) -> None:
    with visitor(site) as client:
        answer = client.post("/moi", data={"code": "<script>"})
        assert answer.status_code == 400
        assert '<body class="unread">' in answer.text
        assert "<script>" not in answer.text
    assert site.talk.received == []


def test_whether_a_code_is_valid_is_for_the_talk_to_say(site: Served) -> None:
    with visitor(site) as client:
        client.post("/moi/WRONG")
        assert texts(client) == ["Mã này em không nhận ra ạ."]


def test_everyone_who_joins_has_a_chat_of_their_own(site: Served) -> None:
    with member(site) as one, member(site) as other:
        say(one, "riêng tư")
        assert "riêng tư" in texts(one)
        assert "riêng tư" not in texts(other)


def test_who_has_joined_may_use_an_invitation_in_the_same_chat_or_another(site: Served) -> None:
    with member(site) as client:
        assert '<body class="known">' in client.get(f"/moi/{CODE}").text
        client.post(f"/moi/{CODE}", data={"here": "1"})
        assert len({message.address.chat for message in site.talk.received}) == 1
        client.post(f"/moi/{CODE}")
        assert len({message.address.chat for message in site.talk.received}) == 2


def test_the_cookie_is_signed_and_out_of_reach_of_scripts_and_other_sites(site: Served) -> None:
    with visitor(site) as client:
        cookie = client.post(f"/moi/{CODE}").headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=lax" in cookie
        assert "Secure" not in cookie
        secure = client.post(f"/moi/{CODE}", headers={"X-Forwarded-Proto": "https"}).headers["set-cookie"]
        assert "Secure" in secure
        chat = site.talk.received[0].address.chat
        for forged in (chat, f'"{chat}"', cookie.partition("=")[2].partition(";")[0][:-2] + "xx"):
            client.cookies.clear()
            client.cookies.set("khupho", forged)
            assert client.get("/chat/history").status_code == 401


def test_a_session_outlives_a_restart_because_its_key_is_kept(talk: Talk) -> None:
    with served(talk) as site, member(site) as client:
        cookies = dict(client.cookies)
    with served(Talk(connect(str(talk.engine.url)))) as again, visitor(again) as client:
        client.cookies.update(cookies)
        assert texts(client) == ["Chào mừng bác đến với khu phố 9."]


def test_codes_cannot_be_tried_by_the_hundred(site: Served) -> None:
    with visitor(site) as client:
        answers = [client.post(f"/moi/TRY-{number}").status_code for number in range(15)]
        assert answers[:10] == [303] * 10
        assert answers[-1] == 429
        assert "chờ em một chút" in client.post("/moi/TRY-X", headers={"Accept": "text/html"}).text


def test_the_code_of_a_hall_is_said_by_a_button_in_the_visitors_own_chat(site: Served) -> None:
    with member(site) as client:
        before = len(site.talk.received)
        page = client.get("/diem-danh/HOP-7Q4MKD")
        assert "<button>Tôi có mặt</button>" in page.text
        assert len(site.talk.received) == before  # looking at the link says nothing
        assert client.post("/diem-danh/HOP-7Q4MKD").status_code == 303
    assert site.talk.received[-1].text == "HOP-7Q4MKD"


def test_a_stranger_who_scans_the_code_of_a_hall_is_told_how_to_join(site: Served) -> None:
    with visitor(site) as client:
        assert "mã mời" in client.get("/diem-danh/HOP-7Q4MKD").text
        assert client.post("/diem-danh/HOP-7Q4MKD").status_code == 401
    assert site.talk.received == []


def test_a_sentence_of_a_group_is_brought_into_the_visitors_own_chat_by_a_button(site: Served) -> None:
    with member(site) as client:
        before = len(site.talk.received)
        assert "người khác nhắn" in client.get("/nhom/g17").text
        assert len(site.talk.received) == before
        assert client.post("/nhom/g17").status_code == 303
    assert site.talk.received[-1].text == "/start g17"


def test_a_stranger_who_comes_from_a_group_is_told_how_to_join(site: Served) -> None:
    with visitor(site) as client:
        assert "mã mời" in client.get("/nhom/g17").text
        assert client.post("/nhom/g17").status_code == 401
