"""The chat of each button, so that the open ones of a chat are found without reading all that was ever sent there."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

CHAT = ("channel", "bot", "chat")
OPEN = sa.text("used_at IS NULL")


def upgrade() -> None:
    for name in CHAT:
        op.add_column("button", sa.Column(name, sa.String(), nullable=False, server_default=""))
    op.add_column("button", sa.Column("place", sa.Integer(), nullable=False, server_default="0"))
    button = sa.table("button", *map(sa.column, ("outgoing_id", *CHAT)))
    outgoing = sa.table("outgoing", *map(sa.column, ("id", *CHAT)))
    of_message = {
        name: sa.select(outgoing.c[name]).where(outgoing.c.id == button.c.outgoing_id).scalar_subquery()
        for name in CHAT
    }
    op.execute(sa.update(button).values(of_message))
    op.create_index(
        "ix_button_open", "button", [*CHAT, "outgoing_id", "about"], sqlite_where=OPEN, postgresql_where=OPEN
    )


def downgrade() -> None:
    op.drop_index("ix_button_open", "button")
    with op.batch_alter_table("button") as batch_op:
        for name in (*CHAT, "place"):
            batch_op.drop_column(name)
