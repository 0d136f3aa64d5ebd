"""People in vCards: the three versions, folded lines, quoted-printable, and what a card lacks."""

import quopri
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.communities.file import load_example, parse
from gateway.communities.people_files import vcards
from gateway.communities.people_files.plan import plan

TOWN = parse(load_example("mlango-kubwa"))
OLD = """BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Kam=C3=A9;Jo=
=C3=A9;;;
TEL;CELL;PREF:0712 000 005
TEL;WORK;FAX:020 222 2222
PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQSkZJRg
 AAAAAAAA

CATEGORIES:myContacts,patrol
END:VCARD
"""
THIRD = """begin:vcard
version:3.0
FN:Wanjiru\\, Mary
N:Mary;Wanjiru;;;
item1.TEL;type=CELL:+254712
 000006
item1.X-ABLabel:mobile
TEL;type=HOME:020 222 2222
ROLE:patrol,coordinator
end:vcard
"""
FOURTH = """BEGIN:VCARD
VERSION:4.0
FN:Achieng
TEL;VALUE=uri;TYPE="voice,cell":tel:+254-712-000-007
ROLE:Focal Person
END:VCARD
"""


def test_cards_of_every_version_are_read() -> None:
    found = vcards.read((OLD + THIRD + FOURTH).encode())
    assert found.faults == []
    assert [row.line for row in found.rows] == [1, 12, 22]
    made = plan(TOWN, found.rows, found.faults)
    assert made.faults == []
    assert made.added == [
        {"name": "Jo\xe9 Kam\xe9", "phone": "+254712000005", "roles": ["patrol"]},
        {"name": "Wanjiru, Mary", "phone": "+254712000006", "roles": ["patrol", "coordinator"]},
        {"name": "Achieng", "phone": "+254712000007", "roles": ["focal-person"]},
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_card_is_read_in_other_encodings_and_with_other_ends_of_lines(encoding: str) -> None:
    (row,) = vcards.read(FOURTH.replace("\n", "\r\n").encode(encoding)).rows
    assert (row.name, row.phone) == ("Achieng", "tel:+254-712-000-007")


@settings(max_examples=100, deadline=None)
@given(
    name=st.text(
        st.characters(min_codepoint=33, max_codepoint=0x2FF, exclude_characters="\x7f\x85\xa0\xad\\;,"),
        min_size=1,
        max_size=60,
    ),
    width=st.integers(1, 75),
    is_quoted=st.booleans(),
)
def test_a_name_is_the_same_folded_and_in_quoted_printable(name: str, width: int, *, is_quoted: bool) -> None:
    value = quopri.encodestring(name.encode()).decode() if is_quoted else name
    line = f"FN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:{value}" if is_quoted else f"FN:{value}"
    if not is_quoted:
        line = "\n ".join(line[at : at + width] for at in range(0, len(line), width))
    (row,) = vcards.read(f"BEGIN:VCARD\n{line}\nTEL:0712000001\nEND:VCARD\n".encode()).rows
    assert row.name == name


@pytest.mark.parametrize(
    ("card", "line", "words"),
    [
        (FOURTH.replace("END:VCARD\n", ""), 1, "END:VCARD"),
        (re.sub("FN:.*\n", "", FOURTH), 1, "no name"),
        (re.sub("TEL.*\n", "", FOURTH), 1, "no number"),
        (FOURTH.replace("ROLE:", "TEL;TYPE=cell:0712000009\nROLE:"), 5, "2 numbers"),
        (FOURTH.replace("Focal Person", "sheriff"), 1, "no role"),
        (re.sub("ROLE.*\n", "", FOURTH), 1, "needs a role"),
        (FOURTH.replace("VERSION:4.0", "VERSION 4"), 2, "no line of a card"),
        (FOURTH.replace("+254-712-000-007", "+254-20-222-2222"), 1, "landline"),
        ("name,phone\nA,1\n", 1, "no card"),
        (FOURTH.replace("FN:", "FN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:=FF"), 3, "no line of a card"),
    ],
)
def test_what_a_card_lacks_is_told_with_its_line(card: str, line: int, words: str) -> None:
    found = vcards.read(card.encode())
    told = plan(TOWN, found.rows, found.faults).faults
    assert [fault.line for fault in told if words in fault.message] == [line]


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_no_bytes_are_read_with_an_error(data: bytes) -> None:
    for each in (data, b"BEGIN:VCARD\n" + data + b"\nEND:VCARD\n"):
        found = vcards.read(each)
        assert plan(TOWN, found.rows, found.faults).faults
