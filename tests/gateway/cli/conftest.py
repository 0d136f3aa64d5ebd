"""The commands of `doria`, run in this process, and a community for them."""

from click.testing import CliRunner, Result

from gateway.cli.main import main
from gateway.communities.file import load_example
from tests.people import small

EXAMPLE = small(load_example("mlango-kubwa"))


def doria(*arguments: str) -> Result:
    """Run a command of `doria`."""
    return CliRunner().invoke(main, list(arguments))
