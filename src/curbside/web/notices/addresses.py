"""How an e-mail address is remembered without being kept, and the secret of its "no more e-mail" link."""

import hashlib
import hmac

from django.conf import settings

TOKEN_CHARS = 43  # 256 bits in hex, cut: 172 bits are left


def normal_address(address: str) -> str:
    """The form in which two spellings of one mailbox meet."""
    return address.strip().lower()


def address_hash(address: str) -> str:
    """Keyed, so that nobody with the table alone can try addresses."""
    return _keyed("address", normal_address(address))


def stop_token(address: str) -> str:
    """The secret in this address's links: the same in each message, so that any of them works."""
    return _keyed("stop", normal_address(address))[:TOKEN_CHARS]


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _keyed(purpose: str, text: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), f"{purpose}:{text}".encode(), hashlib.sha256).hexdigest()
