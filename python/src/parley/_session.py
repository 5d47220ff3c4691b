"""A Spark session that has Parley's jar."""

from __future__ import annotations

import atexit
import os
from importlib.resources import files
from pathlib import Path
from typing import Any, Dict, Mapping, Optional

from parley._errors import ParleyError
from parley._version import java_version

_REGISTRATOR = "parley.mhe.runtime.ParleyKryoRegistrator"
_PLUGIN = "parley.mhe.runtime.ParleyPlugin"
_checked: Dict[int, bool] = {}


def spark(
    master: Optional[str] = None,
    *,
    remote: Optional[str] = None,
    conf: Optional[Mapping[str, Any]] = None,
    jar: Optional[str] = None,
    appName: str = "parley",
) -> Any:
    """A Spark session with Parley's jar, and its plugin where providers live in executors.

    Parameters
    ----------
    master : str, optional
        Spark's master; ``local[*]``, the simulation in one process, unless said otherwise.
    remote : str, optional
        A Spark Connect server, ``sc://host:port``, which was started with the jar; then no master.
    conf : mapping, optional
        Settings of Spark, which have the last word.
    jar : str, optional
        Another jar than the one that came with this package.
    """
    from pyspark.sql import SparkSession

    builder = SparkSession.builder
    if remote is not None:
        if master is not None or jar is not None:
            raise ParleyError(
                "cannot start: a Spark Connect server has a master and jars of its own, expected"
                " remote alone"
            )
        for key, value in (conf or {}).items():
            builder = builder.config(key, value)
        return builder.remote(remote).getOrCreate()
    refuse_other_session()
    master = master or "local[*]"
    path = jar_path(jar)
    builder = builder.master(master).appName(appName)
    for key, value in settings(master, path, dict(conf or {})).items():
        builder = builder.config(key, value)
    before = os.environ.get("OMP_NUM_THREADS"), os.environ.get("SPARK_LOCAL_IP")
    try:
        os.environ["OMP_NUM_THREADS"] = "1"  # Spark has a thread a provider already
        if master.startswith("local"):
            os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
        session = builder.getOrCreate()
    finally:
        _restore("OMP_NUM_THREADS", before[0])
        _restore("SPARK_LOCAL_IP", before[1])
    check_session()
    return session


def _restore(name: str, value: Optional[str]) -> None:
    if value is None:
        os.environ.pop(name, None)
    else:
        os.environ[name] = value


def settings(master: str, jar: str, conf: Dict[str, Any]) -> Dict[str, str]:
    """What a session needs, under what the caller wants."""
    jars = ",".join(filter(None, [jar, conf.pop("spark.jars", "")]))
    needed = {"spark.jars": jars, "spark.ui.showConsoleProgress": "false"}
    if master == "local" or master.startswith("local["):
        needed["spark.driver.memory"] = f"{max(1024, _megabytes() // 4)}m"
    else:
        needed["spark.plugins"] = ",".join(filter(None, [_PLUGIN, conf.pop("spark.plugins", "")]))
        needed["spark.speculation"] = "false"
        needed["spark.executorEnv.OMP_NUM_THREADS"] = "1"
    if str(conf.get("spark.serializer", "")).endswith("KryoSerializer"):
        needed["spark.kryo.registrator"] = _REGISTRATOR
    needed.update({key: str(value) for key, value in conf.items()})
    return needed


def _megabytes() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20


def jar_path(stated: Optional[str] = None) -> str:
    """The jar that was asked for, or that came with this package, or that the build left."""
    stated = stated or os.environ.get("PARLEY_JAR")
    if stated is not None:
        if not Path(stated).is_file():
            raise ParleyError(f"cannot start: Parley's jar is missing, expected a file at {stated}")
        return str(Path(stated).resolve())
    own = Path(str(files("parley"))) / "jars"
    built = Path(__file__).resolve().parents[3] / "parley-cli" / "target"
    found = sorted(own.glob("parley-*.jar")) or sorted(built.glob("parley-cli-*-all.jar"))
    if not found:
        raise ParleyError(
            f"cannot start: Parley's jar is missing, expected one in {own} (of a wheel by"
            " `./parley wheel`), or its path as spark(jar=..) or in PARLEY_JAR"
        )
    return str(found[-1])


def refuse_other_session() -> None:
    """A session that runs takes no further jar."""
    from pyspark import SparkContext

    context = SparkContext._active_spark_context
    if context is not None and not _has_jar(context):
        raise ParleyError(
            "cannot start: a Spark session without Parley's jar is running, expected none; stop it"
            " (its .stop()), or start it with spark.jars"
        )


def check_session() -> None:
    """That a session runs, with a jar of this package's version."""
    from pyspark.sql import SparkSession, is_remote

    if is_remote():
        return  # the server has its own, which no client sees
    from pyspark import SparkContext

    context = SparkContext._active_spark_context
    if context is None or SparkSession.getActiveSession() is None:
        raise ParleyError(
            'cannot use Parley: no Spark session is running, expected spark = parley.spark("local[*]")'
        )
    if _checked.get(id(context)):
        return
    if not _has_jar(context):
        raise ParleyError(
            "cannot use Parley: its jar is missing from this Spark session, expected a session of"
            f" parley.spark(), or spark.jars with the jar, got spark.jars"
            f" {context.getConf().get('spark.jars', '') or 'empty'}"
        )
    other = context._jvm.parley.mhe.Release.version()
    if other != java_version():
        raise ParleyError(
            f"cannot use Parley: the Python package is of version {java_version()} and the session's"
            f" jar of {other}, expected the same"
        )
    _checked.clear()
    _checked[id(context)] = True


def _has_jar(context: Any) -> bool:
    from py4j.java_gateway import JavaClass

    return isinstance(context._jvm.parley.mhe.Release, JavaClass)


def leave_models() -> None:
    """Lets the server's session end its models, which PySpark's client would each end by a call.

    A model that a traceback still holds goes when Python has stopped its threads already, and such
    a call then waits for one for ever.
    """
    from pyspark.sql import SparkSession, is_remote

    session = SparkSession.getActiveSession() if is_remote() else None
    if session is not None:
        session.client._delete_ml_cache = lambda *unused, **more: []  # type: ignore[method-assign]


atexit.register(leave_models)
