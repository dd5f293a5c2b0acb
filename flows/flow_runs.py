"""The same work as Prefect flow runs: steps are tasks, clients are subflows, results show as artifacts.

Import it only where a Prefect API is there to run against. Figures and statuses go to the API, quotations and text never do.
Annotations are evaluated here on purpose: Prefect loads this file by its path, where names in strings cannot be looked up.
"""

import hashlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from prefect import flow, task
from prefect.artifacts import create_progress_artifact, create_table_artifact, update_progress_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.runtime import flow_run
from prefect.tasks import Task

from flows.batch import BatchResult, compare_batch
from flows.compare import Result, compare_folder
from flows.ingest import IngestResult, ingest
from models.records import Size

RETRIES = {"find": 2, "write": 2}  # input and output may fail once and work again; reading and judging do not
P = ParamSpec("P")
R = TypeVar("R")


def _after_disk_trouble(_task: Task[..., Any], _run: TaskRun, state: State[Any]) -> bool:
    try:
        state.result()
    except OSError:
        return True
    except Exception:
        return False
    return False


def run_as_task(name: str, function: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
    """Run a step as a task. It takes no parameters: Prefect would look through every record for futures."""
    step = task(
        name=name, cache_policy=NO_CACHE, persist_result=False,
        retries=RETRIES.get(name, 0), retry_delay_seconds=1, retry_condition_fn=_after_disk_trouble,
    )(lambda: function(*args, **kwargs))  # fmt: skip
    return step()


def _client_run_name() -> str:
    return Path(flow_run.parameters["folder"]).resolve().name or "account"


@flow(name="compare", flow_run_name=_client_run_name, persist_result=False)
def compare_flow(folder: Path, out: Path, size: Size | None = None, workers: int = 0) -> Result:
    """Compare one client's folder."""
    key = artifact_key(folder)
    progress: Any = create_progress_artifact(0.0, key=f"read-{key}", description=f"Documents read of {folder.name}")
    result = compare_folder(folder, out, size, workers, step=run_as_task, watch=_Progress(progress))
    create_table_artifact(_statuses(result), key=f"gaps-{key}", description=f"Gap table of {result.comparison.account}")
    return result


@flow(name="batch", persist_result=False)
def batch_flow(root: Path, out: Path, size: Size | None = None, workers: int = 0) -> BatchResult:
    """Compare every client's folder below a root."""
    return compare_batch(root, out, size, workers, compare=compare_flow)


@flow(name="ingest", persist_result=False)
def ingest_flow(root: Path, inbox: Path | None = None, out: Path | None = None, workers: int = 0) -> IngestResult:
    """One pass over an inbox, or over all that covergap.toml at the root names."""
    return ingest(root, inbox, out, workers, compare=compare_flow)


class _Progress:
    """Shows how much is read, in steps of a twentieth: every update is a request."""

    def __init__(self, artifact: UUID) -> None:
        self._artifact = artifact
        self._shown = 0

    def __call__(self, done: int, of: int, _document: str, /) -> None:
        twentieths = done * 20 // of
        if twentieths > self._shown:
            self._shown = twentieths
            update_progress_artifact(self._artifact, progress=100 * done / of)


def artifact_key(folder: Path) -> str:
    """A name for Prefect (small letters, digits, dashes) that two folders never share."""
    place = str(folder.resolve())
    slug = re.sub(r"[^a-z0-9]+", "-", folder.resolve().name.lower()).strip("-")[:40]
    return f"{slug or 'account'}-{hashlib.sha256(place.encode('utf-8', 'surrogateescape')).hexdigest()[:8]}"


def _statuses(result: Result) -> list[dict[str, Any]]:
    columns = [column.label for column in result.gaps.columns]
    return [
        {"row": row.name, "tier": row.tier} | {column: cell.status_text for column, cell in zip(columns, row.cells, strict=True)}
        for row in result.gaps.rows
    ]
