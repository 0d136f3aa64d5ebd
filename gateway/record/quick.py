"""The quick way to see that an entry is whole: nearly every one is, and a record may have a million of them.

The database itself joins the facts part of a row, so that Python sees one text and not each column. The bytes are those
of `sources` and `menus.domain.record`. An entry that is not whole here is looked at once more, the slow way, for what
is wrong with it: so this way may fail for a row that is whole, and must never pass one that is not.

A member of an enum and a moment stand between quotation marks as they are: Doria writes none that must be escaped.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import reduce
from hashlib import sha256
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
    null,
    select,
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
_OWN = ("seq", "row_id", "is_hidden", "salt", "word_salt", "words_hash", "leaf", "seal", "erased_by")
SEQ, WORD_SALT, WORDS_HASH, LEAF, ERASED_BY = (
    _OWN.index(name) for name in ("seq", "word_salt", "words_hash", "leaf", "erased_by")
)
"""The places of values in a line of the statement."""
_BOOLS = (0, 1)


def statement(source: RecordedSource, dialect: Dialect) -> Select[Any]:
    """Return the query of the entries of one table in a stretch, as `whole` takes them."""
    table, recording, is_sqlite = source.table, source.recording, dialect.name == "sqlite"
    kind = null() if recording.kind is None else type_coerce(table.c[recording.kind], String)
    words = (type_coerce(table.c[name], LargeBinary) for name in recording.words)
    return (
        select(
            *(_ENTRY[name] for name in _OWN),
            table.c.proof,
            _facts(source, is_sqlite=is_sqlite),
            source.moment(is_sqlite=is_sqlite),
            kind,
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
    quoted, name = record.quoted(community), record.quoted(source.source.value)
    usual = source.source.value if source.recording.kind is None else None

    def is_whole(values: Sequence[Any]) -> bool:
        seq, row_id, is_hidden, salt, word_salt, words_hash, leaf, seal, erased_by, proof, facts, at, kind, *words = (
            values
        )
        try:
            # A row that is gone has no facts.
            if seal_of(seq, leaf) != seal or proof is not None or facts is None:
                return False
            if word_salt is None:
                if any(words):
                    return False
            elif erased_by is not None or words_hash_of(row_id, word_salt, words) != words_hash:
                return False
            given = _NULL if words_hash is None else f'"{words_hash.hex()}"'
            facts_hash = sha256(salt + facts.encode()).hexdigest()
            if is_hidden not in _BOOLS:
                return False
            if is_hidden:
                content = f'\0{{"community":{quoted},"facts":"{facts_hash}","seq":{seq},"words":{given}}}'
            else:
                content = (
                    f'\0{{"at":"{at}","community":{quoted},"facts":"{facts_hash}",'
                    f'"kind":"{usual or kind}","seq":{seq},"source":{name},"words":{given}}}'
                )
            return bool(sha256(content.encode()).digest() == leaf)
        except (TypeError, ValueError, AttributeError, LookupError, OverflowError, UnsealError):
            # SQLite keeps any kind of value in a column.
            return False

    return is_whole


def _words_hash(
    source: RecordedSource, keyring: Keyring, seals: Sealer
) -> Callable[[int, bytes, Sequence[bytes | None]], bytes]:
    """Return what hashes the words of a row; it gives no hash if there are none."""
    bound, unseal, word_salt = source.bound_to, keyring.unseal, seals.word_salt
    template = "{" + ",".join(f'"{name}":%s' for name in source.recording.words) + "}"

    def words_hash(row_id: int, salt: bytes, sealed: Sequence[bytes | None]) -> bytes:
        if not any(sealed):
            return b""
        texts = [
            encode_basestring(unseal(value, name, row_id)) if value else _NULL
            for name, value in zip(bound, sealed, strict=True)
        ]
        return sha256(word_salt(salt) + (template % tuple(texts)).encode()).digest()

    return words_hash


def _facts(source: RecordedSource, *, is_sqlite: bool) -> ColumnElement[Any]:
    """Return the facts part of a row; null if a column of SQLite holds another kind of value than Doria writes."""
    pieces: list[ColumnElement[Any]] = []
    for number, name in enumerate(source.recording.facts):
        pieces.append(_text(f'{"," if number else "{"}"{name}":'))
        pieces.append(_as_json(source.table.c[name], is_sqlite=is_sqlite))
    joined = reduce(ColumnElement.concat, [*pieces, _text("}")])
    if not is_sqlite:
        return joined
    kinds = (_is_of_kind(source.table.c[name]) for name in source.recording.facts)
    return case((and_(*(kind for kind in kinds if kind is not None)), joined))


def _as_json(column: Column[Any], *, is_sqlite: bool) -> ColumnElement[Any]:
    """Return a column as the text of JSON."""
    made: ColumnElement[Any]
    match column.type:
        case Boolean():
            made = case((column, _text("true")), else_=_text("false"))
        case Integer() if is_sqlite:
            # A text in a column of numbers comes out with quotation marks: it is no number, and not null.
            made = func.quote(column, type_=String)
            made = func.nullif(made, _text("NULL"), type_=String) if column.nullable else made
        case Integer():
            made = cast(column, String)
        case LargeBinary() if is_sqlite:
            made = _between_marks(func.lower(func.hex(column), type_=String))
        case LargeBinary():
            made = _between_marks(func.encode(column, _text("hex"), type_=String))
        case UtcDateTime() | Named():
            made = _between_marks(as_stored(column, is_sqlite=is_sqlite))
        case JSON():
            made = as_stored(column, is_sqlite=is_sqlite)
        case _:
            made = func.json_quote(column, type_=String) if is_sqlite else cast(func.to_json(column), String)
    return func.coalesce(made, _text(_NULL), type_=String) if column.nullable else made


def _is_of_kind(column: ColumnElement[Any]) -> ColumnElement[Any] | None:
    """Return whether a column of SQLite, which keeps any kind of value in it, holds one that `_as_json` tells apart."""
    match column.type:
        case Boolean():
            return column.in_((literal_column("0"), literal_column("1")))
        case Integer():
            return None
        case LargeBinary():
            return func.typeof(column).in_((_text("blob"), _text("null")))
        case _:
            return func.typeof(column) != _text("blob")


def _between_marks(text: ColumnElement[Any]) -> ColumnElement[Any]:
    return _text('"').concat(text).concat(_text('"'))


def _text(text: str) -> ColumnElement[Any]:
    """Return a text that stands in the statement itself: the name of a column, or a sign."""
    return literal_column(f"'{text}'", type_=String())


def rows(connection: Connection, wanted: Select[Any], given: Mapping[str, Any]) -> Iterator[Sequence[Any]]:
    """Yield the rows of a query as the driver gives them: without a row object they come twice as fast (measured)."""
    compiled = wanted.compile(dialect=connection.dialect)
    asked = compiled.construct_params(dict(given))
    cursor: Any = connection.connection.cursor()
    try:
        names = compiled.positiontup
        cursor.execute(str(compiled), tuple(asked[name] for name in names) if names is not None else asked)
        yield from cursor
    finally:
        cursor.close()
