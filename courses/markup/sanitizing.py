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
    "p": {"admonition-title", "figure-try"},
    "figure": {"explorable"},
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
LESSON_TAGS = TAGS | {"bp-figure", "figcaption", "figure"}
LESSON_ATTRIBUTES = (
    ATTRIBUTES
    | {tag: ATTRIBUTES.get(tag, set()) | {"id"} for tag in ("a", "h2", "h3", "li", "sup")}
    | {"bp-figure": {"kind", "state", "hide", "id"}}
)
IMAGE_DATA = re.compile(r"data:image/(?:png|jpeg|gif);base64,[A-Za-z0-9+/=\s]*")


def sanitized(html: str, *, lesson: bool = False) -> str:
    """Return ``html`` with only what is harmless; a lesson keeps its anchors and explorable figures."""
    return nh3.clean(
        html,
        tags=LESSON_TAGS if lesson else TAGS,
        attributes=LESSON_ATTRIBUTES if lesson else ATTRIBUTES,
        allowed_classes=CLASSES,
        url_schemes={"http", "https", "mailto", "data"},
        attribute_filter=_without_foreign_data,
        link_rel="noopener noreferrer",
    )


def _without_foreign_data(tag: str, attribute: str, value: str) -> str | None:
    """Data addresses only carry pictures, and only in an image. The state of a figure is no address."""
    if tag == "bp-figure" or not value.lstrip().lower().startswith("data:"):
        return value
    return value if tag == "img" and attribute == "src" and IMAGE_DATA.fullmatch(value) else None
