"""What a regrade tells the students whose work it judged again: that it did, what changed, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from grader.models import Grading, RegradeItem
from grader.templatetags.progress import points

SHOWN = tuple(
    f"{side}__{name}" for side in ("before", "after") for name in ("state", "score", "max_score", "counts", "student")
)
OF_REGRADE = ("regrade__reason", "regrade__undone_at", "regrade__undo_reason", "regrade__state")


@dataclass(frozen=True, kw_only=True)
class RegradeNote:
    """That a regrade's judging began to count instead of an earlier one, and whether that was taken back."""

    at: datetime
    before: Grading
    after: Grading
    reason: str
    undone_at: datetime | None
    undo_reason: str

    @property
    def is_change(self) -> bool:
        """Whether the points changed, and not only who gave them."""
        return (self.before.score, self.before.max_score) != (self.after.score, self.after.max_score)

    @property
    def before_text(self) -> str:
        """The points before, with the possible ones where those changed too."""
        return self._text(self.before)

    @property
    def after_text(self) -> str:
        """The points after, likewise."""
        return self._text(self.after)

    def _text(self, grading: Grading) -> str:
        if self.before.max_score in (None, self.after.max_score):
            return points(grading.score)
        return f"{points(grading.score)} / {points(grading.max_score)}"


def notes_of(submissions: Collection[int]) -> Mapping[int, list[RegradeNote]]:
    """Return by submission id how regrades changed what counts, the earliest first, in one query."""
    found: defaultdict[int, list[RegradeNote]] = defaultdict(list)
    items = _applied().filter(submission__in=submissions).select_related("before", "after", "regrade")
    for item in items.only("submission", "applied_at", *SHOWN, *OF_REGRADE).order_by("applied_at", "pk"):
        if item.applied_at and item.before and item.after:
            found[item.submission_id].append(_note(item, item.applied_at, item.before, item.after))
    return found


def has_counted(grading: Grading) -> bool:
    """Whether a grading counted once, before a regrade replaced it or was taken back."""
    return _applied().filter(Q(before=grading) | Q(after=grading)).exists()


def counted_instead(grading: Grading) -> Grading | None:
    """Return the grading of the same submission that counts, or ``None`` where it is ``grading`` itself."""
    if grading.counts or grading.submission_id is None:
        return None
    return Grading.objects.filter(submission=grading.submission_id, counts=True).only("pk").first()


def _applied() -> QuerySet[RegradeItem]:
    return RegradeItem.objects.filter(applied_at__isnull=False)


def _note(item: RegradeItem, at: datetime, before: Grading, after: Grading) -> RegradeNote:
    return RegradeNote(
        at=at,
        before=before,
        after=after,
        reason=item.regrade.reason,
        undone_at=item.regrade.undone_at,
        undo_reason=item.regrade.undo_reason,
    )
