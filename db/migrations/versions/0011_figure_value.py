"""Find entries of one figure by its value too; of which record they are is found by the key of their versions."""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

FIGURE = ("indicator", "unit_id", "day_to")


def upgrade() -> None:
    op.drop_index("ix_entry_record_id", "entry")
    op.drop_index("ix_entry_figure", "entry")
    op.create_index("ix_entry_figure", "entry", [*FIGURE, "value"])


def downgrade() -> None:
    op.drop_index("ix_entry_figure", "entry")
    op.create_index("ix_entry_figure", "entry", FIGURE)
    op.create_index("ix_entry_record_id", "entry", ["record_id"])
