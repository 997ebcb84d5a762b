from django.urls import path

from assessments.plan import views

urlpatterns = [
    path("", views.plan, name="plan"),
    path("add/", views.add, name="plan_add"),
    path("take/", views.take, name="plan_take"),
    path("plan.csv", views.table, name="plan_csv"),
    path("plan.ics", views.calendar, name="plan_ics"),
    path("<uuid:step_id>/", views.step, name="plan_step"),
    path("<uuid:step_id>/do/", views.act, name="plan_act"),
    path("<uuid:step_id>/remove/", views.remove, name="plan_remove"),
]
