"""The instructor's desk at full size: from Canvas' zip to the file that it imports."""
