"""The still pictures, for where a figure's script does not run: one module a kind, with ``draw(state) -> SVG``."""
