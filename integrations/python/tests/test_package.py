# What is published builds, installs where nothing else is, and asks.
from __future__ import annotations

import email
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from pausepoint_testing import World

FOLDER = Path(__file__).parents[1]
STRANGER = """
import sys
from pausepoint import PausePoint, __file__, __version__
answer = PausePoint().ask(recipient="+15550100", channel="sms", message="Go?", options=["Yes", "No"])
loaded = {name.partition(".")[0] for name in sys.modules} - set(sys.stdlib_module_names)
print(__version__, answer["response_choice"], sorted(loaded & {"pausepoint", "typing_extensions"}))
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    hatch = [sys.executable, "-m", "hatchling", "build", "-d", str(folder)]
    subprocess.run(hatch, cwd=FOLDER, check=True, capture_output=True)
    return folder


def test_the_wheel_holds_types_licence_and_no_dependency(built: Path) -> None:
    [wheel] = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as opened:
        names = set(opened.namelist())
        described = email.message_from_bytes(opened.read("pausepoint-0.1.0.dist-info/METADATA"))
    assert wheel.name == "pausepoint-0.1.0-py3-none-any.whl"
    assert {"pausepoint/py.typed", "pausepoint-0.1.0.dist-info/licenses/LICENSE"} <= names
    assert not [name for name in names if "test" in name]
    needed = described.get_all("Requires-Dist") or []
    assert all("; extra ==" in one for one in needed)
    assert described["Requires-Python"] == ">=3.10"
    assert described["License-Expression"] == "MIT"
    assert list(built.glob("*.tar.gz"))


def test_it_runs_where_nothing_else_is_installed(
    built: Path, tmp_path: Path, somebody: World
) -> None:
    venv.create(tmp_path / "empty", with_pip=False, symlinks=True)
    python = tmp_path / "empty/bin/python"
    [wheel] = built.glob("*.whl")
    install = [os.environ["UV"], "pip", "install", "-q", "--offline", "--python", str(python)]
    subprocess.run([*install, str(wheel)], check=True)
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    env["PAUSEPOINT_API_KEY"] = somebody.api_key
    with somebody.human():
        ran = subprocess.run([python, "-c", STRANGER], capture_output=True, text=True, env=env)
    assert ran.stdout == "0.1.0 Yes ['pausepoint']\n", ran.stderr
