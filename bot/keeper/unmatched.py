"""`python -m bot unmatched`: the sentences that nobody understood, the most frequent first, without who said them."""

import json
from argparse import Namespace
from datetime import UTC, datetime, timedelta

from db import misread
from db.engine import connect, reading

MOST = 1000


def main(options: Namespace) -> int:
    """Print what was not understood in the last days."""
    since = datetime.now(UTC) - timedelta(days=options.days)
    with reading(connect(options.database)) as session:
        found = misread.lately(session, since, MOST)
    rows = [{"text": one.text, "times": one.times, "at": one.at.date().isoformat()} for one in found]
    if options.json:
        print(json.dumps(rows, ensure_ascii=False))
    else:
        for row in rows:
            print("{times} × {text} (last {at})".format(**row))
    return 0
