"""The local Prefect server: starting it, finding one that is up, and keeping everything on this machine.

Nothing here imports Prefect, so that a comparison without a server does not wait for it.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import tomllib
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.output import write_atomically
from models.errors import CovergapError

HOST = "127.0.0.1"
START_SECONDS = 90  # a first start makes the database: 12-20 s on a slow machine
QUIET = {  # nothing calls out: usage figures of server and client, advertisements in the UI
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    "DO_NOT_TRACK": "1",
}


def quiet_environment(url: str | None = None) -> None:
    """Switch off all that calls out, and point this process at `url`; to be called before Prefect is imported."""
    os.environ.update(QUIET)
    if url:
        os.environ["PREFECT_API_URL"] = url


def api_url() -> str | None:
    """The Prefect API to run against: the configured one, else that of a running `covergap server`; None where none answers."""
    candidates = (os.environ.get("PREFECT_API_URL"), _profile_url(), _announced_url())
    return next((url for url in candidates if url and answers(url)), None)


def answers(url: str) -> bool:
    """Whether a Prefect API answers at `url` within two seconds."""
    try:
        with urllib.request.urlopen(f"{url.rstrip('/')}/health", timeout=2) as response:
            return bool(response.status == 200)
    except urllib.error.HTTPError as error:
        return error.code in (401, 403)  # it is there, and Prefect itself will show its key
    except (OSError, ValueError):
        return False


@contextmanager
def local_server(port: int = 0) -> Iterator[str]:
    """A Prefect server on the loopback address while the block runs; its API URL. 0 takes any free port.

    Raises CovergapError where it does not come up.
    """
    port = port or _free_port()
    url = f"http://{HOST}:{port}/api"
    if answers(url):
        raise CovergapError(f"a Prefect server is already running at {url}: use it, or choose another --port")
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", HOST, "--port", str(port)]
    log = _home() / "covergap-server.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        # a session of its own: Ctrl-C reaches us first, and we end it when our last request to it is done
        process = subprocess.Popen(command, env=os.environ | QUIET, stdout=output, stderr=subprocess.STDOUT, start_new_session=True)
    try:
        _await(process, url, log)
        _announce(url)
        yield url
    finally:
        _withdraw(url)
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()


def _await(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not answers(url):
        if process.poll() is not None or time.monotonic() > deadline:
            tail = log.read_text(encoding="utf-8", errors="replace").strip()[-500:]
            raise CovergapError(f"the Prefect server did not start at {url}; its log {log} ends with:\n{tail}")
        time.sleep(0.25)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _home() -> Path:
    return Path(os.environ.get("PREFECT_HOME") or Path.home() / ".prefect")


def _announcement() -> Path:
    return _home() / "covergap-server.json"


def _announce(url: str) -> None:
    write_atomically(_announcement(), json.dumps({"api_url": url}).encode())


def _withdraw(url: str) -> None:
    if _announced_url() == url:
        _announcement().unlink(missing_ok=True)


def _announced_url() -> str | None:
    try:
        return str(json.loads(_announcement().read_text(encoding="utf-8"))["api_url"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _profile_url() -> str | None:
    """The API of Prefect's active profile (`prefect config set PREFECT_API_URL=...`)."""
    try:
        data = tomllib.loads((_home() / "profiles.toml").read_text(encoding="utf-8"))
        return str(data["profiles"][os.environ.get("PREFECT_PROFILE") or data["active"]]["PREFECT_API_URL"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
