"""The axes of still pictures."""

from __future__ import annotations

from courses.figures.svg import Plot


def test_a_logarithmic_axis_is_written_as_the_live_figure_writes_it() -> None:
    plot = Plot((0, 1), (1e-3, 1e3), log_y=True)

    plot.axes()

    picture = plot.svg("")
    assert all(f">{tick}<" in picture for tick in ("10⁻³", "10⁻¹", "10¹", "10³"))
    assert ">0.001<" not in picture
