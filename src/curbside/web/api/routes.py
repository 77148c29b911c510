"""The JSON API, version 1."""

from ninja import NinjaAPI

api = NinjaAPI(title="Curbside", version="1", openapi_url="/openapi.json", docs_url=None, urls_namespace="api")
