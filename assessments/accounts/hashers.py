"""How passwords are hashed."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class ModestArgon2(Argon2PasswordHasher):
    """Argon2id at the OWASP minimum: 19 MiB, two passes, one lane.

    Django's default takes 100 MiB for each hash in flight, and eight people may well sign in at once.
    """

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
