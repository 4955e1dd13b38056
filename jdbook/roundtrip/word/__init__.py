"""Word: our own documents, edited by people, as what came back of every position."""
