"""Which department should answer?"""

from curbside.clinical.routing.choice import GROWN, Routing, route, route_findings

__all__ = ["GROWN", "Routing", "route", "route_findings"]
