"""
A site of a city, drawn from a seed: `python -m bench.web.seeding --share 0.05`, into the database and data folder
that the environment names. 2,000 bodies, 20,000 people, 200,000 alerts of eighteen months, a million records. 造数据。
"""

import argparse
import random
import time
from dataclasses import dataclass

SEED = 20_260


@dataclass(frozen=True, slots=True)
class Size:
    """How much of everything."""

    bodies: int = 2_000
    people: int = 20_000
    alerts: int = 200_000
    records: int = 1_000_000

    def times(self, share: float) -> "Size":
        """A smaller one, of one county at least."""
        return Size(
            max(40, int(self.bodies * share)),
            max(400, int(self.people * share)),
            max(40, int(self.alerts * share)),
            max(200, int(self.records * share)),
        )


def seed(size: Size) -> dict[str, float]:
    """Fill an empty, migrated site; the seconds each part took."""
    from bench.web.copying import unasked
    from bench.web.matters import matters_make
    from bench.web.records import records_make
    from bench.web.shapes import shapes
    from bench.web.society import society_make

    rng, took, begun = random.Random(SEED), {}, time.perf_counter()
    with unasked():
        society = society_make(rng, size.bodies, size.people)
        took["society"] = time.perf_counter() - begun
        done = matters_make(rng, society, shapes(), size.alerts)
        took["matters"] = time.perf_counter() - begun - sum(took.values())
        records_make(rng, done, size.people, size.records)
    took["records"] = time.perf_counter() - begun - sum(took.values())
    return took


def main() -> None:
    """From the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--share", type=float, default=1.0, help="of the full size")
    arguments = parser.parse_args()
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", "--no-input", verbosity=0)
    took = seed(Size().times(arguments.share))
    print(" ".join(f"{name} {seconds:.1f} s" for name, seconds in took.items()))


if __name__ == "__main__":
    main()
