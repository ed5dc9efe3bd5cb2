"""What changes a charter: revisions that are published, decision rules that are changed."""
