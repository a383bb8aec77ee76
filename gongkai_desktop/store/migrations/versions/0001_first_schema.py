"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make all tables, and keep the journal from being changed."""
    _files()
    _directory()
    _tasks()
    _duties()
    _papers()
    _settings_and_journal()
    _guard_journal()


def _files() -> None:
    op.create_table(
        "stored_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_stored_file"),
        sa.UniqueConstraint("sha256", name="uq_stored_file_sha256"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("document_date", sa.Date(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("imported_at", sa.DateTime(), nullable=False),
        sa.Column("recognised", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name="fk_plan_file_id"),
        sa.PrimaryKeyConstraint("id", name="pk_plan"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_plan_file_id", "plan", ["file_id"], unique=False)


def _directory() -> None:
    op.create_table(
        "unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("initials", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_unit"),
        sa.UniqueConstraint("name", name="uq_unit_name"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "alias",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("initials", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_alias_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_alias"),
        sa.UniqueConstraint("unit_id", "name", name="uq_alias_unit_id_name"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "unit_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("phrase", sa.Text(), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_unit_group"),
        sa.UniqueConstraint("phrase", name="uq_unit_group_phrase"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "group_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("included", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["unit_group.id"], name="fk_group_member_group_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_group_member_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_group_member"),
        sa.UniqueConstraint("group_id", "unit_id", name="uq_group_member_group_id_unit_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_group_member_unit_id", "group_member", ["unit_id"], unique=False)


def _tasks() -> None:
    op.create_table(
        "task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("no", sa.Text(), nullable=True),
        sa.Column("path", sa.JSON(), nullable=False),
        sa.Column("requirement", sa.Text(), nullable=False),
        sa.Column("units_text", sa.Text(), nullable=False),
        sa.Column("open_ended", sa.Boolean(), nullable=False),
        sa.Column("deadline_text", sa.Text(), nullable=False),
        sa.Column("deadlines", sa.JSON(), nullable=False),
        sa.Column("inline_deadlines", sa.JSON(), nullable=False),
        sa.Column("origin", sa.JSON(), nullable=False),
        sa.Column("flags", sa.JSON(), nullable=False),
        sa.Column("extra", sa.JSON(), nullable=False),
        sa.Column("initials", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_task_plan_id"),
        sa.PrimaryKeyConstraint("id", name="pk_task"),
        sa.UniqueConstraint("plan_id", "position", name="uq_task_plan_id_position"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name="fk_item_task_id"),
        sa.PrimaryKeyConstraint("id", name="pk_item"),
        sa.UniqueConstraint("task_id", "position", name="uq_item_task_id_position"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "named_unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["unit_group.id"], name="fk_named_unit_group_id"),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name="fk_named_unit_task_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_named_unit_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_named_unit"),
        sa.UniqueConstraint("task_id", "position", name="uq_named_unit_task_id_position"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_named_unit_group_id", "named_unit", ["group_id"], unique=False)
    op.create_index("ix_named_unit_unit_id", "named_unit", ["unit_id"], unique=False)


def _duties() -> None:
    op.create_table(
        "duty",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("completed_on", sa.Date(), nullable=True),
        sa.Column("via", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name="fk_duty_task_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_duty_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_duty"),
        sa.UniqueConstraint("task_id", "unit_id", name="uq_duty_task_id_unit_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_duty_unit_id", "duty", ["unit_id"], unique=False)
    op.create_table(
        "checkpoint",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("duty_id", sa.Integer(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("proposed", sa.Boolean(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["duty_id"], ["duty.id"], name="fk_checkpoint_duty_id"),
        sa.PrimaryKeyConstraint("id", name="pk_checkpoint"),
        sa.UniqueConstraint("duty_id", "due", name="uq_checkpoint_duty_id_due"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_checkpoint_due", "checkpoint", ["due"], unique=False)
    op.create_table(
        "progress",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("duty_id", sa.Integer(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=True),
        sa.Column("said_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["duty_id"], ["duty.id"], name="fk_progress_duty_id"),
        sa.PrimaryKeyConstraint("id", name="pk_progress"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_progress_duty_id", "progress", ["duty_id"], unique=False)
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("duty_id", sa.Integer(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["duty_id"], ["duty.id"], name="fk_evidence_duty_id"),
        sa.PrimaryKeyConstraint("id", name="pk_evidence"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_evidence_duty_id", "evidence", ["duty_id"], unique=False)


def _papers() -> None:
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("unit_name", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("reply_by", sa.Date(), nullable=True),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name="fk_notice_file_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_notice_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_notice"),
        sa.UniqueConstraint("kind", "year", "sequence", name="uq_notice_kind_year_sequence"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_notice_file_id", "notice", ["file_id"], unique=False)
    op.create_index("ix_notice_unit_id", "notice", ["unit_id"], unique=False)
    op.create_table(
        "notice_duty",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("duty_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["duty_id"], ["duty.id"], name="fk_notice_duty_duty_id"),
        sa.ForeignKeyConstraint(["notice_id"], ["notice.id"], name="fk_notice_duty_notice_id"),
        sa.PrimaryKeyConstraint("id", name="pk_notice_duty"),
        sa.UniqueConstraint("notice_id", "duty_id", name="uq_notice_duty_notice_id_duty_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_notice_duty_duty_id", "notice_duty", ["duty_id"], unique=False)


def _settings_and_journal() -> None:
    op.create_table(
        "setting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_setting"),
        sa.UniqueConstraint("key", name="uq_setting_key"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "journal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("entity", sa.String(length=32), nullable=False),
        sa.Column("entity_id", sa.Integer(), nullable=False),
        sa.Column("duty_id", sa.Integer(), nullable=True),
        sa.Column("old", sa.JSON(), nullable=True),
        sa.Column("new", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_journal"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_journal_batch", "journal", ["batch"], unique=False)
    op.create_index("ix_journal_duty_id", "journal", ["duty_id"], unique=False)
    op.create_index("ix_journal_entity_entity_id", "journal", ["entity", "entity_id"], unique=False)


def _guard_journal() -> None:
    if op.get_bind().dialect.name != "sqlite":
        return
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER journal_no_{change.lower()} BEFORE {change} ON journal "
            "BEGIN SELECT RAISE(ABORT, 'the journal cannot be changed'); END"
        )
