"""Knowledge: what people read and learn beside their position, from jd_source/knowledge/: articles, glossary, self-tests."""
