"""The quick way to see that an entry is whole: nearly every one is, and a record may have a million of them.

The database itself joins the salt and the facts part of a row to the bytes that are hashed, so that Python sees one
value and not each column. The bytes are those of `sources` and `menus.domain.record`. An entry that is not whole here
is looked at once more, the slow way, for what is wrong with it: so this way may fail for a row that is whole, and must
never pass one that is not.

A member of an enum and a moment stand between quotation marks as they are: Doria writes none that must be escaped.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import reduce
from hashlib import sha256
from itertools import groupby
from json.encoder import encode_basestring
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Dialect,
    Integer,
    LargeBinary,
    Select,
    String,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal_column,
    or_,
    select,
    true,
    type_coerce,
)

from gateway.record.sources import RecordedSource, as_stored
from gateway.storage.columns import Named, UtcDateTime
from gateway.storage.models import RecordEntry
from gateway.storage.record_seals import Sealer
from gateway.storage.sealing import Keyring, UnsealError
from menus.domain import record

_NULL = "null"
_ENTRY = RecordEntry.__table__.c
_OWN = ("leaf", "seal", "is_hidden", "word_salt", "words_hash", "row_id", "erased_by")
_NAMES = ("seq", "facts", "at", "kind", *_OWN)
_OF_ENTRY = len(_NAMES)
SEQ, LEAF, WORD_SALT, WORDS_HASH, ERASED_BY = (
    _NAMES.index(name) for name in ("seq", "leaf", "word_salt", "words_hash", "erased_by")
)
"""The places of values in a line of the statement."""


def statement(source: RecordedSource, dialect: Dialect) -> Select[Any]:
    """Return the query of the entries of one table in a stretch, as `whole` takes them."""
    table, recording, is_sqlite = source.table, source.recording, dialect.name == "sqlite"
    # Without a kind of its own, the name of the source is the kind of a row.
    kind = _text(source.source.value) if recording.kind is None else type_coerce(table.c[recording.kind], String)
    words = (type_coerce(table.c[name], LargeBinary) for name in recording.words)
    return (
        select(
            _ENTRY.seq,
            _salted_facts(source, is_sqlite=is_sqlite),
            source.moment(is_sqlite=is_sqlite),
            kind,
            *(_ENTRY[name] for name in _OWN),
            *words,
        )
        .select_from(RecordEntry.__table__.outerjoin(table, table.c.id == _ENTRY.row_id))
        .where(_ENTRY.community_id == bindparam("community_id"))
        .where(_ENTRY.seq >= bindparam("start"), _ENTRY.seq < bindparam("end"))
        .where(_ENTRY.source == bindparam("source", source.source))
    )


def whole(source: RecordedSource, community: str, keyring: Keyring, seals: Sealer) -> Callable[[Sequence[Any]], bool]:
    """Return what says whether an entry and its row are whole, given one line of the statement.

    The entries are those of one table in the record of a community (its key).
    """
    seal_of, words_hash_of = seals.entry, _words_hash(source, keyring, seals)
    # The fields of a leaf that are the same in each, so that one line joins the others.
    quoted = record.quoted(community)
    hidden, after_at = f'\0{{"community":{quoted},"facts":"', f'","community":{quoted},"facts":"'
    after_kind, after_seq = '","seq":', f',"source":{record.quoted(source.source.value)},"words":'

    def is_whole(values: Sequence[Any]) -> bool:
        seq, facts, at, kind, leaf, seal, is_hidden, word_salt, words_hash, row_id, erased_by = values[:_OF_ENTRY]
        try:
            if seal_of(seq, leaf) != seal:
                return False
            if word_salt is not None and (
                erased_by is not None or words_hash_of(row_id, word_salt, values[_OF_ENTRY:]) != words_hash
            ):
                return False
            if words_hash is None and erased_by is not None:
                # Of a row without words none were erased.
                return False
            given = _NULL if words_hash is None else f'"{words_hash.hex()}"'
            # A row that is gone has no facts, and there is no hash of nothing: that is a TypeError.
            made = sha256(facts).hexdigest()
            if is_hidden == 0:
                content = f'\0{{"at":"{at}{after_at}{made}","kind":"{kind}{after_kind}{seq}{after_seq}{given}}}'
            elif is_hidden == 1:
                content = f'{hidden}{made}{after_kind}{seq},"words":{given}}}'
            else:
                return False
            return bool(sha256(content.encode()).digest() == leaf)
        except (TypeError, ValueError, AttributeError, LookupError, OverflowError, UnsealError):
            # SQLite keeps any kind of value in a column.
            return False

    return is_whole


def _words_hash(
    source: RecordedSource, keyring: Keyring, seals: Sealer
) -> Callable[[int, bytes, Sequence[bytes | None]], bytes]:
    """Return what hashes the words of a row. No entry has the hash of a row without any."""
    word_salt = seals.word_salt
    fields = [
        (f'{"," if number else "{"}"{name}":', keyring.opener(bound))
        for number, (name, bound) in enumerate(zip(source.recording.words, source.bound_to, strict=True))
    ]

    def words_hash(row_id: int, salt: bytes, sealed: Sequence[bytes | None]) -> bytes:
        text = ""
        for (name, opened), value in zip(fields, sealed, strict=False):
            text += name + (encode_basestring(opened(value, row_id)) if value else _NULL)
        return sha256(word_salt(salt) + (text + "}").encode()).digest()

    return words_hash


def _salted_facts(source: RecordedSource, *, is_sqlite: bool) -> ColumnElement[Any]:
    """Return the salt of an entry and the facts part of its row, joined to the bytes whose hash stands in the leaf.

    They are null if the row has a proof, or words that its entry does not have, or if a column of SQLite holds another
    kind of value than Doria writes.
    """
    table = source.table
    pieces: list[str | ColumnElement[Any]] = []
    for number, name in enumerate(source.recording.facts):
        pieces += [f'{"," if number else "{"}"{name}":', *_as_json(table.c[name], is_sqlite=is_sqlite)]
    facts = reduce(ColumnElement.concat, _joined([*pieces, "}"]))
    no_words = and_(true(), *(type_coerce(table.c[name], LargeBinary).is_(None) for name in source.recording.words))
    salt, is_usual = _ENTRY.salt, and_(table.c.proof.is_(None), or_(_ENTRY.word_salt.is_not(None), no_words))
    if not is_sqlite:
        made = salt.op("||", return_type=LargeBinary())(func.convert_to(facts, _text("UTF8")))
        return case((is_usual, made))
    # SQLite joins bytes and a text to a text of just those bytes.
    joined = cast(type_coerce(salt, String).concat(facts), LargeBinary)
    kinds = (_is_of_kind(table.c[name]) for name in source.recording.facts)
    return case((and_(is_usual, _is(salt, "blob"), *(kind for kind in kinds if kind is not None)), joined))


def _joined(pieces: Iterable[str | ColumnElement[Any]]) -> Iterator[ColumnElement[Any]]:
    """Yield pieces of a text as the database takes them; what stands side by side is one piece."""
    for is_text, some in groupby(pieces, key=lambda piece: isinstance(piece, str)):
        if is_text:
            yield _text("".join(map(str, some)))
        else:
            yield from (type_coerce(piece, String) for piece in some if not isinstance(piece, str))


def _as_json(column: Column[Any], *, is_sqlite: bool) -> tuple[str | ColumnElement[Any], ...]:
    """Return a column as the text of JSON, in one piece or in several."""
    made: ColumnElement[Any]
    has_marks = False
    match column.type:
        case Boolean():
            made = case((column, _text("true")), else_=_text("false"))
        case Integer():
            made = type_coerce(column, String) if is_sqlite else cast(column, String)
        case LargeBinary():
            in_hex = func.lower(func.hex(column)) if is_sqlite else func.encode(column, _text("hex"))
            made, has_marks = type_coerce(in_hex, String), True
        case UtcDateTime() | Named():
            made, has_marks = as_stored(column, is_sqlite=is_sqlite), True
        case JSON():
            made = as_stored(column, is_sqlite=is_sqlite)
        case _:
            made = func.json_quote(column, type_=String) if is_sqlite else cast(func.to_json(column), String)
    if column.nullable:
        return (func.coalesce(_between_marks(made) if has_marks else made, _text(_NULL), type_=String),)
    return ('"', made, '"') if has_marks else (made,)


def _is_of_kind(column: Column[Any]) -> ColumnElement[Any] | None:
    """Return whether a column of SQLite, which keeps any kind of value in it, holds one that `_as_json` tells apart."""
    match column.type:
        case Boolean():
            return column.in_((literal_column("0"), literal_column("1")))
        case Integer() if column.primary_key:
            # SQLite takes a whole number alone there.
            return None
        case Integer():
            # A text in a column of numbers would come out as a number does, or as null.
            return _is(column, "integer", "null") if column.nullable else _is(column, "integer")
        case LargeBinary():
            return _is(column, "blob", "null")
        case _:
            return func.typeof(column) != _text("blob")


def _is(column: ColumnElement[Any], *kinds: str) -> ColumnElement[bool]:
    if len(kinds) == 1:
        return func.typeof(column) == _text(kinds[0])
    return func.typeof(column).in_([_text(kind) for kind in kinds])


def _between_marks(text: ColumnElement[Any]) -> ColumnElement[Any]:
    return _text('"').concat(text).concat(_text('"'))


def _text(text: str) -> ColumnElement[Any]:
    """Return a text that stands in the statement itself: the name of a column, or a sign."""
    return literal_column(f"'{text}'", type_=String())


class Query:
    """A query, compiled once for the database of a connection, and given to its driver as it is."""

    def __init__(self, connection: Connection, wanted: Select[Any]) -> None:
        self._connection, self._compiled = connection, wanted.compile(dialect=connection.dialect)
        self._text = str(self._compiled)

    @contextmanager
    def lines(self, given: Mapping[str, Any]) -> Iterator[Iterable[Sequence[Any]]]:
        """Give the rows as the driver gives them: without a row object they come twice as fast (measured)."""
        asked, names = self._compiled.construct_params(dict(given)), self._compiled.positiontup
        driver: Any = self._connection.connection
        # PostgreSQL gives bytes as they are, and not as text of twice the length.
        cursor = driver.cursor() if self._connection.dialect.name == "sqlite" else driver.cursor(binary=True)
        try:
            cursor.execute(self._text, tuple(asked[name] for name in names) if names is not None else asked)
            yield cursor
        finally:
            cursor.close()


def rows(connection: Connection, wanted: Select[Any], given: Mapping[str, Any]) -> Iterator[Sequence[Any]]:
    """Yield the rows of a query as the driver gives them."""
    with Query(connection, wanted).lines(given) as lines:
        yield from lines
