"""Goes on with the fit of a shipped reader in its top layers alone, on states of the layers below computed once.

    PYTHONPATH=src /tmp/training/bin/python training/fit_top_reader.py --data … --start MODEL.onnx --out /tmp/reader
    PYTHONPATH=src /tmp/training/bin/python training/fit_top_reader.py … --second second.onnx --epochs 3
    PYTHONPATH=src /tmp/training/bin/python training/fit_top_reader.py … --layers 4

Same environment, heads, losses and examples as fit_reader.py; a tenth of its time, since the word vectors and the
lowest layer run once a text instead of once an epoch. Each text is varied once, before. What is exported is the mean of
the last AVERAGED epochs' weights. Then tune_reader.py --float, or export_second_reader.py.

With --second the fit goes on from a second look shipped before, whose layers stand in for the reader's own: fewer of
the texts that it knows (KNOWN), smaller steps, the mean of two epochs.

With --layers a deeper second look is fitted: that many layers on the same states, which start from the encoder's own
(the second to the fifth of MiniLM's six); the mean of two epochs. With both the fit of a deeper one goes on.
"""

import argparse
import random
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from transformers import BertModel

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent / "src")]  # no package of its own
from fit_reader import (
    BATCH,
    MAX_TOKENS,
    WEIGHTS,
    Reader,
    encoded,
    export,
    loss_of,
    names_pool,
    start_model,
    tensors,
    varied,
)
from reader_corpus import Example, all_examples
from reader_weights import float_weights

# The reader's layers, and how many of them stand below the states that are kept.
LAYERS, BOTTOM, AVERAGED, SEED = 3, 1, 3, 20261128
# Peak learning rates of the layers and of the heads.
RATES = (1.2e-4, 5e-4)
FURTHER_RATES = (6e-5, 2.5e-4)
# How much of each older origin is kept: the reader knows them, and they only have to stay known.
KEPT = {"seeds": 0.3, "topics": 0.0, "routing": 0.25, "medquad": 0.2, "real": 0.5, "rules": 0.6}
KNOWN = KEPT | {"seeds": 0.1, "routing": 0.1, "medquad": 0.0, "real": 0.2, "rules": 0.3, "privacy": 0.05, "demo": 0.3}


@dataclass(frozen=True, slots=True)
class Kept:
    """One encoded text and float16[tokens, width], what goes into the top layers."""

    row: dict[str, object]
    state: torch.Tensor


def chosen(examples: list[Example], rng: random.Random, kept: dict[str, float]) -> list[Example]:
    """The train split, as often as `kept` says, each text varied once."""
    train = [one for one in examples if one.split == "train" and rng.random() < kept.get(one.origin, 1.0)]
    calm = [one for one in train if one.urgency == "routine" and 30 < len(one.text) < 400 and one.origin != "rules"]
    names = names_pool(rng)
    return [varied(one, rng, calm, names) for one in train]


def states(model: Reader, rows: list[dict[str, object]]) -> list[Kept]:
    """Every row with what its text gives below the top layers."""
    caught: dict[str, torch.Tensor] = {}
    first = model.bert.encoder.layer[BOTTOM]
    hook = first.register_forward_pre_hook(lambda _, given: caught.__setitem__("state", given[0].detach()))
    kept = []
    model.eval()
    ordered = sorted(rows, key=lambda row: len(row["ids"]))  # type: ignore[arg-type]
    with torch.no_grad():
        for at in range(0, len(ordered), BATCH):
            group = ordered[at : at + BATCH]
            batch = tensors(group)
            model(batch["ids"], batch["mask"], batch["caps"])
            lengths = batch["mask"].sum(1).tolist()
            kept += [Kept(row, caught["state"][n, : lengths[n]].half()) for n, row in enumerate(group)]
    hook.remove()
    return kept


def encoder_layers(depth: int, **settings: object) -> torch.nn.ModuleList:
    """`depth` of the encoder's own layers from where the kept states go in, with `settings` of theirs."""
    whole = BertModel.from_pretrained(WEIGHTS, add_pooling_layer=False, **settings)
    return whole.encoder.layer[BOTTOM : BOTTOM + depth]


def through(layers: Iterable[torch.nn.Module], state: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """float[batch, tokens, width] after `layers`; `mask`, [batch, tokens], is 0 where nothing stands."""
    away = ((1 - mask.to(state.dtype)) * -1e9)[:, None, None, :]
    for layer in layers:
        given = layer(state, away)
        state = given[0] if isinstance(given, tuple) else given
    return state


class Top(torch.nn.Module):
    """The layers above the kept states, with the reader's heads; takes part in its loss as the reader itself."""

    def __init__(self, reader: Reader, group: list[Kept]) -> None:
        super().__init__()
        self.reader = reader
        self.state = torch.nn.utils.rnn.pad_sequence([one.state.float() for one in group], batch_first=True)

    def forward(self, _ids: torch.Tensor, mask: torch.Tensor, _caps: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        hidden = through(self.reader.bert.encoder.layer[BOTTOM:], self.state, mask)
        told = mask.unsqueeze(-1).float()
        mean = (hidden * told).sum(1) / told.sum(1).clamp(min=1)
        most = (hidden - (1 - told) * 1e4).max(1).values
        drop = self.reader.drop
        return self.reader.tokens(drop(hidden)), self.reader.texts(drop(torch.cat([mean, most], dim=1)))


def take_second(reader: Reader, path: Path) -> None:
    """Put the layers and the head of a second look over the reader's own: of a shipped one, or reader.pt of a fit."""
    if path.suffix == ".pt":
        reader.load_state_dict(torch.load(path))
        return
    # Its last step for crisis (fit_crisis_reader.py) is fitted by itself.
    state = {name: weights for name, weights in float_weights(path).items() if not name.startswith("crisis_head")}
    for name in [name for name in state if name.startswith("layers.")]:
        _, number, rest = name.split(".", 2)
        state[f"bert.encoder.layer.{BOTTOM + int(number)}.{rest}"] = state.pop(name)
    lacking = reader.load_state_dict(state, strict=False)
    if lacking.unexpected_keys:
        raise SystemExit(f"{path} is no second look of this reader: {lacking.unexpected_keys}")


def deepen(reader: Reader, layers: int) -> None:
    """Put `layers` of the encoder's own on the reader's lowest ones, in place of its own top."""
    # No dropout on what looks at what: it takes as long as all the products together.
    above = encoder_layers(layers, attn_implementation="sdpa", attention_probs_dropout_prob=0.0)
    reader.bert.encoder.layer = torch.nn.ModuleList([*reader.bert.encoder.layer[:BOTTOM], *above])
    reader.bert.config.num_hidden_layers = BOTTOM + layers
    for head in (reader.tokens, reader.texts):
        head.reset_parameters()


def fit(
    reader: Reader, kept: list[Kept], *, epochs: int, rates: tuple[float, float], rng: random.Random, out: Path
) -> None:
    for part in (reader.bert.embeddings, *reader.bert.encoder.layer[:BOTTOM]):
        part.requires_grad_(False)
    body = [weight for weight in reader.bert.parameters() if weight.requires_grad]
    heads = [*reader.tokens.parameters(), *reader.texts.parameters()]
    optimizer = torch.optim.AdamW([{"params": body}, {"params": heads}], lr=rates[0], weight_decay=0.01)
    steps = epochs * (len(kept) // BATCH + 1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, list(rates), total_steps=steps, pct_start=0.1)
    for epoch in range(epochs):
        reader.train()
        began, total = time.monotonic(), 0.0
        order = sorted(kept, key=lambda one: len(one.state) + rng.random() * 8)
        groups = [order[at : at + BATCH] for at in range(0, len(order), BATCH)]
        rng.shuffle(groups)
        for group in groups:
            # Products in bfloat16, which some processors do five times as fast; weights and sums stay as they are.
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = loss_of(Top(reader, group), tensors([one.row for one in group]))  # type: ignore[arg-type]
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_([*body, *heads], 1.0)
            optimizer.step()
            schedule.step()
            total += float(loss.detach())
        print(f"epoch {epoch + 1}: loss {total / len(groups):.3f}, {time.monotonic() - began:.0f} s", flush=True)
        torch.save(reader.state_dict(), out / f"reader-{epoch + 1}.pt")


def mean(weights: list[torch.Tensor]) -> torch.Tensor:
    """Of weights, element by element; positions and other whole numbers are alike in all."""
    return torch.stack(weights).mean(0) if weights[0].is_floating_point() else weights[0]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--start", type=Path, required=True, help="model.onnx or reader.pt of a fitted reader")
    parser.add_argument("--second", type=Path, help="second.onnx or reader.pt to go on from")
    parser.add_argument("--layers", type=int, help="layers of a deeper second look, started from the encoder")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--seed", type=int, default=SEED, help="another one varies the texts in other ways")
    given = parser.parse_args()
    torch.manual_seed(given.seed)
    rng = random.Random(given.seed)
    given.out.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer.from_file(str(WEIGHTS / "tokenizer.json"))
    tokenizer.enable_truncation(MAX_TOKENS)
    tokenizer.no_padding()
    reader = start_model(LAYERS, given.start)
    rows = encoded(chosen(all_examples(data=given.data), rng, KNOWN if given.second else KEPT), tokenizer)
    kept = states(reader, rows)
    if given.layers is not None:
        deepen(reader, given.layers)
    if given.second is not None:
        take_second(reader, given.second)
    print(len(kept), "texts", flush=True)
    rates = FURTHER_RATES if given.second else RATES
    fit(reader, kept, epochs=given.epochs, rates=rates, rng=rng, out=given.out)
    averaged = 2 if given.second or given.layers else AVERAGED
    last = [
        torch.load(given.out / f"reader-{n}.pt") for n in range(max(given.epochs - averaged, 0) + 1, given.epochs + 1)
    ]
    reader.load_state_dict({name: mean([state[name] for state in last]) for name in last[0]})
    torch.save(reader.state_dict(), given.out / "reader.pt")
    export(reader, given.out / "reader-float.onnx")


if __name__ == "__main__":
    main()
