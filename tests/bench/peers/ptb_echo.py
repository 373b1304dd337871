"""The echo bot of python-telegram-bot as its users write it, with nothing set."""

import sys

from telegram import Update
from telegram.ext import ApplicationBuilder, ContextTypes, MessageHandler, filters


async def echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    """Repeat."""
    if update.message and update.message.text:
        await update.message.reply_text(update.message.text)


if __name__ == "__main__":
    base, token = sys.argv[1:]
    app = ApplicationBuilder().token(token).base_url(f"{base}/bot").build()
    app.add_handler(MessageHandler(filters.TEXT, echo))
    app.run_polling()
