"""How sign-in behaves: staff only, nobody signs up by themselves, demo sign-ins in the demo alone."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from curbside.web.accounts.models import Role, User
from curbside.web.accounts.queries import viewer_for

# A domain that can never be registered (RFC 2606), so no real person's address ends like this.
DEMO_DOMAIN = "@demo.invalid"
# The first of these roles that a person holds says where they land after signing in.
FIRST_PAGES = {
    Role.DOCTOR: "/desk/",
    Role.MODERATOR: "/moderation/",
    Role.ADMINISTRATOR: "/moderation/",
    Role.REVIEWER: "/people/",
    Role.AUDITOR: "/moderation/audit/",
}


class StaffOnlyAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Where this person's work is; a page their roles do not open would greet them with a refusal."""
        roles = viewer_for(request.user, today=timezone.now().date()).roles
        return next((address for role, address in FIRST_PAGES.items() if role in roles), settings.LOGIN_REDIRECT_URL)

    def pre_login(self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any) -> HttpResponse | None:
        """The demo's printed passwords open nothing anywhere else, even on a database that holds the demo."""
        if isinstance(user, User) and user.email.endswith(DEMO_DOMAIN) and not settings.DEMO:
            message = "Demo sign-ins work in demo mode only."
            return render(request, "403.html", {"message": message}, status=403)
        stopped: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return stopped
