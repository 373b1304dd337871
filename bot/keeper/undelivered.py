"""`python -m bot undelivered`: the messages of which nobody knows whether they arrived, and what becomes of them."""

import json
from argparse import Namespace
from contextlib import ExitStack

from db import delivery
from db.engine import connect, writing
from db.mistake import Mistake
from db.models import Outgoing
from handlers.message import reply_json

SHOWN = 60  # letters of a message's first line


def main(options: Namespace) -> int:
    """Decide what the keeper says, then list what is still in doubt. Raises Mistake for a number that is not."""
    with ExitStack() as at_end:
        engine = connect(options.database)
        at_end.callback(engine.dispose)
        with writing(engine) as session:
            for numbers, again in ((options.resend, True), (options.arrived, False)):
                for number in numbers:
                    if not delivery.decide(session, number, again=again):
                        raise Mistake(f"message {number} is not in doubt")
            rows = [_row(outgoing) for outgoing in delivery.in_doubt(session)]
    if options.json:
        print(json.dumps(rows, ensure_ascii=False))
    else:
        for row in rows:
            print("{id}: {at} {channel} {chat}: {text} ({error})".format(**row))
    return 0


def _row(outgoing: Outgoing) -> dict[str, object]:
    text = reply_json.validate_json(outgoing.reply).text
    return {
        "id": outgoing.id,
        "at": outgoing.at.isoformat(timespec="minutes"),
        "channel": outgoing.channel,
        "chat": outgoing.chat,
        "text": text.partition("\n")[0][:SHOWN],
        "error": outgoing.error,
    }
