from django.urls import path

from assessments.results import views

urlpatterns = [
    path("", views.history, name="history"),
]
