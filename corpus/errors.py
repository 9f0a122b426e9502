"""Errors that reach a person. Every message says what happened and what to do next."""

from __future__ import annotations


class NetralError(Exception):
    """Base of every error that the command line and the page show as one clear sentence."""


class InputError(NetralError):
    """A question, a file or an argument that cannot be used as given."""


class CitationError(InputError):
    """A citation or identifier that does not parse, or names nothing in the library."""


class LibraryError(NetralError):
    """The library's data is invalid. ``problems`` lists every fault with file and field."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        shown = "\n".join(f"- {p}" for p in problems[:50])
        more = f"\n... and {len(problems) - 50} more" if len(problems) > 50 else ""
        super().__init__(
            f"The library has {len(problems)} problem(s):\n{shown}{more}\n"
            "Correct the named file and field, then run `netral library check`."
        )


class IndexMissingError(NetralError):
    """There is no index yet."""


class IndexMismatchError(NetralError):
    """The index was made from another library, model or chunker than the present one."""


class IndexCorruptError(NetralError):
    """The index on disk does not hold what its manifest says."""


class IndexBusyError(NetralError):
    """Another process is building the index."""


class ModelError(NetralError):
    """The language model that the settings name cannot be set up."""
