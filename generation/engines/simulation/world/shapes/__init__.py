"""Visible shapes, as numpy meshes; no physics in here."""
