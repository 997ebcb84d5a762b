from django.urls import path

from assessments.rounds import views

urlpatterns = [
    path("rate/", views.rate, name="rate"),
    path("rate/check/", views.rate_check, name="rate_check"),
    path("rate/done/", views.rate_done, name="rate_done"),
    path("rate/<slug:slug>/", views.rate_enabler, name="rate_enabler"),
    path("round/", views.round_, name="round"),
    path("round/close/", views.round_close, name="round_close"),
    path("agree/", views.agree, name="agree"),
    path("agree/sheet/", views.agree_sheet, name="agree_sheet"),
    path("agree/<slug:slug>/", views.agree_enabler, name="agree_enabler"),
]
