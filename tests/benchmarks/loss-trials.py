#!/usr/bin/env python3
"""Trains the demo's encoder with each way to estimate the loss and prints the accuracies as a table."""

import argparse
import csv
import pathlib
import statistics
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
RANDOM = [(features, draws) for features in ("independent", "orthogonal") for draws in (1, 8)]
SETTINGS = {
    f"{draws} {features}": [f"-Dloss.features={features}", f"-Dloss.draws={draws}"]
    for features, draws in RANDOM
} | {"exact": ["-Dloss.estimator=exact"]}
REACHED, MISSED = 0, 3  # exit codes of a demo that ran to its end


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=pathlib.Path, required=True, help="folder of the runs; finished ones are not run again")
    parser.add_argument("--steps", type=int, required=True, help="training steps of a run, so that all see equally many images")
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2])
    parser.add_argument("--settings", nargs="+", choices=SETTINGS, default=list(SETTINGS))
    parser.add_argument("--data", help="own images, as the demo takes them; its own stream by default")
    parser.add_argument("demo", nargs="*", help="further arguments of ./hsicflow demo, after --")
    return parser.parse_args()


def accuracies(args, setting, seed):
    """k = 5 and k = 200 of the trained encoder, from the run's table.csv."""
    folder = args.out / f"{setting.replace(' ', '-')}-{seed}"
    table = folder / "table.csv"
    if not table.exists():
        command = [ROOT / "hsicflow", "demo", f"--steps={args.steps}", f"--seed={seed}", "--ui-port=0", f"--out={folder}"]
        command += [f"--data={args.data}"] if args.data else []
        done = subprocess.run([*command, *SETTINGS[setting], *args.demo], stdout=sys.stderr)
        if done.returncode not in (REACHED, MISSED):
            sys.exit(f"The demo with {setting}, seed {seed}, ended with {done.returncode}; its log is {folder}/demo.log.")
    settings = (folder / "settings.yaml").read_text().splitlines()
    for line in (f"learner.steps: '{args.steps}'", f"learner.seed: '{seed}'"):
        if line not in settings:
            sys.exit(f"{folder} is no run with {line}: its settings.yaml says otherwise. Give another --out.")
    with table.open(newline="") as lines:
        trained = next(row for row in csv.DictReader(lines) if row["kind"] == "trained")
    return [100 * float(trained[column]) for column in ("knn5", "knn200")]


def main():
    args = arguments()
    args.out.mkdir(parents=True, exist_ok=True)
    results = {}
    for seed in args.seeds:
        for setting in args.settings:
            results[setting, seed] = accuracies(args, setting, seed)
    print("| draws | " + " | ".join(f"seed {seed}: k = 5 / 200" for seed in args.seeds) + " | mean |")
    print("|---|" + "---|" * (len(args.seeds) + 1))
    for setting in args.settings:
        pairs = [results[setting, seed] for seed in args.seeds]
        pairs.append([statistics.mean(column) for column in zip(*pairs)])
        print(f"| {setting} | " + " | ".join(f"{few:.1f} / {many:.1f}" for few, many in pairs) + " |")


if __name__ == "__main__":
    main()
