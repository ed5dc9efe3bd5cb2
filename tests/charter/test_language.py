"""Speaking a language, and no other than the one that was asked for."""

from gettext import NullTranslations

from charter.language import gettext, ngettext, speaking


class Loud(NullTranslations):
    def gettext(self, message):
        return message.upper()

    def ngettext(self, msgid1, msgid2, n):
        return (msgid1 if n == 1 else msgid2).upper()


def test_where_nobody_says_which_it_is_the_english_of_the_code():
    assert gettext("Decision") == "Decision"
    assert ngettext("{n} day", "{n} days", 1) == "{n} day"
    assert ngettext("{n} day", "{n} days", 2) == "{n} days"


def test_a_language_is_spoken_until_the_block_ends():
    with speaking(Loud()):
        assert gettext("Decision") == "DECISION"
        assert ngettext("day", "days", 3) == "DAYS"
        with speaking(NullTranslations()):
            assert gettext("Decision") == "Decision"
        assert gettext("Decision") == "DECISION"
    assert gettext("Decision") == "Decision"
