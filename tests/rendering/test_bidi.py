"""What people wrote is set apart in the sentences around it."""

from app.rendering.direction import reads_from_the_right
from app.rendering.markdown.html import charter_to_html
from app.web.rendering.bidi import apart, bdi
from charter import found


def test_names_and_quotes_are_set_apart_and_the_rest_is_not():
    assert bdi("<נועה>") == "<bdi>&lt;נועה&gt;</bdi>"
    assert apart("נועה בן לוי said <b>.") == "<bdi>נועה בן לוי</bdi> said &lt;b&gt;."
    english = apart("“30” became “חודש אחד”; “a” became “b”.")
    assert english.count("<bdi>") == 4
    assert "“<bdi>חודש אחד</bdi>”" in english
    assert apart("Aus „30“ wird „45“.") == "Aus „<bdi>30</bdi>“ wird „<bdi>45</bdi>“."
    assert apart("Nothing changes.") == "Nothing changes."


def test_the_first_letter_with_a_direction_decides():
    assert reads_from_the_right("**30** ימים, or days")
    assert reads_from_the_right("1. نسأل")
    assert not reads_from_the_right("30 days, or ימים")
    assert not reads_from_the_right("30")


def test_a_list_reads_as_its_items_do():
    document, _ = found("- אחת\n- שתיים\n\nOne.\n\n1. one\n2. two\n")
    html = charter_to_html(document)
    assert '<ul dir="rtl">' in html
    assert "<ol>" in html
