"""Round trip: our own Word and Excel files, edited by people, back into the files of the positions."""
