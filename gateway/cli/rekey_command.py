"""`doria rekey`: seal everything with the newest SECRET_KEY, so that the keys before it can go."""

import click
from sqlalchemy import select

from gateway.association.second_chance import people_key
from gateway.cli.printing import say
from gateway.cli.shared import DATA, answered, services_to_write
from gateway.core import acts, sealing_marks
from gateway.core.unit_of_work import UnitOfWork
from gateway.data_folder import DataFolder
from gateway.errors import Refused
from gateway.record.placer import Placer
from gateway.storage import keys
from gateway.storage.migrate import is_current
from gateway.storage.models import CommunityRow
from gateway.storage.rekeying import rekey
from gateway.storage.sealing import key_id
from menus.domain.acts import ActKind


@click.command("rekey")
@DATA
@answered
def rekey_command(data: str | None) -> None:
    """Seal everything with the newest SECRET_KEY. It can be stopped at any moment and run again."""
    services, folder = services_to_write(data, new=False), DataFolder.find(data)
    newest = services.settings.secret_key.get_secret_value()
    if not is_current(services.database):
        message = "the database has an older shape; run `doria migrate` first"
        raise Refused(message)
    if folder.running_key() not in {None, key_id(newest).hex()}:
        message = "doria up runs there with another SECRET_KEY; start it with the new one and OLD_SECRET_KEYS first"
        raise Refused(message)

    def others() -> list[str]:
        with services.reading() as session:
            return sealing_marks.with_other_keys(session, services.clock.begin(session).now, newest)

    # A proof of a row that waits was made with the key that goes.
    placed = Placer(services.uow, services.reading, services.clock)
    placed.run(float("inf"))
    before = [one for one in keys.ids(services.database) if one != key_id(newest).hex()]
    left = rekey(services.database, say, others)
    for column, count in left.items():
        say(f"{column}: {count} values are sealed with a key that is not at hand")
    placed.run(float("inf"))
    if left:
        message = "give the missing key in OLD_SECRET_KEYS and run this again; until then no key may go"
        raise Refused(message)
    services.do(lambda uow: _note(uow, newest))
    services.database.truncate_log()
    if folder.drop_key_before(newest):
        say(f"the key before is deleted from {folder.path / 'secrets.json'}")
    say("everything is sealed with SECRET_KEY: leave out OLD_SECRET_KEYS, and start every process again")
    with services.reading() as session:
        names = people_key.sealed(session)
    if names:
        say(f"names of second chances: {names}, still sealed under the same PEOPLE_KEY inside: keep it")
    for one in before:
        say(f"backups from before still need key {one}: keep it as long as you keep them, at most 30 days")


def _note(uow: UnitOfWork, newest: str) -> None:
    """Write down in the record of each community that everything is sealed with another key, by the id of that key."""
    for community_id in uow.session.scalars(select(CommunityRow.id).order_by(CommunityRow.id)).all():
        acts.note(uow, community_id, ActKind.REKEYED, key=key_id(newest).hex())
