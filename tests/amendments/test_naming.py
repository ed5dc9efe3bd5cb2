"""Names that nobody can borrow: whole tables of them, and a law."""

# ruff: noqa: RUF001 - letters that can be taken for others are what this is about

import hashlib
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from amendments.belonging.naming import LONGEST, demand_unlike, read_name
from amendments.belonging.people import Role
from amendments.belonging.role_words import reads_as_role
from amendments.belonging.shown_names import ShownName, tell_apart
from amendments.belonging.skeleton import TABLE, are_alike, skeleton
from amendments.refusals import BadInput
from app.language import languages, words_of
from charter.language import gettext, speaking

REAL_NAMES = [
    "S", "Ö", "M.", "Ng", "X Æ A-12", "Malcolm X", "Zoë", "Ó Súilleabháin", "D’Angelo, Jr.",
    "O'Brien", "Anne-Marie", "Müller-Lüdenscheid", "Þórður", "María José", "José (Pepe) M.",
    "Nguyễn Thị Hồng", "İpek", "Işıl", "Ḥasan", "ʻOkina", "ǃXóõ", "Gal·la", "Łukasz", "Çelik",
    "Stewart", "Server Mustafayev", "Юлия", "Ѓорѓи", "Олександр К.", "Αλέξης", "Μαρία Κ.",
    "Տիգրան", "გიორგი", "אביגיל", "ג׳ורג׳", "محمد", "عبد الله", "علی\u200cرضا", "አበበ",
    "श्रीमती", "ශ්\u200dරී", "শ্রীময়ী", "மோகன்", "മോഹൻ", "రాజేష్", "ราตรี", "ณัฐวุฒิ", "ສົມພອນ",
    "བསྟན་འཛིན", "မောင်", "សុខ", "ᠮᠣᠩᠭᠣᠯ", "李小龍", "𠮷田", "佐藤Anna", "ジョン・スミス", "さくら",
    "김민준", "ᏣᎳᎩ", "Anna 🌻",
]  # fmt: skip


@pytest.mark.parametrize("name", REAL_NAMES)
def test_people_of_many_scripts_keep_their_names_as_they_write_them(name):
    assert read_name(name) == unicodedata.normalize("NFC", name)
    assert tell_apart([read_name(name)]) == [name]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Anna \t K. ", "Anna K."),
        ("Anna\u00a0K.", "Anna K."),
        ("Ａｎｎａ", "Anna"),
        ("ｼﾞｮﾝ", "ジョン"),
        ("𝓐𝓷𝓷𝓪", "Anna"),
        ("Zoe\u0308", "Zoë"),
        ("", ""),
        (" \u3000 ", ""),
    ],
)
def test_a_name_is_kept_in_its_one_form(typed, kept):
    assert read_name(typed) == kept


@pytest.mark.parametrize(
    "name",
    [
        *(
            f"S{sign}"
            for sign in "\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f\u180e"  # shown as nothing
            "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"  # directions
            "\ufe00\ufe0f\U000e0100\U000e0041\U000e007f"  # variation selectors, tags
            "\u3164\uffa0\u115f\u1160\u2800\U0001d159\U00016fe4"  # fillers
            "\x00\x07\ue000\ud800\ufffc\ufffd\u0378"  # controls, and what is nothing
        ),
        "\u3164",
        "\u2800",
        "\u200b",
        "\u0301",
        "Anna \u0301",
        "S\u0301\u0301",
        "S\u0301\u0302\u0303\u0304\u0305",
        "🌻",
        "...",
        "Anna (2)",
        "Anna [2]",
        "Anna ⑵",
        "x" * (LONGEST + 1),
        "ﷺ" * 99,
    ],
)
def test_what_cannot_be_seen_or_is_no_name_is_refused(name):
    # Also in the middle: what stands at the edges could just be trimmed.
    for typed in (name, f"{name}S") if name.startswith("S") else (name,):
        with pytest.raises(BadInput) as refused:
            read_name(typed)
        assert refused.value.field == "name"


@pytest.mark.parametrize("name", ["Pаul", "Αnna", "Αннa", "Саrl", "Օttо", "John Smіth", "ꓢam"])
def test_one_word_is_written_in_one_script(name):
    with pytest.raises(BadInput):
        read_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "Steward", "STEWARD", "stewards", "Ｓｔｅｗａｒｄ", "Stéward", "S t e w a r d", "Ste-ward",
        "(Steward)", "Anna Steward", "Anna (Steward)", "Anna, steward", "Anna · Steward",
        "Steward 1", "steward2", "Admin", "ADMlN", "Αdmin", "Аdmin", "Administrator", "Begleitung",
        "Anna – Begleitung", "Begleitende", "Operator", "the server", "The  Server.", "Der Server",
        "a member", "Ein früheres Mitglied", "wer diesen Ort betreibt,", "Living Charter", "Sуstem",
    ],
)  # fmt: skip
def test_no_name_reads_as_a_role(name):
    with pytest.raises(BadInput):
        read_name(name)


@pytest.mark.parametrize("code", sorted(languages()))
@pytest.mark.parametrize(
    "said",
    [
        "steward", "Stewards", "member", "a member", "A member", "a former member", "The server",
        "The operator of this place", "the operator of this place",
    ],
)  # fmt: skip
def test_what_the_program_calls_people_in_any_language_is_nobodys_name(code, said):
    with speaking(words_of(code)):
        assert reads_as_role(gettext(said))


ALIKE = [
    ("S", "Ѕ"), ("S", "s"), ("S", "Ｓ"), ("S", "S."), ("S", "'S'"), ("S", "S\u200b"),
    ("S", "S\u202e"),
    ("S", "\U0001d412"), ("S", "ꓢ"), ("Anna", "ANNA"), ("Anna", "Аnna"), ("Anna", "Anna\u00a0"),
    ("Anna B", "Anna  B"), ("HANNA", "Ηanna"), ("Ivan", "lvan"), ("Ivan", "1van"),
    ("Olaf", "0laf"),
    ("Marn", "Mam"), ("O'Brien", "O’Brien"), ("Anne-Marie", "Anne\u2010Marie"),
    ("Zoë", "Zoe\u0308"), ("علی\u200cرضا", "علیرضا"), ("MIA", "MlA"), ("ß", "SS"),
    ("Anna 🌻", "Anna"),
]  # fmt: skip
UNLIKE = [
    ("Elia", "Ella"), ("Anna", "Anna K."), ("Anna", "Hanna"), ("Zoe", "Zoë"), ("Jan", "Jana"),
    ("Юлия", "Юлій"), ("李小龍", "李小龙"), ("Anna B", "AnnaB"), ("S", "5"), ("김민준", "김민진"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_names_that_can_be_taken_for_one_another(one, other):
    assert are_alike(one, other)
    assert are_alike(other, one)
    with pytest.raises(BadInput) as refused:
        demand_unlike(other, ["Someone else", one])
    assert refused.value.field == "name"


@pytest.mark.parametrize(("one", "other"), UNLIKE)
def test_names_that_are_told_apart_at_sight(one, other):
    assert not are_alike(one, other)
    demand_unlike(other, ["Someone else", one])


#: Letters that are looked alike by many others, so that drawing from them makes clashes likely.
LOOKING = st.text(st.sampled_from("SsЅѕIl1|Ο0oОаaеemrn’'- .Ѐ́̈ßＳＡ𝐒Α李"), min_size=1, max_size=4)


@given(LOOKING | st.text(max_size=4), LOOKING | st.text(max_size=4))
@example("Ivan", "lvan")
def test_a_name_accepted_beside_another_never_has_its_skeleton(one, other):
    try:
        first, second = read_name(one), read_name(other)
        demand_unlike(second, [first])
    except BadInput:
        return
    if first and second:
        assert skeleton(first) != skeleton(second)
        assert skeleton(first).casefold() != skeleton(second).casefold()


@given(st.text(max_size=20))
def test_a_name_in_its_one_form_stays_as_it_is(text):
    try:
        name = read_name(text)
    except BadInput:
        return
    assert read_name(name) == name


@given(st.lists(LOOKING | st.text(max_size=3), max_size=6))
def test_names_are_shown_so_that_no_two_look_alike(names):
    shown = tell_apart(names)
    assert len(shown) == len(names)
    assert not any(are_alike(a, b) for n, a in enumerate(shown) for b in shown[:n])


def test_names_from_before_these_rules_are_shown_readable_and_the_later_one_numbered():
    assert tell_apart(["S", "Ѕ", "S\u200b", "Steward", "\u3164", "S (2)", "Anna"]) == [
        "S",
        "Ѕ (2)",
        "S (3)",
        "someone called “Steward”",
        "someone whose name cannot be read",
        "S (4)",
        "Anna",
    ]


def test_a_shown_name_is_its_text_and_carries_the_role_beside_it():
    name = ShownName("Anna", Role.STEWARD)
    assert (name, f"{name}!", name.role) == ("Anna", "Anna!", Role.STEWARD)
    assert ShownName("Anna").role is None


# --- the table of Unicode

DIGEST = "eeaa7e89f963b7027f45ceafd5a571266d0b3605a71172d6e041d9d50d94242a"


def test_the_table_of_confusables_is_the_one_that_came_from_unicode():
    assert hashlib.sha256(TABLE.read_bytes()).hexdigest() == DIGEST
    text = TABLE.read_text("utf-8")
    assert "# Unicode version: 16.0.0\n" in text
    assert "SPDX-License-Identifier: Unicode-3.0" in text
    licence = TABLE.with_name("confusables-licence.txt").read_text("utf-8")
    assert licence.startswith("UNICODE LICENSE V3")
    rows = [row for row in text.splitlines() if not row.startswith("#")]
    assert len(rows) == 5290
    assert len({row.partition(";")[0] for row in rows}) == len(rows)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("ρ⍺у𝓅𝒂ן", "paypal"),
     ("𝔭𝒶ỿ𝕡𝕒ℓ", "paypal"), ("Ѕ", "S"), ("m", "rn"), ("ﬁ", "fi"), ("Å", "A\u030a"),
     ("a\u200b\u00adb", "ab"), ("", "")],
)  # fmt: skip
def test_skeletons_are_those_of_the_standard(text, expected):
    assert skeleton(text) == skeleton(expected)
    if expected != "paypal":
        assert skeleton(text) == unicodedata.normalize("NFD", expected)
