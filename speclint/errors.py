"""The exception that reaches a user."""


class SpeclintError(Exception):
    """Wrong use or a broken configuration: printed as one line, exit status 2.

    Args:
        message: What is wrong, naming the thing.
        help: What to do about it, or None.
    """

    def __init__(self, message: str, help: str | None = None) -> None:  # noqa: A002 -- the field's own word
        super().__init__(message)
        self.message = message
        self.help = help


class UnknownTypeError(SpeclintError):
    """Nothing tells what type of spec a file is."""
