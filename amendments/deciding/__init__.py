"""Decision rounds: opening, answering, objections, closing, and what is shown meanwhile."""
