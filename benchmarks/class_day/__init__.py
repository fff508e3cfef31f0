"""A whole class at once: from Canvas' zip to the file that Canvas imports."""
