"""The keeper's commands about the installation: backup, restore, doctor."""

import argparse
import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from db.mistake import Mistake


def add(commands: Any) -> None:
    """Add the commands to the parser."""
    backup = _command(commands, "backup", "copy the records into a file while the bot runs, and check it", _backup)
    backup.add_argument("--keep", type=int, metavar="N", help="how many copies are kept (default: [backup] keep)")

    restore = _command(commands, "restore", "put a copy back in the place of the records", _restore)
    restore.add_argument("file", type=Path, nargs="?", metavar="FILE", help="the copy (default: the newest)")
    restore.add_argument("--replace", action="store_true", help="move what is there aside (it is kept)")

    push = commands.add_parser("push-key", help="make the key by which telephones are told of new messages on the page")
    push.set_defaults(command=_push_key)

    doctor = commands.add_parser("doctor", help="look at everything the bot stands on, say in Vietnamese what to do")
    doctor.add_argument("--config", type=Path, help="config.toml (default: config.toml here, when there is one)")
    doctor.add_argument("--json", action="store_true", help="print JSON")
    doctor.set_defaults(command=_doctor)


def _push_key(_: argparse.Namespace) -> int:
    """Print a fresh key. Raises Mistake where the library for it is not installed."""
    try:
        from bot.web import push
    except ModuleNotFoundError as error:
        raise Mistake("this needs the library cryptography: pip install '.[push]'") from error
    print(push.new_key())
    return 0


def _command(commands: Any, name: str, says: str, does: Any) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=says)
    parser.add_argument("--config", type=Path, help="config.toml (default: config.toml here, when there is one)")
    parser.add_argument("--database", metavar="URL", help="default: [database] url")
    parser.add_argument("--folder", type=Path, help="where the copies lie (default: [backup] folder)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(command=does)
    return parser


def _backup(options: argparse.Namespace) -> int:
    from jobs import backups

    address, folder, keep = _meant(options)
    if options.keep is not None and options.keep < 1:
        raise Mistake("keep at least one copy")
    path = backups.make(address, folder, options.keep or max(keep, 1), datetime.now(UTC))
    told = {"file": str(path), "bytes": path.stat().st_size, "kept": len(backups.found(folder))}
    print(json.dumps(told) if options.json else f"{path} ({told['bytes']:,} bytes), {told['kept']} copies kept")
    return 0


def _restore(options: argparse.Namespace) -> int:
    from db import copies
    from jobs import backups

    address, folder, _keep = _meant(options)
    path = options.file or next(reversed(backups.found(folder)), None)
    if path is None:
        raise Mistake(f"there is no copy in {folder}")
    backups.check(path)
    stamp = datetime.now(UTC).strftime(backups.STAMP)
    aside = copies.restore(path, address, stamp, replace=options.replace)
    if options.json:
        print(json.dumps({"file": str(path), "aside": aside}))
    else:
        print(f"restored {path}" + (f"; what was there is kept as {aside}" if aside else ""))
    return 0


def _meant(options: argparse.Namespace) -> tuple[str, Path, int]:
    """The database, the folder of its copies, and how many are kept."""
    from bot import config
    from jobs import backups

    settings = config.load(config.usual(options.config))
    address = options.database or settings.database.url.get_secret_value()
    return address, backups.folder_for(address, options.folder or settings.backup.folder), settings.backup.keep


def _doctor(options: argparse.Namespace) -> int:
    """Print each finding; the status is 1 when the bot cannot work as it is."""
    from bot import config
    from bot.keeper.doctor import examine
    from bot.keeper.finding import Finding

    try:
        settings = config.load(config.usual(options.config))
    except Mistake as error:
        findings = [Finding("Cấu hình", "fail", str(error), "Sửa chỗ được nêu trong config.toml hoặc biến môi trường.")]
    else:
        findings = [Finding("Cấu hình", "ok", "đọc được"), *examine(settings, datetime.now(UTC))]
    if options.json:
        print(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=1))
    else:
        for finding in findings:
            print(f"{_SIGNS[finding.state]} {finding.part}: {finding.says}")
            if finding.do:
                print(f"   → {finding.do}")
    return 1 if any(finding.state == "fail" for finding in findings) else 0


_SIGNS = {"ok": "✓", "warn": "!", "fail": "✗"}
