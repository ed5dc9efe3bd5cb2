def test_whole(community):
    c = community
    k = c.decide("cleo", c.with_words(("Treat others with kindness", "Treat each other with kindness")))
    c.answer("dov", k); c.answer("edda", k, "concern", "Hm."); c.answer("cleo", k); c.answer("ada", k, "stand_aside")
    closed = c.close("ada", k)
    assert closed.outcome == "passed" and closed.revision == 2
    assert c.head.number == 2
    assert "Treat each other" in c.head.document.text
