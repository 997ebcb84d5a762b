"""The names are django-allauth's where it looks them up; the addresses are ours."""

from django.urls import path, re_path

from assessments.accounts import personal_views, session_views, single_sign_on_views, two_step_views, views
from assessments.accounts.single_sign_on import PROVIDER_ID

urlpatterns = [
    path("", views.account, name="account"),
    path("name/", views.change_name, name="account_change_name"),
    path("sessions/", session_views.sessions, name="account_sessions"),
    path("data/", personal_views.my_data, name="account_data"),
    path("erase/", personal_views.erase, name="account_erase"),
    path("erased/", personal_views.erased, name="account_erased"),
    path("stay/", views.stay, name="account_stay"),
    path("sign-in/", views.SignIn.as_view(), name="account_login"),
    path("sign-in/code/", two_step_views.EnterCode.as_view(), name="mfa_authenticate"),
    path("sign-in/passkey/", two_step_views.SignInWithPasskey.as_view(), name="mfa_login_webauthn"),
    path(
        "sign-in/organisation/",
        single_sign_on_views.leave,
        {"provider_id": PROVIDER_ID},
        name="openid_connect_login",
    ),
    path(
        "sign-in/organisation/callback/",
        single_sign_on_views.come_back,
        {"provider_id": PROVIDER_ID},
        name="openid_connect_callback",
    ),
    path("sign-out/", views.SignOut.as_view(), name="account_logout"),
    path("signed-out/", views.signed_out, name="account_signed_out"),
    path("inactive/", views.Inactive.as_view(), name="account_inactive"),
    path("reauthenticate/", views.ConfirmItIsYou.as_view(), name="account_reauthenticate"),
    path("reauthenticate/code/", two_step_views.ConfirmByCode.as_view(), name="mfa_reauthenticate"),
    path(
        "reauthenticate/passkey/",
        two_step_views.ConfirmByPasskey.as_view(),
        name="mfa_reauthenticate_webauthn",
    ),
    path("two-step/", two_step_views.two_step, name="mfa_index"),
    path("two-step/app/", two_step_views.SetUpApp.as_view(), name="mfa_activate_totp"),
    path("two-step/app/remove/", two_step_views.RemoveApp.as_view(), name="mfa_deactivate_totp"),
    path("two-step/codes/", two_step_views.recovery_codes, name="mfa_view_recovery_codes"),
    path("two-step/codes/new/", two_step_views.NewCodes.as_view(), name="mfa_generate_recovery_codes"),
    path("two-step/passkeys/add/", two_step_views.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path(
        "two-step/passkeys/<int:pk>/remove/",
        two_step_views.RemovePasskey.as_view(),
        name="mfa_remove_webauthn",
    ),
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
