from app.rendering.markdown import charter_to_html, words_to_html

__all__ = ["charter_to_html", "words_to_html"]
