"""The command line as a module: ``python -m diasporamap --help``."""

from diasporamap.commands import main

if __name__ == "__main__":
    main()
