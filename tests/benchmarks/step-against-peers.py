#!/usr/bin/env python3
"""Times a whole training step here and in PyTorch, in turns on the same machine.

Prints a table in Markdown; README.md beside this file says how to call it. Needs Python 3.9 and no packages; the peer
runs under the Python that --python names.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# depth, width, stem, size, batch, hidden
ROWS = {
    "narrow-256": (18, 16, "cifar", 32, 256, 1024),
    "narrow-64": (18, 16, "cifar", 32, 64, 1024),
    "wide-64": (18, 64, "cifar", 32, 64, 4096),
    "resnet50-224": (50, 64, "imagenet", 224, 8, 4096),
}

# Steps of ours before those that are timed, and timed. The Java compilers go on for about 20 seconds beside the steps, as
# the peer's first step takes its time; measured while they do, narrow-64 was 5 to 14 % slower than after it.
STEPS = {"narrow-256": (45, 20), "narrow-64": (160, 60), "wide-64": (14, 8), "resnet50-224": (10, 5)}


def arguments():
    parser = argparse.ArgumentParser(
        description=__doc__.splitlines()[0], formatter_class=argparse.ArgumentDefaultsHelpFormatter
    )
    parser.add_argument("--peers", type=Path, required=True, metavar="DIR", help="folder with peer_step.py")
    parser.add_argument("--python", required=True, help="a Python that has torch")
    parser.add_argument("--rows", nargs="+", choices=ROWS, default=list(ROWS), help="what to time")
    parser.add_argument("--modes", nargs="+", default=["fp32-eager"], help="modes of the peer")
    parser.add_argument("--alternations", type=int, default=5, help="turns of each")
    parser.add_argument(
        "--backends", nargs="+", default=["onednn"], metavar="B[:P]", help="of ours, and a precision: onednn:bfloat16"
    )
    parser.add_argument("--threads", type=int, default=os.cpu_count(), help="of both")
    parser.add_argument("--seconds", type=float, default=12, help="how long a turn of the peer measures")
    parser.add_argument("--patience", type=float, default=90, help="how long the peer waits for a quiet machine")
    parser.add_argument("--heap", default="96m", help="heap of the Java side")
    parser.add_argument("--raw", type=Path, default=Path("step-against-peers.jsonl"), help="where every result goes")
    parsed = parser.parse_args()
    if parsed.alternations < 1:
        parser.error(f"{parsed.alternations} alternations measure nothing: take at least 1, better 5.")
    if not (parsed.peers / "peer_step.py").is_file():
        parser.error(f"{parsed.peers} has no peer_step.py: give the folder that has it as --peers.")
    return parsed


def last_json(command, environment):
    """Runs a command and returns the JSON object that is its last line."""
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True)
    if done.returncode != 0:
        sys.exit(f"This command failed with exit code {done.returncode}, see above: {' '.join(map(str, command))}")
    return json.loads(done.stdout.strip().splitlines()[-1])


def shape(row):
    names = ("--depth", "--width", "--stem", "--size", "--batch", "--hidden")
    return [str(part) for pair in zip(names, ROWS[row]) for part in pair]


def ours(a, row, who):
    backend, _, precision = who.partition(":")
    # The serial collector keeps to one thread and little memory: right for so small a heap.
    flags = f"{os.environ.get('HSICFLOW_JVM', '')} -Xmx{a.heap} -XX:+UseSerialGC".strip()
    command = [ROOT / "hsicflow", "bench", "step", *shape(row), "--backend", backend]
    command += ["--precision", precision or "float32"]
    command += ["--estimator", "features"]  # as the peer
    warmup, steps = STEPS[row]
    command += ["--threads", str(a.threads), "--steps", str(steps), "--warmup", str(warmup), "--json"]
    return last_json(command, {**os.environ, "HSICFLOW_JVM": flags})


def peer(a, row, mode):
    command = [a.python, a.peers / "peer_step.py", *shape(row), "--mode", mode, "--threads", str(a.threads)]
    command += ["--seconds", str(a.seconds), "--patience", str(a.patience)]
    return last_json(command, os.environ)


def measure(a, row):
    """The results of each of our backends and of each mode, one after the other in every turn."""
    results = {who: [] for who in a.backends + a.modes}
    with a.raw.open("a") as raw:
        for turn in range(a.alternations):
            for who in results:
                result = ours(a, row, who) if who in a.backends else peer(a, row, who)
                results[who].append(result)
                raw.write(json.dumps({"row": row, "turn": turn, "who": who, **result}) + "\n")
                raw.flush()
    return results


def median(results, key):
    known = [result[key] for result in results if result[key] is not None]
    return statistics.median(known) if known else float("nan")


def main():
    a = arguments()
    print("| row | ours | peer | ours, images/s | peer, images/s | ours / peer | ours, MiB | peer, MiB | ours / peer |")
    print("|---|---|---|---:|---:|---:|---:|---:|---:|", flush=True)
    for row in a.rows:
        results = measure(a, row)
        for backend in a.backends:
            speed, memory = (median(results[backend], key) for key in ("images_s", "rss_mb"))
            for mode in a.modes:
                peer_speed, peer_memory = (median(results[mode], key) for key in ("images_s", "rss_mb"))
                print(
                    f"| {row} | {backend} | {mode} | {speed:.1f} | {peer_speed:.1f} | {speed / peer_speed:.2f} "
                    f"| {memory:.0f} | {peer_memory:.0f} | {memory / peer_memory:.2f} |",
                    flush=True,
                )


if __name__ == "__main__":
    main()
