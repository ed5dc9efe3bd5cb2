"""Every guard of this place: where it stands, what is there without it, and who sees that.

`docs/security.md` lists them. `python -m tests.hostile.remove_guards` takes each of them out of a
copy, and runs the test that is named: it has to fail.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Guard:
    """A piece of code that keeps somebody out. It `stands` in its file once."""

    against: str
    file: str
    stands: str
    without: str
    test: str


_SIGN_IN = "tests/web/pages/test_sign_in.py"
_SERVICE = "tests/services/test_sign_in.py"
_HARD = "tests/web/test_hardening.py"
_PROVIDER = "tests/web/pages/test_provider.py"
_BELONGING = "tests/web/pages/test_belonging.py"
_LAYERS = "tests/hostile/test_layers.py"
_WHOM = "tests/web/answer_cache/test_for_whom.py"
_NEVER = "tests/web/answer_cache/test_never_kept.py"
_LONG = "tests/web/answer_cache/test_how_long.py"
_KEPT = "tests/web/answer_cache/test_kept.py"

GUARDS = (
    Guard(
        "Asking for a code tells who has an account: by the page",
        "app/web/pages/authentication/sign_in.py",
        "    response = _show(ctx, page)\n    browser =",
        "    with ctx.installation.database.reading() as reader:\n"
        "        from app.storage.texts.charters import find_person\n"
        '        assert find_person(reader, email), "nobody"\n'
        "    response = _show(ctx, page)\n    browser =",
        f"{_SIGN_IN}::test_the_answer_is_the_same_for_an_address_that_nobody_has",
    ),
    Guard(
        "Asking for a code tells who has an account: by what is written meanwhile",
        "app/services/authentication/sign_in.py",
        '    code = "".join(secrets.choice(ALPHABET)',
        '    if person is None:\n        return None\n    code = "".join(secrets.choice(ALPHABET)',
        f"{_SERVICE}::test_an_address_that_nobody_has_leaves_the_same_traces",
    ),
    Guard(
        "Inviting tells who has an account",
        "app/services/belonging/invite.py",
        "    address = read_address(email)\n    waiting =",
        "    address = read_address(email)\n    from app.storage.texts import charters\n"
        "    from amendments.refusals import WrongState\n"
        "    if charters.find_person(writer, address) is not None:\n"
        '        raise WrongState("They have an account here.")\n    waiting =',
        f"{_BELONGING}::test_inviting_tells_nothing_about_who_has_an_account",
    ),
    Guard(
        "Asking to join tells who has an account",
        "app/web/pages/belonging/joining.py",
        "            response = _show_ask(ctx, slug, form, mailed=True)",
        "            with ctx.installation.database.reading() as reader:\n"
        "                known = charters.find_person(reader, email) is not None\n"
        "            response = _show_ask(ctx, slug, form, mailed=not known)",
        f"{_LAYERS}::test_asking_to_join_tells_nothing_about_who_has_an_account",
    ),
    Guard(
        "A session that was planted before signing in",
        "app/web/pages/authentication/coming_in.py",
        "        sessions.end_session(writer, before)",
        "        pass",
        f"{_SIGN_IN}::test_signing_in_again_ends_the_session_before",
    ),
    Guard(
        "A session that goes on under the same secret after confirming",
        "app/services/authentication/sessions.py",
        "    renewed = secrets.token_urlsafe(32)",
        "    renewed = token",
        f"{_SERVICE}::test_a_renewed_session_has_a_new_secret",
    ),
    Guard(
        "Another site's page acts in somebody's name (form, text, JSON, htmx)",
        "app/web/middleware.py",
        "            if not _is_from_here(headers):",
        "            if False:",
        f"{_HARD}::test_nothing_is_done_for_another_site",
    ),
    Guard(
        "A browser's cookie opens the API, which asks for no origin",
        "app/web/api/caller.py",
        "        return None\n    token, today = await ask_before(",
        "        from app.web.pages.authentication.visitor import get_visitor\n"
        "        here = get_visitor(request, installation)\n"
        "        return Caller(here.person_id) if here else None\n"
        "    token, today = await ask_before(",
        "tests/web/api/test_scopes.py::test_a_browser_session_opens_no_door_for_programs",
    ),
    Guard(
        "A link of this place leads to another",
        "app/web/pages/forms.py",
        '    return wanted if safe else "/"',
        "    return wanted",
        f"{_SIGN_IN}::test_one_is_sent_on_within_this_place_only",
    ),
    Guard(
        "A code is used a second time",
        "app/services/authentication/sign_in.py",
        "    found[0].used_at = writer.now\n",
        "",
        f"{_SERVICE}::test_a_code_works_once_however_it_is_typed",
    ),
    Guard(
        "A code is guessed by trying",
        "app/services/authentication/sign_in.py",
        "            row.tries += 1",
        "            pass",
        f"{_SERVICE}::test_after_five_wrong_tries_a_code_is_spent",
    ),
    Guard(
        "A code is used in another browser, by who reads the mail or by a scanner",
        "app/services/authentication/sign_in.py",
        "    mine = plain_digest(browser) if browser else None",
        "    from sqlmodel import select\n"
        "    newest = select(SignInRow.browser_digest).order_by(SignInRow.id.desc())\n"
        "    mine = writer.session.exec(newest).first()",
        f"{_SIGN_IN}::test_a_scanner_that_opens_every_link_signs_nobody_in",
    ),
    Guard(
        "A session goes on after signing out",
        "app/web/pages/authentication/sign_in.py",
        "            sessions.end_session(writer, token)",
        "            pass",
        f"{_SIGN_IN}::test_out_again_here_and_everywhere",
    ),
    Guard(
        "A token goes on after it was ended",
        "app/services/authentication/tokens.py",
        "            row.revoked_at = writer.now\n",
        "",
        f"{_SERVICE}::test_a_token_ends_by_itself_or_by_its_person",
    ),
    Guard(
        "Somebody's mailbox is flooded with codes",
        "app/web/pages/authentication/sign_in.py",
        '    spend(ctx.request, Counted.CODES_ADDRESS, f"address {address}")\n',
        "",
        "tests/web/test_limits.py::test_codes_for_one_address_known_or_not",
    ),
    Guard(
        "Codes and passkeys are tried without end",
        "app/web/pages/authentication/sign_in.py",
        '    """Sign in."""\n    spend(ctx.request, Counted.TRIES)\n',
        '    """Sign in."""\n',
        "tests/web/test_limits.py::test_trying_codes",
    ),
    Guard(
        "A provider's answer to a question of another browser (`state`)",
        "app/web/pages/authentication/provider.py",
        "    if not hmac.compare_digest(state, asked.state.encode()):",
        "    if not state and False:",
        f"{_PROVIDER}::test_an_answer_to_something_else_is_not_believed",
    ),
    Guard(
        "A provider's token for another sign-in (`nonce`)",
        "app/provider.py",
        '                "nonce": asked.nonce,\n',
        "",
        f"{_PROVIDER}::test_a_token_that_says_something_else_is_not_believed",
    ),
    Guard(
        "A provider's token for another place (`aud`)",
        "app/provider.py",
        '                "aud": {"essential": True, "value": self._client_id},\n',
        '                "aud": {"essential": True},\n',
        f"{_PROVIDER}::test_a_token_that_says_something_else_is_not_believed",
    ),
    Guard(
        "A token of another provider (`iss`)",
        "app/provider.py",
        '                "iss": {"essential": True, "value": self.issuer},\n',
        '                "iss": {"essential": True},\n',
        f"{_PROVIDER}::test_a_token_that_says_something_else_is_not_believed",
    ),
    Guard(
        "Markdown: HTML is taken for words",
        "app/rendering/markdown/grammar.py",
        '    made.disable(["image", "html_block", "html_inline"])\n',
        '    made.options["html"] = True\n',
        f"{_LAYERS}::test_the_reader_alone_lets_nothing_through",
    ),
    Guard(
        "Markdown: what was read is not sanitised",
        "app/rendering/markdown/html.py",
        "        nh3.clean(\n            html,",
        "        (lambda html, **_: html)(\n            html,",
        f"{_LAYERS}::test_the_sanitiser_alone_lets_nothing_through",
    ),
    Guard(
        "Markdown: a link runs something",
        "app/rendering/markdown/html.py",
        '            url_schemes={"http", "https", "mailto"},\n',
        '            url_schemes={"http", "https", "mailto", "javascript", "data", "vbscript"},\n',
        f"{_LAYERS}::test_the_sanitiser_alone_lets_nothing_through",
    ),
    Guard(
        "Words stand on a page as they were typed",
        "app/web/templating.py",
        "        autoescape=True,",
        "        autoescape=False,",
        f"{_LAYERS}::test_words_stand_on_pages_escaped",
    ),
    Guard(
        "What came through after all is run by the browser",
        "app/web/middleware.py",
        "\"default-src 'none'; script-src 'self';",
        "\"default-src 'none'; script-src 'self' 'unsafe-inline';",
        f"{_HARD}::test_every_answer_has_every_header",
    ),
    Guard(
        "A name that somebody else controls leads here",
        "app/web/middleware.py",
        "or self._is_ours(scope):",
        "or True:",
        f"{_HARD}::test_only_requests_for_this_host_are_answered",
    ),
    Guard(
        "What is kept in memory for one session is given to another",
        "app/web/answer_cache/requests.py",
        "_ours(cookies) if is_public else blake2b(cookies, digest_size=16).digest(),",
        "None,",
        f"{_WHOM}::test_nobody_gets_what_was_made_for_another",
    ),
    Guard(
        "What a token may read is kept in memory for all",
        "app/web/answer_cache/requests.py",
        'frozenset({b"authorization", b"hx-request"',
        'frozenset({b"hx-request"',
        f"{_NEVER}::test_what_a_token_may_read_is_kept_for_nobody",
    ),
    Guard(
        "What was just done is kept in memory, and said to others",
        "app/web/pages/context.py",
        "            # What was just done is said once.\n            never_cached()",
        "            pass",
        f"{_NEVER}::test_what_is_never_kept",
    ),
    Guard(
        "What is kept in memory is given under a name that leads here from elsewhere",
        "app/web/answer_cache/requests.py",
        'found.get(b"host"),',
        "None,",
        f"{_WHOM}::test_another_hosts_name_is_refused_also_for_what_is_kept",
    ),
    Guard(
        "What is kept in memory is older than the last commit",
        "app/web/answer_cache/entries.py",
        "asked.number == version.number and ",
        "",
        f"{_LONG}::test_a_commit_makes_all_that_is_kept_old",
    ),
    Guard(
        "What was read before a commit is kept in memory as if it were new",
        "app/web/answer_cache/middleware.py",
        "if after is None or not answer.holds(after):",
        "if after is None:\n            return None\n        from dataclasses import replace\n"
        "        answer = replace(answer, version=after)\n        if not answer:",
        f"{_LONG}::test_what_changes_while_an_answer_is_made_is_in_the_next_one",
    ),
    Guard(
        "What is kept in memory lets a deadline pass",
        "app/web/installation.py",
        "    holds_until(due)\n",
        "",
        f"{_LONG}::test_whoever_looks_first_after_a_deadline_finds_it_done",
    ),
    Guard(
        "What is kept in memory outlives a session",
        "app/web/pages/authentication/visitor.py",
        "    holds_until(found.ends_at)\n",
        "",
        f"{_LONG}::test_a_session_is_over_to_the_second",
    ),
    Guard(
        "The length of a packed page tells of what is secret in it",
        "app/web/answer_cache/middleware.py",
        "packs=self.wanted.is_public,",
        "packs=True,",
        f"{_KEPT}::test_what_members_get_is_not_packed",
    ),
    Guard(
        "A secret that stands in examples, or is short",
        "app/settings.py",
        "            _refuse_guessable(self.secret, is_demo=self.demo)\n",
        "",
        f"{_HARD}::test_a_secret_that_could_be_guessed_is_refused",
    ),
    Guard(
        "A body without end",
        "app/web/middleware.py",
        "            if received > self.limit or",
        "            if False and",
        f"{_LAYERS}::test_a_body_that_does_not_say_its_length_is_counted",
    ),
    Guard(
        "A text that is too long",
        "app/services/texts/wording.py",
        "    if size > TEXT_LIMIT:",
        "    if size < 0:",
        "tests/web/api/test_refusals.py::test_a_text_over_the_limit_is_refused",
    ),
    Guard(
        "A text that is nested without end, or full of links and cells",
        "app/rendering/markdown/extent.py",
        "    return _at_a_glance(text, most) or",
        "    return None and _at_a_glance(text, most) or None and",
        "tests/rendering/test_extent.py::test_what_is_too_much_is_said",
    ),
    Guard(
        "A stolen session makes a steward",
        "app/web/pages/authentication/step_up.py",
        "    if ctx.visitor is not None and not fresh_enough(ctx.visitor):",
        "    if ctx.visitor is None:",
        "tests/web/pages/test_step_up.py::test_a_steward_is_proposed_after_confirming",
    ),
    Guard(
        "A stolen session sets an objection aside, by the form for ending one's own",
        "app/web/pages/deciding/rounds.py",
        '    if form.get("resolution") == ObjectionStatus.SET_ASIDE:\n        demand_fresh(ctx)\n',
        "",
        "tests/web/pages/test_step_up.py::test_what_reaches_far_asks_who_it_is",
    ),
    Guard(
        "An answer of a passkey, or of a provider, is used again",
        "app/services/authentication/ceremonies.py",
        "    writer.session.delete(row)\n",
        "",
        "tests/services/test_ceremonies.py::test_it_ends_once",
    ),
    Guard(
        "An answer of a passkey for one thing is used for another",
        "app/services/authentication/ceremonies.py",
        "    if row.kind not in kinds or row.expires_at <= writer.now:",
        "    if row.expires_at <= writer.now:",
        "tests/services/test_ceremonies.py::test_it_cannot_be_ended_as_another_and_is_over_then",
    ),
    Guard(
        "A token does more than its scope",
        "app/web/api/caller.py",
        "    if token.scope is Scope.READ and request.method not in SAFE_METHODS:",
        "    if request.method == 'zqx':",
        "tests/web/api/test_scopes.py::test_a_token_does_what_its_scope_says_and_no_more",
    ),
    Guard(
        "Somebody ends the sessions of others",
        "app/services/authentication/sessions.py",
        "    return bool(_end(writer, [r for r in _of(writer, person_id) if r.id == session_id]))",
        "    row = writer.session.get(WebSessionRow, session_id)\n"
        "    return bool(row and _end(writer, [row]))",
        f"{_SERVICE}::test_nobody_ends_the_session_of_another",
    ),
    Guard(
        "A cookie is sent to another host, or where others can read it",
        "app/web/pages/authentication/visitor.py",
        'return f"__Host-charter_{name}" if settings.is_https else f"charter_{name}"',
        'return f"charter_{name}"',
        f"{_SIGN_IN}::test_over_https_cookies_are_kept_to_this_host",
    ),
    Guard(
        "A browser goes back to plain HTTP",
        "app/web/middleware.py",
        "    return {**_HEADERS, **(_FOR_HTTPS if https else {})}",
        "    return {**_HEADERS, **({} if https else {})}",
        f"{_HARD}::test_over_https_browsers_are_kept_there",
    ),
    Guard(
        "What the browser kept is there after signing out",
        "app/web/pages/authentication/visitor.py",
        """    response.headers["Clear-Site-Data"] = '"cache", "storage"'\n""",
        "",
        f"{_SIGN_IN}::test_signing_out_clears_what_the_browser_kept",
    ),
    Guard(
        "A session goes on after its 30 days",
        "app/storage/belonging/authentication.py",
        "col(WebSessionRow.expires_at) > reader.now",
        "col(WebSessionRow.id) > 0",
        f"{_SERVICE}::test_a_session_lasts_until_it_ends",
    ),
    Guard(
        "A code works after its ten minutes",
        "app/storage/belonging/authentication.py",
        "        SignInRow.expires_at > writer.now,\n",
        "",
        f"{_SERVICE}::test_a_code_lasts_ten_minutes",
    ),
    Guard(
        "A provider's token that nobody signed, or that was changed since",
        "app/provider.py",
        '        decoded = jwt.decode(token["id_token"], keys, algorithms=ALGORITHMS)\n',
        "        from joserfc import jws\n"
        "        import json, types\n"
        '        said = jws.extract_compact(token["id_token"].encode())\n'
        "        decoded = types.SimpleNamespace(\n"
        "            claims=json.loads(said.payload), header=said.headers()\n"
        "        )\n",
        f"{_PROVIDER}::test_a_token_that_is_not_signed_as_it_has_to_be_is_not_believed",
    ),
    Guard(
        "A provider's token that is over, or not valid yet",
        "app/provider.py",
        "        claims.validate(leeway=LEEWAY)\n",
        "        claims.validate(leeway=10**12)\n",
        f"{_PROVIDER}::test_a_token_that_says_something_else_is_not_believed",
    ),
    Guard(
        "A form carries a file",
        "app/web/pages/forms.py",
        "max_files=0, ",
        "",
        f"{_SIGN_IN}::test_a_form_with_a_file_is_refused",
    ),
)
