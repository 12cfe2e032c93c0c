"""What the site is made by, beside Sphinx: tables of args, pictures of traffic."""
