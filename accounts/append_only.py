"""The audit log can only grow, and the database itself sees to it.

A row is never rewritten and never deleted while it is younger than the shortest retention there is. One
change is let through: taking out whose it was and its words, which the end of an account needs
(`audit.forget`); what was done and when stays. The triggers are put in place after every `migrate`, as SQLite
loses them when a migration makes a table anew.
"""

from __future__ import annotations

from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

YOUNG_DAYS = 30  # `AUDIT_DAYS` is never less
TABLE = "accounts_auditevent"
SENTENCE = "The audit log is append-only."

_SQLITE = (
    f"""CREATE TRIGGER IF NOT EXISTS audit_kept BEFORE DELETE ON {TABLE}
    WHEN julianday('now') - julianday(OLD.at) < {YOUNG_DAYS}
    BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END""",
    f"""CREATE TRIGGER IF NOT EXISTS audit_unchanged BEFORE UPDATE ON {TABLE}
    WHEN NEW.id IS NOT OLD.id OR NEW.verb IS NOT OLD.verb OR NEW.at IS NOT OLD.at
    OR (NEW.actor_id IS NOT OLD.actor_id AND NEW.actor_id IS NOT NULL)
    OR (NEW.target_type_id IS NOT OLD.target_type_id AND NEW.target_type_id IS NOT NULL)
    OR (NEW.target_id IS NOT OLD.target_id AND NEW.target_id IS NOT '')
    OR (NEW.detail IS NOT OLD.detail AND NEW.detail IS NOT '{{}}')
    BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END""",
)
_POSTGRES = (
    f"""CREATE OR REPLACE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'TRUNCATE' THEN
        RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'restrict_violation';
      ELSIF TG_OP = 'DELETE' THEN
        IF OLD.at > now() - interval '{YOUNG_DAYS} days' THEN
          RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN OLD;
      END IF;
      IF NEW.id IS DISTINCT FROM OLD.id OR NEW.verb IS DISTINCT FROM OLD.verb
        OR NEW.at IS DISTINCT FROM OLD.at
        OR (NEW.actor_id IS DISTINCT FROM OLD.actor_id AND NEW.actor_id IS NOT NULL)
        OR (NEW.target_type_id IS DISTINCT FROM OLD.target_type_id AND NEW.target_type_id IS NOT NULL)
        OR (NEW.target_id IS DISTINCT FROM OLD.target_id AND NEW.target_id <> '')
        OR (NEW.detail IS DISTINCT FROM OLD.detail AND NEW.detail <> '{{}}'::jsonb) THEN
        RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'restrict_violation';
      END IF;
      RETURN NEW;
    END $$""",
    f"""CREATE OR REPLACE TRIGGER audit_rows BEFORE UPDATE OR DELETE ON {TABLE}
    FOR EACH ROW EXECUTE FUNCTION audit_append_only()""",
    f"""CREATE OR REPLACE TRIGGER audit_whole BEFORE TRUNCATE ON {TABLE}
    FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only()""",
)
_LIFT = {
    "sqlite": ("DROP TRIGGER IF EXISTS audit_kept", "DROP TRIGGER IF EXISTS audit_unchanged"),
    "postgresql": (
        f"DROP TRIGGER IF EXISTS audit_rows ON {TABLE}",
        f"DROP TRIGGER IF EXISTS audit_whole ON {TABLE}",
    ),
}


def install(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers in place; again and again is the same as once."""
    _run(connection, {"sqlite": _SQLITE, "postgresql": _POSTGRES}.get(connection.vendor, ()))


def lift(connection: BaseDatabaseWrapper) -> None:
    """Take them away: only for a database that is emptied as a whole, as tests do."""
    _run(connection, _LIFT.get(connection.vendor, ()))


def after_migrate(using: str, **_signal: Any) -> None:
    """Receiver of `post_migrate`; a database that is not migrated as far has nothing to hold yet."""
    connection = connections[using]
    if TABLE in connection.introspection.table_names():
        install(connection)


def _run(connection: BaseDatabaseWrapper, statements: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
