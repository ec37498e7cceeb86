"""The files of `deploy/` agree with one another, with the settings, and with docs/deploy.md."""

import re
from pathlib import Path, PurePosixPath

import pytest

from retriever.settings import Settings
from ui.library.addresses import UPLOAD_ROUTE

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"
STATE = PurePosixPath("/var/lib")


def environment() -> dict[str, str]:
    lines = (DEPLOY / "candour.env").read_text("utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def values_of(unit: str, name: str) -> list[str]:
    lines = (DEPLOY / unit).read_text("utf-8").splitlines()
    return [line.partition("=")[2] for line in lines if line.startswith(f"{name}=")]


@pytest.mark.parametrize("setting", ["CANDOUR_CORPUS", "CANDOUR_INDEX", "CANDOUR_QUESTIONS"])
def test_the_page_may_write_where_its_settings_say(setting: str) -> None:
    writable = [STATE / each for each in values_of("candour.service", "StateDirectory")]
    writable += [PurePosixPath(each) for each in values_of("candour.service", "ReadWritePaths")]

    place = PurePosixPath(environment()[setting])

    assert values_of("candour.service", "ProtectSystem") == ["strict"]
    assert any(place.is_relative_to(each) for each in writable)


def test_what_stands_beside_the_index_may_be_written_too() -> None:
    settings = Settings(index=Path(environment()["CANDOUR_INDEX"]))

    assert settings.log_folder == Path("/var/lib/candour/activity")
    assert settings.runs_folder == Path("/var/lib/candour/runs")


def test_the_proxy_lets_through_what_the_page_takes() -> None:
    conf = (DEPLOY / "nginx.conf").read_text("utf-8")
    upload = re.search(rf"location = {UPLOAD_ROUTE} {{(.*?)}}", conf, re.DOTALL)
    signed_in = re.search(r"location = /oauth2/auth {(.*?)}", conf, re.DOTALL)

    assert upload is not None
    assert f"client_max_body_size {Settings().max_file_mb + 1}m;" in upload[1]
    assert "proxy_pass http://candour;" in upload[1]
    # nginx holds the question who it is against the size of the request that it is asked for.
    assert signed_in is not None
    assert "client_max_body_size 0;" in signed_in[1]


def test_the_container_s_command_puts_its_own_folders_in_the_environment_file_s_place() -> None:
    told = (ROOT / "docs" / "deploy.md").read_text("utf-8")
    command = told[told.index("podman run") :].split("```", 1)[0]
    given = dict(re.findall(r"--env (\w+)=(\S+)", command))
    mounted = [each.split(":")[1] for each in re.findall(r"--volume (\S+)", command)]
    image = (DEPLOY / "Containerfile").read_text("utf-8")
    paths = {name: at for name, at in environment().items() if at.startswith("/")}

    seen = {name: given.get(name, at) for name, at in paths.items()}

    assert seen == {
        "CANDOUR_CORPUS": "/corpus",
        "CANDOUR_INDEX": "/data/index",
        "CANDOUR_QUESTIONS": "/data/questions",
        "PGPASSFILE": "/etc/candour.pgpass",
    }
    assert mounted == ["/corpus", "/data", "/etc/candour.pgpass"]
    for name, at in given.items():
        assert f"{name}={at}" in image
