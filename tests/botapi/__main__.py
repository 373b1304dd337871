"""`python -m tests.botapi [--port N]`: Telegram on this machine, until interrupted."""

import argparse
import asyncio
from contextlib import suppress

from tests.botapi import control
from tests.botapi.server import TOKEN, BotApi


async def _serve(port: int) -> None:
    async with BotApi(port=port) as api:
        print(f"KHUPHO_TELEGRAM_TOKEN={TOKEN} KHUPHO_TELEGRAM_BASE_URL={api.url}")
        print((control.__doc__ or "").replace("8081", str(port)), flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        prog="python -m tests.botapi", description=__doc__, epilog=control.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("--port", type=int, default=8081)
    with suppress(KeyboardInterrupt):
        asyncio.run(_serve(parser.parse_args().port))
