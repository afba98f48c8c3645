"""The rules of linking, read from ``rules.toml`` once."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from db.records import Axis, Function, Kind, LaneStatement, Modality, Population

COMPARABLE = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Numbers and tables by section; the file says what each is for and where it comes from."""

    version: str
    position: dict[str, float]
    families: dict[Axis, str]
    comparable: dict[str, dict[str, float]]
    asserted: dict[str, frozenset[Modality]]
    functions: dict[tuple[Function, Function], float]
    least_function: float
    one_text: float
    all_held: float
    populations: dict[tuple[Population, Population], float]
    capability_populations: dict[tuple[Population, Population], float]
    least_population: float
    evidence: dict[Kind, float]
    score: dict[str, float]
    days: dict[str, int]
    withdraws_ai: frozenset[str]
    doubts_ai: frozenset[str]
    adds_ai: frozenset[str]
    """Frames of words and deeds about AI alone: withdrawn, doubted, or given more work."""
    brings_back: frozenset[str]
    scoped_by_article: frozenset[str]
    ends_work: frozenset[str]
    promises: frozenset[str]
    keeps_people: frozenset[str]
    grows: frozenset[str]
    stops_growth: frozenset[str]
    leaves_some: frozenset[str]
    own_deeds: frozenset[str]
    """Frames: see the file."""
    own_words: frozenset[Kind]
    copies: dict[str, float]
    claims: dict[str, float]

    def family(self, statement: LaneStatement) -> str:
        """Return the family of a positioned statement's axis."""
        return self.families[statement.axis or Axis.PRACTICE]

    def is_asserted(self, statement: LaneStatement) -> bool:
        """Tell whether a statement asserts its position."""
        return statement.modality in self.asserted[self.family(statement)]


def load_rules() -> Rules:
    """Return the rules of the package."""
    return _load()


@cache
def _load() -> Rules:
    text = (files("graph") / "rules.toml").read_text(encoding="utf-8")
    return read_rules(tomllib.loads(text))


def read_rules(table: dict[str, Any]) -> Rules:
    """Return rules from a parsed file. Raises KeyError or ValueError for one that is wrong."""
    functions, populations = table["functions"], table["populations"]
    return Rules(
        version=table["version"],
        position=table["position"],
        families={Axis(axis): family for axis, family in table["families"].items()},
        comparable=table["comparable"],
        asserted={
            family: frozenset(map(Modality, listed)) for family, listed in table["asserted"].items()
        },
        functions=_functions(functions),
        least_function=functions["least"],
        one_text=functions["one_text"],
        all_held=functions["all_held"],
        populations=_populations(populations["pairs"]),
        capability_populations=_populations(populations["pairs"])
        | _populations(populations["capability"]),
        least_population=populations["least"],
        evidence={Kind(kind): weight for kind, weight in table["evidence"].items()},
        score=table["score"],
        days=table["days"],
        withdraws_ai=frozenset(table["frames"]["withdraws_ai"]),
        doubts_ai=frozenset(table["frames"]["doubts_ai"]),
        adds_ai=frozenset(table["frames"]["adds_ai"]),
        brings_back=frozenset(table["frames"]["brings_back"]),
        scoped_by_article=frozenset(table["frames"]["scoped_by_article"]),
        ends_work=frozenset(table["frames"]["ends_work"]),
        promises=frozenset(table["frames"]["promises"]),
        keeps_people=frozenset(table["frames"]["keeps_people"]),
        grows=frozenset(table["frames"]["grows"]),
        stops_growth=frozenset(table["frames"]["stops_growth"]),
        leaves_some=frozenset(table["frames"]["leaves_some"]),
        own_deeds=frozenset(table["frames"]["own_deeds"]),
        own_words=frozenset(map(Kind, table["frames"]["own_words"])),
        copies=table["copies"],
        claims=table["claims"],
    )


def _functions(table: dict[str, Any]) -> dict[tuple[Function, Function], float]:
    overlaps = {(function, function): COMPARABLE for function in Function}
    for function in Function:
        if function is not Function.ALL:
            overlaps[Function.ALL, function] = table["from_all"]
            overlaps[function, Function.ALL] = table["to_all"]
    for earlier, row in table["pairs"].items():
        for later, weight in row.items():
            overlaps[Function(earlier), Function(later)] = weight
    return overlaps


def _populations(table: dict[str, Any]) -> dict[tuple[Population, Population], float]:
    return {
        (Population(earlier), Population(later)): weight
        for earlier, row in table.items()
        for later, weight in row.items()
    }
