"""Those who taught a course could do everything in it: they become its owners."""

from typing import Any

from django.db import migrations


def own(apps: Any, _schema_editor: Any) -> None:
    apps.get_model("courses", "Enrollment").objects.filter(role="instructor").update(role="owner")


class Migration(migrations.Migration):
    dependencies = [("courses", "0005_teaching")]
    operations = [migrations.RunPython(own, migrations.RunPython.noop)]
