"""The schedule of a book of clients: ingest as a served Prefect deployment, by cron or interval."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import timedelta
from pathlib import Path
from typing import Any

from flows.server import api_url, local_server, quiet_environment
from flows.settings import FILE_NAME, Schedule, root_settings
from flows.sources import check_folder
from models.errors import CovergapError


def serve(root: Path, say: Any) -> None:
    """Serve until interrupted, against the running Prefect server or one started for the time. `say` is told what happens.

    Raises CovergapError where covergap.toml at `root` names no schedule or no inbox.
    """
    check_folder(root)
    settings = root_settings(root)
    if settings.schedule is None or not settings.inboxes:
        raise CovergapError(
            f"{root / FILE_NAME} needs inboxes and a schedule, such as\n"
            'inboxes = ["../inbox"]\n[schedule]\ncron = "0 7 * * 1-5"\ntimezone = "Europe/London"'
        )
    running = api_url()
    with nullcontext(running) if running else local_server() as url:
        say(f"Serving {root} against {url}; Ctrl-C ends it.")
        _serve_flow(root.resolve(), settings.schedule, url)


def _serve_flow(root: Path, schedule: Schedule, url: str) -> None:
    quiet_environment(url)
    from prefect.schedules import Cron, Interval
    from prefect.types.entrypoint import EntrypointType

    from flows.flow_runs import artifact_key, ingest_flow

    timezone = schedule.timezone
    rhythm = Cron(schedule.cron, timezone) if schedule.cron else Interval(timedelta(seconds=schedule.seconds), timezone=timezone)
    ingest_flow.serve(
        name=f"ingest-{artifact_key(root)}",
        description=f"New documents of the inboxes of {root.name} filed, and the clients touched compared again",
        schedule=rhythm,
        parameters={"root": str(root)},
        limit=1,  # one pass at a time
        entrypoint_type=EntrypointType.MODULE_PATH,  # found wherever covergap is installed
        print_starting_message=False,
    )
