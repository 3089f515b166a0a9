# What every group's tests may ask for.
from __future__ import annotations

import pytest

from pausepoint_testing.world import World, new_world


@pytest.fixture
def world() -> World:
    """A developer nobody else uses, and their human."""
    return new_world()
