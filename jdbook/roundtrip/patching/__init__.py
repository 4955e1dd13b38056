"""Patching: new data into the text of a position's file, with the comments, order and layout of what did not change."""
