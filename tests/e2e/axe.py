"""axe, which measures the contrast of each kind of text, and not of each of a thousand alike.

Contrasts take most of axe's time. Elements of the same tags and classes from the page down, in the same colors and
size, have the same contrast; the first `ALIKE` of each kind are measured.
"""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

ALIKE = 2
SCRIPT: str = Axe().axe_script + "\naxe.configure({ rules: [{ id: 'color-contrast', selector: '[data-axe]' }] });"
EVERYTHING: dict[str, Any] = {"resultTypes": ["violations"]}
CONTRAST: dict[str, Any] = {"resultTypes": ["violations"], "runOnly": ["color-contrast"]}
_VIOLATIONS = """
    async ([part, options, alike]) => {
      const counts = new Map();
      const mark = (element, above) => {
        const { color, backgroundColor, backgroundImage, fontSize, fontWeight, opacity } = getComputedStyle(element);
        const look = [color, backgroundColor, backgroundImage, fontSize, fontWeight, opacity];
        const kind = `${above}>${element.localName}.${element.getAttribute("class")}|${look}`;
        const count = (counts.get(kind) ?? 0) + 1;
        counts.set(kind, count);
        element.toggleAttribute("data-axe", count <= alike);
        for (const child of element.children) mark(child, kind);
      };
      mark(document.documentElement, "");
      const { violations } = await axe.run(part ?? document, options);
      return violations.map(
        ({ id, nodes }) => `${id} at ${nodes.slice(0, 3).map(({ target }) => target.join(" ")).join(", ")}`
      );
    }
"""


def violations(page: Page, options: dict[str, Any] = EVERYTHING, part: str | None = None) -> list[str]:
    """Return what axe finds on the page as it is now, or in the ``part`` that a selector names: rules and places."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(SCRIPT)
    found: list[str] = page.evaluate(_VIOLATIONS, [part, options, ALIKE])
    return found
