import django.db.models.deletion
import django.utils.timezone
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F, OuterRef, Subquery


def put_in_line(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Give what waits or runs its course and its place in the line."""
    Grading = apps.get_model("grader", "Grading")
    ExerciseVersion = apps.get_model("courses", "ExerciseVersion")
    course = ExerciseVersion.objects.filter(pk=OuterRef("version")).values("exercise__unit__course")[:1]
    unfinished = Grading.objects.filter(state__in=("queued", "running"))
    unfinished.update(course=Subquery(course), turn_at=F("queued_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0007_validate"),
        ("grader", "0010_data"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(model_name="grading", name="grading_queue"),
        migrations.AddField(
            model_name="grading",
            name="course",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                help_text="In whose line it waits; none for work that ended before courses took turns.",
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="courses.course",
            ),
        ),
        migrations.AddField(
            model_name="grading",
            name="turn_at",
            field=models.DateTimeField(
                default=django.utils.timezone.now,
                help_text="Its place in its course's line: later than when it came, for one of many.",
            ),
        ),
        migrations.AddIndex(
            model_name="grading",
            index=models.Index(fields=["state", "course", "device", "priority", "turn_at", "id"], name="grading_line"),
        ),
        migrations.AddIndex(
            model_name="grading",
            index=models.Index(fields=["course", "-started_at"], name="grading_course_starts"),
        ),
        # Last: PostgreSQL makes no index on a table with changed rows in the same transaction.
        migrations.RunPython(put_in_line, migrations.RunPython.noop),
    ]
