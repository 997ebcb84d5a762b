import pytest
from django.core.exceptions import ImproperlyConfigured

from spreadapp import env

NEW_KEY = "python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch):
    monkeypatch.delenv("THING", raising=False)
    monkeypatch.delenv("THING_FILE", raising=False)


def refusal(function, *args, **options):
    with pytest.raises(ImproperlyConfigured) as caught:
        function(*args, **options)
    return str(caught.value)


def test_a_missing_value_is_refused_with_an_example_to_type():
    said = refusal(env.required, "THING", say="smtp.example.org")

    assert said == "THING is not set. Set: THING=smtp.example.org"


def test_a_missing_value_made_by_a_command_is_refused_with_the_command():
    said = refusal(env.required, "THING", say=NEW_KEY)

    assert said == f'THING is not set. Set: THING="$({NEW_KEY})"'


def test_an_empty_value_counts_as_missing(monkeypatch):
    monkeypatch.setenv("THING", "")

    assert env.text("THING", default="usual") == "usual"
    assert "is not set" in refusal(env.required, "THING", say="x")


def test_a_value_can_come_from_a_file(monkeypatch, tmp_path):
    (tmp_path / "thing").write_text("from a file\n")
    monkeypatch.setenv("THING_FILE", str(tmp_path / "thing"))

    assert env.required("THING", say="x") == "from a file"


def test_a_value_and_its_file_together_are_refused(monkeypatch):
    monkeypatch.setenv("THING", "one")
    monkeypatch.setenv("THING_FILE", "/another")

    assert "THING and THING_FILE are both set" in refusal(env.text, "THING", default="")


def test_a_file_that_cannot_be_read_is_refused_by_its_variable(monkeypatch, tmp_path):
    monkeypatch.setenv("THING_FILE", str(tmp_path / "nowhere"))

    assert refusal(env.text, "THING", default="").startswith("THING_FILE names a file that cannot be read")


@pytest.mark.parametrize(
    "weak",
    [
        "short",
        "a1" * 30,
        "a-long-row-of-words-that-somebody-typed-by-hand",
        "django-insecure-8#k2v!x0q9w7e5r3t1y6u4i8o2p0a9s7d5f3g1h6",
    ],
)
def test_a_secret_that_was_not_made_by_chance_is_refused_and_not_shown(monkeypatch, weak):
    monkeypatch.setenv("THING", weak)

    said = refusal(env.secret, "THING", say=NEW_KEY)

    assert "too easy to guess" in said
    assert weak not in said


def test_a_random_secret_is_accepted(monkeypatch):
    key = "q3Zx8-Lm_0vTkR7yWb2NcPfH5sJdUa9EoGi1VxKzQwYtMr4B6l"
    monkeypatch.setenv("THING", key)

    assert env.secret("THING", say=NEW_KEY) == key


@pytest.mark.parametrize(
    ("given", "meant"),
    [("yes", True), ("TRUE", True), ("1", True), ("on", True), ("no", False), ("0", False), ("off", False)],
)
def test_a_flag_understands_the_usual_words(monkeypatch, given, meant):
    monkeypatch.setenv("THING", given)

    assert env.flag("THING", default=not meant) is meant


def test_a_flag_refuses_any_other_word(monkeypatch):
    monkeypatch.setenv("THING", "maybe")

    said = refusal(env.flag, "THING", default=False)

    assert "must be one of: 1, true, yes, on, 0, false, no, off" in said


@pytest.mark.parametrize("given", ["ten", "-5", "1.5", "²", "2"])
def test_a_whole_number_below_the_least_or_not_a_number_is_refused(monkeypatch, given):
    monkeypatch.setenv("THING", given)

    assert "whole number, 3 or more" in refusal(env.integer, "THING", default=60, least=3)


def test_a_whole_number_is_read(monkeypatch):
    monkeypatch.setenv("THING", "15")

    assert env.integer("THING", default=60) == 15


def test_a_list_is_parted_at_commas_and_loses_blanks(monkeypatch):
    monkeypatch.setenv("THING", "octant.example.org, localhost,,")

    assert env.listed("THING") == ("octant.example.org", "localhost")


@pytest.mark.parametrize("given", ["octant.example.org", "http://octant.example.org", "https:", "https://["])
def test_an_address_without_the_right_beginning_is_refused(monkeypatch, given):
    monkeypatch.setenv("THING", given)

    said = refusal(env.url, "THING", schemes=("https",), say="https://octant.example.org")

    assert said == "THING must be an address that starts with https:. Set: THING=https://octant.example.org"


def test_a_missing_address_takes_the_default_where_there_is_one():
    found = env.url("THING", schemes=("http",), say="http://here", default="http://localhost:8000")

    assert found == "http://localhost:8000"


def test_a_database_address_with_a_socket_folder_and_no_host_is_an_address(monkeypatch):
    monkeypatch.setenv("THING", "postgresql:///octant?host=/run/postgresql")

    assert env.url("THING", schemes=("postgresql",), say="x").startswith("postgresql:")


def test_the_mode_is_production_unless_something_else_is_said(monkeypatch):
    monkeypatch.delenv("OCTANT_MODE", raising=False)

    assert env.mode() is env.Mode.PRODUCTION


def test_an_unknown_mode_is_refused_with_the_modes_there_are(monkeypatch):
    monkeypatch.setenv("OCTANT_MODE", "staging")

    assert "production, demo, test, development" in refusal(env.mode)
