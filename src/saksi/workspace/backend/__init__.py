"""A Django database backend on SQLCipher: Django's own for SQLite, with a sealed file under it.

`base` opens the connection, `key` tells where its key comes from, and the other modules carry the few places
where Django's backend asks the standard library's ``sqlite3`` instead of the driver (docs/decisions/0014).
"""
