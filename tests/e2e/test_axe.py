"""What looks at the pages for everyone sees the one bad text among many good ones."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.e2e.axe import CONTRAST, violations

pytestmark = pytest.mark.slow

GOOD = "<p class='good'>Good to read</p>" * 50
STYLES = "<style>body { background: #fff } .good { color: #111 } .bad, #bad, .group p { color: #ddd }</style>"


@pytest.mark.parametrize(
    "bad", ["<p class='bad'>Bad</p>", "<p class='good' id='bad'>Bad</p>", "<div class='group'><p>Bad</p></div>"]
)
def test_a_bad_contrast_among_many_good_ones_is_found(browser: Browser, bad: str) -> None:
    page = browser.new_page()
    page.set_content(f"<html lang='en'>{STYLES}<main>{GOOD}{bad}{GOOD}</main></html>")

    found = violations(page, CONTRAST)

    page.close()
    assert [rule.partition(" ")[0] for rule in found] == ["color-contrast"]
