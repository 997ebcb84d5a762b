from django.urls import path

from assessments.wizard import views

urlpatterns = [
    path("", views.task_list, name="task_list"),
    path("check/", views.check, name="check"),
    path("check/first/", views.check_first, name="check_first"),
    path("answers/", views.answers, name="answers"),
    path("<slug:slug>/", views.enabler, name="enabler"),
]
