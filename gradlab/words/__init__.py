"""The words in which checks, explorers and feedback pages speak to a student.

==========  =========================================================================
`mistakes`  the closed list of sentences: likely causes, and what Python refused
`raised`    which sentence belongs to an exception
`lines`     the student's own line in which it was raised
`shapes`    the shapes in that line, and why they do not fit
`slips`     names that differ by a slip of the fingers
`spelling`  the known name that may be meant by an unknown one
==========  =========================================================================
"""
