#!/usr/bin/env python3
"""Times decoding and two views of an image here and in torchvision v2, in turns on the same machine and files.

Prints a table in Markdown; README.md beside this file says how to call it. Needs Python 3.9 and no packages; torchvision
runs under the Python that --python names.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]

ROWS = {"32": "32 px JPEG, two views of 32 px", "224": "500x375 JPEG, two views of 224 px"}


def arguments():
    parser = argparse.ArgumentParser(
        description=__doc__.splitlines()[0], formatter_class=argparse.ArgumentDefaultsHelpFormatter
    )
    parser.add_argument("--peers", type=Path, required=True, metavar="DIR", help="folder with peer_augment.py")
    parser.add_argument("--python", required=True, help="a Python that has torch and torchvision")
    parser.add_argument("--data", type=Path, required=True, metavar="FOLDER", help="JPEG files of 32x32 pixels")
    parser.add_argument("--rows", nargs="+", choices=ROWS, default=list(ROWS), help="what to time")
    parser.add_argument("--alternations", type=int, default=5, help="turns of each")
    parser.add_argument("--images", type=int, default=64, help="JPEG files of a row")
    parser.add_argument("--seconds", type=float, default=8, help="how long a turn of torchvision measures")
    parser.add_argument("--repetitions", type=int, default=8, help="seconds that a turn of ours measures")
    parser.add_argument("--raw", type=Path, default=Path("augment-against-torchvision.jsonl"), help="every result")
    parsed = parser.parse_args()
    if parsed.alternations < 1:
        parser.error(f"{parsed.alternations} alternations measure nothing: take at least 1, better 5.")
    if not (parsed.peers / "peer_augment.py").is_file():
        parser.error(f"{parsed.peers} has no peer_augment.py: give the folder that has it as --peers.")
    return parsed


def run(command):
    """Runs a command and returns what it printed."""
    command = [str(part) for part in command]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True)
    if done.returncode != 0:
        sys.exit(f"This command failed with exit code {done.returncode}, see above: {' '.join(command)}")
    return done.stdout


def last_json(command):
    return json.loads(run(command).strip().splitlines()[-1])


def turn_of_torchvision(a, what, *rest):
    return [a.python, HERE / "torchvision_turn.py", what, a.peers, *rest]


def ours(a, size, folder, threads):
    command = [ROOT / "hsicflow", "bench", "augment", "--size", size, "--threads", threads, "--data", folder]
    return last_json([*command, "--images", a.images, "--repetitions", a.repetitions, "--json"])


def measure(a, size, folder):
    """The results of torchvision and of ours with 1 and 2 threads, one after the other in every turn."""
    turns = {
        "ours": lambda: ours(a, size, folder, 1),
        "torchvision": lambda: last_json(turn_of_torchvision(a, "time", folder, size, a.seconds)),
        "ours, 2 threads": lambda: ours(a, size, folder, 2),
    }
    if (os.cpu_count() or 1) < 2:
        del turns["ours, 2 threads"]
    results = {who: [] for who in turns}
    with a.raw.open("a") as raw:
        for turn in range(a.alternations):
            for who, measured in turns.items():
                result = measured()
                results[who].append(result["images_s"])
                raw.write(json.dumps({"row": size, "turn": turn, "who": who, **result}) + "\n")
                raw.flush()
    return results


def line(row, upper, lower, what):
    """A row of the table: medians of both, the median of the turns' ratios, and the lowest and highest of these."""
    ratios = [one / other for one, other in zip(upper, lower)]
    print(
        f"| {row} | {what} | {statistics.median(upper):.0f} | {statistics.median(lower):.0f} "
        f"| {statistics.median(ratios):.2f} | {min(ratios):.2f} to {max(ratios):.2f} |",
        flush=True,
    )


def main():
    a = arguments()
    print("| row | what | images/s | against, images/s | ratio | of single turns |")
    print("|---|---|---:|---:|---:|---:|", flush=True)
    for size in a.rows:
        with tempfile.TemporaryDirectory() as folder:
            run(turn_of_torchvision(a, "make", a.data, folder, size, a.images))
            results = measure(a, size, folder)
        line(ROWS[size], results["ours"], results["torchvision"], "ours against torchvision, 1 thread each")
        if "ours, 2 threads" in results:
            line(ROWS[size], results["ours, 2 threads"], results["ours"], "ours, 2 threads against 1")


if __name__ == "__main__":
    main()
