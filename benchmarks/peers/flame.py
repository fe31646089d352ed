"""A flame graph of gradings: ``python -m benchmarks.peers.flame stacks.txt flame.svg``.

``stacks.txt`` is what ``py-spy record --subprocesses --format raw`` writes while `benchmarks.peers.stages` runs. Of it
are kept the frames of the worker, of the sandbox server and of both jails that do something; none tells a path of this
machine. The image needs no script, so that any page can show it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

WIDTH, ROW, PADDING, HEAD = 1200, 17, 10, 34
LEAST_SHARE = 0.004
"""Of all samples: a narrower frame is left out, with what it called."""
MOST_ROWS = 34
LETTER = 6.7
STARTS = {
    "serve (grader/testkit/answers.py": "submission jail",
    "main (grader/testkit/runner.py": "tests jail",
    "_live (sandbox/jail.py": "making jails",
    "_keep (sandbox/jail.py": "making jails",
    "make_jail (sandbox/jail.py": "making jails",
    "JobLife.run (sandbox/life.py": "sandbox server",
    "grade (grader/queueing/working.py": "worker",
}
"""The frame with which each part begins. The innermost that a stack has counts; the frames outside it are left out."""
WAITING = ("select", "recv", "_wait_for_tstate_lock", "_read (sandbox/wire.py", "receive (sandbox/", "_watch (sandbox")
COLORS = {
    "submission jail": "#f0b36b",
    "tests jail": "#8fc6a4",
    "making jails": "#c9b3e0",
    "sandbox server": "#b8c4d6",
    "worker": "#9cc1e8",
}


@dataclass
class Frame:
    """A function in the graph, with how many samples met it, and what it called."""

    name: str
    count: int = 0
    called: dict[str, Frame] = field(default_factory=dict)

    def add(self, names: Iterable[str], count: int) -> None:
        """Count a stack below this frame."""
        frame = self
        frame.count += count
        for name in names:
            frame = frame.called.setdefault(name, Frame(name))
            frame.count += count


def read(lines: Iterable[str]) -> Frame:
    """Return the graph of raw stacks, one a line: frames from the outermost in, parted by semicolons, and a count."""
    root = Frame("all")
    for line in lines:
        stack, _, count = line.strip().rpartition(" ")
        if kept := _kept(stack.split(";")):
            root.add(kept, int(count))
    return root


def _kept(stack: list[str]) -> list[str] | None:
    if any(word in stack[-1] for word in WAITING):
        return None
    for place in range(len(stack) - 1, -1, -1):
        part = next((part for start, part in STARTS.items() if stack[place].startswith(start)), None)
        if part is not None:
            return [part, *map(short, stack[place + 1 :])]
    return None


def short(frame: str) -> str:
    """Return a frame's function and the last two parts of its file, without the line."""
    found = re.fullmatch(r"(.*) \((.*?)(?::\d+)?\)", frame)
    if found is None:
        return re.sub(r"/\S*/", "", frame)
    return f"{found[1]} ({'/'.join(found[2].split('/')[-2:])})"


@dataclass(frozen=True)
class Box:
    """Where a frame is drawn: ``x`` and ``width`` in pixels, and its ``row`` from the top."""

    frame: Frame
    part: str
    row: int
    x: float
    width: float


def draw(root: Frame, title: str) -> str:
    """Return the graph as SVG: outermost frames on top, as wide as the samples that met them."""
    boxes = list(_boxes(root, Box(root, "", -1, PADDING, WIDTH - 2 * PADDING)))
    height = HEAD + ROW * (1 + max(box.row for box in boxes)) + PADDING
    drawn = "\n".join(_drawn(box, box.frame.count / root.count) for box in boxes)
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="monospace" \
font-size="11" role="img" aria-label="{escape(title)}">
<rect width="100%" height="100%" fill="#ffffff"/>
<text x="{PADDING}" y="20" font-size="14" font-family="sans-serif">{escape(title)}</text>
{drawn}
</svg>
"""


def _boxes(root: Frame, outer: Box) -> Iterator[Box]:
    """Yield the boxes of all that ``outer``'s frame called, the widest first."""
    x, scale = outer.x, (WIDTH - 2 * PADDING) / root.count
    for name, called in sorted(outer.frame.called.items(), key=lambda item: -item[1].count):
        box = Box(called, outer.part or name, outer.row + 1, x, called.count * scale)
        if called.count >= root.count * LEAST_SHARE and box.row < MOST_ROWS:
            yield box
            yield from _boxes(root, box)
        x += box.width


def _drawn(box: Box, share: float) -> str:
    name, letters, top = box.frame.name, int((box.width - 4) / LETTER), HEAD + box.row * ROW
    text = name if len(name) <= letters else name[: max(letters - 1, 0)] + "…"
    label = f'<text x="{box.x + 2:.1f}" y="{top + 12}">{escape(text)}</text>' if letters > 3 else ""
    return (
        f"<g><title>{escape(f'{name}: {100 * share:.1f} %')}</title>"
        f'<rect x="{box.x:.1f}" y="{top}" width="{max(box.width - 0.5, 0.5):.1f}" height="{ROW - 1}" '
        f'fill="{COLORS[box.part]}"/>{label}</g>'
    )


def main() -> None:
    """Read the stacks and write the image."""
    stacks, image = map(Path, sys.argv[1:])
    root = read(stacks.read_text(encoding="utf-8").splitlines())
    image.write_text(draw(root, "Where the processors' time of iris gradings goes"), encoding="utf-8")


if __name__ == "__main__":
    main()
