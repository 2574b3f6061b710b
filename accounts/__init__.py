"""People: invites, sign-in, profiles, follows and blocks, the one Policy, the audit log."""
