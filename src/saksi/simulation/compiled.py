"""Numba with one set of options and types that checkers understand."""

from collections.abc import Callable
from typing import TypeVar, cast

from numba import njit

F = TypeVar("F", bound=Callable[..., object])


def compiled(function: F) -> F:
    """Compile a function of arrays and numbers on its first call; the result is kept on disk.

    No fast mathematics: the same numbers as in Python, bit for bit. The lock of the interpreter is released.
    """
    return cast("F", njit(cache=True, nogil=True)(function))
