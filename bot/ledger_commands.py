"""The keeper's commands about the ledger: figures, import, export, units, generate."""

import argparse
import json
import sys
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from db.mistake import Mistake

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
LONG_AGO = date(2000, 1, 1)  # a committee that somebody adds has been there for long: its old figures belong to it


def add(commands: Any) -> None:
    """Add the commands to the parser."""
    figures = _command(commands, "figures", "what the ledger amounts to, by unit and period", _figures)
    _period(figures)
    figures.add_argument("--unit", metavar="NAME", help="the unit, by name or code, old or new (default: every unit)")
    form = figures.add_mutually_exclusive_group()
    form.add_argument("--json", dest="form", action="store_const", const="json", default="text", help="print JSON")
    form.add_argument("--csv", dest="form", action="store_const", const="csv", help="print CSV")

    load = _command(commands, "import", "figures from a workbook (.xlsx) into the ledger, all or nothing", _import)
    load.add_argument("file", type=Path, nargs="?", metavar="FILE.xlsx")
    load.add_argument("--as", dest="person", required=True, metavar="PERSON", help="key or name of who writes them")
    load.add_argument("--dry-run", action="store_true", help="only say what would be written and what is wrong")
    load.add_argument("--undo", type=int, metavar="BATCH", help="take back everything that a batch brought in")
    load.add_argument("--json", action="store_true", help="print JSON")

    export = _command(commands, "export", "figures into a workbook (.xlsx) with live formulas", _export)
    export.add_argument("file", type=Path, metavar="FILE.xlsx")
    export.add_argument("--unit", required=True, metavar="NAME")
    _period(export)

    units = commands.add_parser("units", help="add, merge, rename or split units, set the term of a committee")
    kinds = units.add_subparsers(required=True, metavar="add | merge | rename | split | term")
    add = _command(kinds, "add", "a new ward, or a khu phố of a ward", _add)
    add.add_argument("unit", metavar="NAME", help='such as "Khu phố 9"')
    add.add_argument("--in", dest="ward", metavar="WARD", help="the ward it belongs to (default: it is a ward itself)")
    add.add_argument("--code", help="in record numbers, such as KP9 (default: made of the name)")
    add.add_argument("--since", type=_day, metavar="DAY", help=f"the first day (default: {LONG_AGO})")
    merge = _command(kinds, "merge", "one new unit out of several, from a day on", _merge)
    merge.add_argument("units", nargs="+", metavar="UNIT")
    merge.add_argument("--into", required=True, metavar="NAME")
    merge.add_argument("--code", help="in record numbers, such as KP3 (default: made of the name)")
    rename = _command(kinds, "rename", "another name from a day on; the old one still finds the unit", _rename)
    rename.add_argument("units", nargs=1, metavar="UNIT")
    rename.add_argument("--to", dest="into", required=True, metavar="NAME")
    split = _command(kinds, "split", "several new units out of one, from a day on", _split)
    split.add_argument("units", nargs=1, metavar="UNIT")
    split.add_argument("--into", nargs="+", required=True, metavar="NAME")
    for one in (merge, rename, split):
        one.add_argument("--on", type=_day, required=True, metavar="DAY", help="the first day, such as 2026-07-01")
    term = _command(kinds, "term", "the dates of a committee's term", _term)
    term.add_argument("units", nargs=1, metavar="UNIT")
    term.add_argument("--from", dest="start", type=_day, required=True, metavar="DAY")
    term.add_argument("--to", dest="end", type=_day, required=True, metavar="DAY")
    term.add_argument("--name", default="", help="such as 2026-2031")

    generate = _command(
        commands, "generate", "fill a fresh database with a synthetic province, for measuring", _generate
    )
    for name, usual in (("units", 3000), ("years", 10), ("entries", 1_000_000), ("seed", 1)):
        generate.add_argument(f"--{name}", type=int, default=usual, metavar="N", help=f"default {usual}")


def _command(commands: Any, name: str, says: str, does: Any) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=says)
    parser.add_argument("--database", required=True, metavar="URL", help="sqlite:///FILE or postgresql://…")
    parser.add_argument("--indicators", type=Path, metavar="FILE", help="the committee's own indicators (.toml)")
    parser.set_defaults(command=_with_indicators(does))
    return parser


def _with_indicators(does: Any) -> Any:
    def run(options: argparse.Namespace) -> int:
        if options.indicators:
            from db import catalogue

            catalogue.use(options.indicators)
        return int(does(options))

    return run


def _period(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--year", type=int, help="a whole year")
    parser.add_argument(
        "--from", dest="start", type=_day, metavar="DAY", help="such as 2026-01-01 (default: 1 January)"
    )
    parser.add_argument("--to", dest="end", type=_day, metavar="DAY", help="default: today")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day (example: 2026-12-05)") from error


def _figures(options: argparse.Namespace) -> int:
    from bot import figures
    from db.engine import connect, reading

    today = datetime.now(ZONE).date()
    start, end = figures.period(options.year, options.start, options.end, today)
    with reading(connect(options.database)) as session:
        unit = figures.unit(session, options.unit, end) if options.unit else None
        figures.show(figures.lines(session, unit, start, end), options.form)
    return 0


def _import(options: argparse.Namespace) -> int:
    from bot import importing
    from db import people
    from db.engine import connect, writing

    now = datetime.now(UTC)
    if (options.file is None) == (options.undo is None):
        raise Mistake("name a file to import, or a batch to take back with --undo")
    with writing(connect(options.database)) as session:
        person = people.find_person(session, options.person)
        if person is None:
            raise Mistake(f"nobody is called {options.person!r}")
        if options.undo is not None:
            count = importing.undo(session, options.undo, person, now)
            print(
                json.dumps({"undone": options.undo, "records": count})
                if options.json
                else f"{count} records taken back"
            )
            return 0
        today = now.astimezone(ZONE).date()
        result = importing.load(session, options.file, person, now, today, dry_run=options.dry_run)
    told = {
        "batch": result.batch, "rows": len(result.rows), "errors": [asdict(e) for e in result.errors],
        "unusual": [asdict(u) for u in result.unusual],
    }  # fmt: skip
    if options.json:
        print(json.dumps(told, ensure_ascii=False))
    else:
        for problem in result.errors:
            print(f"row {problem.row}: {problem.says}")
        for problem in result.unusual:
            print(f"row {problem.row}: worth a look: {problem.says}")
        done = f"written as batch {result.batch}" if result.batch else "nothing written"
        print(f"{len(result.rows)} rows can be read, {len(result.errors)} cannot; {done}")
    return 1 if result.errors else 0


def _export(options: argparse.Namespace) -> int:
    from bot import exporting, figures
    from db.engine import connect, reading

    start, end = figures.period(options.year, options.start, options.end, datetime.now(ZONE).date())
    with reading(connect(options.database)) as session:
        unit = figures.unit(session, options.unit, end)
        count = exporting.export(session, unit, start, end, options.file)
    print(f"{count} figures of {unit.name} in {options.file}", file=sys.stderr)
    return 0


def _add(options: argparse.Namespace) -> int:
    from bot import figures
    from db import units
    from db.engine import connect, writing

    now = datetime.now(UTC)
    since = options.since or LONG_AGO
    with writing(connect(options.database)) as session:
        ward = figures.unit(session, options.ward, since) if options.ward else None
        unit = units.add(session, options.unit, since, now, ward=ward, code=options.code)
        print(f"{unit.name} ({unit.code}) from {since}")
    return 0


def _merge(options: argparse.Namespace) -> int:
    from bot import figures
    from db import units
    from db.engine import connect, writing

    with writing(connect(options.database)) as session:
        old = [figures.unit(session, name, options.on) for name in options.units]
        new = units.merge(session, old, options.into, options.on, datetime.now(UTC), code=options.code)
        print(f"{new.name} ({new.code}) from {options.on}: {', '.join(unit.name for unit in old)}")
    return 0


def _rename(options: argparse.Namespace) -> int:
    from bot import figures
    from db import units
    from db.engine import connect, writing

    with writing(connect(options.database)) as session:
        unit = figures.unit(session, options.units[0], options.on)
        before = unit.name
        units.rename(session, unit, options.into, options.on, datetime.now(UTC))
        print(f"{before} is called {unit.name} from {options.on}")
    return 0


def _split(options: argparse.Namespace) -> int:
    from bot import figures
    from db import units
    from db.engine import connect, writing

    with writing(connect(options.database)) as session:
        old = figures.unit(session, options.units[0], options.on)
        new = units.split(session, old, options.into, options.on, datetime.now(UTC))
        print(f"{', '.join(f'{unit.name} ({unit.code})' for unit in new)} from {options.on}; invite their members anew")
    return 0


def _term(options: argparse.Namespace) -> int:
    from bot import figures
    from db import units
    from db.engine import connect, writing

    with writing(connect(options.database)) as session:
        unit = figures.unit(session, options.units[0], options.start)
        units.set_term(session, unit, options.start, options.end, options.name)
    return 0


def _generate(options: argparse.Namespace) -> int:
    from bot.progress import Bar
    from db import province
    from db.engine import connect, writing

    bar = Bar()
    with writing(connect(options.database)) as session:
        size = province.Size(options.units, options.years, options.entries, options.seed)
        province.fill(session, size, bar)
    bar.end()
    return 0
