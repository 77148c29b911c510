"""What is asserted about a span: denied, past, somebody else's, hypothetical, feared, only possible?"""

from curbside.clinical.context.assertion import Context, ContextReader, assess, folded

__all__ = ["Context", "ContextReader", "assess", "folded"]
