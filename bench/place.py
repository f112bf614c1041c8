"""Where the data lie, which machine this is, and how a measured process is started."""

import os
import platform
import subprocess
import sys
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def data() -> Path:
    """The shared data beside the checkout, or `QINGLIAN_DATA`."""
    return Path(os.environ.get("QINGLIAN_DATA") or ROOT.parent / "shared" / "data")


def machine() -> str:
    """One line: day, processor, cores, memory, versions."""
    import duckdb

    model = next(
        (
            line.split(":")[1].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if "model name" in line
        ),
        platform.machine(),
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{date.today()}, {model}, {os.cpu_count()} cores, {memory:.0f} GiB, "
        f"Python {platform.python_version()}, DuckDB {duckdb.__version__}"
    )


def measured(arguments: list[str]) -> subprocess.CompletedProcess[str]:
    """Run `python -m …` in a process of its own, from the checkout."""
    done = subprocess.run(
        [sys.executable, "-m", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode not in (0, 1):
        raise RuntimeError(f"{' '.join(arguments)}: {done.stderr.strip()[-2000:]}")
    return done


def command(arguments: list[str]) -> tuple[float, float, str]:
    """Run the command line cold; seconds, peak memory in MB, standard output."""
    probe = (
        "import resource,subprocess,sys,time;b=time.perf_counter();"
        "p=subprocess.run([sys.executable,'-m','qinglian',*sys.argv[1:]],stdout=subprocess.PIPE);"
        "print(time.perf_counter()-b, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss/1024, p.returncode);"
        "sys.stdout.write(p.stdout.decode()[-4000:])"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    first, _, rest = done.stdout.partition("\n")
    seconds, peak, code = first.split()
    if int(code) not in (0, 1):
        raise RuntimeError(
            f"qinglian {' '.join(arguments)} ended with {code}: {done.stderr[-1000:]}"
        )
    return float(seconds), float(peak), rest
