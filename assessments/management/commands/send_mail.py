from django.core.management.base import BaseCommand

from assessments.actions.outbox import send_waiting


class Command(BaseCommand):
    help = "Sends the mail that could not be sent at once. Run it every minute."

    def handle(self, *args: object, **options: object) -> None:
        delivery = send_waiting()
        self.stdout.write(f"{delivery.sent} sent, {delivery.failed} failed.")
