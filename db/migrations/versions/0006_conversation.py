"""Talk that goes on: questions counted, steps taken back, subjects, taught phrases, edited messages."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("pending", schema=None) as batch_op:
        batch_op.add_column(sa.Column("asked", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("past", sa.Text(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("heard", sa.Text(), nullable=False, server_default="[]"))
    op.create_table(
        "subject",
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("bot", sa.String(), nullable=False),
        sa.Column("chat", sa.String(), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("channel", "bot", "chat"),
    )
    op.create_table(
        "taught",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("meaning", sa.Text(), nullable=False),
        sa.Column("phrase", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("back_at", sa.BigInteger(), nullable=True),
        sa.Column("back_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["back_by"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("taught", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_taught_unit_id"), ["unit_id"], unique=False)
    op.create_table(
        "heard",
        sa.Column("incoming_id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["incoming_id"], ["incoming.id"]),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"]),
        sa.PrimaryKeyConstraint("incoming_id"),
    )
    with op.batch_alter_table("heard", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_heard_record_id"), ["record_id"], unique=False)


def downgrade() -> None:
    op.drop_table("heard")
    op.drop_table("taught")
    op.drop_table("subject")
    with op.batch_alter_table("pending", schema=None) as batch_op:
        batch_op.drop_column("heard")
        batch_op.drop_column("past")
        batch_op.drop_column("asked")
