"""The MongoDB engine (ENGINE "dtps.db.mongodb"): django-mongodb-backend 5.2.4 with repairs.

docs/databases.md says what each repair is for; tests/db/ fails on the stock engine for each of them.
"""
