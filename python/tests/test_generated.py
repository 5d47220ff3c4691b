"""The generated modules are those of this jar's classes."""

from __future__ import annotations

import importlib
import re
import sys
import zipfile
from importlib.metadata import distribution, version
from pathlib import Path

import parley
from conftest import ROOT, catalog
from parley._session import jar_path

sys.path.insert(0, str(ROOT / "python"))
import generate  # noqa: E402


def test_modules_generated_anew_are_those_of_the_sources(spark):
    made = generate.modules(catalog(spark), generate.Sources(ROOT))
    source = ROOT / "python" / "src"
    kept = {
        str(path.relative_to(source))
        for folder in ("fl", "robust")
        for path in (source / "parley" / folder).rglob("*.py")
    }
    assert kept == set(made), "classes came or went: ./parley wheel writes the modules"
    for path, text in made.items():
        found = (source / path).read_text(encoding="utf-8")
        assert found == text, f"{path} is not what its classes say: ./parley wheel writes it anew"


def test_stages_named_as_services_are_classes_of_the_same_name(spark):
    services = set()
    with zipfile.ZipFile(jar_path()) as jar:
        for service in ("Estimator", "Transformer", "evaluation.Evaluator"):
            text = jar.read(f"META-INF/services/org.apache.spark.ml.{service}").decode()
            services |= set(re.findall(r"^(parley\.\S+)", text, re.M))
    assert len(services) == 25
    assert {stage["name"] for stage in catalog(spark)["stages"]} == services
    for name in services:
        module, simple = name.rsplit(".", 1)
        assert getattr(importlib.import_module(module), simple).__module__ == module


def test_wheel_installed_has_jar_types_and_a_true_platform():
    wheel = distribution("parley")
    assert wheel.version == parley.__version__ == version("parley")
    assert "manylinux_2_34_x86_64" in wheel.read_text("WHEEL")
    names = {str(file) for file in wheel.files}
    assert "parley/py.typed" in names
    assert any(Path(name).name == "LICENSE" for name in names)
    assert Path(jar_path()).parent == Path(parley.__file__).parent / "jars"
    needed = set()
    with zipfile.ZipFile(jar_path()) as jar:
        for name in jar.namelist():
            if re.search(r"\.so(\.[\d.]+)?$", name):
                needed |= {int(v) for v in re.findall(rb"GLIBC_2\.(\d+)", jar.read(name))}
    assert needed and max(needed) <= 34
