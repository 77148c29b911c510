"""Are the medicines of a reply possible doses, and is none stopped that somebody else prescribed?"""
