"""An address that no database takes is answered with a page, not with a failure."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/search/?q=a%00b", "/@bob%00/", "/?page=%00"])
def test_a_nul_in_an_address_is_answered_with_a_page(client, alice, address):
    client.force_login(alice)
    page = client.get(address)
    assert page.status_code == 400
    assert "This address cannot be read" in page.content.decode()
