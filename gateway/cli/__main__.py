"""`python -m gateway.cli`, and the command `doria`."""

from gateway.quick_start import quick_start

with quick_start():
    from gateway.cli.main import main

if __name__ == "__main__":
    main()
