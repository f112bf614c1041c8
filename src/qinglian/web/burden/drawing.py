"""The month of a body against its cap, as a picture. 本月占用与上限。"""

from html import escape

from django.utils.safestring import SafeString, mark_safe

WIDTH, HEIGHT = 600, 28
USED, ABOVE, ROOM, MARK = "#2f6fb3", "#b3261e", "#d9dee5", "#1c2430"


def metre(used: int, cap: int, described: str) -> SafeString:
    """What is used of the cap in blue, what lies above it in red, the cap as a mark."""
    whole = max(used, cap, 1)
    inside, edge = (min(used, cap) * WIDTH / whole, cap * WIDTH / whole)
    above = max(0, used - cap) * WIDTH / whole
    parts = [
        f'<rect width="{WIDTH}" height="{HEIGHT}" rx="4" fill="{ROOM}"/>',
        f'<rect width="{inside:.1f}" height="{HEIGHT}" rx="4" fill="{USED}"/>',
    ]
    if above:
        parts.append(f'<rect x="{edge:.1f}" width="{above:.1f}" height="{HEIGHT}" fill="{ABOVE}"/>')
        parts.append(f'<rect x="{edge - 1:.1f}" width="2" height="{HEIGHT}" fill="{MARK}"/>')
    said = escape(described, quote=True)
    drawn = (
        f'<svg class="metre" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{said}"'
        f' preserveAspectRatio="none">{"".join(parts)}</svg>'
    )
    # Numbers only, and the description escaped.
    return mark_safe(drawn)
