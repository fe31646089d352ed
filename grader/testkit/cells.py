"""The submission jail's side of notebooks and printed text: cells with outputs, within bounds."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from grader.testkit.protocol import MAX_CELLS, MAX_IMAGE_BYTES, MAX_IMAGES, MAX_NOTEBOOK_BYTES, MAX_OUTPUT_CHARACTERS

_IMAGE_TYPES = ("image/png", "image/jpeg", "image/svg+xml")


class PrintedText:
    """A text stream that keeps the first ``MAX_OUTPUT_CHARACTERS`` and passes everything on."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self._kept: list[str] = []
        self._room = MAX_OUTPUT_CHARACTERS

    def write(self, text: str) -> int:
        """Write ``text`` and return its length."""
        if self._room > 0:
            self._kept.append(text[: self._room])
            self._room -= len(text)
        self._stream.write(text)
        return len(text)

    @property
    def text(self) -> str:
        """What was printed."""
        return "".join(self._kept)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def cells_of(notebook: Any) -> list[dict[str, Any]]:
    """Return the outputs of an executed notebook, one dict a cell, as ``grader.testkit.notebook`` reads them."""
    return [
        {
            "text": text_of(cell),
            "images": _images_of(cell),
            "execution_count": cell.get("execution_count"),
        }
        for cell in notebook.cells[:MAX_CELLS]
    ]


def text_of(cell: Any) -> str:
    """Return what a cell printed and displayed as text."""
    parts = (_text_of_output(output) for output in cell.get("outputs", []))
    return "".join(parts)[:MAX_OUTPUT_CHARACTERS]


def _text_of_output(output: Any) -> str:
    if output.get("output_type") == "stream":
        return str(output.get("text", ""))
    return str(output.get("data", {}).get("text/plain", ""))


def _images_of(cell: Any) -> list[bytes]:
    images: list[bytes] = []
    for output in cell.get("outputs", []):
        for kind in _IMAGE_TYPES:
            data = output.get("data", {}).get(kind)
            if isinstance(data, str) and len(images) < MAX_IMAGES and len(data) <= MAX_IMAGE_BYTES:
                images.append(_image(kind, data))
    return images


def _image(kind: str, data: str) -> bytes:
    if kind == "image/svg+xml":
        return data.encode("utf-8", "replace")
    try:
        return base64.b64decode(data)
    except (binascii.Error, ValueError):
        return b""


def as_json(notebook: Any) -> str | None:
    """Return the executed notebook as JSON, without its outputs where they make it too large; ``None`` if still."""
    import nbformat

    text: str = nbformat.writes(notebook)
    if len(text.encode()) > MAX_NOTEBOOK_BYTES:
        for cell in notebook.cells:
            if "outputs" in cell:
                cell.outputs = []
        text = nbformat.writes(notebook)
    return text if len(text.encode()) <= MAX_NOTEBOOK_BYTES else None
