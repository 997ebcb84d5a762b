"""Every address, and what each kind of person gets there: with GET, and with a POST of an empty form."""

WHO = ("alice", "bob", "dana", "rob", "charlie", "stranger", "trial of another")
# What each of these gets, in that order. A door that is not for someone is not there (404); someone who may look but
# not touch is told so (403); someone who is not signed in is asked to sign in (303).
SEES = (200, 200, 200, 404, 404, 303, 303)
EDITS = (200, 200, 403, 404, 404, 303, 303)
LED_ON = (303, 303, 303, 404, 404, 303, 303)
WRONG = (422, 422, 403, 404, 404, 303, 303)
STALE = (409, 409, 403, 404, 404, 303, 303)
STARTS = (303, 303, 403, 404, 404, 303, 303)
NEVER = (405,) * 7
BELONGS = (200, 200, 200, 200, 404, 303, 303)
LEADS = (200, 403, 403, 403, 404, 303, 303)
LEADS_WRONGLY = (422, 403, 403, 403, 404, 303, 303)
LED = (303, 403, 403, 403, 404, 303, 303)
LEAVES = (403, 200, 200, 200, 404, 303, 303)
LEFT = (403, 303, 303, 303, 404, 303, 303)
RATES = (200, 200, 404, 200, 404, 303, 303)
GIVES = (200, 200, 403, 200, 404, 303, 303)
GIVES_WRONGLY = (422, 422, 403, 422, 404, 303, 303)
FINISHES_STALE = (409, 409, 403, 409, 404, 303, 303)
FINISHED = (303, 303, 403, 200, 404, 303, 303)  # Rob has finished
RUNS = (200, 403, 403, 404, 404, 303, 303)
RUN = (303, 403, 403, 404, 404, 303, 303)
RUNS_TOO_EARLY = (409, 403, 403, 404, 404, 303, 303)
# name: (which thing stands in the address, GET, POST of an empty form)
THINGS = {
    "innovation": ("innovation", SEES, NEVER),
    "innovation_about": ("innovation", SEES, NEVER),
    "innovation_headline": ("innovation", EDITS, WRONG),
    "innovation_place": ("innovation", EDITS, WRONG),
    "innovation_lead": ("innovation", EDITS, WRONG),
    "assessment_start": ("innovation", LED_ON, STARTS),
    "task_list": ("draft", SEES, NEVER),
    "check": ("draft", SEES, STALE),
    "check_first": (
        "draft",
        STARTS,
        NEVER,
    ),  # nothing to ask about this draft: its editors are led to the check page
    "enabler": ("draft", EDITS, WRONG),
    "results": ("done", SEES, NEVER),
    "results_radar": ("done", SEES, NEVER),
    "results_receipt": ("done", SEES, NEVER),
    "results_csv": ("done", SEES, NEVER),
    "answers": ("done", SEES, NEVER),
    "results_compare": ("done", SEES, NEVER),
    "rate": ("rating", GIVES, NEVER),
    "rate_enabler": ("rating", GIVES, GIVES_WRONGLY),
    "rate_check": ("rating", GIVES, FINISHES_STALE),
    "rate_done": ("rating", FINISHED, NEVER),
    "round": ("rating", RUNS, RUN),
    "round_close": ("rating", RUNS, RUNS_TOO_EARLY),
    "agree": ("agreeing", EDITS, NEVER),
    "agree_enabler": ("agreeing", EDITS, WRONG),
    "agree_sheet": ("agreeing", EDITS, NEVER),
    "people": ("innovation", BELONGS, NEVER),
    "people_invite": ("innovation", LEADS, LEADS_WRONGLY),
    "people_leave": ("innovation", LEAVES, LEFT),
    "people_role": ("innovation", LEADS, LEADS_WRONGLY),
    "people_lead": ("innovation", LEADS, LED),
    "people_remove": ("innovation", LEADS, LED),
    "people_resend": ("innovation", LEADS, LED),
    "people_withdraw": ("innovation", LEADS, LED),
    "people_remove_guest": ("innovation", LEADS, LED),
    "joined": ("innovation", RATES, NEVER),
}
GET, POST = {"GET", "HEAD"}, {"POST"}
# Doors without a thing behind them: the methods they answer.
OTHERS = {
    **dict.fromkeys(
        ["start", "not_suitable", "trial_ended", "how_it_works", "statements", "sources", "accessibility", "privacy",
         "cookies", "help", "health", "innovations", "account", "account_signed_out",
         "account_email_verification_sent", "demo_mail", "demo_mail_one", "join_declined",
         "manage", "manage_audit", "manage_people", "manage_person", "mfa_index", "account_erased"],
        GET,
    ),
    **dict.fromkeys(
        ["trial", "suitable", "trial_keep", "innovation_new", "account_change_name", "account_login",
         "account_logout", "account_reauthenticate", "account_signup", "account_new_link",
         "account_change_password", "account_set_password", "account_reset_password", "join", "join_invited",
         "manage_person_roles", "manage_person_close", "manage_person_reopen", "account_sessions",
         "account_data", "account_erase"],
        GET | POST,
    ),
    **dict.fromkeys(["account_stay", "manage_audit_check", "manage_audit_export"], POST),
}  # fmt: skip
# django-allauth answers these with its own class of view: other methods are refused, POST leads nowhere.
ALLAUTH = {
    "account_inactive", "account_reset_password_done", "account_reset_password_from_key_done",
    "account_confirm_email", "account_reset_password_from_key", "mfa_authenticate", "mfa_login_webauthn",
    "openid_connect_login", "openid_connect_callback",
    "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "mfa_activate_totp", "mfa_deactivate_totp",
    "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_add_webauthn", "mfa_remove_webauthn",
}  # fmt: skip
NOT_MINE = ("rob", "charlie", "stranger", "trial of another")
