"""A stand-in for GitHub: a real HTTP server before real Git repositories, kept honest by GitHub's
own description of its interface.

`World` holds the state and sets the clock, `serve` answers over HTTP, `Actor` is a person with an
account, a clone and a browser's buttons, `assert_honest` holds every exchange against the official
description. Nothing in here knows the product.
"""
