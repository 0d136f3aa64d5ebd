"""The files for containers: nobody is root, the root file system is read only, and every name in them is there."""

import re
import shlex
from pathlib import Path

import pytest

from gateway.settings import SECRETS, Settings

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / ".deploy" / "container"
COMPOSES = sorted(FOLDER.glob("compose*.yaml"))
IMAGE = (FOLDER / "Containerfile").read_text(encoding="utf-8")
KNOWN = {name.upper() for name in Settings.model_fields} | {f"{name}_FILE" for name in SECRETS} | {"DORIA_DATA"}
OTHERS = {"POSTGRES_USER", "POSTGRES_DB", "POSTGRES_PASSWORD_FILE", "NET_BIND_SERVICE"}
"""Settings of the image of PostgreSQL, and a right of Caddy: it may take ports 80 and 443."""


def test_the_image_runs_as_nobody_and_asks_whether_doria_is_ready() -> None:
    user = re.findall(r"^USER (\S+)$", IMAGE, re.MULTILINE)
    assert user == ["10001:10001"]
    assert IMAGE.index("USER ") > IMAGE.rindex("RUN "), "nothing is made as root after it"
    assert "HEALTHCHECK" in IMAGE
    assert "/health/ready" in IMAGE
    assert "SECRET_KEY" not in IMAGE


@pytest.mark.parametrize("named", re.findall(r"^COPY (?!--from)(.*) \S+$", IMAGE, re.MULTILINE))
def test_what_the_image_copies_is_there(named: str) -> None:
    for one in named.split():
        assert (ROOT / one).exists()
        assert f"!{one}" in (FOLDER / "Containerfile.dockerignore").read_text(encoding="utf-8").split()


@pytest.mark.parametrize("file", COMPOSES, ids=lambda file: file.name)
def test_a_compose_file_names_settings_that_are_there_and_holds_no_secret(file: Path) -> None:
    text = re.sub(r"#.*$", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    named = set(re.findall(r"\b([A-Z][A-Z_]{3,})\b(?=[:}\]-])", text))
    assert named
    assert named - KNOWN - OTHERS == set()
    assert not re.search(rf"^ +({'|'.join(set(SECRETS) - {'REDIS_URL'})}):", text, re.MULTILINE)
    given = set(re.findall(r"^  (\w+): \{file: \./secrets/\w+\}$", text, re.MULTILINE))
    assert set(re.findall(r"/run/secrets/(\w+)", text)) <= given


@pytest.mark.parametrize("file", COMPOSES, ids=lambda file: file.name)
def test_every_process_of_doria_is_closed(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    # The part that all processes of Doria share, or the only one.
    begins = "x-doria: &doria\n" if "x-doria:" in text else "  doria:\n"
    block = re.split(r"\n(?=services:|  proxy:)", text.partition(begins)[2])[0]
    for closed in ("read_only: true", "cap_drop: [ALL]", "no-new-privileges:true", "stop_grace_period: 20s"):
        assert closed in block


def test_the_parts_run_what_the_procfile_runs() -> None:
    procfile = dict(re.findall(r"^(\w+): (.*)$", (ROOT / "Procfile").read_text(encoding="utf-8"), re.MULTILINE))
    text = (FOLDER / "compose.yaml").read_text(encoding="utf-8")
    found = [
        command.replace("[", "").replace("]", "").replace(",", "") for command in re.findall(r"command: (\[.*\])", text)
    ]
    assert {procfile["release"], procfile["worker"], procfile["clock"]} <= set(found)
    served = re.findall(r"command: >-\n((?: {6}.*\n)+)", text)
    web = procfile["web"].replace("${PORT:-8000}", "8000").replace("${DORIA_WEB_PROCESSES:-2}", "2")
    desk = (
        procfile["desk"]
        .replace("${DORIA_DESK_HOST:-127.0.0.1}", "127.0.0.1")
        .replace("${DORIA_DESK_PORT:-8001}", "8001")
    )
    assert [shlex.split(line) for line in served] == [shlex.split(web), shlex.split(desk)]


def test_nobody_but_the_proxy_finds_the_desk() -> None:
    text = (FOLDER / "compose.yaml").read_text(encoding="utf-8")
    desk = text.partition("\n  desk:\n")[2].partition("\n  worker:\n")[0]
    assert 'network_mode: "service:web"' in desk
    assert "ports:" not in desk
    alone = (FOLDER / "compose.one-machine.yaml").read_text(encoding="utf-8")
    assert 'DORIA_DESK_PORT: "8001"' in alone
    assert "DORIA_DESK_HOST" not in alone + text
