"""The versions of one file in a git repository, read by dulwich: no git has to be installed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from dulwich.errors import NotGitRepository
from dulwich.objects import Blob, Commit
from dulwich.repo import Repo

from amendments.refusals import BadInput
from app.services.founding.import_history import DatedText
from charter import Refused, decode


def versions(folder: Path, file: str) -> Iterator[DatedText]:
    """The file's versions along the first parents of the branch that is checked out, oldest first.

    A version is dated by the day of its commit where its author was; it is never dated before the
    version in front of it. Its title is the first line of the commit's message.

    Raises:
        BadInput: this is no git repository, the file is not in it, or a version is not UTF-8.
    """
    try:
        repository = Repo(str(folder))
    except NotGitRepository as error:
        msg = f"{folder} is no git repository."
        raise BadInput(msg) from error
    with repository:
        found = list(_found(repository, file))
    if not found:
        msg = f"There is no file {file} in the history of {folder}."
        raise BadInput(msg)
    day = date.min
    for number, (commit, content) in enumerate(found, 1):
        day = max(day, _day(commit))
        subject = commit.message.decode("utf-8", "replace").strip().partition("\n")[0]
        try:
            yield DatedText(number, day, decode(content), subject)
        except Refused as refused:
            msg = f"The version of {day} cannot be used: {refused.reason}"
            raise BadInput(msg) from refused


def _found(repository: Repo, file: str) -> Iterator[tuple[Commit, bytes]]:
    """The commits that changed the file, oldest first, each with its content then."""
    line: list[Commit] = []
    try:
        at: bytes | None = repository.head()
    except KeyError:  # a repository without any commit
        at = None
    while at is not None:
        commit = repository[at]
        assert isinstance(commit, Commit)
        line.append(commit)
        at = commit.parents[0] if commit.parents else None
    before: bytes | None = None
    for commit in reversed(line):
        blob = _blob(repository, commit, file)
        if blob is not None and blob.id != before:
            before = blob.id
            yield commit, blob.data


def _blob(repository: Repo, commit: Commit, file: str) -> Blob | None:
    tree = repository[commit.tree]
    try:
        _, sha = tree.lookup_path(repository.object_store.__getitem__, file.encode())  # type: ignore[attr-defined]
    except (KeyError, NotADirectoryError):
        return None
    found = repository[sha]
    return found if isinstance(found, Blob) else None


def _day(commit: Commit) -> date:
    zone = timezone(timedelta(seconds=commit.author_timezone))
    return datetime.fromtimestamp(commit.author_time, zone).date()
