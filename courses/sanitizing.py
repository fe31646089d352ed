"""The HTML that a page may show when its text came from outside: no script, no style, no form, no foreign frame."""

from __future__ import annotations

import re

import nh3
from pygments.token import STANDARD_TYPES

_WORDS = {name for name in STANDARD_TYPES.values() if name}
_ADMONITIONS = {"admonition", "note", "tip", "hint", "important", "warning", "caution", "danger", "info", "example"}
_ALIGNMENTS = {"align-left", "align-center", "align-right"}
CLASSES: dict[str, set[str]] = {
    "span": _WORDS | {"math", "math-inline", "math-block"},
    "div": {"highlight", "math", "math-block"} | _ADMONITIONS,
    "p": {"admonition-title"},
    "a": {"header-anchor", "exercise-link", "footnote-backref"},
    "img": {"only-light", "only-dark"},
    "section": {"footnotes"},
    "sup": {"footnote-ref"},
    "td": _ALIGNMENTS,
    "th": _ALIGNMENTS,
}
TAGS = (
    {"a", "abbr", "b", "blockquote", "br", "caption", "code", "dd", "del", "details", "div", "dl", "dt", "em", "h1"}
    | {"h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "s", "samp"}
    | {"section", "small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead"}
    | {"tr", "u", "ul", "var"}
)
ATTRIBUTES: dict[str, set[str]] = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title", "width", "height"},
    "span": {"data-tex"},
    "div": {"data-tex"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
WITH_IDS = {tag: ATTRIBUTES.get(tag, set()) | {"id"} for tag in ("a", "h2", "h3", "li", "sup")}
IMAGE_DATA = re.compile(r"data:image/(?:png|jpeg|gif);base64,[A-Za-z0-9+/=\s]*")


def sanitized(html: str, *, ids: bool = False) -> str:
    """Return ``html`` with only what is harmless; ``ids`` keeps the anchors of headings and footnotes."""
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES | WITH_IDS if ids else ATTRIBUTES,
        allowed_classes=CLASSES,
        url_schemes={"http", "https", "mailto", "data"},
        attribute_filter=_without_foreign_data,
        link_rel="noopener noreferrer",
    )


def _without_foreign_data(tag: str, attribute: str, value: str) -> str | None:
    """Data addresses only carry pictures, and only in an image."""
    if not value.lstrip().lower().startswith("data:"):
        return value
    return value if tag == "img" and attribute == "src" and IMAGE_DATA.fullmatch(value) else None
