"""The shape of the house: floors, sizes, lexicons alike in every language, documents."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HOUSE = ("walkback.py", "crawler", "extract", "graph", "db")
LONGEST_MODULE = 400


def modules() -> list[Path]:
    return [
        path
        for room in HOUSE
        for path in ([ROOT / room] if room.endswith(".py") else sorted((ROOT / room).rglob("*.py")))
    ]


def test_no_wing_imports_another() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_every_module_fits_on_a_few_screens_and_says_what_it_is() -> None:
    long = {
        path.relative_to(ROOT).as_posix(): len(path.read_text("utf-8").splitlines())
        for path in modules()
    }
    assert {name: lines for name, lines in long.items() if lines > LONGEST_MODULE} == {}
    silent = [path for path in modules() if not path.read_text("utf-8").startswith('"""')]
    assert silent == []


def languages() -> list[Path]:
    return sorted(path for path in (ROOT / "extract" / "lexicons").iterdir() if path.is_dir())


def test_every_language_has_the_same_lexicons() -> None:
    files = {
        folder.name: sorted(path.name for path in folder.glob("*.toml"))
        for folder in languages()
        if folder.name != "__pycache__"
    }
    assert {"en", "fr"} <= files.keys()
    assert len({tuple(names) for names in files.values()}) == 1, files


@pytest.mark.parametrize(
    "path",
    sorted(ROOT.glob("[a-z]*/**/*.toml")),
    ids=lambda path: path.relative_to(ROOT).as_posix(),
)
def test_every_data_file_is_sound_toml(path: Path) -> None:
    assert tomllib.loads(path.read_text("utf-8"))


def test_the_lock_pins_by_hash_and_names_no_address() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    assert "://" not in lock
    assert "999.9.9" not in lock
    pins = [line for line in lock.splitlines() if "==" in line and not line.startswith(" ")]
    assert len(pins) > 50
    assert lock.count("--hash=sha256:") >= len(pins)


def test_the_lock_holds_every_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["dev"]
    names = {line.split("=")[0].split(">")[0].split("<")[0].strip() for line in wanted}
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    locked = {line.split("==")[0] for line in lock.splitlines() if "==" in line}
    assert names <= locked


def test_nothing_is_left_for_later() -> None:
    words = ("TODO", "FIXME", "XXX")
    found = [
        (path.relative_to(ROOT).as_posix(), word)
        for path in [*modules(), *ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), ROOT / "Makefile"]
        for word in words
        if word in path.read_text("utf-8")
    ]
    assert found == []
