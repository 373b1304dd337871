"""The strip of the demo, which exists in the demo alone."""

import httpx
import pytest

from tests.web.site import Served, say, texts, visitor


def _state(client: httpx.Client) -> dict[str, object]:
    state: dict[str, object] = client.get("/demo/state").json()
    return state


def test_the_demo_opens_as_its_first_person_and_switches_to_another(demo_site: Served) -> None:
    with visitor(demo_site) as client:
        assert '<body class="demo">' in client.get("/").text
        say(client, "tôi là ai")
        assert client.post("/demo/as/thu-ky", json={}).status_code == 200
        say(client, "còn tôi")
        assert texts(client) == ["còn tôi", "Em nghe: còn tôi"]
        client.post("/demo/as/truong-ban", json={})
        assert texts(client)[0] == "tôi là ai"
    assert [message.address.chat for message in demo_site.talk.received] == ["truong-ban", "thu-ky"]


def test_it_says_who_is_there_and_what_time_it_is(demo_site: Served) -> None:
    with visitor(demo_site) as client:
        client.get("/")
        state = _state(client)
        assert state["people"] == [
            {"key": "truong-ban", "label": "Bác Hòa, trưởng ban Khu phố 9", "current": True},
            {"key": "thu-ky", "label": "Cô Lan, thư ký Khu phố 9", "current": False},
        ]
        assert str(state["now"]).startswith("2026-12-04T07:00")
        assert state["next"] == "2026-12-04T17:00:00+07:00"


@pytest.mark.parametrize(
    ("wish", "now"),
    [
        ({"hours": 1}, "2026-12-04T08:00"),
        ({"days": 1}, "2026-12-05T07:00"),
        ({"next": True}, "2026-12-04T17:00"),
        ({"to": "2026-12-24T06:30"}, "2026-12-24T06:30"),
    ],
)
def test_the_clock_moves_and_what_falls_due_arrives(demo_site: Served, wish: dict[str, object], now: str) -> None:
    with visitor(demo_site) as client:
        client.get("/")
        assert str(client.post("/demo/clock", json=wish).json()["now"]).startswith(now)
        assert texts(client) == ["Nhắc bác: tối nay họp khu phố."]


@pytest.mark.parametrize(
    "wish",
    [{"hours": -1}, {"hours": 0}, {"days": 900}, {"to": "2020-01-01T00:00"}, {"to": "hôm qua"}, {"next": False}, {}],
)
def test_the_clock_goes_neither_back_nor_where_nobody_can_say(demo_site: Served, wish: dict[str, object]) -> None:
    with visitor(demo_site) as client:
        assert client.post("/demo/clock", json=wish).status_code == 400
        assert str(_state(client)["now"]).startswith("2026-12-04T07:00")


def test_nobody_else_can_be_played(demo_site: Served) -> None:
    with visitor(demo_site) as client:
        assert client.post("/demo/as/ai-do", json={}).status_code == 404


def test_without_the_demo_there_is_no_strip(site: Served) -> None:
    with visitor(site) as client:
        assert '<body class="">' in client.get("/").text or "<body>" in client.get("/").text
        assert client.get("/demo/state").status_code == 404
        assert client.post("/demo/as/truong-ban", json={}).status_code == 404
        assert client.post("/demo/clock", json={"hours": 1}).status_code == 404
        assert client.get("/chat/history").status_code == 401
