from django.urls import path

from assessments.innovations import views

urlpatterns = [
    path("", views.innovations, name="innovations"),
    path("new/", views.new, name="innovation_new"),
    path("<uuid:innovation_id>/", views.overview, name="innovation"),
    path("<uuid:innovation_id>/about/", views.about, name="innovation_about"),
    path("<uuid:innovation_id>/about/name/", views.headline, name="innovation_headline"),
    path("<uuid:innovation_id>/about/stage/", views.place, name="innovation_place"),
    path("<uuid:innovation_id>/about/organisation/", views.lead, name="innovation_lead"),
    path("<uuid:innovation_id>/start/", views.start, name="assessment_start"),
]
