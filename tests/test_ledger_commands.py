"""The keeper's commands about the ledger: figures, workbooks, units, a synthetic province, own indicators."""

import csv
import io
import json
import subprocess
import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlmodel import Session, select

from bot.__main__ import main
from bot.progress import Bar
from db import catalogue, ledger, people, records
from db.catalogue import BadCatalogue, indicators
from db.engine import connect, reading, writing
from db.models import Entry, Record
from db.records import About, Line
from tests import fresh

NOW = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
YEAR = (date(2025, 1, 1), date(2025, 12, 31))
TOLD = (  # unit, indicator, value, day, activity
    ("Khu phố 9", "qua_so_phan", 70, "2025-01-20", "=1+1"),
    ("Khu phố 9", "qua_tri_gia", 21_000_000, "2025-01-20", "@SUM(A1)"),
    ("Khu phố 9", "qua_trung_thu", 120, "2025-09-20", "trung thu"),
    ("Khu phố 9", "so_ho", 319, "2025-02-01", "…"),
    ("Khu phố 9", "ho_ngheo", 12, "2025-02-01", "…"),
    ("Khu phố 1", "qua_so_phan", 20, "2025-03-20", "…"),
)


@pytest.fixture
def database(tmp_path: Path) -> str:
    """The sample ward with some figures, by its address."""
    return book(tmp_path, "khupho.db")


def book(folder: Path, name: str, *, told: bool = True) -> str:
    address = f"sqlite:///{folder}/{name}"
    engine = fresh.ward(address)
    with writing(engine) as session:
        for unit, code, value, day, text in TOLD if told else ():
            add(session, unit, Line(code, Decimal(value)), day, text)
        if told:
            add(session, "Khu phố 9", Line("ho_ngheo", Decimal(-3), qualifier="about", change=True), "2025-06-01", "…")
    engine.dispose()
    return address


def add(session: Session, unit: str, line: Line, day: str, text: str) -> None:
    where, who = people.find_unit(session, unit), people.find_person(session, "thu-ky")
    assert where is not None
    assert who is not None
    on = date.fromisoformat(day)
    records.add(session, where, who, About(on, on, text), [line], NOW)


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path, fails: bool = False) -> str:
    assert main([str(a) for a in arguments]) == int(fails)
    out = capsys.readouterr()
    return out.err.strip() if fails and out.err else out.out


def figures(capsys: pytest.CaptureFixture[str], database: str, unit: str) -> dict[str, Any]:
    told = run(capsys, "figures", "--database", database, "--unit", unit, "--year", "2025", "--json")
    return {line["indicator"]: line["value"] for line in json.loads(told)}


def sheet(path: Path, rows: list[list[object]]) -> Path:
    written = openpyxl.Workbook()
    assert written.active is not None
    for row in rows:
        written.active.append(row)
    written.save(path)
    return path


def test_figures_are_given_as_json_csv_and_text(capsys: pytest.CaptureFixture[str], database: str) -> None:
    found = figures(capsys, database, "Khu phố 9")
    assert (found["qua_so_phan"], found["so_ho"], found["ho_ngheo"], found["ty_le_ho_ngheo"]) == (190, 319, 9, 2.82)
    table = run(capsys, "figures", "--database", database, "--unit", "KP9", "--year", "2025", "--csv")
    rows = {row["indicator"]: row for row in csv.DictReader(io.StringIO(table))}
    assert (rows["ho_ngheo"]["value"], rows["ho_ngheo"]["qualifier"]) == ("9", "about")
    assert "Số phần quà đã tặng: 190 phần" in run(capsys, "figures", "--database", database, "--year", "2025")
    assert figures(capsys, database, "Phường Mẫu")["qua_so_phan"] == 210


def test_writing_the_same_things_again_gives_the_same_bytes(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    told = [
        run(capsys, "figures", "--database", book(tmp_path, name), "--year", "2025", "--json")
        for name in ("a.db", "b.db")
    ]
    assert told[0] == told[1]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--unit", "Khu phố 99"], "there is no unit called 'Khu phố 99' (did you mean 'Khu phố 9'?)"),
        (["--from", "2999-01-01", "--to", "2999-02-01"], "has not come yet"),
        (["--from", "2025-02-01", "--to", "2025-01-01"], "before it begins"),
        (["--year", "2025", "--to", "2025-01-01"], "either --year or"),
        (["--unit", "KP9", "--year", "2001"], "Khu phố 9 did not exist yet"),
        (["--year", "0"], "there is no year 0"),
    ],
)
def test_what_cannot_be_asked_is_said_in_one_line(
    capsys: pytest.CaptureFixture[str], database: str, arguments: list[str], says: str
) -> None:
    assert says in run(capsys, "figures", "--database", database, *arguments, fails=True)


def test_an_exported_workbook_computes_its_totals_and_takes_no_text_for_a_formula(
    capsys: pytest.CaptureFixture[str], database: str, tmp_path: Path
) -> None:
    file = tmp_path / "kp9.xlsx"
    run(capsys, "export", "--database", database, "--unit", "KP9", "--year", "2025", file)
    written = openpyxl.load_workbook(file)
    summary = {row[0]: row[2] for row in written["Tổng hợp"].iter_rows(min_row=2, values_only=True)}
    assert str(summary["qua_so_phan"]).startswith("=SUMIFS('Ghi chép'!$F$2:$F$")
    assert str(summary["ty_le_ho_ngheo"]).startswith("=IF(C")
    entries = list(written["Ghi chép"].iter_rows(min_row=2))
    sums: dict[object, Decimal] = {}
    for row in entries:
        sums[row[0].value] = sums.get(row[0].value, Decimal(0)) + Decimal(str(row[5].value))
    assert (int(sums["qua_so_phan"]), int(sums["ho_ngheo"])) == (190, 9)
    texts = {row[16].value: row[16] for row in entries}
    assert [texts[text].data_type for text in ("=1+1", "@SUM(A1)")] == ["s", "s"]


def test_a_ward_is_exported_with_its_khu_pho_beside_each_other(
    capsys: pytest.CaptureFixture[str], database: str, tmp_path: Path
) -> None:
    file = tmp_path / "phuong.xlsx"
    run(capsys, "export", "--database", database, "--unit", "PM", "--year", "2025", file)
    rows = list(openpyxl.load_workbook(file)["Khu phố"].iter_rows(values_only=True))
    assert [row[0] for row in rows[1:]] == [
        "Khu phố 1",
        "Khu phố 2",
        "Khu phố 3",
        "Khu phố 5",
        "Khu phố 7",
        "Khu phố 9",
        "Cộng các khu phố",
        "Toàn phường",
    ]
    assert rows[-2][1] == "=SUM(B2:B7)"


def test_what_was_exported_may_be_imported_elsewhere_and_taken_back_as_one(
    capsys: pytest.CaptureFixture[str], database: str, tmp_path: Path
) -> None:
    file, other = tmp_path / "kp9.xlsx", book(tmp_path, "other.db", told=False)
    run(capsys, "export", "--database", database, "--unit", "KP9", "--year", "2025", file)
    load = ("import", "--database", other, "--as", "thu-ky")
    tried = json.loads(run(capsys, *load, file, "--dry-run", "--json"))
    assert (tried["batch"], tried["rows"], tried["errors"]) == (None, 6, [])
    assert figures(capsys, other, "KP9") == {}
    assert "written as batch 1" in run(capsys, *load, file)
    assert figures(capsys, other, "KP9") == figures(capsys, database, "KP9")
    assert "imported before, as batch 1" in run(capsys, *load, file, fails=True)
    assert run(capsys, *load, "--undo", "1") == "6 records taken back\n"
    assert figures(capsys, other, "KP9") == {}
    assert "taken back already" in run(capsys, *load, "--undo", "1", fails=True)
    assert "written as batch 2" in run(capsys, *load, file)
    assert "name a file" in run(capsys, *load, fails=True)


def test_each_wrong_row_is_named_and_nothing_is_written(
    capsys: pytest.CaptureFixture[str], database: str, tmp_path: Path
) -> None:
    wrong: list[tuple[list[object], str]] = [
        (["31/02/2025", "so_ho", 300, "KP9"], "31/02/2025 is not a day"),
        ([date(2999, 1, 1), "so_ho", 300, "KP9"], "has not come yet"),
        ([date(2025, 1, 1), "số voi", 3, "KP9"], "there is no indicator called số voi"),
        ([date(2025, 1, 1), "so_ho", "ba trăm", "KP9"], "ba trăm is not a number"),
        ([date(2025, 1, 1), "quy_vnn", 0.5, "KP9"], "too many decimals"),
        ([date(2025, 1, 1), "so_ho", 300, "Khu phố 1"], "you do not write for Khu phố 1"),
        ([date(2025, 1, 1), "so_ho", 300, "Khu phố 99"], "there is no unit called Khu phố 99"),
        ([date(2001, 1, 1), "so_ho", 300, "KP9"], "did not exist"),
        ([date(2025, 1, 1), None, 300, "KP9"], "there is no indicator"),
        ([None, "so_ho", 300, "KP9"], "there is no day"),
        ([date(2025, 1, 1), "so_ho", None, "KP9"], "there is no value"),
        ([date(2025, 1, 1), "so_ho", "1e99", "KP9"], "cannot be kept" ),
    ]  # fmt: skip
    file = sheet(tmp_path / "wrong.xlsx", [["Ngày", "Chỉ tiêu", "Giá trị", "Khu phố"], *(row for row, _ in wrong)])
    found = json.loads(run(capsys, "import", "--database", database, "--as", "thu-ky", file, "--json", fails=True))
    assert [error["row"] for error in found["errors"]] == list(range(2, len(wrong) + 2))
    for error, (_, says) in zip(found["errors"], wrong, strict=True):
        assert says.replace("cannot be kept", "is not a number that can be kept") in error["says"]
    with reading(connect(database)) as session:
        assert len(session.exec(select(Record)).all()) == len(TOLD) + 1


def test_names_heads_and_numbers_are_read_as_people_write_them(
    capsys: pytest.CaptureFixture[str], database: str, tmp_path: Path
) -> None:
    heads: list[object] = ["NGÀY", "Chi tieu", "Số liệu", "Mức độ", "Đơn vị", "Ghi chú"]
    file = sheet(
        tmp_path / "in.xlsx", [heads, ["05/03/2025", "quỹ vì người nghèo", "12.450.000", "gần", "đồng", "đợt 1"]]
    )
    assert "1 rows can be read, 0 cannot; written as batch 1" in run(
        capsys, "import", "--database", database, "--as", "truong-ban", file
    )
    with reading(connect(database)) as session:
        unit = people.find_unit(session, "KP9")
        assert unit is not None
        found = ledger.figure(session, indicators()["quy_vnn"], unit, *YEAR)
        assert found is not None
        assert (int(found.value), str(found.qualifier), found.sources[0].record.text) == (12_450_000, "nearly", "đợt 1")


def test_what_looks_unusual_is_said_and_still_written(
    capsys: pytest.CaptureFixture[str], database: str, tmp_path: Path
) -> None:
    file = sheet(tmp_path / "in.xlsx", [["Ngày", "Chỉ tiêu", "Giá trị"], [date(2025, 3, 1), "duong_hem", 236_000]])
    told = run(capsys, "import", "--database", database, "--as", "thu-ky", file)
    assert "row 2: worth a look: outside usual" in told
    assert "written as batch 1" in told


@pytest.mark.parametrize(("content", "says"), [(b"not a workbook", "not a workbook"), (None, "not a workbook")])
def test_a_file_that_is_no_workbook_is_refused(
    capsys: pytest.CaptureFixture[str], database: str, tmp_path: Path, content: bytes | None, says: str
) -> None:
    file = tmp_path / "in.xlsx"
    if content is not None:
        file.write_bytes(content)
    assert says in run(capsys, "import", "--database", database, "--as", "thu-ky", file, fails=True)


def test_the_keeper_merges_renames_and_splits_units(capsys: pytest.CaptureFixture[str], database: str) -> None:
    merged = run(
        capsys,
        "units",
        "merge",
        "Khu phố 9",
        "KP1",
        "--into",
        "Khu phố 4",
        "--on",
        "2026-07-01",
        "--database",
        database,
    )
    assert merged == "Khu phố 4 (KP4) from 2026-07-01: Khu phố 9, Khu phố 1\n"
    assert [figures(capsys, database, unit)["qua_so_phan"] for unit in ("Khu phố 4", "Khu phố 9", "PM")] == [
        210,
        190,
        210,
    ]
    run(capsys, "units", "rename", "Khu phố 4", "--to", "Khu phố Vui", "--on", "2026-08-01", "--database", database)
    assert figures(capsys, database, "Khu phố 4") == figures(capsys, database, "khu phố vui")
    run(
        capsys,
        "units",
        "split",
        "KP2",
        "--into",
        "Khu phố 2A",
        "Khu phố 2B",
        "--on",
        "2026-08-01",
        "--database",
        database,
    )
    run(capsys, "units", "term", "PM", "--from", "2025-01-01", "--to", "2030-12-31", "--database", database)
    refused = run(
        capsys, "units", "merge", "KP9", "KP3", "--into", "X", "--on", "2026-09-01", "--database", database, fails=True
    )
    assert "Khu phố 9 does not exist on the day before" in refused
    late = run(
        capsys,
        "figures",
        "--database",
        database,
        "--unit",
        "KP9",
        "--from",
        "2026-09-01",
        "--to",
        "2026-09-02",
        fails=True,
    )
    assert "no longer existed on 2026-09-01; ask for Khu phố Vui" in late


def test_a_synthetic_province_is_the_same_for_the_same_seed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    told = []
    for name in ("a", "b"):
        address = f"sqlite:///{tmp_path}/{name}.db"
        size = ("--units", "12", "--years", "2", "--entries", "201", "--seed", "7")
        assert run(capsys, "generate", "--database", address, *size) == ""
        told.append(run(capsys, "figures", "--database", address, "--year", "2025", "--json"))
    assert told[0] == told[1]
    with reading(connect(f"sqlite:///{tmp_path}/a.db")) as session:
        assert len(session.exec(select(Entry)).all()) == 201
    assert "not empty" in run(capsys, "generate", "--database", f"sqlite:///{tmp_path}/a.db", fails=True)


def test_a_bar_is_drawn_only_where_somebody_looks() -> None:
    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return True

    nobody, somebody = io.StringIO(), Screen()
    for out in (nobody, somebody):
        bar = Bar(out, after=-1)
        bar(1, 4)
        bar.end()
    assert nobody.getvalue() == ""
    assert somebody.getvalue().endswith(" 25 %\n")


def test_a_committees_own_indicators_are_read_asked_and_reported(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        '[ghe_da]\nname = "Ghế đá"\nunit = "other"\nnoun = "ghế đá"\nkind = "flow"\ncontent = "ND3"\n'
        'phrases = ["ghế đá công viên", "ghế đá"]\nshown = true\n',
        "utf-8",
    )
    address = book(tmp_path, "khupho.db")
    file = sheet(tmp_path / "in.xlsx", [["Ngày", "Chỉ tiêu", "Giá trị"], [date(2025, 3, 1), "ghế đá", 4]])
    shared = ("--database", address, "--indicators", str(own))
    told = [
        subprocess.run(
            [sys.executable, "-m", "bot", *command, *shared], capture_output=True, encoding="utf-8", check=True
        ).stdout
        for command in (["import", str(file), "--as", "thu-ky"], ["figures", "--unit", "KP9", "--year", "2025"])
    ]
    assert "Khu phố 9: Ghế đá: 4 ghế đá" in told[1]
    said = subprocess.run(
        [sys.executable, "-m", "bot", "talk", "--as", "thu-ky", "--indicators", str(own)],
        input="hôm nay đặt thêm 4 ghế đá\nlưu\nnăm nay bao nhiêu ghế đá?\n",
        capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert "< 4 ghế đá\n" in said.stdout


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ('[so_ho]\nname = "A"\nunit = "ho"\nkind = "flow"\ncontent = "CC"\n', "so_ho exists already"),
        ('[a]\nname = "A"\nunit = "ho"\nkind = "flow"\n', "a: it has no content"),
        ('[a]\nname = "A"\nunit = "ho"\nkind = "river"\ncontent = "CC"\n', "not river"),
        ('[a]\nname = "A"\nunit = "ho"\nkind = "flow"\ncontent = "CC"\ncolour = 1\n', "unknown key colour"),
        (
            '[a]\nname = "A"\nunit = "ho"\nkind = "flow"\ncontent = "CC"\npart_of = "b"\n',
            "part_of names no indicator: b",
        ),
        ("a = 1\n", "stands outside"),
        ("[a", "own.toml"),
    ],
)
def test_a_file_of_indicators_that_cannot_be_used_is_named_and_leaves_the_catalogue_alone(
    tmp_path: Path, table: str, says: str
) -> None:
    own = tmp_path / "own.toml"
    own.write_text(table, "utf-8")
    before = indicators()
    with pytest.raises(BadCatalogue, match=says):
        catalogue.use(own)
    assert indicators() == before


def test_a_ward_and_its_khu_pho_are_added_to_an_empty_database(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fresh = f"sqlite:///{tmp_path / 'fresh.db'}"
    assert main(["units", "add", "Phường Sông Trăng", "--database", fresh]) == 0
    assert main(["units", "add", "Khu phố 9", "--in", "Phường Sông Trăng", "--database", fresh]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Phường Sông Trăng (PST) from 2000-01-01",
        "Khu phố 9 (KP9) from 2000-01-01",
    ]
    assert main(["invite", "--unit", "khu phố 9", "--role", "chair", "--database", fresh, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["code"].startswith("KP-")


def test_a_unit_is_not_added_twice_nor_below_a_khu_pho(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["units", "add", "Khu phố 9", "--in", "Phường Mẫu", "--database", database]) == 1
    assert main(["units", "add", "Ấp 3", "--in", "Khu phố 9", "--database", database]) == 1
    assert capsys.readouterr().err.splitlines() == [
        "khupho: there is a Khu phố 9 already",
        "khupho: Khu phố 9 is not a ward",
    ]
