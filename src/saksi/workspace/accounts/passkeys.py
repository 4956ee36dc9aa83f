"""Passkeys (WebAuthn level 2): a device signs a challenge; nothing secret is kept here."""

from datetime import UTC, datetime

from django.db import transaction
from django.http import HttpRequest
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import parse_authentication_credential_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    UserVerificationRequirement,
)

from saksi.record import InvalidInput
from saksi.workspace.accounts.factors import LONGEST_LABEL, factors_of, note
from saksi.workspace.accounts.models import Factor, Member
from saksi.workspace.session import Archive


def passkeys_of(member: Member) -> list[Factor]:
    """Return a member's passkeys."""
    return [factor for factor in factors_of(member) if factor.kind == "passkey"]


def registration_options(member: Member, *, host: str, challenge: bytes) -> str:
    """Return what the browser needs to make a passkey, as JSON."""
    return options_to_json(
        generate_registration_options(
            rp_id=host,
            rp_name="Saksi",
            user_id=f"saksi member {member.pk}".encode(),
            user_name=member.name,
            challenge=challenge,
            authenticator_selection=AuthenticatorSelectionCriteria(
                user_verification=UserVerificationRequirement.PREFERRED
            ),
            exclude_credentials=_descriptors(member),
        )
    )


def add_passkey(
    archive: Archive, *, member: Member, answer: str, challenge: bytes, origin: str, host: str, label: str
) -> Factor:
    """Keep a passkey that the browser made.

    Raises
    ------
    InvalidInput
        The answer is not one to this challenge from this page.
    """
    try:
        made = verify_registration_response(
            credential=answer, expected_challenge=challenge, expected_rp_id=host, expected_origin=origin
        )
    except (WebAuthnException, ValueError) as error:
        raise InvalidInput(f"the passkey was not kept ({type(error).__name__}): try again") from None
    with transaction.atomic():
        factor = Factor.objects.create(
            member=member,
            kind="passkey",
            label=label.strip()[:LONGEST_LABEL],
            credential=made.credential_id,
            public_key=made.credential_public_key,
            sign_count=made.sign_count,
            added_at=datetime.now(UTC),
        )
        note(archive, factor, "second factor added")
    return factor


def authentication_options(member: Member, *, host: str, challenge: bytes) -> str:
    """Return what the browser needs to ask a device, as JSON."""
    return options_to_json(
        generate_authentication_options(
            rp_id=host, challenge=challenge, allow_credentials=_descriptors(member)
        )
    )


def check_passkey(
    archive: Archive, *, member: Member, answer: str, challenge: bytes, origin: str, host: str
) -> bool:
    """Return whether one of the member's devices has signed this challenge, for this page."""
    try:
        asked = parse_authentication_credential_json(answer).raw_id
        factor = next((each for each in passkeys_of(member) if bytes(each.credential or b"") == asked), None)
        if factor is None:
            return False
        signed = verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=host,
            expected_origin=origin,
            credential_public_key=bytes(factor.public_key or b""),
            credential_current_sign_count=factor.sign_count or 0,
        )
    except (WebAuthnException, ValueError):
        return False
    with transaction.atomic():
        factor.sign_count = signed.new_sign_count
        factor.save(update_fields=["sign_count"])
        note(archive, factor, "second factor used")
    return True


def place_of(request: HttpRequest) -> tuple[str, str]:
    """Return host name and origin of the page that asks, as the browser signs them."""
    host = request.get_host()
    return host.rsplit(":", 1)[0], f"{request.scheme}://{host}"


def _descriptors(member: Member) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=bytes(each.credential or b"")) for each in passkeys_of(member)]
