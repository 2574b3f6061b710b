"""Staff come into the admin by the same sign-in as everybody, and by two factors where that is asked for."""

from __future__ import annotations

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.urls import reverse

from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db


def test_the_admin_has_no_sign_in_of_its_own(client, client_for, alice, sam):
    answer = client.get(reverse("admin:login"), {"next": "/admin/moderation/case/"})
    assert answer["Location"] == f"{reverse('account_login')}?next=/admin/moderation/case/"
    elsewhere = client.get(reverse("admin:login"), {"next": "https://evil.example/"})["Location"]
    assert "evil" not in elsewhere
    tried = client.post(reverse("admin:login"), {"username": "sam", "password": PASSWORD})
    assert tried.status_code == 302
    assert "_auth_user_id" not in client.session
    assert client_for(alice).get(reverse("admin:login")).status_code == 403


def test_staff_with_one_factor_are_led_to_where_a_second_is_set_up(client_for, sam, settings):
    settings.STAFF_SECOND_FACTOR = True
    browser = client_for(sam)
    queue = reverse("admin:moderation_case_changelist")
    answer = browser.get(queue)
    assert answer["Location"] == reverse("mfa_index")
    assert browser.post(queue, {"action": "x"})["Location"] == reverse("mfa_index")
    assert browser.get("/").status_code == 200
    TOTP.activate(sam, generate_totp_secret())
    assert browser.get(queue).status_code == 200


def test_who_has_a_second_factor_is_asked_for_it_on_the_way_to_the_admin(client, sam):
    TOTP.activate(sam, generate_totp_secret())
    typed = {"login": "sam", "password": PASSWORD}
    answer = client.post(f"{reverse('account_login')}?next=/admin/", typed)
    assert answer["Location"].startswith(reverse("mfa_authenticate"))
    assert client.get("/admin/")["Location"].startswith("/admin/login/")


def test_a_password_that_changed_ends_every_other_session(client_for, alice):
    here, elsewhere = client_for(alice), client_for(alice)
    assert elsewhere.get(reverse("settings")).status_code == 200
    before = here.session.session_key
    typed = {
        "oldpassword": PASSWORD,
        "password1": "another horse, another staple",
        "password2": "another horse, another staple",
    }
    assert here.post(reverse("account_change_password"), typed).status_code == 302
    assert elsewhere.get(reverse("settings")).status_code == 302
    assert here.session.session_key != before


def test_tries_to_sign_in_run_out_by_account_and_by_address(client, sam):
    address = reverse("account_login")
    answers = [
        client.post(address, {"login": "sam", "password": "wrong"}).content.decode() for _try in range(7)
    ]
    assert "Too many" in answers[-1]
    right = client.post(address, {"login": "sam", "password": PASSWORD})
    assert "_auth_user_id" not in client.session
    assert right.status_code == 200
