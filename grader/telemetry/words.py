"""What the status page says, in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

QUEUES = {
    "runs": _("Runs"),
    "submissions": _("Submissions"),
    "regrades": _("Regrades"),
    "gpu": _("Waiting for a GPU"),
    "validations": _("Validations of authors"),
}
REASONS = {
    "tests": _("The exercise's tests broke off."),
    "sandbox": _("The sandbox did not carry out the job."),
    "lost": _("The worker fell silent."),
    "other": _("Something else broke on our side."),
}
ENVIRONMENTS = {
    "warm": _("ready"),
    "cold": _("starting"),
    "silent": _("does not answer"),
}
HEADLINES = {
    "well": _("Everything works."),
    "slow": _("The site works, but work waits longer than usual."),
    "ill": _("Some exercises cannot be graded at the moment."),
    "down": _("Nothing is graded at the moment."),
}
ADVICE = {
    "well": _(
        "If something does not work for you, it is most likely your connection or your browser: load the page again."
    ),
    "slow": _("There is more to grade than there is room for. Nothing is lost, and everybody has their turn."),
    "ill": _(
        "A part that runs students' code is starting or does not answer. "
        "What was submitted is stored and is graded as soon as it is back."
    ),
    "down": _(
        "It is the site, and not you. What students submit is stored and is graded as soon as it works again; "
        "nobody has to submit it once more. Tell whoever runs this site."
    ),
}
ICONS = {
    "well": "check-circle-fill",
    "slow": "hourglass-split",
    "ill": "exclamation-triangle-fill",
    "down": "x-circle-fill",
}
LOOKS = {"well": "good", "slow": "warn", "ill": "warn", "down": "bad"}
