"""Does the reply give what the question tells as it tells it: sides, parts, lengths of time, denials, words?"""
