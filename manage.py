#!/usr/bin/env python
"""Django's command-line entry point for Backpass."""

import os
import sys

CHOOSES_A_SITE = {"BACKPASS_EMBEDDED", "SECRET_KEY", "DATABASE_URL"}


def main() -> None:
    """Run one management command, on the embedded site of this folder unless the environment names another."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if not CHOOSES_A_SITE & os.environ.keys():
        os.environ["BACKPASS_EMBEDDED"] = "1"
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
