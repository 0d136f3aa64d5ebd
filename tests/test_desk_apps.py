"""A compiled page serves later stories, until its file is another one."""

from jinja2 import DictLoader, Environment

from tests.desk_apps import CompiledPages


class Counting(Environment):
    """An environment that counts what it compiles."""

    compiled = 0

    def _generate(self, *arguments: object, **more: object) -> str:
        type(self).compiled += 1
        return super()._generate(*arguments, **more)  # type: ignore[arg-type] # it takes what the library gives


def test_a_page_is_compiled_once_and_again_when_its_file_is_changed() -> None:
    kept = CompiledPages()

    def story(text: str) -> str:
        return (
            Counting(loader=DictLoader({"page": text}), bytecode_cache=kept, autoescape=True)
            .get_template("page")
            .render()
        )

    assert [story("one"), story("one"), story("two"), story("one")] == ["one", "one", "two", "one"]
    assert Counting.compiled == 2
