"""The names are django-allauth's where it looks them up; the addresses are ours."""

from django.urls import path, re_path

from assessments.accounts import views

urlpatterns = [
    path("", views.account, name="account"),
    path("name/", views.change_name, name="account_change_name"),
    path("stay/", views.stay, name="account_stay"),
    path("sign-in/", views.SignIn.as_view(), name="account_login"),
    path("sign-out/", views.SignOut.as_view(), name="account_logout"),
    path("signed-out/", views.signed_out, name="account_signed_out"),
    path("inactive/", views.Inactive.as_view(), name="account_inactive"),
    path("reauthenticate/", views.ConfirmItIsYou.as_view(), name="account_reauthenticate"),
    path("create/", views.CreateAccount.as_view(), name="account_signup"),
    path("check-your-email/", views.check_your_email, name="account_email_verification_sent"),
    path("new-link/", views.new_link, name="account_new_link"),
    path("confirm/<str:key>/", views.ConfirmAddress.as_view(), name="account_confirm_email"),
    path("password/change/", views.ChangePassword.as_view(), name="account_change_password"),
    path("password/set/", views.SetPassword.as_view(), name="account_set_password"),
    path("password/reset/", views.ResetPassword.as_view(), name="account_reset_password"),
    path("password/reset/sent/", views.ResetSent.as_view(), name="account_reset_password_done"),
    path(
        "password/reset/done/", views.NewPasswordSaved.as_view(), name="account_reset_password_from_key_done"
    ),
    re_path(
        r"^password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        views.NewPassword.as_view(),
        name="account_reset_password_from_key",
    ),
]
