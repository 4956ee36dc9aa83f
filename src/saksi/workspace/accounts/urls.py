"""Settings: one's own, and those of the archive."""

from django.urls import path

from saksi.workspace.accounts.views import archive, cases, factors, members, own, tokens

app_name = "accounts"
urlpatterns = [
    path("settings/", own.settings, name="settings"),
    path("settings/preferences/", own.preferences, name="preferences"),
    path("settings/passphrase/", own.passphrase, name="passphrase"),
    path("settings/factors/", factors.factors, name="factors"),
    path("settings/factors/code/", factors.code, name="factor-code"),
    path("settings/factors/passkey/", factors.passkey, name="factor-passkey"),
    path("settings/factors/<int:key>/remove/", factors.remove, name="factor-remove"),
    path("settings/members/", members.members, name="members"),
    path("settings/members/add/", members.add, name="member-add"),
    path("settings/members/<int:key>/roles/", members.roles, name="member-roles"),
    path("settings/members/<int:key>/retire/", members.retire, name="member-retire"),
    path("settings/cases/", cases.cases, name="cases"),
    path("settings/cases/open/", cases.open_new, name="case-open"),
    path("settings/cases/<int:key>/team/", cases.team, name="case-team"),
    path("settings/cases/<int:key>/close/", cases.close, name="case-close"),
    path("settings/tokens/", tokens.tokens, name="tokens"),
    path("settings/tokens/make/", tokens.make, name="token-make"),
    path("settings/tokens/<int:key>/end/", tokens.end, name="token-end"),
    path("settings/locking/", archive.locking, name="locking"),
    path("settings/vocabularies/", archive.vocabularies, name="vocabularies"),
    path("settings/vocabularies/<str:name>/", archive.book, name="vocabulary"),
    path("settings/countries/", archive.countries, name="countries"),
]
