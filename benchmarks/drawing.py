"""Bars as SVG, for pages that plot a table; no plotting library is needed for that."""

from __future__ import annotations

from html import escape

COLOURS = ("#6d28d9", "#0d9488", "#d97706", "#be123c", "#475569")
WIDTH, PANEL, BAR, LEFT = 760, 150, 26, 20
FONT = 'font-family="system-ui, sans-serif" font-size="12"'
Values = dict[tuple[str, str], float]


def bars(panels: list[tuple[str, Values]], groups: list[str], names: list[str]) -> str:
    """A panel for each entry: in every group of `groups`, one bar for each of `names`."""
    height = PANEL * len(panels) + 40
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" {FONT}>',
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
    ]
    for place, name in enumerate(names):
        x = LEFT + place * 150
        out.append(f'<rect x="{x}" y="12" width="12" height="12" fill="{COLOURS[place]}"/>')
        out.append(f'<text x="{x + 18}" y="22">{escape(name)}</text>')
    for row, (title, values) in enumerate(panels):
        out += _panel(title, values, groups, names, 40 + row * PANEL)
    return "\n".join([*out, "</svg>", ""])


def _panel(title: str, values: Values, groups: list[str], names: list[str], top: float) -> list[str]:
    highest = max(*values.values(), 1e-9)
    out = [f'<text x="{LEFT}" y="{top + 14}" font-weight="600">{escape(title)}</text>']
    wide = (WIDTH - 2 * LEFT) / len(groups)
    floor = top + PANEL - 30
    for column, group in enumerate(groups):
        x = LEFT + column * wide
        out.append(f'<text x="{x}" y="{floor + 16}" fill="#475569">{escape(group)}</text>')
        for place, name in enumerate(names):
            value = values[group, name]
            tall = (PANEL - 70) * value / highest
            left = x + place * (BAR + 18)
            out.append(
                f'<rect x="{left:.0f}" y="{floor - tall:.1f}" width="{BAR}" height="{tall:.1f}" '
                f'fill="{COLOURS[place]}"/>'
            )
            out.append(f'<text x="{left:.0f}" y="{floor - tall - 4:.1f}" font-size="10">{value:.2f}</text>')
    return out
