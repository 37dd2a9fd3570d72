#!/usr/bin/env python
"""Run a management command with the settings of this installation."""

import sys

from config import env


def main() -> None:
    env.choose_settings()
    from django.core.management import execute_from_command_line

    from clinics.encryption.wrapping import KeysUnavailable

    try:
        execute_from_command_line(sys.argv)
    except KeysUnavailable as refusal:
        sys.exit(str(refusal))


if __name__ == "__main__":
    main()
