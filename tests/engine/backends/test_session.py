"""Where a session comes from, and what is said where there is none."""

import sys

import pytest

from qinglian.engine.backends import session
from qinglian.model.errors import BadUsage
from tests.cli.command import refused


@pytest.fixture(autouse=True)
def nobody(monkeypatch):
    """No session is at work, and the environment asks for none."""
    for name in (session.CONF, session.MASTER, "SPARK_REMOTE", "SPARK_CONF_DIR", "SPARK_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(session, "_active", lambda: None)


def test_without_pyspark_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(BadUsage, match=r"pip install 'qinglian\[spark\]'"):
        session.spark()


@pytest.mark.parametrize(("said", "words"), [(None, "没有 Java"), (11, "Java 11 is too old")])
def test_without_a_java_that_is_new_enough_it_says_what_to_install(monkeypatch, said, words):
    pytest.importorskip("pyspark")
    monkeypatch.setattr(session, "java_version", lambda: said)
    with pytest.raises(BadUsage, match=words) as error:
        session.spark()
    assert "openjdk-17-jre-headless" in error.value.text.en


def test_the_version_of_java_is_read_from_what_it_says(monkeypatch, tmp_path):
    for said, version in (("17.0.15", 17), ("1.8.0_402", 8), ("21", 21)):
        java = tmp_path / "bin" / "java"
        java.parent.mkdir(exist_ok=True)
        java.write_text(f"#!/bin/sh\necho 'openjdk version \"{said}\" 2025-04-15' >&2\n")
        java.chmod(0o755)
        monkeypatch.setenv("JAVA_HOME", str(tmp_path))
        assert session.java_version() == version
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "nowhere"))
    assert session.java_version() is None


@pytest.mark.parametrize(
    ("text", "words"),
    [("maste: local", "maste"), ("conf: [", "not valid YAML"), (None, "No such file")],
)
def test_a_mistake_in_the_settings_is_named(monkeypatch, tmp_path, text, words):
    path = tmp_path / "spark.yaml"
    if text is not None:
        path.write_text(text, "utf-8")
    monkeypatch.setenv(session.CONF, str(path))
    with pytest.raises(BadUsage, match=words):
        session.spark()


def test_the_users_own_defaults_stand(monkeypatch, tmp_path):
    (tmp_path / "spark-defaults.conf").write_text("# mine\nspark.ui.enabled true\n", "utf-8")
    monkeypatch.setenv("SPARK_CONF_DIR", str(tmp_path))
    assert session._user_defaults() == {"spark.ui.enabled"}


def test_the_command_line_says_it_without_a_traceback(tmp_path):
    pytest.importorskip("pyspark")
    env = {"JAVA_HOME": str(tmp_path), "QINGLIAN_SPARK_MASTER": "local[1]"}
    assert "openjdk-17-jre-headless" in refused(2, "run", "no.csv", "--engine", "spark", **env)
