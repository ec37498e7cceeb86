"""`python -m retriever`: asks, searches, evaluates. Exit status 0, 1 or 2 as DESIGN says."""

import io
import logging
import os
import sys

from retriever.command_line import DONE, NOT_DONE
from retriever.commands import parser
from retriever.errors import CandourError
from retriever.settings import Settings


def main() -> int:
    """Run one command and return its exit status."""
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # JSON is UTF-8 whatever the terminal; half a surrogate pair is written escaped.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    arguments = parser().parse_args()
    try:
        status = int(arguments.run(arguments, Settings.from_environment()))
        sys.stdout.flush()
    except BrokenPipeError:
        # Who read the output has enough of it; nothing is left to be flushed into the closed pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except CandourError as error:
        print(error, file=sys.stderr)
        return NOT_DONE
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return NOT_DONE
    return status


if __name__ == "__main__":
    sys.exit(main())
