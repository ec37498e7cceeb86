"""`python -m ui.access`: adds, lists and removes those who may sign in. Exit status 0 or 2."""

import argparse
import getpass
import sys
from collections.abc import Sequence
from pathlib import Path

from retriever.command_line import CommandParser
from retriever.errors import CandourError, SettingError
from retriever.settings import Settings
from ui.access.passwords import LEAST_CHARS, MOST_CHARS
from ui.access.roles import Role
from ui.access.users import UsersFile, plain_name


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    options = _parser().parse_args(arguments)
    try:
        options.run(options, UsersFile(_path(options)))
    except CandourError as error:
        print(error, file=sys.stderr)
        return 2
    except (KeyboardInterrupt, EOFError):
        print("Stopped: nothing was changed.", file=sys.stderr)
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    root = CommandParser(prog="python -m ui.access", description="Say who may use the page.")
    root.add_argument("--file", type=Path, help="the users file (CANDOUR_USERS)")
    commands = root.add_subparsers(dest="command", required=True, parser_class=CommandParser)
    add = commands.add_parser("add", help="add a user, or give one a new password and roles")
    add.add_argument("name")
    roles = [role.value for role in Role]
    add.add_argument("--role", action="append", choices=roles, default=[], help="may be repeated")
    add.add_argument(
        "--no-password", action="store_true", help="the user signs in at the trusted proxy"
    )
    add.set_defaults(run=_add)
    remove = commands.add_parser("remove", help="remove a user")
    remove.add_argument("name")
    remove.set_defaults(run=_remove)
    commands.add_parser("list", help="list the users").set_defaults(run=_list)
    return root


def _path(options: argparse.Namespace) -> Path:
    named = options.file or Settings.from_environment().users
    if not named:
        raise SettingError("Say where the users are: set CANDOUR_USERS, or give --file FILE.")
    return Path(named)


def _add(options: argparse.Namespace, users: UsersFile) -> None:
    password = None if options.no_password else _password()
    is_new = users.put(options.name, password, [Role(role) for role in options.role])
    print(f"{plain_name(options.name)} is {'added' if is_new else 'changed'}.")


def _password() -> str:
    """Ask for a new password twice; from a pipe, read one line."""
    if not sys.stdin.isatty():
        password = sys.stdin.readline().rstrip("\n")
    else:
        password = getpass.getpass("Password: ")
        if getpass.getpass("The same again: ") != password:
            raise SettingError("The two are not the same: nothing was changed.")
    if not LEAST_CHARS <= len(password) <= MOST_CHARS:
        message = f"A password has {LEAST_CHARS} to {MOST_CHARS} characters: choose another."
        raise SettingError(message)
    return password


def _remove(options: argparse.Namespace, users: UsersFile) -> None:
    if not users.remove(options.name):
        message = f"There is no user {plain_name(options.name)!r}: see `python -m ui.access list`."
        raise SettingError(message)
    print(f"{plain_name(options.name)} is removed.")


def _list(_: argparse.Namespace, users: UsersFile) -> None:
    for name, account in sorted(users.accounts().by_name.items()):
        print(f"{name}: {', '.join(sorted(account.user.roles))}")


if __name__ == "__main__":
    sys.exit(main())
