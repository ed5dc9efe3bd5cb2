"""The procedure: how a proposal becomes a decision.

Everything here is a pure function over frozen values: no database, no web, no clock. A rule takes
values and `now` and returns the new value with its events, or raises a `Refusal` that says why in
plain words. The page's disabled button and the server's answer show those same words.

Where things live: `lifecycle` (an amendment's states), `rounds` (opening, closing), `stances`,
`objections`, `tally` (counting and the outcome), `ruleset`, `permissions` (who may do what),
`events` and `record` (the append-only log), `verify` (checking a record offline).
"""
