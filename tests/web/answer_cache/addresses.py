"""Addresses whose answers are kept, and some whose answers are not."""

SLUG = "care-charter"
API = f"/api/v1/charters/{SLUG}"
RULES = f"/{SLUG}/rules"
PROPOSAL = f"/{SLUG}/amendments/1"
PAGES = [
    f"/{SLUG}", f"/{SLUG}/revisions", f"/{SLUG}/revisions/1", f"/{SLUG}/on/2024-01-31",
    f"/{SLUG}/compare/1...1", f"/{SLUG}/compare/1...1?view=side", f"/{SLUG}/amendments",
    PROPOSAL, f"{PROPOSAL}/versions/1...1", f"{PROPOSAL}/rounds/1", RULES, f"/{SLUG}/record",
    f"/{SLUG}/record?before=3",
]  # fmt: skip
CALLS = [
    "/api/v1/charters", API, f"{API}/revisions", f"{API}/revisions?limit=1", f"{API}/revisions/1",
    f"{API}/revisions/latest", f"{API}/on/2024-01-31", f"{API}/compare/1...1",
    f"{API}/amendments", f"{API}/amendments/1", f"{API}/amendments/1/rounds",
    f"{API}/amendments/1/rounds/1",
]  # fmt: skip
#: What is not marked, what says something once, and errors.
NEVER = [
    "/", "/sign-in", "/me", f"/{SLUG}/members", f"/{SLUG}/glossary", f"{API}/record",
    f"/{SLUG}?said=signed-out", f"/{SLUG}?s%61id=left", f"{RULES}?view=x&said=signed-out",
    f"/{SLUG}/nowhere", f"/{SLUG}/revisions/77", f"{API}/revisions/77", f"/{SLUG}/compare/1...9",
    f"{API}/amendments?limit=0",
]  # fmt: skip
