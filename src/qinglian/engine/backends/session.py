"""
会话从哪里来。Where a Spark session comes from: the one already at work, else from the environment.

In this order: the YAML that `QINGLIAN_SPARK_CONF` names (`remote`, `master`, `folder`, `conf`), `SPARK_REMOTE` (Spark
Connect), `QINGLIAN_SPARK_MASTER`, `spark-defaults.conf`. Without any of them Spark runs on this machine.
"""

import atexit
import os
import re
import shutil
import subprocess
import tempfile
import weakref
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, ValidationError

from qinglian.engine.backends.spark import Spark
from qinglian.model.errors import BadUsage
from qinglian.model.text import Text

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

CONF = "QINGLIAN_SPARK_CONF"
MASTER = "QINGLIAN_SPARK_MASTER"
JAVA = 17
QUIET = Path(__file__).with_name("log4j2.properties")
DEFAULTS = {
    "spark.app.name": "qinglian",
    "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={QUIET.as_uri()}",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.catalogImplementation": "in-memory",
    # Spark keeps the plans of a thousand queries for a page that is not shown: gigabytes, where rules are many.
    "spark.sql.ui.retainedExecutions": "2",
    "spark.ui.retainedJobs": "20",
    "spark.ui.retainedStages": "20",
    "spark.ui.retainedTasks": "1000",
    "spark.sql.maxPlanStringLength": "10000",
}
"""What a session of ours is started with where nothing else is said."""


class Setting(BaseModel):
    """The YAML file: a Spark Connect address or a master, Spark's own settings, and a folder that all machines see."""

    model_config = ConfigDict(extra="forbid")

    remote: str | None = None
    master: str | None = None
    folder: Path | None = None
    conf: dict[str, str | int | float | bool] = {}


def spark(session: "SparkSession | None" = None, folder: Path | None = None) -> Spark:
    """The backend on a session, or on the one that the environment asks for. Raises BadUsage where there is none."""
    setting = read_setting(os.environ.get(CONF))
    if session is None:
        session = _active() or _started(setting)
    folder = folder or setting.folder
    if folder is not None:
        if not folder.is_dir():
            raise BadUsage(Text(f"没有文件夹 {folder}", f"No folder {folder}"))
        return _in_folder(session, folder)
    return _in_folder(session, None) if _is_local(session) else Spark(session)


def read_setting(path: str | None) -> Setting:
    """The settings of a YAML file; none where no file is named."""
    if not path:
        return Setting()
    import yaml

    try:
        body = yaml.load(Path(path).read_bytes(), Loader=yaml.CSafeLoader) or {}
        return Setting.model_validate(body)
    except OSError as error:
        why = error.strerror or str(error)
    except yaml.YAMLError as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 1
        raise BadUsage(
            Text(f"{path}:{line}：不是合法的 YAML", f"{path}:{line}: not valid YAML")
        ) from None
    except ValidationError as error:
        first = error.errors()[0]
        why = f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
    raise BadUsage(Text(f"{CONF}={path}：{why}", f"{CONF}={path}: {why}")) from None


def _active() -> "SparkSession | None":
    session_class = _session_class()
    found: SparkSession | None = session_class.getActiveSession()
    return found


def _session_class() -> Any:
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise BadUsage(
            Text(
                "没有 PySpark；请安装：pip install 'qinglian[spark]'",
                "PySpark is missing; install it: pip install 'qinglian[spark]'",
            )
        ) from None
    return SparkSession


def _started(setting: Setting) -> "SparkSession":
    builder = _session_class().builder
    remote = setting.remote or (os.environ.get("SPARK_REMOTE") if not setting.master else None)
    master = setting.master or os.environ.get(MASTER)
    said = {key: _word(value) for key, value in setting.conf.items()}
    if remote:
        builder = builder.remote(remote)
    else:
        _must_have_java()
        defaults = dict(DEFAULTS)
        if master:
            builder = builder.master(master)
        if master is None or master.startswith("local"):
            os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
            defaults["spark.sql.shuffle.partitions"] = str(max(2, os.cpu_count() or 2))
        said = {k: v for k, v in defaults.items() if k not in _user_defaults()} | said
    for key, value in said.items():
        builder = builder.config(key, value)
    try:
        session: SparkSession = builder.getOrCreate()
        if remote:
            # Left to the end of the interpreter, its channel waits for threads that no longer run.
            atexit.register(session.stop)
    except ImportError as error:
        # PySpark says what it misses in its own words, without a name.
        missing = error.name or "grpcio"
        raise BadUsage(
            Text(
                f"Spark Connect 还缺 {missing}；请安装：pip install 'pyspark[connect]'",
                f"Spark Connect lacks {missing}; install it: pip install 'pyspark[connect]'",
            )
        ) from None
    except Exception as error:
        where = remote or master or "spark-defaults.conf"
        why = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise BadUsage(
            Text(f"Spark 启动不了（{where}）：{why}", f"Spark does not start ({where}): {why}")
        ) from None
    return session


def _word(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _user_defaults() -> set[str]:
    """Keys that the user's own spark-defaults.conf sets: these stand."""
    home = os.environ.get("SPARK_CONF_DIR") or os.path.join(
        os.environ.get("SPARK_HOME", ""), "conf"
    )
    path = Path(home) / "spark-defaults.conf"
    if not path.is_file():
        return set()
    lines = (line.strip() for line in path.read_text("utf-8").splitlines())
    return {re.split(r"[\s=]+", line)[0] for line in lines if line and not line.startswith("#")}


def java_version() -> int | None:
    """The major version of the Java runtime that Spark would take; None where there is none."""
    home = os.environ.get("JAVA_HOME")
    found = str(Path(home) / "bin" / "java") if home else shutil.which("java")
    try:
        said = subprocess.run([found or "java", "-version"], capture_output=True, text=True)
    except OSError:
        return None
    version = re.search(r'version "(?:1\.)?(\d+)', said.stderr + said.stdout)
    return int(version[1]) if version and said.returncode == 0 else None


def _must_have_java() -> None:
    version = java_version()
    if version is None or version < JAVA:
        have = ("没有 Java", "Java is missing") if version is None else (
            f"Java {version} 太旧", f"Java {version} is too old"
        )  # fmt: skip
        raise BadUsage(
            Text(
                f"{have[0]}，Spark 需要 {JAVA} 或更新版本；请安装：apt-get install openjdk-17-jre-headless",
                f"{have[1]}; Spark needs {JAVA} or later: apt-get install openjdk-17-jre-headless",
            )
        )


def _is_local(session: "SparkSession") -> bool:
    """Whether executors see the files of this machine."""
    try:
        master = session.conf.get("spark.master", "") or ""
    except Exception:  # a server of Spark Connect need not say
        return False
    remote = type(session).__module__.startswith("pyspark.sql.connect")
    return master.startswith("local") and not remote


def _in_folder(session: "SparkSession", parent: Path | None) -> Spark:
    """The backend with a folder of its own for handing rows over, gone with it."""
    place = tempfile.mkdtemp(prefix="qinglian-spark-", dir=parent)
    backend = Spark(session, Path(place))
    weakref.finalize(backend, shutil.rmtree, place, ignore_errors=True)
    return backend
