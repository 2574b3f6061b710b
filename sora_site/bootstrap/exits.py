"""What the exit status of `manage.py` means; scripts may rely on these numbers."""

from enum import IntEnum


class Exit(IntEnum):
    """Exit statuses, the same in the README's table."""

    CLEAN = 0
    FAILED = 1
    USAGE = 2
    ADDRESS_IN_USE = 3
    MIGRATION_FAILED = 4
    KEEPS_DYING = 5
    SETUP_FAILED = 6
    ALREADY_RUNNING = 7
    INTERRUPTED = 130
