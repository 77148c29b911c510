"""Which department should answer?"""

from curbside.clinical.routing.choice import GROWN, Routing, layers, route, route_findings

__all__ = ["GROWN", "Routing", "layers", "route", "route_findings"]
