"""What can go wrong with a backup, said to the operator."""


class BackupProblem(Exception):
    """No backup can be made, or this one cannot be restored here and now; nothing was changed."""
