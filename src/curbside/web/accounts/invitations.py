"""The link with which somebody who has an account, but no password yet, chooses one."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.urls import reverse

from curbside.web.accounts.models import User


def set_password_path(user: User) -> str:
    """Good for PASSWORD_RESET_TIMEOUT and one use; the page takes the secret out of the address at once."""
    key = default_token_generator.make_token(user)
    return reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key})
