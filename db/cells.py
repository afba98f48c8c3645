"""Cells of tables that leave the base: CSV as a spreadsheet may safely open it."""

import json

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a text starts that a spreadsheet would run."""


def cell(value: object) -> object:
    """Return a value as a cell of CSV; a text that a spreadsheet would run gets an apostrophe."""
    if isinstance(value, list | tuple | dict):
        value = json.dumps(value, ensure_ascii=False)
    if isinstance(value, str) and value.startswith(FORMULA):
        return "'" + value
    return value
