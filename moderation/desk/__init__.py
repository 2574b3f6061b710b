"""The people of moderation: cases of reports, decisions with reasons, strikes, appeals, watched words."""
