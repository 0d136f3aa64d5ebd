"""The references match the schemas, and every field has a description."""

import io
import textwrap

import pytest
from dotenv import dotenv_values
from pydantic import BaseModel

from gateway.cli import references
from gateway.communities import file, sections
from gateway.settings import Settings, read_settings
from menus.domain.categories import Level
from menus.domain.roles import Role

MODELS: list[type[BaseModel]] = [Settings, *sections.models()]
COMMUNITY_FILE = references.community_file_reference()


@pytest.mark.parametrize("name", references.REFERENCES)
def test_a_reference_is_as_the_schemas_make_it(name: str) -> None:
    kept = (references.ROOT / name).read_text(encoding="utf-8")
    assert kept == references.REFERENCES[name](), "run `make docs`"


@pytest.mark.parametrize("model", MODELS)
def test_every_field_says_what_it_means(model: type[BaseModel]) -> None:
    said = references.meanings(model)
    assert set(model.model_fields) - set(said) == set()
    assert all(meaning.endswith(".") for meaning in said.values())


@pytest.mark.parametrize("model", MODELS[1:])
def test_every_key_of_a_community_file_says_what_it_accepts(model: type[BaseModel]) -> None:
    assert [name for name, field in model.model_fields.items() if not field.description] == []


class Silent(BaseModel):
    """A table with a key without a docstring."""

    told: int = 0
    """A key with a docstring."""
    untold: int = 0


def test_a_field_without_a_docstring_is_found() -> None:
    assert references.meanings(Silent) == {"told": "A key with a docstring."}


def test_the_small_file_of_the_reference_is_in_order() -> None:
    _, _, behind = COMMUNITY_FILE.partition("## A small file\n")
    example, _, _ = behind.partition("\n## ")
    community = file.read(textwrap.dedent(example))
    assert (community.short, community.example) == ("KONA", True)


@pytest.mark.parametrize("word", [*Role, *Level])
def test_the_reference_explains_every_role_and_level(word: str) -> None:
    assert f"`{word}`" in COMMUNITY_FILE


def test_the_reference_has_every_table_that_a_file_may_have() -> None:
    with pytest.raises(file.CommunityFileError) as caught:
        file.parse("other = 1")
    told = next(fault.message for fault in caught.value.faults if fault.where == "other")
    tables = told.partition("accepted: ")[2].split(", ")
    assert len(tables) > 1
    assert [table for table in tables if f"[{table}]" not in COMMUNITY_FILE] == []


def test_the_example_of_an_environment_names_every_setting_once() -> None:
    named = [
        line[1:].partition("=")[0] for line in references.env_example().splitlines() if "=" in line and line[1:2] > " "
    ]
    assert sorted(named) == sorted({name.upper() for name in Settings.model_fields} | {"DORIA_DATA"})


def test_the_example_of_an_environment_changes_nothing_where_every_value_of_it_is_set() -> None:
    lines = [line[1:] if line[1:2].isupper() else "" for line in references.env_example().splitlines()]
    values = {name: value or "" for name, value in dotenv_values(stream=io.StringIO("\n".join(lines))).items()}
    assert values["DORIA_JOIN_WINDOW"] == "20m"
    needed = {
        "database_url": "sqlite:///x.db",
        "redis_url": "unix:///x",
        "secret_key": "s" * 32,
        "webhook_token": "w" * 32,
    }
    assert read_settings(values, **needed) == read_settings({}, **needed)
