"""The references: every setting, every key of a community file, lives, how long things are kept, `.env.example`.

`python -m gateway.cli.references` writes the files. The text of the first two stands in `gateway/cli/templates`. The
docstring behind a field says what the field means, and its `description` says what it accepts.
"""

import ast
import inspect
import itertools
import shlex
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import timedelta
from importlib import resources
from pathlib import Path
from typing import Any

from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo

from gateway.cli import keeping_page
from gateway.communities import schema_people, sections, values
from gateway.settings import Settings
from menus.domain.assignment_life import ASSIGNMENT
from menus.domain.draft_life import DRAFT
from menus.domain.escalation_life import ESCALATION
from menus.domain.incident_life import INCIDENT
from menus.domain.lives import Life
from menus.domain.proposal_life import PROPOSAL
from menus.domain.tasks import TASK
from menus.domain.vetting import VETTING
from menus.domain.vote_life import VOTE
from menus.text import phones

ROOT = Path(__file__).parents[2]
_MADE = "<!-- Made by `make docs`. Do not change this file: change {template}, or a docstring in {source}. -->"
_HOUR, _MINUTE = 3600, 60
_COMMENT_WIDTH = 100
_ENV_LEAD = """# Every setting of Doria, for a copy named .env. Made by `make docs`: do not change this file.
#
# Take the # away before a setting that you need, and write your value. The value here is the one that holds without
# it. Doria does not read .env by itself. In a shell: set -a; . ./.env; set +a; doria up. In a unit of systemd:
# EnvironmentFile=/path/of/.env. The file then holds secrets: chmod 600 .env.
"""
_LIVES: dict[str, Life[Any, Any]] = {
    "An incident": INCIDENT,
    "An escalation": ESCALATION,
    "An assignment": ASSIGNMENT,
    "A draft": DRAFT,
    "A proposal about people": PROPOSAL,
    "A task of a youth group": TASK,
    "The vetting of somebody who wants to patrol": VETTING,
    "A vote": VOTE,
}
_LIVES_LEAD = (
    "Each table has a line for each state and a column for each step. The cell is the state that follows. An empty "
    "cell is a step that the state does not allow: it raises `IllegalStep`."
)


def settings_reference() -> str:
    """Return `.docs/settings.md`; raise LookupError for a setting without a docstring or a place in the template."""

    def table(names: Sequence[str]) -> Iterator[str]:
        return _table("setting", Settings, {name: name.upper() for name in names})

    return _document("settings.md", "gateway/settings/", "@settings", tuple(Settings.model_fields), table)


def community_file_reference() -> str:
    """Return `.docs/community-file.md`; raise LookupError for a key without a docstring or a place in the template."""
    models = {model.__name__: model for model in sections.models()}

    def table(names: Sequence[str]) -> Iterator[str]:
        model = models[names[0]]
        return _table("key", model, {name: field.alias or name for name, field in model.model_fields.items()})

    return _document("community-file.md", "gateway/communities/schema*.py", "@keys", tuple(models), table)


def lives_reference() -> str:
    """Return `.docs/lives.md`: the steps that each state allows."""
    made = [_MADE.format(template="the tables of the lives", source="menus/domain/"), "", "# Lives", "", _LIVES_LEAD]
    for title, life in _LIVES.items():
        made += ["", f"## {title}", "", life.as_text()]
    return "\n".join(made) + "\n"


def env_example() -> str:
    """Return `.env.example`: each setting with its meaning, as a comment, in the order of the template of settings."""
    known = meanings(Settings)
    made = [
        _ENV_LEAD,
        *_commented("The data folder of `doria up` and of the other commands."),
        "#DORIA_DATA=.doria",
        "",
    ]
    template = resources.files("gateway").joinpath("cli", "templates", "settings.md")
    for line in template.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            made += [f"# ---- {line.removeprefix('## ')} ----", ""]
        for name in line.split()[1:] if line.startswith("@settings") else ():
            field = Settings.model_fields[name]
            value = _value(field)
            needed = " Without `doria up` it is needed." if field.is_required() else ""
            made += [*_commented(f"{known[name]} Accepted: {field.description or 'any text'}.{needed}")]
            made += [f"#{name.upper()}={shlex.quote(value) if value else ''}", ""]
    return "\n".join(made)


def _commented(text: str) -> list[str]:
    return textwrap.wrap(text, _COMMENT_WIDTH, initial_indent="# ", subsequent_indent="# ", break_on_hyphens=False)


def keeping_reference() -> str:
    """Return `.docs/keeping.md`: how long each thing is kept, in the order in which people ask."""
    return keeping_page.page(_MADE.format(template="gateway/cli/templates/keeping.md", source=keeping_page.SOURCE))


REFERENCES: dict[str, Callable[[], str]] = {
    ".docs/settings.md": settings_reference,
    ".docs/community-file.md": community_file_reference,
    ".docs/lives.md": lives_reference,
    ".docs/keeping.md": keeping_reference,
    ".env.example": env_example,
}
"""The files that this module makes, from the root of the clone."""


def meanings(model: type[BaseModel]) -> dict[str, str]:
    """Return the docstring behind each field of a model, as one line; a field without one is left out."""
    found: dict[str, str] = {}
    for part in reversed(model.__mro__):
        if issubclass(part, BaseModel) and not part.__module__.startswith("pydantic"):
            found |= _meanings_in(part)
    return found


def _meanings_in(part: type[BaseModel]) -> dict[str, str]:
    """Return the docstring behind each field that a class itself has."""
    (definition,) = ast.parse(textwrap.dedent(inspect.getsource(part))).body
    body = definition.body if isinstance(definition, ast.ClassDef) else []
    return {
        ast.unparse(field.target): " ".join(str(behind.value.value).split())
        for field, behind in itertools.pairwise(body)
        if isinstance(field, ast.AnnAssign) and isinstance(behind, ast.Expr) and isinstance(behind.value, ast.Constant)
    }


def _document(
    name: str, source: str, mark: str, known: Sequence[str], table: Callable[[Sequence[str]], Iterable[str]]
) -> str:
    """Return a template with a table in the place of each line that begins with `mark`, of what that line names.

    Raise LookupError unless the lines name each of `known` once.
    """
    template = resources.files("gateway").joinpath("cli", "templates", name)
    lines = [_MADE.format(template=f"gateway/cli/templates/{name}", source=source), ""]
    named: list[str] = []
    for line in template.read_text(encoding="utf-8").splitlines():
        if line.startswith(mark):
            names = line.split()[1:]
            named += names
            lines += table(names)
        else:
            lines.append(line)
    wrong = sorted({one for one in (*named, *known) if named.count(one) != 1 or one not in known})
    if wrong:
        message = f"gateway/cli/templates/{name} should name each of these once: {', '.join(wrong)}"
        raise LookupError(message)
    return "\n".join((*lines, ""))


def _table(head: str, model: type[BaseModel], shown: dict[str, str]) -> Iterator[str]:
    """Yield the lines of a table of some fields of a model, by the names that a reader knows them by."""
    known = meanings(model)
    yield f"| {head} | what it means | what is accepted | without it |"
    yield "| --- | --- | --- | --- |"
    for name, written in shown.items():
        if name not in known:
            message = f"{model.__name__}.{name} has no docstring behind it that says what it means"
            raise LookupError(message)
        field = model.model_fields[name]
        yield f"| `{written}` | {known[name]} | {_accepted(model, name, field)} | {_default(field)} |"


def _accepted(model: type[BaseModel], name: str, field: FieldInfo) -> str:
    if model is schema_people.PersonEntry and name == "phone":
        return values.phone_accepted(phones.HOME)
    return (field.description or "any text").replace("*", r"\*")


def _default(field: FieldInfo) -> str:
    """Return the value that a field has where nobody gives one, as a cell of a table."""
    if field.is_required():
        return "it is needed"
    value = _value(field)
    return f"`{value}`" if value else "none"


def _value(field: FieldInfo) -> str:
    """Return the value that a field has where nobody gives one, as it would be written; "" for none."""
    if field.is_required():
        return ""
    value = field.default.get_secret_value() if isinstance(field.default, SecretStr) else field.default
    if value is None or value in ("", ()):
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return _duration(value) if isinstance(value, timedelta) else str(value)


def _duration(value: timedelta) -> str:
    """Return a wait as settings and files write it: `90s`, `20m`, `2h`."""
    seconds = int(value.total_seconds())
    if seconds % _HOUR == 0:
        return f"{seconds // _HOUR}h"
    return f"{seconds // _MINUTE}m" if seconds % _MINUTE == 0 else f"{seconds}s"


def main() -> int:
    """Write every reference into the clone that this module stands in; return the exit status."""
    if not (ROOT / ".docs").is_dir():
        sys.stderr.write(f"{ROOT / '.docs'} is not there; run this in a clone of the repository\n")
        return 1
    for name, made in REFERENCES.items():
        (ROOT / name).write_text(made(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
