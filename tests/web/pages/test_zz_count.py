import traceback
from collections import Counter
from datetime import timedelta
from sqlalchemy import event
from app.services.comment import CommentKind
from tests.support.texts import KINDNESS, LEARNING

def world(c, rounds=6, comments=200):
    number = c.propose("cleo", c.with_words(KINDNESS))
    c.submit("cleo", number)
    block = c.block(KINDNESS[0])
    for n in range(comments):
        c.comment(["dov","edda","ada"][n%3], number, f"Remark {n}", kind=CommentKind.QUESTION if n%2 else CommentKind.REACTION, **({"block": block.id, "quote": KINDNESS[1]} if n%4==0 else {}))
    for n in range(rounds):
        c.clock.advance(timedelta(days=6))
        if n:
            c.revise("cleo", number, c.with_words((KINDNESS[0], f"Be kind {n}")))
            c.clock.advance(timedelta(days=6))
        c.open("ada", number)
        if n < rounds-1:
            c.object_to("edda", number)
            c.answer_all(number, ["ada","bela","cleo","dov"])
            c.close("ada", number) if False else c.pass_deadline(number)
            c.tick()
        if n % 3 == 2 and n < rounds-1:
            c.submit("cleo", number)
    return number

def test_count(site):
    c = site.community
    number = world(c)
    site.sign_in("dov")
    n = Counter(); total = 0; sites = Counter()
    def before(conn, cursor, statement, *a):
        nonlocal total
        total += 1
        st = [f for f in traceback.extract_stack() if "/app/" in f.filename]
        sites[" < ".join(f"{f.filename.split('/app/')[1]}:{f.name}" for f in st[::-1][:4])] += 1
    event.listen(site.place.database.engine, "before_cursor_execute", before)
    for address in (f"/amendments/{number}", f"/amendments/{number}/rounds/6", "", "/amendments","/me"):
        total = 0; sites.clear()
        site.get((site.base if address != "/me" else "") + address)
        print(address, total)
        for k, v in sites.most_common(90): print("   ", v, k)
