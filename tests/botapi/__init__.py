"""A stand-in of Telegram's Bot API for the tests, and for anyone who wants to talk to the bot with curl."""

from tests.botapi.faults import Fault
from tests.botapi.server import TOKEN, BotApi, until
from tests.botapi.world import PIXEL, Person

__all__ = ["PIXEL", "TOKEN", "BotApi", "Fault", "Person", "until"]
