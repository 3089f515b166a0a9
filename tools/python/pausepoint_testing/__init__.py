# The people around an integration, for its tests: a developer, and the human who answers.
from pausepoint_testing.world import World, new_world

__all__ = ["World", "new_world"]
