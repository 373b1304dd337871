"""Alembic's entry point; the connection comes from db.engine."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import BigInteger
from sqlmodel import AutoString, SQLModel

from db import models  # noqa: F401 (its tables are the target)
from db.columns import Amount, Instant


def _plain_type(kind: str, obj: Any, _context: AutogenContext) -> str | Literal[False]:
    """Write column types as what they are in the database, so that old migrations never import newer code."""
    if kind == "type" and isinstance(obj, Amount | Instant):
        return "sa.BigInteger()"
    return "sa.String()" if kind == "type" and isinstance(obj, AutoString) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_item=_plain_type,
    render_as_batch=True,
    compare_type=lambda _c, _i, _m, _d, kind: False if isinstance(kind, Amount | Instant | BigInteger) else None,
)
with context.begin_transaction():
    context.run_migrations()
