"""The library of earlier creations: an export of the model before (Sora 1) as a zip, taken over clip by clip.

`archive` reads the zip and trusts nothing in it; `models` hold what each clip was: words, seed, folder,
favourite, variant; `taking` makes a video of one clip after another, through the gates that every film that
somebody sends passes; `pages` show the library.
"""
