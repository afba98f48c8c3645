"""Make the classifier's weights afresh: ``python -m extract.training``.

Run it after a change of the training data or of a lexicon's classes; a test compares the result
with the files that stand. ``--folds`` prints how well each language is told on held folds instead.
"""

import argparse
import sys

from extract.lexicons import languages
from extract.training.weighing import held, path_of, told, weighed


def main() -> int:
    """Write one file of weights a language, or print what held folds say."""
    parser = argparse.ArgumentParser(prog="extract.training", description=__doc__)
    parser.add_argument("--folds", action="store_true", help="measure on held folds, write nothing")
    options = parser.parse_args()
    for language in languages():
        if options.folds:
            sys.stdout.write(f"{language}: {told(held(language))}\n")
            continue
        path = path_of(language)
        path.write_text(weighed(language), encoding="utf-8")
        sys.stdout.write(f"{path.name}: {path.stat().st_size:,} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
