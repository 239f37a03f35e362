"""What runs in a Ray worker that ends: the destructors of its actor. `docs/design.md` has all places that take part."""

from __future__ import annotations

from abc import abstractmethod


class ClosedAtExit:
    """Base of the classes that Ray makes actors of.

    Ray calls `__ray_shutdown__` when the actor ends in order: at `exit_actor`, after its last handle, at the end of the
    driver. It does not after `ray.kill` or a crash.
    """

    @abstractmethod
    def _goray_close(self) -> None:
        """Runs the destructor, once."""

    def __ray_shutdown__(self) -> None:
        self._goray_close()
