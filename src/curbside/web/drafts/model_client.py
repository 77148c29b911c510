"""Asking an operator's language model, within a time, a size and a daily number of calls; off until it is set up."""

import json
import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from curbside.drafting.model_prompt import SCHEMA
from curbside.errors import ModelUnavailable

log = logging.getLogger(__name__)
# Twelve sentences are a few kilobytes; an endpoint that sends more than this is not answering the question.
MAX_BYTES, MAX_TOKENS = 200_000, 1200


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An OpenAI-compatible endpoint. `timeout_s` is for the whole answer, in seconds."""

    url: str
    key: str
    model: str
    timeout_s: float


def complete_with(endpoint: Endpoint, system: str, user: str) -> str:
    """The model's words. Raises ModelUnavailable, with a name and never a text in it, whatever goes wrong."""
    try:
        body = _ask(endpoint, system, user)
        content = json.loads(body)["choices"][0]["message"]["content"]
    except ModelUnavailable:
        raise
    except Exception as error:  # an endpoint may fail in any way; none of them may reach the explanation
        log.warning("model.failed error=%s", type(error).__name__)
        raise ModelUnavailable(f"The language model did not answer ({type(error).__name__}).") from None
    if not isinstance(content, str):
        raise ModelUnavailable("The language model's answer holds no text.")
    return content


def _ask(endpoint: Endpoint, system: str, user: str) -> bytes:
    """The body of the endpoint's answer, read piece by piece: too long or too slow, it is cut off."""
    try:
        import httpx2
        from openai import OpenAI
    except ImportError:
        raise ModelUnavailable("The openai client is not installed. Install requirements/run.txt.") from None
    deadline = time.monotonic() + endpoint.timeout_s
    # No redirect is followed: the text goes to the address the operator wrote, or nowhere.
    with (
        httpx2.Client(follow_redirects=False, timeout=endpoint.timeout_s) as http,
        OpenAI(base_url=endpoint.url, api_key=endpoint.key, max_retries=0, http_client=http) as client,
        client.chat.completions.with_streaming_response.create(**_request(endpoint, system, user)) as response,
    ):
        pieces, length = [], 0
        for piece in response.iter_bytes(8192):
            length += len(piece)
            if length > MAX_BYTES:
                raise ModelUnavailable("The language model's answer is too long.")
            if time.monotonic() > deadline:
                raise ModelUnavailable("The language model is too slow.")
            pieces.append(piece)
        return b"".join(pieces)


def _request(endpoint: Endpoint, system: str, user: str) -> Mapping[str, Any]:
    return {
        "model": endpoint.model,
        "messages": [{"role": "system", "content": system}, {"role": "user", "content": user}],
        "temperature": 0,
        "max_tokens": MAX_TOKENS,
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "explanation", "strict": True, "schema": SCHEMA},
        },
    }
