"""The web chat: a messenger of our own, served by the bot itself.

web = Web(engine)                                   # the channel, for the sender
app = create(web, receive, clock, zone, demo)       # the site
async with serve(app, host, port) as address: ...   # serves it while the block runs
"""

from bot.web.app import create
from bot.web.channel import Web
from bot.web.health import Health
from bot.web.hooks import Door
from bot.web.hooks import path as door_path
from bot.web.links import Links
from bot.web.server import CannotListen, PortInUse, serve
from bot.web.site import Demo

__all__ = ["CannotListen", "Demo", "Door", "Health", "Links", "PortInUse", "Web", "create", "door_path", "serve"]
