"""A ledger whose figures can be defended: codes, terms, merged units, targets, closed months, imports, witnesses."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("undone_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("batch", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_batch_sha256"), ["sha256"], unique=False)

    op.create_table(
        "closing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("last_entry", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["unit.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("unit_id", "month"),
    )
    op.create_table(
        "formername",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["unit.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("formername", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_formername_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "predecessor",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("predecessor_id", sa.Integer(), nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["predecessor_id"],
            ["unit.id"],
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["unit.id"],
        ),
        sa.PrimaryKeyConstraint("unit_id", "predecessor_id"),
    )
    with op.batch_alter_table("predecessor", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_predecessor_predecessor_id"), ["predecessor_id"], unique=False)

    op.create_table(
        "target",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("indicator", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["unit.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("target", schema=None) as batch_op:
        batch_op.create_index("ix_target", ["unit_id", "indicator", "year", "id"], unique=False)

    op.create_table(
        "term",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("day_from", sa.Date(), nullable=False),
        sa.Column("day_to", sa.Date(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["unit.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("unit_id", "day_from"),
    )
    op.create_table(
        "told",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("indicator", sa.String(), nullable=False),
        sa.Column("day_from", sa.Date(), nullable=False),
        sa.Column("day_to", sa.Date(), nullable=False),
        sa.Column("occasion", sa.String(), nullable=True),
        sa.Column("standard", sa.String(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("last_entry", sa.Integer(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("value_max", sa.BigInteger(), nullable=True),
        sa.Column("qualifier", sa.String(), nullable=False),
        sa.Column("bottom", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["unit.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("told", schema=None) as batch_op:
        batch_op.create_index("ix_told_person", ["person_id", "id"], unique=False)

    op.create_table(
        "imported",
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"],
            ["batch.id"],
        ),
        sa.ForeignKeyConstraint(
            ["record_id"],
            ["record.id"],
        ),
        sa.PrimaryKeyConstraint("record_id"),
    )
    with op.batch_alter_table("imported", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_imported_batch_id"), ["batch_id"], unique=False)

    op.create_table(
        "witness",
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["other_id"],
            ["record.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["record_id"],
            ["record.id"],
        ),
        sa.PrimaryKeyConstraint("record_id", "other_id"),
    )
    with op.batch_alter_table("witness", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_witness_other_id"), ["other_id"], unique=False)

    with op.batch_alter_table("entry", schema=None) as batch_op:
        batch_op.add_column(sa.Column("counts_for", sa.String(), nullable=False))
        batch_op.add_column(sa.Column("standard", sa.String(), nullable=True))
        batch_op.create_index("ix_entry_unit", ["unit_id", "day_to"], unique=False)

    with op.batch_alter_table("record", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_record_unit_id"))
        batch_op.create_index("ix_record_person", ["person_id", "at"], unique=False)
        batch_op.create_index("ix_record_unit", ["unit_id", "id"], unique=False)

    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.add_column(sa.Column("made_at", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("closed_at", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.drop_column("closed_at")
        batch_op.drop_column("made_at")

    with op.batch_alter_table("record", schema=None) as batch_op:
        batch_op.drop_index("ix_record_unit")
        batch_op.drop_index("ix_record_person")
        batch_op.create_index(batch_op.f("ix_record_unit_id"), ["unit_id"], unique=False)

    with op.batch_alter_table("entry", schema=None) as batch_op:
        batch_op.drop_index("ix_entry_unit")
        batch_op.drop_column("standard")
        batch_op.drop_column("counts_for")

    with op.batch_alter_table("witness", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_witness_other_id"))

    op.drop_table("witness")
    with op.batch_alter_table("imported", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_imported_batch_id"))

    op.drop_table("imported")
    with op.batch_alter_table("told", schema=None) as batch_op:
        batch_op.drop_index("ix_told_person")

    op.drop_table("told")
    op.drop_table("term")
    with op.batch_alter_table("target", schema=None) as batch_op:
        batch_op.drop_index("ix_target")

    op.drop_table("target")
    with op.batch_alter_table("predecessor", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_predecessor_predecessor_id"))

    op.drop_table("predecessor")
    with op.batch_alter_table("formername", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_formername_unit_id"))

    op.drop_table("formername")
    op.drop_table("closing")
    with op.batch_alter_table("batch", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_batch_sha256"))

    op.drop_table("batch")
