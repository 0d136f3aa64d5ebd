"""The keyed hash: its bytes are those of HMAC-SHA256, so that what an earlier release has hashed is found."""

import hmac

from hypothesis import given
from hypothesis import strategies as st

from gateway.storage.keyed_hash import KeyedHash


@given(st.binary(max_size=140), st.lists(st.binary(max_size=200), min_size=1, max_size=4))
def test_a_keyed_hash_is_hmac_whatever_was_hashed_before(key: bytes, texts: list[bytes]) -> None:
    keyed = KeyedHash(key)
    assert [keyed.of(text) for text in texts] == [hmac.digest(key, text, "sha256") for text in texts]
