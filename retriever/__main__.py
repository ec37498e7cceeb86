"""`python -m retriever`: asks, searches, evaluates. Exit status 0, 1 or 2 as DESIGN says."""

import logging
import os
import sys

from retriever.commands import parser
from retriever.errors import CandourError
from retriever.settings import Settings

NOT_DONE = 2


def main() -> int:
    """Run one command and return its exit status."""
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
    arguments = parser().parse_args()
    try:
        return int(arguments.run(arguments, Settings.from_environment()))
    except CandourError as error:
        print(error, file=sys.stderr)
        return NOT_DONE
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return NOT_DONE


if __name__ == "__main__":
    sys.exit(main())
