"""Meetings that are moved, cancelled or added; other series; reminders by a committee's own steps."""

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
