"""Is the reply finished writing: no gaps or traces of a tool, one language, the right signature?"""
