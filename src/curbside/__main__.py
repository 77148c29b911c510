"""python -m curbside: the command line."""

from curbside.cli.main import main

main()
