"""`python -m bot undelivered`: the messages that may not have arrived, or did not, and what becomes of them."""

import json
from argparse import Namespace
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta

from db import delivery, failover
from db.engine import connect, writing
from db.mistake import Mistake
from db.models import Outgoing
from handlers.message import reply_json

SHOWN = 60  # letters of a message's first line
LATE = timedelta(minutes=15)  # what waits for longer is told by no way
RECENT = timedelta(days=7)  # of what failed
MOST = 1000


def main(options: Namespace) -> int:
    """Decide what the keeper says, then list what is still in doubt or was told by no way. Raises Mistake for a number
    that is not in doubt.
    """
    now = datetime.now(UTC)
    with ExitStack() as at_end:
        engine = connect(options.database)
        at_end.callback(engine.dispose)
        with writing(engine) as session:
            for numbers, again in ((options.resend, True), (options.arrived, False)):
                for number in numbers:
                    if not delivery.decide(session, number, again=again):
                        raise Mistake(f"message {number} is not in doubt")
            rows = [_row(outgoing) for outgoing in delivery.in_doubt(session)]
            untold = [*failover.late(session, now - LATE, MOST), *failover.lost(session, now - RECENT, MOST)]
            there = {row["id"] for row in rows}
            left = [session.get_one(Outgoing, it.outgoing_id) for it in untold if it.outgoing_id not in there]
            rows += [_row(outgoing) for outgoing in left]
    if options.json:
        print(json.dumps(rows, ensure_ascii=False))
    else:
        for row in rows:
            print("{id}: {at} {channel} {chat}: {text} ({state}: {error})".format(**row))
    return 0


def _row(outgoing: Outgoing) -> dict[str, object]:
    text = reply_json.validate_json(outgoing.reply).text
    return {
        "id": outgoing.id,
        "at": outgoing.at.isoformat(timespec="minutes"),
        "channel": outgoing.channel,
        "chat": outgoing.chat,
        "text": text.partition("\n")[0][:SHOWN],
        "state": outgoing.state,
        "error": outgoing.error,
    }
