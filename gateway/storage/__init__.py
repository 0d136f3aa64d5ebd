"""Storage: the models, the database, migrations and sealing."""
