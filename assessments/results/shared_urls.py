from django.urls import path

from assessments.results import sharing

urlpatterns = [
    path("", sharing.shared, name="shared"),
    path("radar.json", sharing.shared_radar, name="shared_radar"),
    path("results.pdf", sharing.shared_pdf, name="shared_pdf"),
]
