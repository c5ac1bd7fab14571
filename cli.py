"""A small door to the command line from a checkout: ``python cli.py --help``."""

from diasporamap.commands import main

if __name__ == "__main__":
    main()
