"""Passkeys: added, used to sign in, used as a second step, removed; and whatever else may be sent in their place."""

import json

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from django.urls import reverse

from assessments.models import AuditEvent
from tests.pages.account_steps import ALICE, is_signed_in, person, sign_in
from tests.pages.reading import read
from tests.pages.test_accounts_two_step import confirm
from tests.passkeys import FLAGS, Passkey, keep

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice():
    return person()


def options_on(page) -> dict:
    """What script would hand to the browser."""
    (form,) = [form for form in page.root.iter("form") if form.get("data-passkey")]
    return json.loads(form.get("data-options"))


def question(client: Client) -> dict:
    return client.get(reverse("mfa_login_webauthn")).json()


def send(client: Client, to: str, credential: object, **more: str):
    text = credential if isinstance(credential, str) else json.dumps(credential)
    return client.post(reverse(to), {"credential": text, **more})


# --- Adding


def test_a_passkey_is_added_with_its_name_and_the_owner_is_told(client, alice, mailoutbox):
    confirm(client, alice)
    options = options_on(read(client.get(reverse("mfa_add_webauthn"))))

    response = send(client, "mfa_add_webauthn", Passkey(alice).made_for(options), name="My phone")

    assert (response.status_code, response["Location"]) == (303, reverse("mfa_view_recovery_codes"))
    page = read(client.get(reverse("mfa_index")))
    assert "My phone Added" in page.text
    assert page.notices == ["Your passkey is added."]
    assert mailoutbox[0].subject == "A passkey was added to Octant"
    assert AuditEvent.objects.filter(action="account.two_step_add_passkey").count() == 1


def test_the_device_is_asked_to_check_who_holds_it_and_to_keep_the_passkey(client, alice):
    confirm(client, alice)

    asked = options_on(read(client.get(reverse("mfa_add_webauthn"))))["publicKey"]

    wanted = asked["authenticatorSelection"]
    assert (wanted["userVerification"], wanted["residentKey"]) == ("required", "required")
    assert asked["rp"]["name"] == "Octant"


def test_a_passkey_without_a_name_is_asked_for_one(client, alice):
    confirm(client, alice)
    options = options_on(read(client.get(reverse("mfa_add_webauthn"))))

    response = send(client, "mfa_add_webauthn", Passkey(alice).made_for(options), name=" ")

    assert response.status_code == 422
    assert read(response).errors == [("Enter a name for this passkey", "#id_name")]


def test_an_answer_to_another_question_adds_nothing(client, alice):
    confirm(client, alice)
    old = options_on(read(client.get(reverse("mfa_add_webauthn"))))
    client.get(reverse("mfa_add_webauthn"))

    response = send(client, "mfa_add_webauthn", Passkey(alice).made_for(old), name="My phone")

    assert response.status_code == 422
    assert not Authenticator.objects.exists()


# --- Signing in


def test_a_passkey_is_a_whole_sign_in(client, alice):
    passkey = Passkey(alice)
    keep(passkey)

    response = send(client, "mfa_login_webauthn", passkey.signed_for(question(client)), next="/help/")

    assert (response.status_code, response["Location"]) == (303, "/help/")
    assert is_signed_in(client)
    assert AuditEvent.objects.filter(action="account.sign_in", actor=alice).count() == 1


def test_it_never_leads_off_the_site(client, alice):
    passkey = Passkey(alice)
    keep(passkey)

    response = send(
        client, "mfa_login_webauthn", passkey.signed_for(question(client)), next="//evil.example/"
    )

    assert response["Location"] == reverse("innovations")


def test_a_passkey_is_a_second_step_after_the_password(client, alice):
    passkey = Passkey(alice)
    keep(passkey)
    sign_in(client)
    options = options_on(read(client.get(reverse("mfa_authenticate"))))

    response = send(client, "mfa_authenticate", passkey.signed_for(options))

    assert response["Location"] == reverse("innovations")
    assert is_signed_in(client)


def test_a_passkey_confirms_that_it_is_you(client, alice):
    passkey = Passkey(alice)
    keep(passkey)
    client.force_login(alice)
    there = f"{reverse('mfa_reauthenticate_webauthn')}?next=/account/two-step/"
    options = options_on(read(client.get(there)))

    response = send(
        client, "mfa_reauthenticate_webauthn", passkey.signed_for(options), next="/account/two-step/"
    )

    assert (response.status_code, response["Location"]) == (303, reverse("mfa_index"))
    assert client.get(reverse("mfa_add_webauthn")).status_code == 200


def test_a_passkey_is_used_without_a_password_where_there_is_none(client, alice):
    alice.set_unusable_password()
    alice.save()
    passkey = Passkey(alice)
    keep(passkey)

    send(client, "mfa_login_webauthn", passkey.signed_for(question(client)))

    assert is_signed_in(client)


@pytest.mark.parametrize(
    "field", [{"is_active": False}, {"email": "new@example.org"}], ids=["closed", "not confirmed"]
)
def test_a_passkey_opens_no_account_that_a_password_would_not(client, alice, field):
    passkey = Passkey(alice)
    keep(passkey)
    type(alice).objects.filter(pk=alice.pk).update(**field)
    EmailAddress.objects.filter(user=alice).update(verified=False)

    send(client, "mfa_login_webauthn", passkey.signed_for(question(client)))

    assert not is_signed_in(client)


# --- What does not sign in


def stolen_id(passkey: Passkey) -> None:
    passkey.key = ec.generate_private_key(ec.SECP256R1())


def another_site(passkey: Passkey) -> None:
    passkey.site = "evil.example"


@pytest.mark.parametrize("turn", [stolen_id, another_site])
def test_a_signature_that_is_not_right_lets_nobody_in(client, alice, turn):
    passkey = Passkey(alice)
    keep(passkey)
    turn(passkey)

    response = send(client, "mfa_login_webauthn", passkey.signed_for(question(client)))

    assert response.status_code == 400
    assert read(response).heading == "That passkey did not work"
    assert not is_signed_in(client)


def test_a_device_that_did_not_check_who_holds_it_lets_nobody_in(client, alice):
    passkey = Passkey(alice)
    keep(passkey)

    signed = passkey.signed_for(question(client), flags=FLAGS.UP)

    assert send(client, "mfa_login_webauthn", signed).status_code == 400


def test_an_answer_works_once_and_in_one_browser(client, alice):
    passkey = Passkey(alice)
    keep(passkey)
    signed = passkey.signed_for(question(client))
    thief = Client()
    question(thief)
    stolen = send(thief, "mfa_login_webauthn", signed)
    send(client, "mfa_login_webauthn", signed)
    client.post(reverse("account_logout"))

    again = send(client, "mfa_login_webauthn", signed)

    assert (stolen.status_code, again.status_code) == (400, 400)
    assert not is_signed_in(client)


def test_a_removed_passkey_lets_nobody_in(client, alice, mailoutbox):
    passkey = Passkey(alice)
    kept = keep(passkey)
    confirm(client, alice)
    response = client.post(reverse("mfa_remove_webauthn", args=[kept.pk]))
    stranger = Client()

    refused = send(stranger, "mfa_login_webauthn", passkey.signed_for(question(stranger)))

    assert (response.status_code, response["Location"]) == (303, reverse("mfa_index"))
    assert refused.status_code == 400
    assert mailoutbox[0].subject == "A passkey was removed from Octant"
    assert AuditEvent.objects.filter(action="account.two_step_remove_passkey").count() == 1


def test_another_persons_passkey_is_not_there(client, alice):
    theirs = keep(Passkey(person("bob@example.org")))
    confirm(client, alice)
    address = reverse("mfa_remove_webauthn", args=[theirs.pk])
    nowhere = reverse("mfa_remove_webauthn", args=[theirs.pk + 1])

    answers = [(client.get(one).status_code, client.post(one).status_code) for one in (address, nowhere)]

    assert answers == [(404, 404), (404, 404)]
    assert Authenticator.objects.filter(pk=theirs.pk).exists()


# --- Whatever is sent

RUBBISH = [
    "", "{", "[]", "null", "7", "{}", "[" * 9000, '{"id": NaN}', '{"id": "\\u0000"}', "x" * 20_001, '{"é": 1}',
    {"id": "AAAA", "rawId": "AAAA", "type": "public-key", "response": {}},
    {"id": "AAAA", "rawId": "BBBB", "type": "public-key", "response": {}},
    {"id": 1, "rawId": 2, "type": 3, "response": 4},
    {"rawId": "AAAA", "response": {"clientDataJSON": "AAAA", "attestationObject": "AAAA"}},
    {"rawId": "AAAA", "response": {"clientDataJSON": "e30", "attestationObject": "oA"}},
    {"rawId": "AAAA", "response": {"clientDataJSON": "W10", "authenticatorData": "AA", "signature": "AA"}},
    {"rawId": "AAAA", "response": {"clientDataJSON": "e30", "authenticatorData": "A" * 60, "signature": "AA",
                                   "userHandle": "////"}},
    {"rawId": "AAAA", "response": {"userHandle": 7}},
    {"rawId": "AAAA", "response": []},
]  # fmt: skip


@pytest.mark.parametrize("credential", RUBBISH, ids=lambda value: str(value)[:50])
def test_rubbish_is_refused_wherever_it_is_sent(client, alice, credential):
    keep(Passkey(alice))
    question(client)
    signing_in = send(client, "mfa_login_webauthn", credential)
    sign_in(client)
    client.get(reverse("mfa_authenticate"))
    second = send(client, "mfa_authenticate", credential)
    owner = confirm(Client(), alice)
    owner.get(reverse("mfa_reauthenticate_webauthn"))
    confirming = send(owner, "mfa_reauthenticate_webauthn", credential)
    owner.get(reverse("mfa_add_webauthn"))
    adding = send(owner, "mfa_add_webauthn", credential, name="x")

    assert [one.status_code for one in (signing_in, second, confirming, adding)] == [400, 400, 400, 422]
    assert read(adding).errors == [("That passkey did not work. Try again, or use another way", "#id_name")]


def test_an_empty_post_without_a_question_is_refused(client, alice):
    passkey = Passkey(alice)
    keep(passkey)

    assert (
        send(client, "mfa_login_webauthn", passkey.signed_for({"publicKey": {"challenge": "AA"}})).status_code
        == 400
    )
    assert client.post(reverse("mfa_login_webauthn")).status_code == 400


def test_the_question_tells_nobody_who_has_a_passkey(client, alice):
    keep(Passkey(alice))

    asked = question(client)["publicKey"]

    assert not asked.get("allowCredentials")
    assert ALICE not in json.dumps(asked)
