"""Sentences of Django and allauth that our pages say in our own way.

A translation of ours goes before the library's. These are the ones that have
no Italian there, or one that is wrong, stiff, or takes the reader for a man;
everything else in their catalogues is used as it comes.
"""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

SENTENCES = (
    _("Are you sure?"),
    _("Are you sure you want to remove this security key?"),
    _("Are you sure you want to sign out?"),
    _("Change Password"),
    _("Do you really want to remove the selected email address?"),
    _("Email"),
    _("Email Confirmation"),
    _("Passkey"),
    _("Passkey Sign Up"),
    _("Password Set"),
    _("Please reauthenticate to safeguard your account."),
    _("Please select only one."),
    _("Sign Out"),
    _("Sign-In Code"),
    _("Signed out of all other sessions."),
    _("Usage"),
    _("Username"),
    _("You are about to deactivate authenticator app based authentication. Are you sure?"),
    _("You must type the same email each time."),
    # Django's admin
    _("Add link"),
    _("Change or view list link"),
)
