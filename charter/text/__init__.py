"""The text itself: its canonical form, the blocks that it is cut into, and a document of them."""
