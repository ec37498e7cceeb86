"""`python -m ingest`: makes the index equal to the corpus. Exit status 0, 1 or 2 as DESIGN says."""

import logging
import os
import sys

from ingest.arguments import parse
from ingest.commands import COMMANDS
from retriever.command_line import DONE, NOT_DONE
from retriever.errors import CandourError
from retriever.settings import Settings


def main() -> int:
    """Run one command and return its exit status."""
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
    arguments = parse(sys.argv[1:])
    try:
        return COMMANDS[arguments.command](arguments, Settings.from_environment())
    except CandourError as error:
        print(error, file=sys.stderr)
        return NOT_DONE
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return NOT_DONE
    except BrokenPipeError:
        # The reader of our output (`| head`) has gone; nothing is wrong with what was done.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


if __name__ == "__main__":
    sys.exit(main())
