"""`python -m workers`: all lanes, or one (`red`, `normal`, `bulk`), or the `clock`."""

import sys

from gateway.quick_start import quick_start

with quick_start():
    from gateway import logs
    from gateway.errors import Refused
    from gateway.processes import commands, nursery
    from gateway.processes.supervisor import Supervisor
    from gateway.settings import SettingsError
    from menus.domain.messages import LANES, Lane
    from workers import clock, in_process, lane

_USAGE = "usage: python -m workers [red|normal|bulk|clock]"


def main(arguments: list[str]) -> int:
    """Run the lanes or the clock; return the exit status."""
    if arguments == ["clock"]:
        clock.run()
    elif len(arguments) == 1 and arguments[0] in LANES:
        lane.run(Lane(arguments[0]))
    elif not arguments:
        forks = nursery.begin(())
        logs.configure("workers")
        settings = in_process.current_services().settings
        children = commands.workers(commands.lanes(settings, settings.doria_red_workers), {})
        return Supervisor(children, nursery=forks).run()
    else:
        sys.stderr.write(_USAGE + "\n")
        return 2
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except (SettingsError, Refused) as error:
        sys.exit(str(error))
