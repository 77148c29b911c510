"""What a small learned table adds to the rules, by a sentence's frame: it only ever adds."""
