"""Every address. Steps have words, ids are random, and other people's things are not found."""

from django.urls import include, path

from assessments.accounts import demo_mail_views

urlpatterns = [
    path("", include("assessments.welcome.urls")),
    path("account/", include("assessments.accounts.urls")),
    path("innovations/", include("assessments.innovations.urls")),
    path("", include("assessments.team.urls")),
    path("assessments/<uuid:assessment_id>/", include("assessments.results.urls")),
    path("assessments/<uuid:assessment_id>/", include("assessments.rounds.urls")),
    path("assessments/<uuid:assessment_id>/", include("assessments.wizard.urls")),
    path("demo/mail/", demo_mail_views.mails, name="demo_mail"),
    path("demo/mail/<int:number>/", demo_mail_views.mail, name="demo_mail_one"),
]

handler400 = "assessments.ui.http.bad_request"
handler404 = "assessments.ui.http.page_not_found"
handler429 = "assessments.accounts.views.too_many_requests"  # looked up by django-allauth
handler500 = "assessments.ui.http.server_error"
