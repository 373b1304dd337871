"""Meetings that are moved, cancelled or added; other series; reminders by a committee's own steps."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# SQLite adds a column in place; a table made anew would lose the rows that refer to it.
_ADDED: tuple[tuple[str, sa.Column[Any]], ...] = (
    ("meetingseries", sa.Column("kind", sa.String(), nullable=False, server_default="hop")),
    ("meetingseries", sa.Column("title", sa.String(), nullable=False, server_default="Họp ban")),
    ("meetingseries", sa.Column("shift", sa.String(), nullable=False, server_default="")),
    ("meetingseries", sa.Column("planned_to", sa.Date(), nullable=True)),
    ("meeting", sa.Column("kind", sa.String(), nullable=False, server_default="hop")),
    ("meeting", sa.Column("title", sa.String(), nullable=False, server_default="Họp ban")),
    ("meeting", sa.Column("state", sa.String(), nullable=False, server_default="planned")),
    ("meeting", sa.Column("moved_from", sa.BigInteger(), nullable=True)),
    ("meeting", sa.Column("changed_at", sa.BigInteger(), nullable=True)),
    ("meeting", sa.Column("wakes", sa.Boolean(), nullable=False, server_default=sa.false())),
    ("meeting", sa.Column("look_at", sa.BigInteger(), nullable=True)),
    ("attendance", sa.Column("version", sa.Integer(), nullable=False, server_default="1")),
)


def upgrade() -> None:
    for table, column in _ADDED:
        op.add_column(table, column)
    op.create_index("ix_meetingseries_planned_to", "meetingseries", ["planned_to"])
    op.create_index("ix_meeting_look_at", "meeting", ["look_at"])
    op.execute("UPDATE attendance SET version = (SELECT version FROM meeting WHERE meeting.id = attendance.meeting_id)")
    op.execute("UPDATE meeting SET look_at = 0")  # whatever is due of them is asked at once
    op.create_table(
        "snoozed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("meeting_id", "person_id"),
    )
    op.create_table(
        "standin",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("stand_in_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["stand_in_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("meeting_id", "person_id"),
    )
    op.create_table(
        "remindersteps",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("steps", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"]),
        sa.PrimaryKeyConstraint("unit_id"),
    )


def downgrade() -> None:
    op.drop_table("remindersteps")
    op.drop_table("standin")
    op.drop_table("snoozed")
    op.drop_index("ix_meeting_look_at", "meeting")
    op.drop_index("ix_meetingseries_planned_to", "meetingseries")
    for table, column in reversed(_ADDED):
        op.drop_column(table, column.name)
