"""Fits the privacy reader's own layers: what marks identifiers, on the state below the shared reader's top layers.

    PYTHONPATH=src OMP_NUM_THREADS=1 /tmp/training/bin/python training/fit_privacy_reader.py \\
        --data … --start src/curbside/clinical/models/reader/model.onnx --out /tmp/privacy

The environment of fit_reader.py with `anyascii` and `faker` beside it. The shared reader (model.onnx) stays as it is,
and with it what it says of urgency and crisis; its top layers are copied, fitted further on marked texts alone and
shipped as identifiers.onnx. Every epoch fills the frames anew (privacy_frames.py). Then tune_reader.py sets the
threshold.
"""

import argparse
import json
import math
import random
import sys
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from tokenizers import Tokenizer

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent / "src")]  # no package of its own
from fit_reader import BATCH, Reader, encoded, names_pool, start_model, tensors, with_names
from fit_top_reader import BOTTOM, LAYERS, Kept, encoder_layers, through
from privacy_frames import filled_frames
from reader_corpus import (
    TAGS,
    Example,
    Span,
    clean_titles,
    crisis_texts,
    lay_urgency,
    marked_identifiers,
    ordinary_texts,
    rule_texts,
    twin_urgency,
)

from curbside.clinical.privacy.redaction import redact

TOKENIZER = Path(__file__).parent.parent / "src/curbside/clinical/models/reader/tokenizer.json"
SEED = 20261128
# Layers of the second look.
DEPTH = 4
# A window of the shipped reader holds as many.
MAX_TOKENS = 256
# Peak learning rates of the layers and of the head; copies of a frame per epoch.
RATES = (2.5e-4, 1e-3)
COPIES, CLEAN_COPIES = 2, 2
# A frame counts so much beside a text written out, which comes twice an epoch besides.
FRAME_WEIGHT = 0.5
# Share of texts put together to longer ones, as questions are, and how many at most.
JOINED, MOST_JOINED = 0.3, 5
# How much the head of each layer counts, the last one most.
SHARES = (0.5, 1.0)
# Texts of the tune split that show after each epoch how it goes.
MEASURED = 300
# A token of an identifier counts so much more than another, and a text of strangers that holds none than one that does.
MARKED, CLEAN_WEIGHT = 2.0, 1.5
# What is exported is the mean of the last epochs' weights; the rate falls to this share of its peak and not to nothing,
# so that they are not one and the same.
AVERAGED, LOWEST_RATE = 3, 0.15


def states(below: Reader, rows: list[dict[str, object]]) -> list[Kept]:
    """Every row with what its text gives below the top layers; `below` has no layers but those."""
    kept = []
    below.eval()
    ordered = sorted(rows, key=lambda row: len(row["ids"]))  # type: ignore[arg-type]
    with torch.no_grad():
        for at in range(0, len(ordered), BATCH):
            group = ordered[at : at + BATCH]
            batch = tensors(group)
            state = below.bert(
                input_ids=batch["ids"], attention_mask=batch["mask"], token_type_ids=batch["caps"]
            ).last_hidden_state
            lengths = batch["mask"].sum(1).tolist()
            kept += [Kept(row, state[n, : lengths[n]].half()) for n, row in enumerate(group)]
    return kept


class Look(torch.nn.Module):
    """float[batch, tokens, width] and int64[batch, tokens] to the same after `layers` and float[batch, tokens, tags],
    what its own head makes of it."""

    def __init__(self, layers: Iterable[torch.nn.Module], head: torch.nn.Linear) -> None:
        super().__init__()
        self.layers, self.drop = torch.nn.ModuleList(layers), torch.nn.Dropout(0.1)
        self.head = torch.nn.Linear(head.in_features, len(TAGS))
        self.head.weight.data.copy_(head.weight.data[: len(TAGS)])
        self.head.bias.data.copy_(head.bias.data[: len(TAGS)])

    def forward(self, state: torch.Tensor, attention_mask: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        state = through(self.layers, state, attention_mask)
        return state, self.head(self.drop(state))


class Identifiers(torch.nn.Module):
    """A first look of one layer, which is all that most texts need, and a second of several, both on the same state and
    with heads of their own."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        # Without dropout inside, which costs as much time as all else together; the heads have their own.
        deeper = encoder_layers(
            DEPTH, attn_implementation="sdpa", hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0
        )
        first = reader.bert.encoder.layer[BOTTOM : BOTTOM + 1]
        self.looks = torch.nn.ModuleList(Look(layers, reader.tokens) for layers in (first, deeper))

    def forward(self, state: torch.Tensor, mask: torch.Tensor) -> list[torch.Tensor]:
        """float[batch, tokens, tags] of both heads."""
        return [tags for _, tags in (look(state, mask) for look in self.looks)]


@dataclass(frozen=True, slots=True)
class Batch:
    state: torch.Tensor
    mask: torch.Tensor
    tags: torch.Tensor
    weight: torch.Tensor


def unnamed_texts(memory: Path) -> list[Example]:
    """Lay texts of the other corpora that the shipped reader leaves as they are: taken as clean. It takes minutes to
    ask it, so `memory` keeps what it said for another run."""
    texts = {one.text: one.split for one in (*lay_urgency(), *twin_urgency(), *crisis_texts(), *rule_texts())}
    if not memory.exists():
        memory.write_text(json.dumps([text for text in texts if not redact(text).spans]), encoding="utf-8")
    unnamed = json.loads(memory.read_text(encoding="utf-8"))
    return [Example(text, texts[text], identifiers=(), weight=0.5, origin="lay") for text in unnamed if text in texts]


def settled_texts(data: Path, memory: Path) -> list[Example]:
    """What is written out, of all splits: marked texts and clean ones."""
    marked = [replace(one, weight=1.0 if one.identifiers else CLEAN_WEIGHT) for one in marked_identifiers()]
    clean = [replace(one, weight=0.5) for one in ordinary_texts() if one.identifiers == ()]
    titles = list(clean_titles(data / "medquad.jsonl.gz", 400))
    return [*marked, *clean, *titles, *unnamed_texts(memory)]


def epoch_texts(settled: list[Example], names: list[str], rng: random.Random) -> list[Example]:
    """One epoch: frames filled anew, hand-written texts with other names, some of them joined."""
    frames = filled_frames("train", copies=COPIES, clean_copies=CLEAN_COPIES, seed=rng.randrange(10**9))
    texts = [replace(one, weight=FRAME_WEIGHT) for one in frames]
    twice = [one for one in settled if one.origin == "privacy"]
    for one in (*settled, *twice):
        if one.split != "train" or (one.origin in ("lay", "medquad") and rng.random() < 0.5):
            continue
        other = with_names(one, rng, names) if one.identifiers else one
        low = other.text.lower()
        texts.append(replace(other, text=low) if rng.random() < 0.3 and len(low) == len(other.text) else other)
    rng.shuffle(texts)
    joined = []
    while texts:
        group = [texts.pop()]
        if rng.random() < JOINED:
            group += [texts.pop() for _ in range(min(rng.randrange(1, MOST_JOINED), len(texts)))]
        joined.append(together(group, rng))
    return joined


def together(group: list[Example], rng: random.Random) -> Example:
    text, spans = "", []  # type: str, list[Span]
    for one in group:
        if text:
            text += rng.choice((" ", ". ", "\n", "\n\n", ", "))
        spans += [Span(s.start + len(text), s.end + len(text), s.kind) for s in one.identifiers or ()]
        text += one.text
    weight = sum(one.weight for one in group) / len(group)
    return Example(text, group[0].split, identifiers=tuple(spans), weight=weight, origin=group[0].origin)


def batch_of(group: list[Kept]) -> Batch:
    given = tensors([one.row for one in group])
    state = torch.nn.utils.rnn.pad_sequence([one.state.float() for one in group], batch_first=True)
    return Batch(state, given["mask"], given["tags"], given["weight"].float())


def loss_of(layers: Identifiers, batch: Batch) -> torch.Tensor:
    scale = torch.where(batch.tags > 0, MARKED, 1.0) * (batch.tags != -100) * batch.weight[:, None]
    total = torch.zeros(())
    for odds, share in zip(layers(batch.state, batch.mask), SHARES, strict=True):
        each = torch.nn.functional.cross_entropy(
            odds.float().transpose(1, 2), batch.tags, reduction="none", ignore_index=-100
        )
        total = total + share * (each * scale).sum() / scale.sum()
    return total


def in_batches(kept: list[Kept], rng: random.Random) -> list[list[Kept]]:
    order = sorted(kept, key=lambda one: len(one.state) + rng.random() * 8)
    groups = [order[at : at + BATCH] for at in range(0, len(order), BATCH)]
    rng.shuffle(groups)
    return groups


def fit(
    layers: Identifiers, reader: Reader, settled: list[Example], tokenizer: Tokenizer, given: argparse.Namespace
) -> None:
    rng = random.Random(given.seed)
    names = names_pool(rng)
    tune = [*filled_frames("tune", copies=1, clean_copies=1, seed=1), *(one for one in settled if one.split == "tune")]
    rng.shuffle(tune)
    measured = states(reader, encoded(tune[: given.most or MEASURED], tokenizer))
    heads = [weight for look in layers.looks for weight in look.head.parameters()]
    body = [weight for look in layers.looks for weight in look.layers.parameters()]
    groups = [{"params": body}, {"params": heads}]
    optimizer = torch.optim.AdamW(groups, lr=RATES[0], weight_decay=0.01)
    kept: list[dict[str, torch.Tensor]] = []
    began, epoch = time.monotonic(), 0
    while (gone := share_gone(began, given.minutes)) < 1:
        texts = epoch_texts(settled, names, rng)[: given.most]
        groups = in_batches(states(reader, encoded(texts, tokenizer)), rng)
        total, count, epoch = 0.0, 0, epoch + 1
        layers.train()
        for group in groups:
            gone = share_gone(began, given.minutes)
            if gone >= 1:
                break
            for part, peak in zip(optimizer.param_groups, RATES, strict=True):
                part["lr"] = given.rate * peak * rate_at(gone)
            # Products in bfloat16, which some processors do five times as fast; weights and sums stay as they are.
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = loss_of(layers, batch_of(group))
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(layers.parameters(), 1.0)
            optimizer.step()
            total, count = total + float(loss.detach()), count + 1
        print(f"epoch {epoch}: {len(texts)} texts, {count} of {len(groups)} steps, loss {total / max(count, 1):.4f};",
              f"{gone:.2f} of the time", flush=True)  # fmt: skip
        for look in range(len(SHARES)):
            print(f"  look {look + 1}:", told(layers, measured, look), flush=True)
        kept.append({name: weights.clone() for name, weights in layers.state_dict().items()})
        if epoch > 1 and count < len(groups):
            kept.pop(-2)  # the last epoch was cut short and goes on from there
        kept = kept[-AVERAGED:]
        layers.load_state_dict({name: torch.stack([one[name] for one in kept]).mean(0) for name in kept[0]})
        print("  mean of", len(kept), "epochs:", told(layers, measured, len(SHARES) - 1), flush=True)
        torch.save(layers.state_dict(), given.out / "identifiers.pt")
        torch.save(kept, given.out / "epochs.pt")
        if gone < 1:
            layers.load_state_dict(kept[-1])


def share_gone(began: float, minutes: float) -> float:
    """How much of the time for the fit is over."""
    return (time.monotonic() - began) / (60 * minutes)


def rate_at(gone: float) -> float:
    """Of the peak rate: up for a twentieth of the time, then down along a cosine."""
    if gone < 0.05:
        return gone / 0.05
    along = 0.5 + 0.5 * math.cos(math.pi * min(1.0, (gone - 0.05) / 0.95))
    return LOWEST_RATE + (1 - LOWEST_RATE) * along


@torch.no_grad()
def told(layers: Identifiers, kept: list[Kept], depth: int, threshold: float = 0.5) -> str:
    """Of the tune split: share of marked tokens by kind over the threshold, and of clean texts with any token over."""
    layers.eval()
    seen, hit, clean, touched = Counter(), Counter(), 0, 0  # type: Counter[str], Counter[str], int, int
    for at in range(0, len(kept), BATCH):
        batch = batch_of(kept[at : at + BATCH])
        over = 1 - layers(batch.state, batch.mask)[depth].softmax(-1)[..., 0] >= threshold
        for tags, marks in zip(batch.tags, over, strict=True):
            known = tags != -100
            if not (tags > 0).any():
                clean, touched = clean + 1, touched + int(marks[known].any())
            for kind in set(tags[tags > 0].tolist()):
                seen[TAGS[kind]] += int((tags == kind).sum())
                hit[TAGS[kind]] += int(marks[tags == kind].sum())
    shares = ", ".join(f"{kind} {hit[kind] / seen[kind]:.3f}" for kind in sorted(seen))
    return f"{shares}; clean touched {touched}/{clean}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--start", type=Path, required=True, help="the shared reader, model.onnx")
    parser.add_argument("--weights", type=Path, help="identifiers.pt of a fit to go on from")
    parser.add_argument("--rate", type=float, default=1.0, help="factor of the learning rates")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=20, help="how long to fit; the rates fall to nothing by then")
    parser.add_argument("--most", type=int, help="texts per epoch at most, to try the script out")
    parser.add_argument("--seed", type=int, default=SEED)
    given = parser.parse_args()
    torch.manual_seed(given.seed)
    given.out.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer.from_file(str(TOKENIZER))
    tokenizer.enable_truncation(MAX_TOKENS)
    tokenizer.no_padding()
    reader = start_model(LAYERS, given.start)
    reader.bert.encoder.layer = reader.bert.encoder.layer[:BOTTOM]
    settled = settled_texts(given.data, given.out / "unnamed.json")
    print(Counter((one.origin, one.split) for one in settled), flush=True)
    layers = Identifiers(start_model(LAYERS, given.start))
    if given.weights:
        layers.load_state_dict(torch.load(given.weights))
    fit(layers, reader, settled, tokenizer, given)
    for number, look in enumerate(layers.eval().looks, start=1):
        export(look, given.out / f"identifiers-{number}.onnx")


def export(look: Look, target: Path) -> None:
    width = look.head.in_features
    example = (torch.zeros((2, 8, width)), torch.ones((2, 8), dtype=torch.int64))
    axes = {0: "batch", 1: "tokens"}
    torch.onnx.export(
        look, example, str(target), dynamo=False, opset_version=17,
        input_names=["state", "attention_mask"], output_names=["above", "tags"],
        dynamic_axes=dict.fromkeys(("state", "attention_mask", "above", "tags"), axes),
    )  # fmt: skip


if __name__ == "__main__":
    main()
