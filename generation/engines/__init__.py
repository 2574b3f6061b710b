"""Engines: a shot goes in, a picture and a sound track come out. No web framework in here."""
