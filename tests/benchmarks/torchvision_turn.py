"""One turn of torchvision for augment-against-torchvision.py, under a Python that has torch and torchvision.

    torchvision_turn.py make PEERS DATA FOLDER SIZE COUNT   fills FOLDER with the JPEG files of a row
    torchvision_turn.py time PEERS FOLDER SIZE SECONDS      prints a JSON line with images_s

PEERS has peer_augment.py, which says how a PyTorch user decodes a JPEG in memory and makes two views of it (`Views`) and
what a photograph of 500x375 pixels is made of (`photo`). Everything here happens in one thread of this process.
"""
import json
import sys
import time
from pathlib import Path

WARM_UP = 3  # seconds


def make(peer, data, folder, size, count):
    import numpy as np

    found = sorted(path for path in Path(data).rglob("*") if path.suffix.lower() in (".jpg", ".jpeg"))
    if not found:
        sys.exit(f"{data} has no JPEG files: give a folder that has some as --data.")
    chosen = [path.read_bytes() for path in found[:: max(1, len(found) // count)]][:count]
    if size > 64:
        rng = np.random.default_rng(0)
        chosen = [peer.photo(jpeg, rng) for jpeg in chosen]
    for number, jpeg in enumerate(chosen):
        Path(folder, f"{number:05}.jpg").write_bytes(jpeg)


def passes(views, seconds):
    """Makes views for that long; images a second."""
    seen, start = 0, time.perf_counter()
    while time.perf_counter() - start < seconds:
        first, second = views[seen]
        seen += 1
    assert first.shape == second.shape
    return seen / (time.perf_counter() - start)


def measure(peer, folder, size, seconds):
    import torch

    torch.set_num_threads(1)
    jpegs = [path.read_bytes() for path in sorted(Path(folder).iterdir())]
    views = peer.Views(jpegs, size, len(jpegs))
    passes(views, WARM_UP)
    print(json.dumps({"images_s": passes(views, seconds)}))


if __name__ == "__main__":
    what, peers, *rest = sys.argv[1:]
    sys.path.insert(0, peers)
    import peer_augment

    if what == "make":
        data, folder, size, count = rest
        make(peer_augment, data, folder, int(size), int(count))
    else:
        folder, size, seconds = rest
        measure(peer_augment, folder, int(size), float(seconds))
