"""Django's own command line, for migrations and checks: python -m curbside.web.manage COMMAND."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "curbside.web.settings")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
