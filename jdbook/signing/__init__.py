"""Signing: packs for people to sign from a roster, and the exact texts that went out, kept for good."""
