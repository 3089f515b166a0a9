# A live server does what its OpenAPI document says, whatever is sent.
from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from pausepoint_testing import World

CONFIG = Path(__file__).parents[1] / "schemathesis.toml"


def test_schemathesis_finds_nothing(world: World, tmp_path: Path) -> None:
    program = Path(sys.executable).with_name("schemathesis")
    head = f"Authorization: Bearer {world.api_key}"
    config = ["--config-file", str(CONFIG)]
    command = [str(program), *config, "run", f"{world.url}/openapi.json", "-H", head]
    ran = subprocess.run(
        [*command, "--no-color"], env=os.environ, cwd=tmp_path, capture_output=True, text=True
    )
    # Sixty kilobytes of cursor help nobody.
    assert ran.returncode == 0, "\n".join(line[:600] for line in ran.stdout.splitlines())
