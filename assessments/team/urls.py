from django.urls import path

from assessments.team import views

PEOPLE = "innovations/<uuid:innovation_id>/people/"

urlpatterns = [
    path(PEOPLE, views.people, name="people"),
    path(f"{PEOPLE}invite/", views.invite_people, name="people_invite"),
    path(f"{PEOPLE}leave/", views.leave_team, name="people_leave"),
    path(f"{PEOPLE}<uuid:member_id>/role/", views.role, name="people_role"),
    path(f"{PEOPLE}<uuid:member_id>/lead/", views.lead, name="people_lead"),
    path(f"{PEOPLE}<uuid:member_id>/remove/", views.remove, name="people_remove"),
    path(f"{PEOPLE}invited/<uuid:invitation_id>/send/", views.resend, name="people_resend"),
    path(f"{PEOPLE}invited/<uuid:invitation_id>/withdraw/", views.withdrawal, name="people_withdraw"),
    path(
        f"{PEOPLE}invited/<uuid:invitation_id>/remove/",
        views.remove_without_account,
        name="people_remove_guest",
    ),
    path("innovations/<uuid:innovation_id>/joined/", views.joined, name="joined"),
    path("join/said-no/", views.declined, name="join_declined"),
    path("join/invited/<uuid:invitation_id>/", views.invited, name="join_invited"),
    path("join/<str:key>/", views.join, name="join"),
]
