from django.conf import settings
from django.db import migrations, models

import sandbox.log_lines

TRACE = {"editable": False, "help_text": "The id that all log lines about it bear.", "max_length": 64}


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0007_validate"),
        ("grader", "0008_validate"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # What was graded before there were ids has none.
        migrations.AddField(model_name="grading", name="trace", field=models.CharField(default="", **TRACE)),
        migrations.AlterField(
            model_name="grading", name="trace", field=models.CharField(default=sandbox.log_lines.current_id, **TRACE)
        ),
        migrations.AddIndex(model_name="grading", index=models.Index(fields=["finished_at"], name="grading_ended")),
    ]
