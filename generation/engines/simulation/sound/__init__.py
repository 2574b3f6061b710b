"""Sound: a take and its screenplay → foley, ambience, speech, captions and moving mouths."""
