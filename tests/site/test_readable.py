"""An address that no database takes is answered with a page, not with a failure."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "status"), [("/search/?q=a%00b", 200), ("/@bob%00/", 404), ("/?page=%00", 200)]
)
def test_a_nul_in_an_address_is_answered_with_a_page(client, alice, address, status):
    client.force_login(alice)
    assert client.get(address).status_code == status
