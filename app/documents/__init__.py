"""Reading documents as people bring them: Word, LibreOffice, web pages, Markdown, plain text.

`app.documents.guarded.read` is the way in for all of the program. It runs `reading.read_plainly` in
a process of its own with limits on time and memory. Nothing in a document is executed, and nothing
that it names is fetched.

Each format has a reader that makes a `Manuscript` of it, once as the text was and once as it is
proposed where changes are tracked. `tidying` and `writing` are the same for all of them.
"""
