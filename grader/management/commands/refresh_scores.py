"""``manage.py refresh_scores``: compute all scores anew, and say which ones were not what they should have been."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from courses.models import Exercise
from grader.gradebook.scoring import is_incomplete, refresh, stored_standings
from grader.gradebook.standings import standings


class Command(BaseCommand):
    """Scores are kept up to date by themselves; this is for after an upgrade, a restored backup, or a doubt."""

    help = "Compute the scores of all students anew from what was handed in and graded, and report differences."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the command line."""
        parser.add_argument("--dry-run", action="store_true", help="report differences and change nothing")
        parser.add_argument("--if-missing", action="store_true", help="do nothing where every submission has a score")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do so, an exercise at a time."""
        if options["if_missing"] and not is_incomplete():
            return
        count = differences = 0
        for exercise in Exercise.objects.select_related("unit__course").defer("prompt").order_by("pk"):
            stored, right = stored_standings(exercise.pk), standings(exercise.pk)
            different = sum(stored.get(student) != right.get(student) for student in {*stored, *right})
            count, differences = count + len(right), differences + different
            if different:
                name = f"{exercise.unit.course.slug}/{exercise.unit.slug}/{exercise.slug}"
                self.stdout.write(f"{name}: {different} of {len({*stored, *right})} scores differed.")
            if different and not options["dry_run"]:
                refresh(exercise)
        if not differences:
            self.stdout.write(f"All {count} scores are right.")
