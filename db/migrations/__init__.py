"""The history of the schema, run by db.engine when a database is opened."""
