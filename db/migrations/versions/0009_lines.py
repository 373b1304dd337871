"""Whether each bot's line works and what its plan has left; names to telephone; browsers that take push messages."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

LOST = sa.text("priority > 0 AND state IN ('failed', 'doubt')")


def upgrade() -> None:
    op.create_table(
        "line",
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("bot", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("per_month", sa.Integer(), nullable=True),
        sa.Column("down_since", sa.BigInteger(), nullable=True),
        sa.Column("spent_until", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("channel", "bot"),
    )
    op.create_table(
        "usage",
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("bot", sa.String(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("sent", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("channel", "bot", "month"),
    )
    op.create_table(
        "called",
        sa.Column("matter", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("matter"),
    )
    op.create_table(
        "push",
        sa.Column("endpoint", sa.String(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("p256dh", sa.String(), nullable=False),
        sa.Column("auth", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("endpoint"),
    )
    op.create_index("ix_push_visit_id", "push", ["visit_id"])
    op.create_index("ix_outgoing_lost", "outgoing", ["at"], sqlite_where=LOST, postgresql_where=LOST)
    with op.batch_alter_table("contact") as batch_op:
        batch_op.add_column(sa.Column("retry_at", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("contact") as batch_op:
        batch_op.drop_column("retry_at")
    op.drop_index("ix_outgoing_lost", "outgoing")
    op.drop_table("push")
    op.drop_table("called")
    op.drop_table("usage")
    op.drop_table("line")
