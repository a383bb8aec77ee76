"""Papers to all belong to no unit; papers with a 期号, with or without a 文号."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Rebuild the table of papers, as SQLite cannot alter it; circulars leave the unit they were lent to."""
    last_id = _last_id()
    # The options are those of `columns.table_args`: reading a table back does not tell them.
    with op.batch_alter_table("notice", table_kwargs={"sqlite_autoincrement": True}) as batch:
        batch.alter_column("unit_id", existing_type=sa.Integer(), nullable=True)
        batch.alter_column("sequence", existing_type=sa.Integer(), nullable=True)
        batch.add_column(sa.Column("issue", sa.Integer(), nullable=True))
        batch.create_unique_constraint("uq_notice_kind_year_issue", ["kind", "year", "issue"])
    _go_on_after(last_id)
    notice = sa.table("notice", sa.column("kind", sa.String()), sa.column("unit_id", sa.Integer()))
    op.execute(notice.update().where(notice.c.kind == "督查通报").values(unit_id=None))


def _last_id() -> int | None:
    """The greatest id ever given to a paper: ids are not given twice, and a new table begins anew."""
    if op.get_bind().dialect.name != "sqlite":
        return None
    found = op.get_bind().scalar(sa.text("SELECT seq FROM sqlite_sequence WHERE name = 'notice'"))
    return None if found is None else int(found)


def _go_on_after(last_id: int | None) -> None:
    if last_id is not None:
        op.execute(sa.text("DELETE FROM sqlite_sequence WHERE name = 'notice'"))
        op.execute(
            sa.text("INSERT INTO sqlite_sequence (name, seq) VALUES ('notice', :last)").bindparams(
                last=last_id
            )
        )
