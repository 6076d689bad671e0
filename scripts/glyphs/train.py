"""Trains the net that reads single characters and writes its weights and the fixture of the unit test.

train.py CELLS HELD_OUT CHARACTERS NET FIXTURE --steps N [--seed N] [--threads N] [--start FILE]

CELLS and HELD_OUT are what draw.mjs writes, CHARACTERS is a JSON array, NET and FIXTURE are the outputs.
"""
import argparse
import base64
import json
import struct
import time

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

WIDTH, HEIGHT, EXTRAS = 24, 32, 2
RECORD = WIDTH * HEIGHT + 5
# Where the baseline is in a cell, from its top.
BASELINE = 1.85 / 2.5
# Channels of the three convolutions, and values between the two dense layers.
CHANNELS, HIDDEN = (12, 24, 56), 112
HARD = " `^&|~=-*{}$0Oo1lI!@#%\"'_/\\<>(CcSs8B5éß"


class Net(nn.Module):
    def __init__(self, outputs):
        super().__init__()
        sizes = (1, *CHANNELS)
        self.convs = nn.ModuleList(nn.Conv2d(a, b, 3, 2, 1, bias=False) for a, b in zip(sizes, sizes[1:]))
        self.norms = nn.ModuleList(nn.BatchNorm2d(b) for b in CHANNELS)
        self.flat = nn.Linear(CHANNELS[-1] * (WIDTH // 8) * (HEIGHT // 8) + EXTRAS, HIDDEN, bias=False)
        self.flat_norm = nn.BatchNorm1d(HIDDEN)
        self.last = nn.Linear(HIDDEN, outputs)

    def forward(self, cells, x_heights):
        values = cells
        for conv, norm in zip(self.convs, self.norms):
            values = F.relu(norm(conv(values)))
        # By row, column, and channel, as the offline engine has them.
        values = torch.cat([values.permute(0, 2, 3, 1).flatten(1), x_heights], 1)
        values = F.relu(self.flat_norm(self.flat(values)))
        return self.last(F.dropout(values, 0.1, self.training))


def load(file):
    return np.memmap(file, dtype=np.uint8, mode="r").reshape(-1, RECORD)


def cells_of(records):
    cells = torch.from_numpy(records[:, : WIDTH * HEIGHT].reshape(-1, 1, HEIGHT, WIDTH).copy()).float() / 255
    return cells, torch.from_numpy(records[:, -5].astype(np.int64)), torch.from_numpy(records[:, -4].astype(np.float32)) / 200


def features(x_heights):
    known = (x_heights > 0).float()
    return torch.stack([(x_heights - 0.85) * 4 * known, known], 1)


def chance(share):
    return torch.rand(1).item() < share


def reshape(cells, x_heights):
    """Other proportions and slants, as fonts that aren't in the training have: around the middle and the baseline."""
    count = len(cells)
    wide, high = torch.empty(count).uniform_(0.9, 1.1), torch.empty(count).uniform_(0.93, 1.07)
    slant = torch.empty(count).uniform_(-0.08, 0.2) * HEIGHT / WIDTH
    baseline = BASELINE * 2 - 1
    zero = torch.zeros(count)
    across = torch.stack([1 / wide, slant, -slant * baseline], 1)
    along = torch.stack([zero, 1 / high, baseline - baseline / high], 1)
    grid = F.affine_grid(torch.stack([across, along], 1), list(cells.shape), align_corners=False)
    return F.grid_sample(cells, grid, align_corners=False), x_heights * high


def change(cells, x_heights):
    """What screenshots and other fonts do beyond what was drawn."""
    if chance(0.35):
        cells, x_heights = reshape(cells, x_heights)
    if chance(0.2):
        kernel = torch.tensor([[1.0, 2, 1], [2, 4, 2], [1, 2, 1]]).view(1, 1, 3, 3) / 16
        cells = F.conv2d(cells, kernel, padding=1)
    if chance(0.4):
        cells = cells ** float(torch.empty(1).uniform_(0.6, 1.6))
    if chance(0.2):
        cells = cells + torch.randn_like(cells) * 0.04
    if chance(0.25):
        # Bolder, or thinner.
        side = torch.roll(cells, 1, 3)
        share = torch.rand(1)
        cells = torch.maximum(cells, side * share) if chance(0.5) else torch.minimum(cells, side + share)
    jitter = torch.empty_like(x_heights).uniform_(0.95, 1.05)
    unknown = torch.rand_like(x_heights) < 0.06
    return cells.clamp(0, 1), torch.where(unknown, torch.zeros_like(x_heights), x_heights * jitter)


def layers_of(net):
    """Kind, stride, and weights by output, with the norms folded into them."""
    result = []
    for conv, norm in zip(net.convs, net.norms):
        scale = norm.weight / torch.sqrt(norm.running_var + norm.eps)
        weights = (conv.weight * scale.view(-1, 1, 1, 1)).permute(0, 2, 3, 1).flatten(1)
        result.append(("conv", 2, weights, norm.bias.detach() - norm.running_mean * scale))
    scale = net.flat_norm.weight / torch.sqrt(net.flat_norm.running_var + net.flat_norm.eps)
    result.append(("flat", 1, net.flat.weight * scale.view(-1, 1), net.flat_norm.bias.detach() - net.flat_norm.running_mean * scale))
    result.append(("last", 1, net.last.weight, net.last.bias.detach()))
    return result


def quantize(net):
    """Weights as whole numbers from -127 to 127 times the scale of their output."""
    result = []
    with torch.no_grad():
        for kind, stride, weights, biases in layers_of(net):
            scales = weights.abs().amax(1).clamp(min=1e-8) / 127
            result.append((kind, stride, torch.round(weights / scales.view(-1, 1)), scales, biases))
    return result


def run(layers, cells, x_heights):
    """The logarithms of the probabilities, as the offline engine gets them."""
    values = cells
    with torch.no_grad():
        for index, (kind, stride, whole, scales, biases) in enumerate(layers):
            weights = whole * scales.view(-1, 1)
            if kind == "conv":
                weights = weights.view(len(weights), 3, 3, -1).permute(0, 3, 1, 2)
                values = F.relu(F.conv2d(values, weights, biases, stride, 1))
            elif kind == "flat":
                values = torch.cat([values.permute(0, 2, 3, 1).flatten(1), features(x_heights)], 1)
                values = F.relu(F.linear(values, weights, biases))
            else:
                values = F.linear(values, weights, biases)
        return F.log_softmax(values, 1)


def write(file, characters, layers):
    header = json.dumps(
        {
            "characters": characters,
            "layers": [{"kind": kind, "stride": stride, "outputs": len(whole)} for kind, stride, whole, *_ in layers],
        },
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode()
    with open(file, "wb") as out:
        out.write(b"SRCN" + struct.pack("<I", len(header)) + header)
        for _, _, whole, scales, biases in layers:
            out.write(scales.numpy().astype("<f4").tobytes() + biases.numpy().astype("<f4").tobytes())
            out.write(whole.numpy().astype(np.int8).tobytes())


def write_fixture(file, characters, layers, records):
    """A cell of each character that other readers confuse, if it's read right, and its most probable readings."""
    cells, labels, x_heights = cells_of(records)
    results = run(layers, cells, x_heights)
    rows = []
    for label, character in enumerate(characters):
        found = ((labels == label) & (results.argmax(1) == label)).nonzero()[:, 0]
        if character == "" or character not in HARD or len(found) == 0:
            continue
        at = found[len(found) // 2]
        best = results[at].topk(4)
        rows.append(
            {
                "character": character,
                "xHeight": round(float(x_heights[at]), 3),
                "cell": base64.b64encode(bytes(records[at][: WIDTH * HEIGHT])).decode(),
                "best": [[characters[i], round(float(value), 4)] for value, i in zip(best.values, best.indices)],
            }
        )
    with open(file, "w", encoding="utf8") as out:
        out.write("[\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n]\n")


def main():
    parser = argparse.ArgumentParser()
    for name in ("cells", "held_out", "characters", "net", "fixture"):
        parser.add_argument(name)
    parser.add_argument("--steps", type=int, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rate", type=float, default=4e-3)
    parser.add_argument("--start", help="weights to go on from: what an earlier run left beside NET")
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    with open(options.characters, encoding="utf8") as source:
        characters = json.load(source)
    held_out = load(options.held_out)
    held_out = held_out[np.random.default_rng(1).permutation(len(held_out))[:20000]]
    records = load(options.cells)
    print(len(records), "cells", flush=True)
    net = Net(len(characters)).to(memory_format=torch.channels_last)
    if options.start:
        net.load_state_dict(torch.load(options.start))
    mean = {key: value.clone() for key, value in net.state_dict().items()}
    optimizer = torch.optim.AdamW(net.parameters(), weight_decay=1e-3)
    rates = torch.optim.lr_scheduler.OneCycleLR(optimizer, options.rate, total_steps=options.steps + 1, pct_start=0.1)
    batch = 512
    started, seen, order = time.time(), 0, torch.randperm(len(records))
    total = 0.0

    def report(step):
        averaged = Net(len(characters))
        averaged.load_state_dict(mean)
        layers = quantize(averaged.eval())
        right = 0
        for at in range(0, len(held_out), 2000):
            cells, labels, x_heights = cells_of(held_out[at : at + 2000])
            right += int((run(layers, cells, x_heights).argmax(1) == labels).sum())
        print(f"step {step}: held out {right / len(held_out):.4f}, {time.time() - started:.0f} s", flush=True)
        torch.save(mean, options.net + ".pt")
        write(options.net, characters, layers)
        return layers

    for step in range(1, options.steps + 1):
        if seen + batch > len(order):
            seen, order = 0, torch.randperm(len(records))
        cells, labels, x_heights = cells_of(records[np.sort(order[seen : seen + batch].numpy())])
        seen += batch
        cells, x_heights = change(cells, x_heights)
        loss = F.cross_entropy(net(cells.contiguous(memory_format=torch.channels_last), features(x_heights)), labels, label_smoothing=0.03)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        rates.step()
        total += loss.item()
        decay = min(0.998, step / (step + 20))
        for key, value in net.state_dict().items():
            if value.dtype.is_floating_point:
                mean[key].mul_(decay).add_(value, alpha=1 - decay)
            else:
                mean[key].copy_(value)
        if step % 100 == 0:
            print(f"{step} {total / 100:.3f} {time.time() - started:.0f} s", flush=True)
            total = 0.0
        if step % 500 == 0 and step < options.steps:
            report(step)
    write_fixture(options.fixture, characters, report(options.steps), held_out)


main()
