"""The web chat: a messenger of our own, served by the bot itself.

web = Web(engine)                                   # the channel, for the sender
app = create(web, receive, clock, zone, demo)       # the site
async with serve(app, host, port) as address: ...   # serves it while the block runs

The running bot makes the site when the first visitor comes (`porch`), so nothing is imported here.
"""
