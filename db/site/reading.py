"""What the templates can say: filters and words."""

from typing import Any

from db.dates import in_words
from db.site.routes import static
from db.site.safety import outside
from db.site.statements import who
from db.site.words import low_first, position_words, side, word


def reading(env: Any) -> None:  # noqa: ANN401 - Jinja's environment, through Datasette
    """Add our filters and functions to a Jinja environment."""
    env.filters |= {
        "outside": outside,
        "in_words": in_words,
        "number": number,
        "figure_words": figure_words,
        "position_words": position_words,
        "side": side,
        "who": who,
        "low_first": low_first,
    }
    env.globals |= {"word": word, "static_file": static, "gauge_x": gauge_x}


def number(value: float | None) -> str:
    """Return a number with thousands apart: ``10000000.0`` → ``10,000,000``."""
    if value is None:
        return ""
    return f"{value:,.0f}" if value == round(value) else f"{value:,.2f}".rstrip("0").rstrip(".")


def figure_words(figure: dict[str, Any]) -> str:
    """Return what a figure counts, in plain words: ``22 percent, headcount reduction``."""
    unit = "%" if figure["unit"] == "percent" else f" {figure['unit']}"
    value = f"{figure.get('modifier') or ''} {number(figure['value'])}{unit}".strip()
    return f"{value}, {figure['measure']}" if figure["measure"] else value


def gauge_x(position: float, *, width: float = 120, radius: float = 6) -> float:
    """Return where on a scale from −1 (left) to +1 (right) a position stands."""
    return round(radius + (position + 1) / 2 * (width - 2 * radius), 1)
