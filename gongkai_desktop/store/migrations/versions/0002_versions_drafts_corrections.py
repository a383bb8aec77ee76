"""Newer versions of a document, reviews put aside, and corrections that are remembered."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_PRINTED = ("no", "path", "requirement", "units_text", "deadline_text", "extra")


def upgrade() -> None:
    """Add the tables, and say of each task what its document printed."""
    op.add_column("task", sa.Column("printed", sa.JSON(), nullable=True))
    for table, column in (("task", "withdrawn"), ("duty", "dropped")):
        op.add_column(table, sa.Column(column, sa.Boolean(), nullable=False, server_default=sa.false()))
    _versions()
    _drafts()
    _corrections()
    _fill_printed()


def _versions() -> None:
    op.create_table(
        "plan_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("imported_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name="fk_plan_version_file_id"),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_plan_version_plan_id"),
        sa.PrimaryKeyConstraint("id", name="pk_plan_version"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_plan_version_file_id", "plan_version", ["file_id"], unique=False)
    op.create_index("ix_plan_version_plan_id", "plan_version", ["plan_id"], unique=False)


def _drafts() -> None:
    op.create_table(
        "review_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_review_draft"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "review_draft_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["review_draft.id"], name="fk_review_draft_file_draft_id"),
        sa.PrimaryKeyConstraint("id", name="pk_review_draft_file"),
        sa.UniqueConstraint("draft_id", "position", name="uq_review_draft_file_draft_id_position"),
        sqlite_autoincrement=True,
    )


def _corrections() -> None:
    op.create_table(
        "correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("layout", sa.Text(), nullable=False),
        sa.Column("phrase", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_correction"),
        sa.UniqueConstraint("kind", "layout", "phrase", name="uq_correction_kind_layout_phrase"),
        sqlite_autoincrement=True,
    )


def _fill_printed() -> None:
    """A task's first journal entry is the task as imported: what was edited since is a correction."""
    bind = op.get_bind()
    journal = sa.table(
        "journal", *map(sa.column, ("id", "entity", "entity_id", "old")), sa.column("new", sa.JSON)
    )
    task = sa.table("task", sa.column("id"), sa.column("printed", sa.JSON))
    entries = bind.execute(
        sa.select(journal.c.entity_id, journal.c.new)
        .where(journal.c.entity == "task", journal.c.old.is_(None))
        .order_by(journal.c.id)
    )
    first: dict[int, dict[str, object]] = {}
    for task_id, new in entries:
        first.setdefault(task_id, {key: new[key] for key in _PRINTED})
    for task_id, printed in first.items():
        bind.execute(task.update().where(task.c.id == task_id).values(printed=printed))
