"""Albums of photos and the practice mode."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "practice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("bot", sa.String(), nullable=False),
        sa.Column("chat", sa.String(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("exercise", sa.Integer(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("channel", "bot", "chat"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "albumphoto",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("bot", sa.String(), nullable=False),
        sa.Column("chat", sa.String(), nullable=False),
        sa.Column("album", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["sha256"], ["file.sha256"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("albumphoto", schema=None) as batch_op:
        batch_op.create_index("ix_albumphoto", ["channel", "bot", "chat", "album"], unique=False)
    op.add_column("pending", sa.Column("practice", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    op.drop_column("pending", "practice")
    with op.batch_alter_table("albumphoto", schema=None) as batch_op:
        batch_op.drop_index("ix_albumphoto")
    op.drop_table("albumphoto")
    op.drop_table("practice")
