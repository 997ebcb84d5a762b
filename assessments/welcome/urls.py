from django.urls import path

from assessments.welcome import views

urlpatterns = [
    path("", views.start, name="start"),
    path("try/", views.trial, name="trial"),
    path("try/suitable/", views.suitable, name="suitable"),
    path("try/not-suitable/", views.not_suitable, name="not_suitable"),
    path("try/ended/", views.trial_ended, name="trial_ended"),
    path("try/keep/", views.keep_trial, name="trial_keep"),
    path("how-it-works/", views.how_it_works, name="how_it_works"),
    path("statements/", views.statements, name="statements"),
    path("sources/", views.sources, name="sources"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("cookies/", views.cookies, name="cookies"),
    path("help/", views.help_and_contact, name="help"),
    path("healthz", views.health, name="health"),
]
