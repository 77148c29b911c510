"""Starts the learned layer of the urgency screen where its weights, and the encoder they were fitted on, are there."""

from collections.abc import Sequence

from curbside.clinical.urgency import use_learned_layer
from curbside.clinical.urgency_learned import LearnedLayer, load_weights
from curbside.errors import ModelUnavailable
from curbside.retrieval.encoder import Vectors
from curbside.retrieval.onnx_encoder import MODEL_FOLDER, load_encoder, read_recipe


def start_learned_layer() -> bool:
    """Use the learned layer in this process; False (rules alone go on) when a file is missing or of another encoder.

    The encoder itself is loaded by the first text. `curbside.clinical.urgency.layers` says which layers are in use.
    """
    try:
        weights = load_weights()
        fits = read_recipe(MODEL_FOLDER).fingerprint == weights.encoder
    except ModelUnavailable:
        fits = False
    use_learned_layer(LearnedLayer(_embed, weights) if fits else None)
    return fits


def _embed(texts: Sequence[str]) -> Vectors:
    return load_encoder().encode(texts)
