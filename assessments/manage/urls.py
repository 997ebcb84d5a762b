from django.urls import path

from assessments.manage import views

urlpatterns = [
    path("", views.home, name="manage"),
    path("audit/", views.audit, name="manage_audit"),
    path("audit/check/", views.check_audit, name="manage_audit_check"),
    path("audit/export/", views.export_audit, name="manage_audit_export"),
    path("people/", views.people, name="manage_people"),
    path("people/<int:person_id>/", views.person, name="manage_person"),
    path("people/<int:person_id>/roles/", views.roles, name="manage_person_roles"),
    path("people/<int:person_id>/close/", views.close, name="manage_person_close"),
    path("people/<int:person_id>/reopen/", views.reopen, name="manage_person_reopen"),
]
