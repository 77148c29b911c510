"""How fast does a text need a human, and does it speak of harm to oneself or by others?"""

from curbside.clinical.urgency.screening import Crisis, Reason, Screening, Urgency, layers, screen, use_learned_layer

__all__ = ["Crisis", "Reason", "Screening", "Urgency", "layers", "screen", "use_learned_layer"]
