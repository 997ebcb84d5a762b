"""What an engineer elsewhere is told, and what they run."""

import http.server
import re
import socket
import subprocess
import threading

import pytest

from spreadapp import health
from tests.house.source import text

READ = re.compile(r'env\.(?:text|required|secret|flag|integer|one_of|listed|url)\(\s*"([A-Z_]+)"')


def settings_read() -> set[str]:
    return {*READ.findall(text("spreadapp/settings.py")), "OCTANT_MODE"}


def test_every_setting_is_explained():
    explained = set(re.findall(r"^\| `([A-Z_]+)` \|", text("docs/deploying.md"), re.MULTILINE))

    assert len(settings_read()) > 10
    assert settings_read() - explained == set()


def test_no_setting_is_explained_that_does_not_exist():
    explained = set(re.findall(r"^\| `([A-Z_]+)` \|", text("docs/deploying.md"), re.MULTILINE))

    assert explained - settings_read() == {"WEB_CONCURRENCY"}, "only gunicorn reads one by itself"


def test_the_compose_file_passes_on_only_settings_that_exist():
    passed_on = set(re.findall(r"^    ([A-Z_]+):", text("docker-compose.yml"), re.MULTILINE))

    assert passed_on - settings_read() == {"WEB_CONCURRENCY"}


NOT_FOR_COMPOSE = {"OCTANT_MODE", "ALLOW_SQLITE"}  # the image is for production, and PostgreSQL comes with it


def test_the_compose_file_passes_every_other_setting_on():
    explained = set(re.findall(r"^\| `([A-Z_]+)` \|", text("docs/deploying.md"), re.MULTILINE))
    passed_on = set(re.findall(r"^    ([A-Z_]+):", text("docker-compose.yml"), re.MULTILINE))

    assert explained - passed_on == NOT_FOR_COMPOSE


def test_the_example_of_an_environment_is_one_for_a_shell_too(tmp_path):
    (example,) = re.findall(r"```sh\n(   SECRET_KEY=.*?)```", text("docs/deploying.md"), re.DOTALL)
    (tmp_path / "octant.env").write_text(example)
    command = f'set -eu; . {tmp_path}/octant.env; printf %s "$MAIL_FROM"'

    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True)

    assert (done.stdout, done.stderr) == ("Octant <octant@example.org>", "")


def test_a_secret_has_no_default_in_the_compose_file():
    defaults = re.findall(r"\$\{(SECRET_KEY|DATABASE_PASSWORD):([-?])", text("docker-compose.yml"))

    assert defaults
    assert {mark for _, mark in defaults} == {"?"}


def test_the_image_does_not_run_as_root():
    user = re.findall(r"^USER (\d+)$", text("Dockerfile"), re.MULTILINE)

    assert user
    assert int(user[-1]) > 0


def test_the_image_holds_only_what_it_runs():
    assert text(".dockerignore").splitlines()[1] == "*"


@pytest.fixture
def server(monkeypatch):
    """A server in Octant's place, which answers with its `status` and remembers whom it was asked for."""
    with http.server.HTTPServer(("127.0.0.1", 0), Standin) as standin:
        monkeypatch.setenv("SITE_URL", "https://octant.example.org")
        monkeypatch.setattr(health, "QUESTION", f"http://127.0.0.1:{standin.server_port}/healthz")
        answering = threading.Thread(target=standin.handle_request)
        answering.start()
        yield standin
        answering.join(timeout=5)


class Standin(http.server.BaseHTTPRequestHandler):
    status, asked_for = 200, ""

    def do_GET(self):
        Standin.asked_for = self.headers["Host"]
        self.send_response(Standin.status)
        self.end_headers()

    def log_message(self, *args):
        pass


def test_the_health_check_asks_here_in_the_name_of_the_site(server):
    code = health.main()

    assert code == 0
    assert Standin.asked_for == "octant.example.org"


def test_the_health_check_fails_in_words_when_the_answer_is_bad(server, monkeypatch, capsys):
    monkeypatch.setattr(Standin, "status", 503)

    code = health.main()

    assert code == 1
    assert capsys.readouterr().err.startswith("Octant is not well: HTTP Error 503")


def test_the_health_check_fails_in_words_when_nothing_answers(monkeypatch, capsys):
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        monkeypatch.setenv("SITE_URL", "https://octant.example.org")
        monkeypatch.setattr(health, "QUESTION", f"http://127.0.0.1:{nobody.getsockname()[1]}/healthz")

        code = health.main()

    assert code == 1
    assert "refused" in capsys.readouterr().err
