"""A stand-in for Zalo: its Bot API over HTTP, with a switch for each point on which the known facts disagree.

By hand: `python -m tests.zaloapi`, then talk to the bot with curl (the program prints how).
"""

from tests.zaloapi.server import Knobs, ZaloApi

__all__ = ["Knobs", "ZaloApi"]
