"""`python -m bot COMMAND`: the one entry point."""

import argparse
import gc
import json
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot import lean, ledger_commands
from bot.keeper import commands as keeper_commands
from db.mistake import Mistake

DEFAULT_ZONE = "Asia/Ho_Chi_Minh"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; its exit status. A mistake of the person who typed it is one line on standard error."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.command(options))
    except Mistake as error:
        print(f"khupho: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:  # whoever read our output has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description="A chatbot for neighbourhood committees.")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    demo = commands.add_parser("demo", help="the bot with sample committees in a browser; no account, no token")
    demo.add_argument("--port", type=int, default=8080, help="port of the web chat (default 8080; 0: any free one)")
    demo.add_argument("--no-browser", action="store_true", help="do not open a browser")
    demo.set_defaults(command=_demo)

    run = commands.add_parser("run", help="the bot: Telegram, the web chat, the reminders")
    run.add_argument("--config", type=Path, help="config.toml (default: config.toml here, when there is one)")
    run.set_defaults(command=_run)

    sample = commands.add_parser("sample", help="fill a fresh database with the sample ward")
    sample.add_argument("--database", required=True, metavar="URL", help="sqlite:///FILE or postgresql://…")
    sample.set_defaults(command=_sample)

    talk = commands.add_parser("talk", help="talk to the bot in the terminal")
    talk.add_argument("--as", dest="person", required=True, metavar="PERSON", help="key or name, such as truong-ban")
    talk.add_argument("--database", metavar="URL", help="default: the sample ward in memory")
    talk.add_argument("--at", metavar="ISO", help="the clock at the start, such as 2026-12-01T08:00 (default: now)")
    talk.add_argument("--indicators", type=Path, metavar="FILE", help="the committee's own indicators (.toml)")
    talk.set_defaults(command=_talk)

    invite = commands.add_parser("invite", help="make a one-time code to join a committee")
    invite.add_argument("--unit", required=True, metavar="NAME", help='the committee, such as "Khu phố 9"')
    invite.add_argument("--role", required=True, choices=("member", "secretary", "chair", "ward"))
    invite.add_argument("--database", required=True, metavar="URL")
    invite.add_argument("--web", metavar="ADDRESS", help="address of the web chat (default: [web] public)")
    invite.add_argument("--telegram", metavar="BOT", help="user name of the Telegram bot, for a t.me link")
    invite.add_argument("--json", action="store_true", help="print JSON")
    invite.set_defaults(command=_invite)

    read = commands.add_parser("read", help="show what was understood: JSON lines in, JSON lines out")
    read.set_defaults(command=_read)

    replay = commands.add_parser("replay", help="answer once more the messages that were set aside")
    replay.add_argument("--database", required=True, metavar="URL")
    replay.add_argument("--json", action="store_true", help="print JSON")
    replay.set_defaults(command=_replay)

    undelivered = commands.add_parser("undelivered", help="list the messages of which nobody knows whether they came")
    undelivered.add_argument("--database", required=True, metavar="URL")
    undelivered.add_argument("--resend", nargs="+", type=int, default=[], metavar="ID", help="send these again")
    undelivered.add_argument("--arrived", nargs="+", type=int, default=[], metavar="ID", help="take these as arrived")
    undelivered.add_argument("--json", action="store_true", help="print JSON")
    undelivered.set_defaults(command=_undelivered)

    unmatched = commands.add_parser("unmatched", help="list the sentences that nobody understood, to be taught")
    unmatched.add_argument("--database", required=True, metavar="URL")
    unmatched.add_argument("--days", type=int, default=30, metavar="N", help="how far back (default 30)")
    unmatched.add_argument("--json", action="store_true", help="print JSON")
    unmatched.set_defaults(command=_unmatched)

    keeper_commands.add(commands)
    ledger_commands.add(commands)
    return parser


def _demo(options: argparse.Namespace) -> int:
    from bot import demo

    return demo.main(options.port, open_browser=not options.no_browser)


def _run(options: argparse.Namespace) -> int:
    gc.disable()  # until all is loaded: to look through it again and again takes a tenth of the start
    with lean.put_off("zipfile"), lean.put_off("html.entities", "html5"):  # 0.5 MB that only others would need
        from bot import config, run

    return run.main(config.load(config.usual(options.config)))


def _sample(options: argparse.Namespace) -> int:
    from bot.sample import fill
    from db.engine import connect, writing

    engine = connect(options.database)
    with writing(engine) as session:
        fill(session)
    engine.dispose()
    return 0


def _talk(options: argparse.Namespace) -> int:
    from bot.clock import Clock, parse
    from bot.desk import Desk
    from bot.sample import fill
    from bot.terminal import Terminal
    from db import catalogue
    from db.engine import MEMORY, connect, writing

    catalogue.use(options.indicators)
    zone = ZoneInfo(DEFAULT_ZONE)
    clock = Clock(parse(options.at, zone) if options.at else None)
    engine = connect(options.database or MEMORY)
    if options.database is None:
        with writing(engine) as session:
            fill(session)
    for line in Terminal(Desk(engine, clock, zone), clock, options.person).run(sys.stdin):
        print(line, flush=True)
    return 0


def _invite(options: argparse.Namespace) -> int:
    from db import people, plans
    from db.engine import connect, writing

    with writing(connect(options.database)) as session:
        with_room = plans.with_room(session, "zalo")
        on_zalo = with_room.link if with_room else ""
        unit = people.find_unit(session, options.unit)
        if unit is None:
            raise Mistake(f"there is no unit called {options.unit!r}")
        if (options.role == "ward") != (unit.kind == "phuong"):
            raise Mistake(f"the role {options.role} does not go with {unit.name}: ward is for the phường alone")
        code = people.invite(session, unit, options.role, datetime.now(UTC))
        web = options.web or plans.page(session) or "http://127.0.0.1:8080"
    links = {"code": code, "link": f"{web.rstrip('/')}/moi/{code}"}
    if options.telegram:
        links["telegram"] = f"https://t.me/{options.telegram}?start={code}"
    if on_zalo:  # a link there cannot carry the code: it is typed
        links["zalo"] = on_zalo
    print(json.dumps(links) if options.json else "\n".join(links.values()))
    return 0


def _read(_options: argparse.Namespace) -> int:
    from bot import read

    sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape")  # type: ignore[union-attr] # a TextIOWrapper
    return read.main(sys.stdin, sys.stdout)


def _undelivered(options: argparse.Namespace) -> int:
    from bot.keeper import undelivered

    return undelivered.main(options)


def _unmatched(options: argparse.Namespace) -> int:
    from bot.keeper import unmatched

    return unmatched.main(options)


def _replay(options: argparse.Namespace) -> int:
    from bot.clock import Clock
    from bot.desk import Desk
    from db.engine import connect

    results = Desk(connect(options.database), Clock(), ZoneInfo(DEFAULT_ZONE)).replay()
    if options.json:
        print(json.dumps([{"message": incoming_id, "done": done} for incoming_id, done in results]))
    else:
        for incoming_id, done in results:
            print(f"{incoming_id}: {'done' if done else 'failed again'}")
    return 0 if all(done for _, done in results) else 1


if __name__ == "__main__":
    if sys.argv[1:2] == ["run"]:
        lean.without_docstrings()
    sys.exit(main())
