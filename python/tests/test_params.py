"""Each Param of each stage is set and read from Python, and reaches Java."""

from __future__ import annotations

import importlib
import re

import pytest
from conftest import catalog
from pyspark.ml.wrapper import JavaWrapper

from parley._stages import Model


def stages(spark):
    for stage in catalog(spark)["stages"]:
        module, name = stage["name"].rsplit(".", 1)
        yield stage, getattr(importlib.import_module(module), name)


def other(java, param):
    """A value that the Param takes, and that is not its default."""
    numbers = [13, 3, 2, 1, 5] if param["type"] in ("int", "long") else [0.375, 1.5, 2.0, 0.5]
    listed = {
        "boolean": [not param["byDefault"]],
        "string": ["other", *re.findall(r"[A-Za-z][\w-]*", param["doc"])],
        "int[]": [[3, 2], [2, 3, 2], [1, 2]],
        "double[]": [[-8.0, 8.0], [0.25, 0.75], [2.0]],
        "string[]": [["a", "b"]],
        "double[][]": [[[0.0, 1.0], [-2.5, 3.0]]],
    }
    java_param = java.getParam(param["name"])
    for value in listed.get(param["type"], numbers):
        if value == param["byDefault"]:
            continue
        try:
            java_param.w(value)
        except Exception:
            continue
        return value
    pytest.fail(f"no value found for {param['name']}: {param['doc']}")


def plain(value):
    if isinstance(value, (bool, int, float, str)):
        return value
    return [plain(v) for v in value]


def test_params_set_by_setter_and_by_constructor_reach_java(spark):
    seen = 0
    for described, cls in stages(spark):
        java = JavaWrapper._new_java_obj(described["name"])
        values = {p["name"]: other(java, p) for p in described["params"]}
        is_model = issubclass(cls, Model)
        one = cls() if is_model else cls(**values)
        two = cls()
        for stage in (one, two):
            if is_model:
                stage._java_obj = java
                stage._resetUid(java.uid())
        assert [p.name for p in two.params] == [p["name"] for p in described["params"]]
        for param in described["params"]:
            name, value = param["name"], values[param["name"]]
            stated = f"{described['name']}.{name}"
            if param["byDefault"] is None:
                assert not two.isDefined(name), stated
            else:
                assert plain(two.getOrDefault(name)) == plain_default(param), stated
            setter = getattr(two, "set" + name[0].upper() + name[1:], None)
            if setter is None:
                assert is_model and not param["settable"], stated
                two._set(**{name: value})
            else:
                assert setter(value) is two, stated
            assert two.getOrDefault(name) == value, stated
            getter = getattr(two, "get" + name[0].upper() + name[1:])
            if name != "perturbation":
                assert getter() == value, stated
            seen += 1
        for stage in [two] if is_model else [one, two]:
            stage._transfer_params_to_java()
            for name, value in values.items():
                java_param = stage._java_obj.getParam(name)
                assert plain(stage._java_obj.getOrDefault(java_param)) == value, (cls, name)
            assert plain_map(stage.copy().extractParamMap()) == plain_map(stage.extractParamMap())
    assert seen > 380


def plain_default(param):
    value = param["byDefault"]
    return [float(v) for v in value] if param["type"] == "double[]" else value


def plain_map(params):
    return {param.name: value for param, value in params.items()}
