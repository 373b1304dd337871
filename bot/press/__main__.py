"""`python -m bot.press MACHINE`: the content of one file as JSON in, its bytes out."""

import sys


def make(machine: str, content: bytes) -> bytes:
    """The bytes of a file: "paper" (Word), "calendar" (.ics), "chart" or "qr" (PNG).

    Each machine loads only its own library.
    """
    if machine == "paper":
        from bot.press import page

        return page.made(content)
    if machine == "calendar":
        from bot.press import calendar

        return calendar.made(content)
    if machine == "chart":
        from bot.press import chart

        return chart.made(content)
    from handlers import qr

    return qr.png(content.decode())


if __name__ == "__main__":
    sys.stdout.buffer.write(make(sys.argv[1], sys.stdin.buffer.read()))
