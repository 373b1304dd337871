"""Messages in and out that several processes may share."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

WAITING = sa.text("state = 'waiting'")


def upgrade() -> None:
    op.create_table(
        "worker",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("pid", sa.Integer(), nullable=False),
        sa.Column("beat", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "duty",
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("bot", sa.String(), nullable=False),
        sa.Column("worker_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("channel", "bot"),
    )
    op.add_column("incoming", sa.Column("worker_id", sa.Integer(), nullable=True))
    op.create_index(
        "ix_incoming_lane",
        "incoming",
        ["channel", "bot", "chat", "id"],
        sqlite_where=WAITING,
        postgresql_where=WAITING,
    )
    op.drop_index("ix_outgoing_waiting", "outgoing")
    op.create_index("ix_outgoing_waiting", "outgoing", ["channel", "bot", "state", "priority", "id"])
    op.create_index(
        "ix_outgoing_lane",
        "outgoing",
        ["channel", "bot", "chat", "priority", "id"],
        sqlite_where=WAITING,
        postgresql_where=WAITING,
    )


def downgrade() -> None:
    op.drop_index("ix_outgoing_lane", "outgoing")
    op.drop_index("ix_outgoing_waiting", "outgoing")
    op.create_index("ix_outgoing_waiting", "outgoing", ["channel", "state", "priority", "id"])
    op.drop_index("ix_incoming_lane", "incoming")
    op.drop_column("incoming", "worker_id")
    op.drop_table("duty")
    op.drop_table("worker")
