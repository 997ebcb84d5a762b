from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from assessments.exchange.demo import DEMO_PASSWORD, demo_people, seed_demo


class Command(BaseCommand):
    help = "Fills an empty Octant with the demonstration and prints its people. Running it again changes nothing."

    def handle(self, *args: object, **options: object) -> None:
        if settings.IS_PRODUCTION:
            raise CommandError("The demonstration has a known password. It is not for production.")
        self.stdout.write("Demonstration added." if seed_demo() else "The demonstration is already there.")
        self.stdout.write(f"Sign in as any of these, with the password {DEMO_PASSWORD}")
        for person in demo_people():
            self.stdout.write(f"  {person.email:<24}{person.name}: {person.about}")
