"""One file per migration, numbered. A released migration is never changed."""
