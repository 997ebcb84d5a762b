from django.urls import path

from assessments.results import sharing

urlpatterns = [
    path("", sharing.shares, name="shares"),
    path("new/", sharing.share_new, name="share_new"),
    path("<uuid:share_id>/end/", sharing.share_end, name="share_end"),
]
