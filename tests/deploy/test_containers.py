"""The container files keep what docs/containers.md promises; the image's own programs do their work."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

from deploy.docker import publish
from deploy.docker.nginx import configuration

ROOT = Path(settings.BASE_DIR)
DOCKER = ROOT / "deploy/docker"
COMPOSE = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
SERVICES: dict[str, dict[str, Any]] = yaml.safe_load(COMPOSE)["services"]
ONCE = {"initiate", "migrate", "static", "tidy"}
# What nobody sets for containers, and why.
LEFT_OUT = {
    "DEBUG": "never on the open internet",
    "DEMO": "its users have a public password",
    "HTTPS": "nginx speaks it, so it stays on",
    "SECRET_KEY": "a file in secrets/",
    "DATABASE_URL": "a file in secrets/",
    "REDIS_URL": "a file in secrets/",
    "VAR_DIR": "a volume that the image has a place for",
    "PROMETHEUS_MULTIPROC_DIR": "each container has its own",
}


def stages() -> list[list[str]]:
    """The instructions of each stage of the Dockerfile."""
    text = (DOCKER / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    starts = [number for number, line in enumerate(lines) if line.startswith("FROM ")]
    return [lines[a:b] for a, b in zip(starts, [*starts[1:], None], strict=True)]


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_may_do_no_more_than_it_needs(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert not service.get("privileged")
    assert set(service["deploy"]["resources"]["limits"]) == {"cpus", "memory"}
    assert set(service["logging"]["options"]) == {"max-size", "max-file"}


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_is_not_root(name: str) -> None:
    service = SERVICES[name]
    if "build" in service:
        assert "USER 10001:10001" in stages()[-1]
        assert "user" not in service
    else:
        assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", service["user"])


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_says_how_it_is_or_ends(name: str) -> None:
    service = SERVICES[name]
    ends = service["healthcheck"].get("disable") is True
    assert ends == (name in ONCE)
    assert service["restart"] == ("no" if ends else "unless-stopped")


@pytest.mark.parametrize("name", SERVICES)
def test_an_image_is_of_one_version(name: str) -> None:
    image = SERVICES[name]["image"]
    assert image == "dtps:${BUILD_ID:-local}" or re.fullmatch(r"[a-z]+:\d+\.\d+\.\d+(-alpine)?", image)


@pytest.mark.parametrize("name", SERVICES)
def test_secrets_come_as_files(name: str) -> None:
    environment = SERVICES[name].get("environment", {})
    for variable, value in environment.items():
        if re.search(r"KEY|PASSWORD|URL|SECRET", variable):
            assert variable.endswith("_FILE")
            assert value.removeprefix("/run/secrets/") in SERVICES[name]["secrets"]


def test_only_nginx_can_be_reached_from_outside() -> None:
    networks = yaml.safe_load(COMPOSE)["networks"]
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["nginx"]
    assert [name for name, network in networks.items() if not network.get("internal")] == ["outside"]
    assert [name for name, service in SERVICES.items() if "outside" in service.get("networks", [])] == [
        "nginx"
    ]
    assert "data" not in SERVICES["nginx"]["networks"]


def test_four_processes_that_have_time_to_end() -> None:
    web = SERVICES["web"]
    assert web["deploy"]["replicas"] == 4
    assert web["stop_grace_period"] == "30s"
    assert web["healthcheck"]["test"][-1] == "ready"
    conditions = {name: needed["condition"] for name, needed in web["depends_on"].items()}
    assert conditions["migrate"] == conditions["static"] == "service_completed_successfully"


def test_every_secret_can_be_made(tmp_path: Path) -> None:
    made = tmp_path / "secrets"
    command = [str(DOCKER / "make-secrets"), str(made)]
    subprocess.run(command, check=True, capture_output=True)
    files = {path.name: path for path in made.iterdir() if path.is_file()}
    assert set(files) == set(yaml.safe_load(COMPOSE)["secrets"])
    assert {path.stat().st_mode & 0o777 for path in files.values()} == {0o444}
    assert made.stat().st_mode & 0o777 == 0o700
    before = {name: path.read_bytes() for name, path in files.items()}
    subprocess.run(command, check=True, capture_output=True)
    assert {name: path.read_bytes() for name, path in files.items()} == before


def test_the_application_can_use_the_secrets_that_were_made(tmp_path: Path) -> None:
    subprocess.run([str(DOCKER / "make-secrets"), str(tmp_path)], check=True, capture_output=True)
    files = {
        f"{name.upper()}_FILE": str(tmp_path / name) for name in ("secret_key", "database_url", "redis_url")
    }
    environment = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path / "var"), **files}
    check = subprocess.run(
        [sys.executable, "manage.py", "check"], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert check.returncode == 0, check.stderr


def test_the_example_of_settings_is_complete() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    listed = re.findall(r"^#?([A-Z_]+)=", example, re.MULTILINE)
    page = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE))
    of_the_compose_file = set(re.findall(r"\$\{([A-Z_]+)", COMPOSE))
    assert len(listed) == len(set(listed))
    assert set(listed) == (documented - set(LEFT_OUT)) | of_the_compose_file
    assert set(LEFT_OUT) <= documented


def test_nothing_secret_gets_into_the_image() -> None:
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert "*" in ignored
    allowed = {line[1:] for line in ignored if line.startswith("!")}
    assert not allowed & {".env", ".git", "secrets", "var", "tests"}
    assert not re.search(r"(ARG|ENV)[^\n]*(KEY|PASSWORD|SECRET)", "\n".join(map("\n".join, stages())))


def test_the_last_stage_builds_nothing() -> None:
    first, last = stages()
    assert [line.split()[1] for line in (first[0], last[0])] == ["python:3.11.13-slim-bookworm"] * 2
    assert not [line for line in last if re.search(r"pip |gcc|collectstatic", line)]
    installed = [line for line in last if "apt-get" in line]
    packages = [
        re.findall(r"\blib[\w.-]+", line.partition("install")[2].partition("&&")[0]) for line in installed
    ]
    assert packages == [["libpangoft2-1.0-0", "libharfbuzz-subset0"]]  # of what runs, and nothing that builds


def test_the_dockerfile_passes_its_linter() -> None:
    hadolint = Path(sys.executable).with_name("hadolint")
    linted = subprocess.run([hadolint, "--no-color", DOCKER / "Dockerfile"], capture_output=True, text=True)
    assert (linted.returncode, linted.stdout) == (0, "")


def test_compose_reads_its_file() -> None:
    """Where a docker with compose is installed; everywhere, that the file is well-formed."""
    assert SERVICES
    docker = shutil.which("docker")
    if docker and subprocess.run([docker, "compose", "version"], capture_output=True).returncode == 0:
        command = [docker, "compose", "--profile", "tidy", "config", "--quiet"]
        read = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        assert (read.returncode, read.stderr) == (0, "")


def test_nginx_reads_its_file(tmp_path: Path) -> None:
    """Where there is one, without certificates; everywhere, that its limits are those of the application."""
    text = (DOCKER / "nginx.conf").read_text(encoding="utf-8")
    assert text == configuration(), "python3 -m deploy.docker.nginx > deploy/docker/nginx.conf"
    assert f"rate={default_of('RATE_LIMIT_PER_SECOND')}r/s" in text
    assert text.count(f"burst={default_of('RATE_LIMIT_BURST')} nodelay") == 2
    if nginx := shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin"):
        without_tls = re.sub(r"\n +ssl_certificate\w* [^;]+;", "", text).replace(" ssl http2;", ";")
        here = without_tls.replace("/tmp/", f"{tmp_path}/").replace("/etc/nginx/mime.types", "mime.types")
        (tmp_path / "nginx.conf").write_text(here, encoding="utf-8")
        (tmp_path / "mime.types").write_text("types { text/css css; }", encoding="utf-8")
        command = [nginx, "-e", "stderr", "-t", "-c", str(tmp_path / "nginx.conf")]
        read = subprocess.run(command, capture_output=True, text=True)
        assert read.returncode == 0, read.stderr


def default_of(variable: str) -> str:
    """What a setting is without its variable."""
    page = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
    row = re.search(rf"^\| `{variable}` \| (\w+) \|", page, re.MULTILINE)
    assert row is not None
    return row[1]


def test_files_of_earlier_builds_stay(tmp_path: Path) -> None:
    target = tmp_path / "volume"
    for build, text in (("0123456789ab", "first"), ("ba9876543210", "second")):
        folder = tmp_path / build / "js"
        folder.mkdir(parents=True)
        (folder / f"editor.{build}.js").write_text(text, encoding="utf-8")
        (folder / f"editor.{build}.js.gz").write_text(text, encoding="utf-8")
        (folder / "editor.js").write_text(text, encoding="utf-8")
        assert publish.publish(folder.parent, target) == 2
        assert publish.publish(folder.parent, target) == 0
    kept = sorted(path.name for path in (target / "js").iterdir())
    assert kept == [
        "editor.0123456789ab.js",
        "editor.0123456789ab.js.gz",
        "editor.ba9876543210.js",
        "editor.ba9876543210.js.gz",
    ]


def test_files_that_no_build_has_had_for_long_go(tmp_path: Path) -> None:
    day = 24 * 60 * 60
    for name, age in (("old.0123456789ab.js", 91), ("new.0123456789ab.js", 89)):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (1_000 * day - age * day,) * 2)
    assert publish.forget(tmp_path, now=1_000 * day) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["new.0123456789ab.js"]
