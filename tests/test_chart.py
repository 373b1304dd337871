"""The picture of a chart: large enough to read on a phone, all of it inside, nothing told by colour alone."""

import asyncio
import io
from decimal import Decimal

import pytest
from PIL import Image
from sqlalchemy import Engine

from bot.press import chart
from handlers import texts
from handlers.figures.charts import chart_json
from handlers.message import Chart
from tests.far_end import FarEnd, message
from tests.test_office import known, open_office

SOURCE = "Nguồn: sổ Ban công tác Mặt trận, 12 lần ghi"
MONTHS = Chart(
    "Số phần quà đã tặng theo tháng", "phần quà", "Khu phố 9, từ đầu năm 2026 đến 21/11",
    tuple(f"{month}/2026" for month in range(1, 12)), (*map(Decimal, range(9)), None, Decimal("1234.5")), SOURCE,
)  # fmt: skip
UNITS = Chart("Hộ nghèo", "hộ", "Phường Mẫu", ("Khu phố Bình Minh Đông Nam", "Khu phố 1"), (Decimal(0), None), SOURCE)


def drawn(told: Chart) -> Image.Image:
    return Image.open(io.BytesIO(chart.made(chart_json.dump_json(told)))).convert("RGB")


def test_the_answer_comes_at_once_and_the_picture_follows(ward: Engine) -> None:
    known(ward, "thu-ky")

    async def day() -> list[tuple[str, tuple[str, ...]]]:
        far = FarEnd()
        async with open_office(ward, far) as office:
            for number, said in enumerate(("tháng 1 tặng 5 phần quà", "lưu", "tháng 2 tặng 9 phần quà", "lưu")):
                office.receive([message("thu-ky", f"{number}", said)])
            office.receive([message("thu-ky", "last", "quà theo tháng")])
            await far.until(lambda sent: any(s.files for s in sent))
        return [(s.text, s.files) for s in far.sent if s.replaces is None][4:]

    answer, *waited, picture = asyncio.run(day())
    assert "Tổng 14 phần quà" in answer[0]
    assert waited in ([], [(texts.charts.being_drawn(), ())])
    assert picture[0].startswith("Biểu đồ: số phần quà đã tặng theo tháng")
    assert picture[1] == ("Biểu đồ số phần quà đã tặng theo tháng, Khu phố 9, từ đầu năm 2026 đến 21-11.png",)


@pytest.mark.parametrize("told", [MONTHS, UNITS], ids=["months", "units"])
def test_a_chart_is_three_times_as_wide_as_a_small_phone_and_its_letters_are_14_pixels_there(told: Chart) -> None:
    picture = drawn(told)
    assert picture.width == chart.WIDTH == 3 * 360
    assert min(chart.TITLE, chart.TEXT) >= 3 * 14
    assert chart.SMALL >= 3 * 12


@pytest.mark.parametrize("told", [MONTHS, UNITS], ids=["months", "units"])
def test_nothing_is_cut_off_at_the_edges(told: Chart) -> None:
    picture = drawn(told)
    white = (255, 255, 255)
    edges = [picture.crop(box) for box in (
        (0, 0, picture.width, 12), (0, picture.height - 12, picture.width, picture.height),
        (0, 0, 12, picture.height), (picture.width - 12, 0, picture.width, picture.height),
    )]  # fmt: skip
    assert {colour for edge in edges for _, colour in edge.getcolors(edge.width * edge.height) or []} == {white}


def test_every_letter_stands_out_from_the_paper() -> None:
    for colour in (chart.INK, chart.QUIET, chart.BLUE):
        assert contrast(colour, chart.PAPER) >= 4.5


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2.2 defines it."""
    high, low = sorted((_light(one), _light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _light(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
