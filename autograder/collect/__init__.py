"""From an LMS's download or a folder to `submitted/`: who handed in what, when."""
