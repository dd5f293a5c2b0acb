"""covergap.toml: what may stand in it, and how a slip is explained."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.settings import SettingsError, client_settings, root_settings


@pytest.mark.parametrize(
    ("text", "size", "services"),
    [
        ("", "medium", ()),
        ('size = "large"', "large", ()),
        ('size = "small"\nservices = ["help desk", "vCISO"]', "small", ("help desk", "vCISO")),
        ('\ufeffsize = "small"', "small", ()),  # saved by an editor that writes a byte order mark
    ],
)
def test_client_settings(tmp_path: Path, text: str, size: str, services: tuple[str, ...]) -> None:
    (tmp_path / "covergap.toml").write_text(text, encoding="utf-8")
    settings = client_settings(tmp_path)
    assert (settings.size, settings.services) == (size, services)


def test_defaults_without_a_file(tmp_path: Path) -> None:
    assert client_settings(tmp_path).size == "medium"
    assert root_settings(tmp_path).schedule is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('sise = "large"', "unknown key 'sise': did you mean 'size'?"),
        ('service = ["help desk"]', "unknown key 'service': did you mean 'services'?"),
        ("zzz = 1", "unknown key 'zzz': the keys are account, size, services"),
        ('size = "huge"', "size: Input should be 'small', 'medium' or 'large'"),
        ("size = large", "is not TOML"),
        ("max_file_mb = -1", "max_file_mb: Input should be greater than 0"),
    ],
)
def test_slips_of_a_client_file(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "covergap.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        client_settings(tmp_path)
    assert said in str(caught.value)
    assert str(tmp_path / "covergap.toml") in str(caught.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[schedule]\ncorn = "0 6 * * *"', "unknown key 'schedule.corn': did you mean 'cron'?"),
        ('[schedule]\ncron = "daily"', "schedule.cron"),
        ('[schedule]\ntimezone = "UTC"', "either cron or interval_seconds"),
        ('[schedule]\ncron = "0 6 * * *"\ninterval_seconds = 60', "either cron or interval_seconds"),
        ('[schedule]\ncron = "0 6 * * *"\ntimezone = "Londn"', "is no time zone"),
        ('inbox = ["x"]', "did you mean 'inboxes'?"),
    ],
)
def test_slips_of_a_root_file(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "covergap.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"covergap\.toml") as caught:
        root_settings(tmp_path)
    assert said in str(caught.value)


def test_a_folder_in_place_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "covergap.toml").mkdir()
    with pytest.raises(SettingsError, match="cannot be read"):
        client_settings(tmp_path)
