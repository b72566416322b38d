#!/usr/bin/env python3
"""Times whole SSL-HSIC training steps in PyTorch on a GPU and prints one JSON line.

Two batches of views as uint8 lie in pinned memory; a step copies them to the GPU, normalises them there, and does all
of what ./hsicflow bench step does: both networks, loss, gradient, LARS, both moving averages, the kernel scale. It
fetches nothing from the GPU, and all updates of parameters are batched (torch._foreach_*)."""

import argparse
import json
import math
import statistics
import time

import torch
from torch import nn
from torch.nn import functional as F
from torchvision.models.resnet import BasicBlock, Bottleneck

MEAN, DEVIATION = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
LAYERS = {18: (2, 2, 2, 2), 34: (3, 4, 6, 3), 50: (3, 4, 6, 3), 101: (3, 4, 23, 3), 152: (3, 8, 36, 3)}
MODES = ("fp32-eager", "bf16-eager", "bf16-compile", "bf16-compile-networks", "bf16-compile-max")
OUTPUT, FEATURES, HIDDENS, GAMMA = 256, 512, 4, 3.0
RATE, TAU, EVALUATION_RATE = 0.1, 0.99, 0.999
DECAY, ETA, MOMENTUM = 1e-6, 1e-3, 0.9
SCALE_ROWS, SCALE_RATE, SCALE_FLOOR = 1024, 3e-4, 1e-7
RUN = 10  # steps between two looks at the clock


class Encoder(nn.Module):
    """A ResNet of torchvision's blocks, of any width and with either stem, without its last layer."""

    def __init__(self, depth, width, stem):
        super().__init__()
        block = Bottleneck if depth >= 50 else BasicBlock
        if stem == "cifar":
            first = [nn.Conv2d(3, width, 3, 1, 1, bias=False), nn.BatchNorm2d(width), nn.ReLU(True)]
        else:
            first = [nn.Conv2d(3, width, 7, 2, 3, bias=False), nn.BatchNorm2d(width), nn.ReLU(True), nn.MaxPool2d(3, 2, 1)]
        blocks, inputs = [], width
        for stage, count in enumerate(LAYERS[depth]):
            planes = width << stage
            outputs = planes * block.expansion
            for place in range(count):
                stride = 2 if stage and not place else 1
                shortcut = None
                if stride != 1 or inputs != outputs:
                    shortcut = nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))
                blocks.append(block(inputs, planes, stride, shortcut))
                inputs = outputs
        self.layers = nn.Sequential(*first, *blocks)
        self.outputs = inputs

    def forward(self, images):
        return self.layers(images).mean((2, 3))


def head(inputs, hidden):
    return nn.Sequential(
        nn.Linear(inputs, hidden), nn.BatchNorm1d(hidden), nn.ReLU(True), nn.Linear(hidden, OUTPUT, bias=False)
    )


class Network(nn.Module):
    """Encoder and projector, and the predictor that the online network alone has."""

    def __init__(self, args, predicts):
        super().__init__()
        self.encoder = Encoder(args.depth, args.width, args.stem)
        self.projector = head(self.encoder.outputs, args.hidden)
        self.predictor = head(OUTPUT, args.hidden) if predicts else nn.Identity()
        for module in self.modules():
            if isinstance(module, (nn.Conv2d, nn.Linear)):
                nn.init.trunc_normal_(module.weight, std=module.weight[0].numel() ** -0.5, a=-2, b=2)
                if module.bias is not None:
                    nn.init.zeros_(module.bias)

    def forward(self, images):
        return self.predictor(self.projector(self.encoder(images)))


def unit_rows(hiddens):
    return hiddens * torch.rsqrt(hiddens.square().sum(-1, keepdim=True).clamp_min(1e-12))


def loss(hiddens, weights, offsets, scale):
    """The loss of unit rows [M, B, d] under two draws: weights [2, D, d], offsets [2, D]."""
    count = hiddens.shape[0] * hiddens.shape[1]
    first, second = (
        math.sqrt(2 / FEATURES) * torch.cos(hiddens @ (weight / scale).t() + offset)
        for weight, offset in zip(weights, offsets)
    )
    sums = first.sum(0)
    dependence = sums.square().sum() / (count * (HIDDENS - 1)) - sums.sum(0).square().sum() / count**2
    left, right = ((one - one.mean((0, 1))).flatten(0, 1) for one in (first, second))
    return GAMMA * torch.linalg.matrix_norm(left.t() @ right) / count - dependence


def scale_slope(hiddens, left, right, scale):
    """Derivative of the mean log |dk/dq| with respect to the scale, over all pairs of two samples of rows."""
    x, y = (hiddens.gather(1, rows[..., None].expand(-1, -1, OUTPUT)).flatten(0, 1) for rows in (left, right))
    q = (x.square().sum(1, keepdim=True) + y.square().sum(1) - 2 * (x @ y.t())).clamp(0, 1e10)
    above = scale / (2 * (q + scale * scale) ** 1.5) > SCALE_FLOOR
    return torch.where(above, 1 / scale - 3 * scale / (q + scale * scale), 0.0).mean()


class KernelScale:
    """The learned scale and its Adam moments, all on the device."""

    def __init__(self, device):
        self.value = torch.ones((), device=device)
        self.first, self.second = torch.zeros((2,), device=device).unbind()
        self.steps = 0

    def ascend(self, slope):
        self.steps += 1
        self.first.lerp_(slope, 0.1)
        self.second.lerp_(slope.square(), 0.001)
        first = self.first / (1 - 0.9**self.steps)
        second = self.second / (1 - 0.999**self.steps)
        self.value.add_(SCALE_RATE * first / (second.sqrt() + 1e-8)).clamp_min_(1e-3)


class Lars:
    """LARS for weights, plain momentum for biases and for batch norm's scale and offset."""

    def __init__(self, parameters):
        self.weights = [one for one in parameters if one.ndim > 1]
        self.plain = [one for one in parameters if one.ndim == 1]
        self.momenta = [torch.zeros_like(one) for one in self.weights + self.plain]

    def step(self):
        gradients = [one.grad for one in self.weights]
        torch._foreach_add_(gradients, self.weights, alpha=DECAY)
        sizes, slopes = (torch.stack(torch._foreach_norm(some)) for some in (self.weights, gradients))
        ratios = torch.where((sizes > 0) & (slopes > 0), ETA * sizes / slopes, 1.0)
        torch._foreach_mul_(gradients, list(ratios.unbind()))
        torch._foreach_mul_(self.momenta, MOMENTUM)
        torch._foreach_add_(self.momenta, gradients + [one.grad for one in self.plain])
        torch._foreach_add_(self.weights + self.plain, self.momenta, alpha=-RATE)


class Learner:
    def __init__(self, args, device):
        self.args, self.device = args, device
        self.bf16 = args.mode.startswith("bf16")
        self.layout = torch.channels_last if self.bf16 else torch.contiguous_format
        self.online, self.target = (
            Network(args, predicts).to(device=device, memory_format=self.layout) for predicts in (True, False)
        )
        self.target.requires_grad_(False)
        self.parameters = list(self.online.parameters())
        of_target = dict(self.target.named_parameters())
        self.followed = [one for name, one in self.online.named_parameters() if name in of_target]
        self.following = [of_target[name] for name, _ in self.online.named_parameters() if name in of_target]
        self.evaluation = [(1 - EVALUATION_RATE) * one.detach() for one in self.parameters]
        self.lars, self.scale = Lars(self.parameters), KernelScale(device)
        self.mean, self.deviation = (
            255 * torch.tensor(values, device=device)[:, None, None] for values in (MEAN, DEVIATION)
        )
        if args.mode == "bf16-compile":
            self.forward = torch.compile(self.forward, dynamic=False)
        elif args.mode == "bf16-compile-networks":
            self.online, self.target = (torch.compile(one, dynamic=False) for one in (self.online, self.target))
        elif args.mode == "bf16-compile-max":
            self.forward = torch.compile(self.forward, dynamic=False, mode="max-autotune-no-cudagraphs")

    def forward(self, first, second, weights, offsets, scale):
        """The loss and the unit rows; each view is a batch of its own to batch norm."""
        with torch.autocast(self.device.type, torch.bfloat16, enabled=self.bf16):
            views = [(view.float() - self.mean) / self.deviation for view in (first, second)]
            views = [view.contiguous(memory_format=self.layout) for view in views]
            predictions = [self.online(view) for view in views]
            with torch.no_grad():
                projections = [self.target(view) for view in reversed(views)]
        with torch.autocast(self.device.type, enabled=False):
            hiddens = unit_rows(torch.stack([*predictions, *projections]).float())
            return loss(hiddens, weights, offsets, scale), hiddens.detach()

    def step(self, first, second):
        """One training step on views [B, 3, size, size] of bytes on the host; gives the loss, on the device."""
        device = self.device
        first, second = (view.to(device, non_blocking=True) for view in (first, second))
        weights = torch.randn(2, FEATURES, OUTPUT, device=device) * torch.randn(2, FEATURES, 1, device=device)
        offsets = 2 * math.pi * torch.rand(2, FEATURES, device=device)
        value, hiddens = self.forward(first, second, weights, offsets, self.scale.value)
        for parameter in self.parameters:
            parameter.grad = None
        value.backward()
        with torch.no_grad():
            self.lars.step()
            torch._foreach_lerp_(self.following, self.followed, 1 - TAU)
            rows = torch.randint(self.args.batch, (2, HIDDENS, SCALE_ROWS // HIDDENS), device=device)
            self.scale.ascend(scale_slope(hiddens, *rows, self.scale.value))
            torch._foreach_lerp_(self.evaluation, self.parameters, 1 - EVALUATION_RATE)
        return value.detach()


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--depth", type=int, default=18, choices=LAYERS)
    parser.add_argument("--width", type=int, default=64)
    parser.add_argument("--stem", default="cifar", choices=("cifar", "imagenet"))
    parser.add_argument("--size", type=int, default=32)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--hidden", type=int, default=4096)
    parser.add_argument("--mode", default="fp32-eager", choices=MODES, help="bf16 is autocast with channels last; fp32 is without TF32")
    parser.add_argument("--tf32", action="store_true", help="let fp32 products be computed in TF32")
    parser.add_argument("--seconds", type=float, default=10, help="measure about this long, at least 3 runs of steps")
    parser.add_argument("--warmup", type=int, default=10, help="steps before that")
    parser.add_argument("--device", default="cuda")
    return parser.parse_args()


def main():
    args = arguments()
    device = torch.device(args.device)
    on_gpu = device.type == "cuda"
    torch.manual_seed(0)
    torch.backends.cudnn.benchmark = True
    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = args.tf32
    learner = Learner(args, device)
    views = torch.randint(256, (2, args.batch, 3, args.size, args.size), dtype=torch.uint8)
    views = views.pin_memory() if on_gpu else views
    synchronize = torch.cuda.synchronize if on_gpu else lambda: None

    start = time.perf_counter()
    learner.step(*views)
    synchronize()
    first = time.perf_counter() - start
    for _ in range(args.warmup):
        learner.step(*views)
    synchronize()
    times, start = [], time.perf_counter()
    while len(times) < 3 or time.perf_counter() - start < args.seconds:
        begin = time.perf_counter()
        for _ in range(RUN):
            value = learner.step(*views)
        synchronize()
        times.append((time.perf_counter() - begin) / RUN)
    step = statistics.median(times)
    print(
        json.dumps(
            dict(
                depth=args.depth,
                width=args.width,
                size=args.size,
                batch=args.batch,
                hidden=args.hidden,
                mode=args.mode,
                tf32=args.tf32,
                images_s=round(args.batch / step, 1),
                step_ms=round(1000 * step, 3),
                min_ms=round(1000 * min(times), 3),
                runs=len(times),
                first_s=round(first, 1),
                peak_gpu_mib=round(torch.cuda.max_memory_allocated() / 2**20) if on_gpu else None,
                device=torch.cuda.get_device_name() if on_gpu else "cpu",
                torch=torch.__version__,
                loss=round(value.item(), 4),
            )
        )
    )


if __name__ == "__main__":
    main()
