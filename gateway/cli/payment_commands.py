"""`doria payments register`: tell the network of mobile money where it shall tell Doria of payments."""

import click

from gateway.association.giving import incoming
from gateway.carrier.daraja import DarajaError
from gateway.cli.pause_commands import community_of
from gateway.cli.printing import say
from gateway.cli.shared import DATA, answered, services_of
from gateway.errors import Refused
from menus.domain import pay_addresses
from menus.domain.pay_addresses import AddressFault

_FAULTS = {
    AddressFault.NO_ROOT: "expected the address of your server alone, such as https://doria.example",
    AddressFault.NOT_SAFE: "expected https://: anybody on the way could read what is paid",
    AddressFault.UNWANTED_WORD: "the network takes no address with the words M-PESA, Safaricom, exe, cmd, sql or query;"
    " choose another host, or if it is in WEBHOOK_TOKEN another token",
}


@click.group("payments")
def payments_command() -> None:
    """Payments by mobile money."""


@payments_command.command("register")
@click.argument("key")
@click.option("--host", required=True, metavar="URL", help="The root of this server as the world sees it.")
@click.option("--paybill", metavar="NUMBER", help="Needed if the community has several paybills.")
@DATA
@answered
def register(key: str, host: str, paybill: str | None, data: str | None) -> None:
    """Register the addresses of payments to the paybill of a community. Needs the app's key (MPESA_CONSUMER_KEY)."""
    services = services_of(data)
    record = community_of(services, key)
    with services.reading() as session:
        known = sorted(incoming.paybills(session, record))
    if paybill is None and len(known) == 1:
        (paybill,) = known
    if paybill not in known:
        there = ", ".join(known) or "none; write one into [[giving.accounts]] of its file"
        message = f"--paybill {paybill or 'NUMBER'}: expected a paybill of {key}: {there}"
        raise Refused(message)
    found = pay_addresses.of_root(host, services.settings.webhook_token.get_secret_value())
    if isinstance(found, AddressFault):
        message = f"--host {host}: {_FAULTS[found]}"
        raise Refused(message)
    source = services.payment_source
    if source is None:
        message = "set MPESA_CONSUMER_KEY and MPESA_CONSUMER_SECRET: the network takes addresses of its own apps alone"
        raise Refused(message)
    try:
        source.register(paybill, found.confirmation, found.validation)
    except DarajaError as error:
        message = f"not registered: {error}"
        raise Refused(message) from None
    say(f"payments to {paybill} are told to {host.rstrip('/')}/pay/...; pay one shilling to see that it comes")
