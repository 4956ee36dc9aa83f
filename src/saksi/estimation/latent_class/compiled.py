"""Numba with one set of options and types that checkers understand."""

from collections.abc import Callable
from typing import TypeVar, cast

from numba import njit

F = TypeVar("F", bound=Callable[..., object])


def compiled(function: F) -> F:
    """Compile a function of arrays and numbers on its first call; the result is kept on disk.

    No fast mathematics, and the lock of the interpreter is released: chains run in threads. Division by
    nothing gives infinity and what follows is refused, as NumPy has it: a step may fly off.
    """
    return cast("F", njit(cache=True, nogil=True, error_model="numpy")(function))
