"""A database for what is measured in this process, without a site."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

GIVEN_DATABASE = os.environ.get("TEST_DATABASE_URL")


@contextmanager
def database() -> Iterator[None]:
    """Have a database of its own, with the bundled course and nobody in it, or the empty one of TEST_DATABASE_URL."""
    import django

    with tempfile.TemporaryDirectory(prefix="backpass-bench-") as folder:
        file = f"{folder}/db.sqlite3"
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings_test"
        os.environ["TEST_DATABASE_URL"] = GIVEN_DATABASE or f"sqlite:///{file}"
        django.setup()
        from django.conf import settings
        from django.db import connection

        if not GIVEN_DATABASE:
            settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = file
        _fill()
        yield
        connection.close()


def _fill() -> None:
    from django.core.management import call_command

    from courses.loading import load_content

    call_command("migrate", verbosity=0)
    load_content()
