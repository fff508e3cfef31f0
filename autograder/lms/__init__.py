"""What comes from a learning management system, and what goes back to it.

==================== =================================================================
`collect`            takes a download, a folder or the exchange into the course
`archives`           files in zips and folders, refused where they could harm
`file_names`         whose file it is, as each LMS writes that into its path
`roster`             the class list, whatever program saved it
`attempts`           which of several files of a student counts; `best_attempt`
`groups`             one notebook for several students
`place`              writes a submission where nbgrader looks
`collected_table`    the table of what became of each file
`export`             marks in the format of an LMS; `formats`, `lms_tables`
`pseudonyms`         names that tell nobody who it is
==================== =================================================================
"""
