"""`python -m gateway.cli`, and the command `doria`."""

from gateway.quick_start import quick_start

with quick_start():
    from gateway.cli import main as commands


def main() -> None:
    """Run the command that this process was started for."""
    commands.main(obj=commands.OWN_PROCESS)


if __name__ == "__main__":
    main()
