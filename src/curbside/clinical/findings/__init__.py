"""What was said: symptoms and facts with status, site, side, onset and duration."""

from curbside.clinical.findings.reading import Finding, Reading, Status, find_all, read

__all__ = ["Finding", "Reading", "Status", "find_all", "read"]
