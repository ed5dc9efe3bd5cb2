"""From what a person may see (`app.services.views.amendment_view`,
`app.services.views.public_values`) to the API's shapes.
"""

from app.web.api.shapes.amendments import (
    conflict_out,
    listed_amendment,
    review_out,
    together_out,
    version_out,
    whole_amendment,
)
from app.web.api.shapes.members import (
    member_out,
)
from app.web.api.shapes.rounds import (
    round_out,
)
from app.web.api.shapes.talk import (
    comment_out,
)
from app.web.api.shapes.texts import (
    change_out,
    charter_out,
    revision_out,
    whole_revision,
)

__all__ = [
    "change_out",
    "charter_out",
    "comment_out",
    "conflict_out",
    "listed_amendment",
    "member_out",
    "review_out",
    "revision_out",
    "round_out",
    "together_out",
    "version_out",
    "whole_amendment",
    "whole_revision",
]
