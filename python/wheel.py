"""Makes the wheel: the package, with the jar of the same version that the build left in it.

    python wheel.py FOLDER [JAR]

Without setuptools and wheel in the environment that runs it, pip fetches them. Prints the wheel's
path.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

HERE = Path(__file__).resolve().parent


def has_tools() -> bool:
    """Whether pip can use what is installed here; older setuptools do not know the licence's form."""
    try:
        return int(version("setuptools").split(".")[0]) >= 77 and bool(version("wheel"))
    except PackageNotFoundError:
        return False


def main() -> None:
    sys.path.insert(0, str(HERE / "src" / "parley"))
    from _version import java_version, python_version

    release, out = java_version(), Path(sys.argv[1])
    built = HERE.parent / "parley-cli" / "target" / f"parley-cli-{release}-all.jar"
    jar = Path(sys.argv[2]) if len(sys.argv) > 2 else built
    if not jar.is_file():
        sys.exit(f"cannot make the wheel: {jar} is missing, expected it from ./parley build")
    out.mkdir(parents=True, exist_ok=True)
    for old in out.glob("parley-*.whl"):
        old.unlink()
    with tempfile.TemporaryDirectory() as folder:
        staged = Path(folder) / "python"
        shutil.copytree(HERE / "src", staged / "src", ignore=shutil.ignore_patterns("__pycache__"))
        (staged / "src/parley/jars").mkdir()
        shutil.copyfile(jar, staged / f"src/parley/jars/parley-spark4-{release}.jar")
        (staged / "src/parley/VERSION").write_text(release + "\n", encoding="utf-8")
        for name in ("LICENSE", "THIRD-PARTY-NOTICES"):
            shutil.copyfile(HERE.parent / name, staged / name)
        project = (HERE / "pyproject.toml").read_text(encoding="utf-8")
        stated = f'version = "{python_version(release)}"'
        (staged / "pyproject.toml").write_text(
            project.replace('dynamic = ["version"]', stated), encoding="utf-8"
        )
        command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps"]
        if has_tools():
            command.append("--no-build-isolation")
        subprocess.run([*command, "-w", str(out), str(staged)], check=True)
    print(next(out.glob("parley-*.whl")))


if __name__ == "__main__":
    main()
