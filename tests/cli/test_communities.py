"""Founding, importing, members, rules, signing in: from the command line."""

from __future__ import annotations

import json

import pytest


def _is_one_line(done, *words):
    assert done.status == 1
    assert done.err.count("\n") == 1
    assert "Traceback" not in done.err
    for word in words:
        assert word in done.err


def test_a_founded_charter_can_be_exported_again(founded):
    done = founded("export", "ours", "--format", "md")
    assert done.out == "# Ours\n\nBe kind.\n\n- One\n- Two\n"


DATED = "# Ours\n\nBe kind.\n\nLast revision: 8th August 2023\n"


@pytest.mark.parametrize(
    ("option", "kept", "told"),
    [
        ((), "Last revision: 8th August 2023", "With --fill-date"),
        (("--keep-date",), "Last revision: 8th August 2023", "With --fill-date"),
        (("--fill-date",), "Last revision: {date}", ""),
    ],
)
def test_a_date_in_the_text_can_become_that_of_each_revision(charter, tmp_path, option, kept, told):
    file = tmp_path / "text.md"
    file.write_text(DATED, encoding="utf-8")
    done = charter(
        "found", file, "--slug", "ours", "--title", "Ours", "--dated", "2023-08-08",
        "--steward", "ada@example.org", *option,
    )  # fmt: skip
    assert (done.status, told in done.err) == (0, True)
    assert kept in charter("export", "ours", "--format", "md").out
    page = charter("export", "ours", "--format", "html").out
    assert ("Last revision: 8 August 2023" in page) == ("{date}" in kept)


def test_a_slug_is_taken_once(founded, tmp_path):
    again = founded(
        "found", tmp_path / "text.md", "--slug", "ours", "--title", "x", "--dated", "2023-08-08",
        "--steward", "ada@example.org",
    )  # fmt: skip
    _is_one_line(again, "already a charter “ours”")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\xff", "a picture"),
        (b"a\x00b", "control character"),
        (b"x" * 1_000_001, "bytes"),
        (None, "cannot be read"),
    ],
)
def test_a_file_that_cannot_be_a_charter_is_refused_in_words(charter, tmp_path, content, words):
    file = tmp_path / "bad.md"
    if content is not None:
        file.write_bytes(content)
    done = charter(
        "found", file, "--slug", "ours", "--title", "x", "--dated", "2023-08-08",
        "--steward", "ada@example.org",
    )  # fmt: skip
    _is_one_line(done, words)


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [
        ("--slug", "Not A Slug", "slug"),
        ("--slug", "api", "slug"),
        ("--dated", "yesterday", "no day"),
        ("--timezone", "Mars/Olympus", "time zone"),
        ("--visibility", "secret", "members"),
        ("--steward", "nobody", "e-mail"),
        ("--title", " ", "title"),
    ],
)
def test_a_value_that_cannot_be_used_is_refused_in_words(charter, tmp_path, option, value, words):
    file = tmp_path / "text.md"
    file.write_text("Be kind.\n", encoding="utf-8")
    options = {
        "--slug": "ours",
        "--title": "Ours",
        "--dated": "2023-08-08",
        "--steward": "ada@example.org",
        option: value,
    }
    done = charter("found", file, *(word for pair in options.items() for word in pair))
    _is_one_line(done, words)


def test_a_history_is_imported_and_what_reads_the_same_is_passed_over(founded, tmp_path):
    file = tmp_path / "history.jsonl"
    texts = [
        "# Ours\n\nBe kind.\n\n- One\n- Two",
        "# Ours\r\n\r\nBe very kind.\r\n\r\n- One\r\n- Two",
    ]
    lines = [{"date": "2024-01-01", "text": texts[0]}, {"date": "2024-02-01", "text": texts[1]}]
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    done = founded("import", "ours", file)
    assert done.out == "1 revision added to “ours”, 1 read the same as before.\n"
    shown = founded("diff", "ours", 1, 2)
    assert shown.status == 1
    assert "very" in shown.out


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("nonsense", "Line 1"),
        ('{"date": "2024-01-01"}', "Line 1"),
        ('{"date": "2024-13-01", "text": "x"}', "Line 1"),
        ('{"date": "2020-01-01", "text": "x"}', "oldest first"),
        ('{"date": "2024-01-01", "text": ""}', "Line 1"),
    ],
)
def test_a_history_that_cannot_be_read_names_its_line(founded, tmp_path, line, words):
    file = tmp_path / "history.jsonl"
    file.write_text(line, encoding="utf-8")
    _is_one_line(founded("import", "ours", file), words)


def test_members_are_added_and_made_stewards(founded):
    assert founded("member", "ours", "Bo@Example.org", "--name", "Bo").status == 0
    assert founded("member", "ours", "bo@example.org", "--role", "steward").status == 0
    only = founded("member", "ours", "ada@example.org", "--role", "member")
    assert only.status == 0
    last = founded("member", "ours", "bo@example.org", "--role", "member")
    _is_one_line(last, "only steward")


def test_rules_are_shown_and_changed(founded):
    done = founded("rules", "ours", "--discussion", "PT0S", "--round", "PT2S", "--quorum", "1/2")
    assert "round             PT2S" in done.out
    assert "quorum            1/2" in founded("rules", "ours").out
    _is_one_line(founded("rules", "ours", "--quorum", "2"), "quorum")
    _is_one_line(founded("rules", "ours", "--round", "soon"), "duration")
    _is_one_line(founded("rules", "theirs"), "no charter “theirs”", "ours")


def test_who_can_read_it_is_shown_and_changed(founded):
    assert founded("visibility", "ours").out == "public   now\n"
    done = founded("visibility", "ours", "--to", "open", "--reason", "We trust.")
    assert "public   now\nopen     from 20" in done.out
    assert founded("visibility", "ours", "--to", "members").out == "members  now\n"
    _is_one_line(founded("visibility", "ours", "--to", "members"), "It is so already")


def test_a_sign_in_is_a_link_with_its_code_behind_the_hash(founded):
    link, code = founded("sign-in", "ada@example.org").out.split()
    assert link.endswith(f"/sign-in#ada%40example.org:{code}")
    _is_one_line(founded("sign-in", "nobody@example.org"), "Nobody")


def test_a_token_is_printed_once(founded):
    assert founded("token", "ada@example.org").out.startswith("lc_")
    _is_one_line(founded("token", "nobody@example.org"), "Nobody")


def test_nothing_is_due_at_first(founded):
    assert founded("tick").out == "0 closed, 0 sent.\n"


def _repository(folder):
    """A repository in which a file changes twice, and another file once."""
    from dulwich import porcelain

    folder.mkdir()
    repository = porcelain.init(folder)
    for day, name, text in (
        (1, "CHARTER.md", "# Ours\n\nBe kind.\n\n- One\n- Two\n"),
        (2, "CHARTER.md", "# Ours\n\nBe very kind.\n\n- One\n- Two\n"),
        (3, "other.txt", "else"),
        (4, "CHARTER.md", "# Ours\n\nBe very kind.\n\n- One\n- Two\n- Three\n"),
    ):
        (folder / name).write_text(text, encoding="utf-8")
        porcelain.add(repository, [folder / name])
        moment = 1_700_000_000 + day * 86_400
        porcelain.commit(
            repository, message=f"Step {day}\n\nMore.", author=b"A <a@example.org>",
            committer=b"A <a@example.org>", author_timestamp=moment, commit_timestamp=moment,
            author_timezone=0, commit_timezone=0,
        )  # fmt: skip
    repository.close()


def test_a_history_is_imported_from_a_git_repository(founded, tmp_path):
    _repository(tmp_path / "repository")
    done = founded("import", "ours", tmp_path / "repository", "--path", "CHARTER.md")
    assert done.out == "2 revisions added to “ours”, 1 read the same as before.\n", done.err
    data = json.loads(founded("export", "ours", "--format", "json").out)
    assert (data["number"], data["dated"], data["revision_title"]) == (3, "2023-11-18", "Step 4")
    _is_one_line(founded("import", "ours", tmp_path / "repository"), "--path")
    nowhere = founded("import", "ours", tmp_path / "repository", "--path", "NONE.md")
    _is_one_line(nowhere, "no file NONE.md")
    _is_one_line(founded("import", "ours", tmp_path, "--path", "x"), "no git repository")


def test_a_token_has_a_scope_and_an_end(founded):
    done = founded("token", "ada@example.org", "--scope", "take-part", "--expires", "P90D")
    assert (done.status, done.out[:3]) == (0, "lc_")
    for wrong in (("--scope", "all"), ("--expires", "soon"), ("--expires", "PT0S")):
        done = founded("token", "ada@example.org", *wrong)
        assert (done.status, done.out, done.err.count("\n")) == (1, "", 1)


def _founding(file, *more):
    return (
        "found", file, "--slug", "ours", "--title", "Ours", "--dated", "2023-08-08",
        "--steward", "ada@example.org", *more,
    )  # fmt: skip


def test_what_becomes_of_lines_is_said_and_can_be_looked_at_before(charter, tmp_path):
    file = tmp_path / "text.md"
    file.write_text("Rules\n(1) Be kind.\n(2) Listen.\n\u2022 Sing\n", encoding="utf-8")
    said = "2 lines that begin with a number of their own became passages.\n"
    shown = charter(*_founding(file, "--preview"))
    assert shown.status == 0
    assert shown.out == "It would be read as 4 passages. Nothing was founded.\n"
    assert said in shown.err
    kept = charter(*_founding(file, "--preview", "--keep-lines"))
    assert kept.out == "It would be read as 1 passages. Nothing was founded.\n"
    assert "became" not in kept.err
    done = charter(*_founding(file))
    assert said in done.err
    assert "1 line that begins with a bullet became a point of a list." in done.err
    assert "With --keep-lines, the lines stay as they are." in done.err
    exported = charter("export", "ours", "--format", "md")
    assert exported.out == "Rules\n\n(1) Be kind.\n\n(2) Listen.\n\n- Sing\n"


def test_how_others_would_read_a_text_is_told_and_a_preview_founds_nothing(charter, tmp_path):
    file = tmp_path / "text.md"
    file.write_text("Title\n~~~~~\n\nSee [it](#nowhere).\n", encoding="utf-8")
    seen = charter(*_founding(file, "--preview"))
    assert seen.status == 0
    assert "“Title” is a heading here" in seen.err
    assert "“#nowhere”" in seen.err
    assert "It would be read as 2 passages. Nothing was founded." in seen.out
    founded = charter(*_founding(file))
    assert founded.status == 0
    assert "revision 1" in founded.out
    assert "“Title” is a heading here" in founded.err


def test_what_becomes_of_lines_of_a_history_is_said(founded, tmp_path):
    file = tmp_path / "history.jsonl"
    text = "# Ours\n\nBe kind.\n\n- One\n- Two\n\nRules\n(1) Be kind.\n(2) Listen.\n"
    file.write_text(json.dumps({"date": "2024-01-01", "text": text}), encoding="utf-8")
    done = founded("import", "ours", file)
    assert "1 revision added" in done.out
    assert "In the newest text:\n2 lines that begin with a number" in done.err
