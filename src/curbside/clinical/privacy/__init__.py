"""Which words could identify a person, and what stands in their place."""

from curbside.clinical.privacy.learned import layers
from curbside.clinical.privacy.redaction import IdentifierType, PrivacySpan, Redaction, apply_replacements, redact

__all__ = ["IdentifierType", "PrivacySpan", "Redaction", "apply_replacements", "layers", "redact"]
