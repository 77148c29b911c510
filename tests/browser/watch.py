"""What must not happen behind any page: console errors, blocked content, script errors, failures, foreign requests."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response, WebError


@dataclass
class Watch:
    """Collects what went wrong in one browser context. Pages of 4xx are looked at by the tests; 5xx never pass."""

    site_url: str
    problems: list[str] = field(default_factory=list)

    def attach(self, context: BrowserContext) -> None:
        context.on("console", self._console)
        context.on("weberror", self._script_error)
        context.on("request", self._request)
        context.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        # A failed load is judged by its response, where the address and the status are known.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.problems.append(f"console: {message.text[:300]}")

    def _script_error(self, error: WebError) -> None:
        self.problems.append(f"script: {error.error.message[:300]}")

    def _request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme != "data" and f"{address.scheme}://{address.netloc}" != self.site_url:
            self.problems.append(f"request to another host: {request.url[:200]}")

    def _response(self, response: Response) -> None:
        is_page = response.request.is_navigation_request()
        if response.status == 409 and response.url.endswith("/reply/"):
            return  # the editor's answer to a second window: both texts are shown
        if response.status >= 500 or (response.status >= 400 and not is_page):
            self.problems.append(f"{response.status}: {response.url[:200]}")
