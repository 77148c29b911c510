"""How sign-in behaves: staff only, nobody signs up by themselves, demo sign-ins in the demo alone."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from curbside.web.accounts.models import User

# A domain that can never be registered (RFC 2606), so no real person's address ends like this.
DEMO_DOMAIN = "@demo.invalid"


class StaffOnlyAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_login(self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any) -> HttpResponse | None:
        """The demo's printed passwords open nothing anywhere else, even on a database that holds the demo."""
        if isinstance(user, User) and user.email.endswith(DEMO_DOMAIN) and not settings.DEMO:
            message = "Demo sign-ins work in demo mode only."
            return render(request, "403.html", {"message": message}, status=403)
        stopped: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return stopped
