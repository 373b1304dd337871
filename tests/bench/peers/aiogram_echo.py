# mypy: ignore-errors
"""The echo bot of aiogram as its users write it, with nothing set."""

import asyncio
import sys

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

dispatcher = Dispatcher()


@dispatcher.message()
async def echo(message):
    """Repeat."""
    await message.answer(message.text)


if __name__ == "__main__":
    base, token = sys.argv[1:]
    session = AiohttpSession(api=TelegramAPIServer.from_base(base))
    asyncio.run(dispatcher.start_polling(Bot(token, session=session)))
