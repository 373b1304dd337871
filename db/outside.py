"""Tables of the world outside: each bot's line, what its plan has left, whom to telephone, browsers to push to."""

from datetime import date, datetime

from sqlmodel import Field, SQLModel

from db.columns import Instant


class Line(SQLModel, table=True):
    """One bot on a messenger: where people find it, whether it works now, what its plan allows."""

    channel: str = Field(primary_key=True)
    bot: str = Field(primary_key=True)
    link: str = ""  # the address at which people open it; "" when nobody outside can
    people: int | None = None  # that the plan serves; None: any number
    per_month: int | None = None  # messages that the plan allows; None: any number
    down_since: datetime | None = Field(default=None, sa_type=Instant)  # its messenger is out of reach
    spent_until: datetime | None = Field(default=None, sa_type=Instant)  # the plan of the month is used up


class Usage(SQLModel, table=True):
    """How many messages one bot sent in one month of Vietnam, as its plan counts them."""

    channel: str = Field(primary_key=True)
    bot: str = Field(primary_key=True)
    month: date = Field(primary_key=True)  # its first day
    sent: int = 0


class Called(SQLModel, table=True):
    """That the leaders were given a person's name to telephone about something; once for each matter."""

    matter: str = Field(primary_key=True)  # "reminder:5:1:8": a meeting, its version, the person
    at: datetime = Field(sa_type=Instant)


class Push(SQLModel, table=True):
    """A browser that takes push messages for its web chat: where to, and the keys by which only it can read them."""

    endpoint: str = Field(primary_key=True)
    visit_id: int = Field(index=True)  # ended with it: a browser that was closed is told nothing more
    p256dh: str  # the browser's public key, base64url
    auth: str  # its secret, base64url
    at: datetime = Field(sa_type=Instant)
