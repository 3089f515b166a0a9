# What every group's tests may ask for.
from __future__ import annotations

from collections.abc import Iterator

import pytest

from pausepoint_testing.world import World, new_world


@pytest.fixture
def world() -> World:
    """A developer nobody else uses, and their human."""
    return new_world()


@pytest.fixture(scope="session")
def somebody() -> World:
    """A developer for all tests that do not count what was asked: registering costs a second."""
    return new_world()


@pytest.fixture(autouse=True)
def _human_for_examples(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """An example in a docstring finds the server in the environment, and a human who says yes."""
    if not isinstance(request.node, pytest.DoctestItem):
        yield
        return
    world: World = request.getfixturevalue("somebody")
    monkeypatch.setenv("PAUSEPOINT_API_KEY", world.api_key)
    with world.human():
        yield
