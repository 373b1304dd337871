"""Every figure of two real reports is read from the report itself, and from the sentence a member would type."""

from datetime import date
from pathlib import Path

import pytest

from handlers import vi

ON = date(2026, 11, 21)
HERE = Path(__file__).parent

KHU_PHO_9 = (HERE / "khu_pho_9.txt").read_text(encoding="utf-8")

PHUONG_2 = (HERE / "phuong_2.txt").read_text(encoding="utf-8")

REPORTS = {
    KHU_PHO_9: [
        ("319", "exact", "so_ho"),
        ("1687", "exact", "nhan_khau"),
        ("54", "exact", "vay_luot_ho"),
        ("2000000000", "nearly", "vay_so_tien"),
        ("70", "exact", "qua_so_phan"),
        ("21000000", "exact", "qua_tri_gia"),
        ("319", "exact", "gdvh_ho_dang_ky"),
        ("100", "exact", "ty_le_dk_gdvh"),
        ("298", "exact", "gdvh_ho_dat"),
        ("93.41", "exact", "ty_le_gdvh_tren_tong"),
        ("412", "exact", "tre_den_truong"),
        ("100", "exact", "ty_le_tre_den_truong"),
    ],
    PHUONG_2: [
        ("98", "over", "ty_le_gdvh_tren_tong"),
        ("94", "over", None),
        ("19", "exact", "nha_ddk"),
        ("650000000", "over", "nha_ddk_kinh_phi"),
        ("228000000", "exact", "dong_gop_cong_trinh"),
        ("300", "exact", "ngay_cong"),
        ("7420", "exact", "hien_dat_m2"),
        ("4300", "over", "qua_so_phan"),
        ("1800000000", "over", "qua_tri_gia"),
        ("1902", "exact", "qua_so_phan"),
        ("243957000", "exact", "qua_tri_gia"),
        ("13000", "over", "gao_kg"),
        ("29000000", "over", "cuu_tro"),
        ("36", "exact", "ho_ngheo"),
        ("1.63", "exact", "ty_le_ho_ngheo"),
        ("102", "exact", "ho_can_ngheo"),
        ("4.61", "exact", "ty_le_can_ngheo"),
        ("380", "exact", "nguon_tin"),
        ("15", "exact", "txct_cuoc"),
        ("902", "exact", "txct_luot"),
        ("26", "exact", "hg_vu_thanh"),
        ("27", "exact", "hg_vu_tiep_nhan"),
        ("96", "exact", "ty_le_hoa_giai"),
    ],
}
TYPED = {
    "năm 2022 khu phố có 319 hộ, 1.687 nhân khẩu": [("319", "exact", "so_ho"), ("1687", "exact", "nhan_khau")],
    "nam 2022 khu pho co 319 ho, 1687 nhan khau": [("319", "exact", "so_ho"), ("1687", "exact", "nhan_khau")],
    "năm 2022 có 54 lượt hộ vay vốn, số tiền gần 2 tỷ": [
        ("54", "exact", "vay_luot_ho"),
        ("2000000000", "nearly", "vay_so_tien"),
    ],
    "54 luot ho vay von gan 2 ty": [("54", "exact", "vay_luot_ho"), ("2000000000", "nearly", "vay_so_tien")],
    "năm 2022 tặng 70 phần quà cho hộ nghèo, trị giá 21tr": [
        ("70", "exact", "qua_so_phan"),
        ("21000000", "exact", "qua_tri_gia"),
    ],
    "năm 2022: 319 hộ đăng ký gia đình văn hóa, 298 hộ đạt": [
        ("319", "exact", "gdvh_ho_dang_ky"),
        ("298", "exact", "gdvh_ho_dat"),
    ],
    "nam 2022 319 ho dang ky gdvh, 298 ho dat": [("319", "exact", "gdvh_ho_dang_ky"), ("298", "exact", "gdvh_ho_dat")],
    "năm 2022 có 412 trẻ trong độ tuổi được đến trường": [("412", "exact", "tre_den_truong")],
    "nhiệm kỳ 2019-2021 xây 19 nhà đại đoàn kết, tổng tiền hỗ trợ trên 650 triệu": [
        ("19", "exact", "nha_ddk"),
        ("650000000", "over", "nha_ddk_kinh_phi"),
    ],
    "nhiệm kỳ 2019-2021 dân đóng góp 228tr, 300 ngày công, hiến 7.420 m2 đất": [
        ("228000000", "exact", "dong_gop_cong_trinh"),
        ("300", "exact", "ngay_cong"),
        ("7420", "exact", "hien_dat_m2"),
    ],
    "dịch covid hỗ trợ 1902 phần quà, tổng trị giá 243.957.000 đồng và hơn 13.000 kg gạo": [
        ("1902", "exact", "qua_so_phan"),
        ("243957000", "exact", "qua_tri_gia"),
        ("13000", "over", "gao_kg"),
    ],
    "cứu trợ miền Trung trên 29 triệu tiền mặt": [("29000000", "over", "cuu_tro")],
    "toàn phường còn 36 hộ nghèo và 102 hộ cận nghèo": [("36", "exact", "ho_ngheo"), ("102", "exact", "ho_can_ngheo")],
    "toan phuong con 36 ho ngheo, 102 ho can ngheo": [("36", "exact", "ho_ngheo"), ("102", "exact", "ho_can_ngheo")],
    "dân cung cấp cho công an 380 nguồn tin": [("380", "exact", "nguon_tin")],
    "15 cuộc tiếp xúc cử tri, 902 lượt cử tri dự": [("15", "exact", "txct_cuoc"), ("902", "exact", "txct_luot")],
    "hòa giải thành 26/27 đơn": [("26", "exact", "hg_vu_thanh"), ("27", "exact", "hg_vu_tiep_nhan")],
    "hoa giai thanh 26/27 don": [("26", "exact", "hg_vu_thanh"), ("27", "exact", "hg_vu_tiep_nhan")],
}


@pytest.mark.parametrize(("said", "figures"), [*REPORTS.items(), *TYPED.items()])
def test_every_figure_is_read_with_its_qualifier_and_indicator(
    said: str, figures: list[tuple[str, str, str | None]]
) -> None:
    facts = vi.read(said, ON).facts
    assert [(f"{fact.value:f}", fact.qualifier, fact.indicator) for fact in facts] == figures
    assert not any(fact.planned or fact.change or fact.per_item for fact in facts)


def test_a_report_of_a_year_is_about_that_year_and_its_khu_pho() -> None:
    reading = vi.read(KHU_PHO_9, ON)
    assert reading.period is not None
    assert (reading.period.start, reading.period.end) == (date(2022, 1, 1), date(2022, 12, 31))
    assert reading.unit == "khu pho 9"


def test_a_report_of_a_term_is_about_its_years_and_the_ward() -> None:
    reading = vi.read(PHUONG_2, ON)
    assert reading.period is not None
    assert (reading.period.start, reading.period.end) == (date(2019, 1, 1), date(2021, 12, 31))
    assert reading.unit == "phuong"
